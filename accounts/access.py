"""Who may open a page."""

import functools
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, resolve_url

from accounts.drafts import keep


def needs(permission: str = ""):
    """A view for signed-in people whose role has `permission` (any role when empty). Anonymous: sign in;
    else 403.

    A form that arrives after the session has ended is kept and comes back after signing in.
    """

    def decorate(view):
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                query = urlencode({"next": keep(request) or request.get_full_path()})
                return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
            if permission and not request.user.has_perm(permission):
                raise PermissionDenied("Your role cannot open this page.")
            return view(request, *args, **kwargs)

        guarded.needs = permission
        return guarded

    return decorate
