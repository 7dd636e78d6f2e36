"""Rights that come with a role, straight from accounts.roles: no rows that could drift from the table."""

from django.contrib.auth.backends import BaseBackend

from accounts import roles


class RoleBackend(BaseBackend):
    def has_perm(self, user, perm, obj=None):
        """Whether the person's role may do this. Objects are scoped by `visible_to`, never here."""
        return (
            user.is_active and obj is None and perm in roles.PERMISSIONS.get(getattr(user, "role", ""), set())
        )
