"""Rights that come with a role, straight from accounts.roles: no rows that could drift from the table."""

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied

from accounts import roles


class RoleBackend(BaseBackend):
    def has_perm(self, user, perm, obj=None):
        """Whether the person's role may do this. Objects are scoped by `visible_to`, never here.

        Nothing but the role gives a right over all objects, so a "no" is final: the other backends are not asked.
        """
        if obj is not None:
            return False
        if user.is_active and perm in roles.PERMISSIONS.get(getattr(user, "role", ""), set()):
            return True
        raise PermissionDenied
