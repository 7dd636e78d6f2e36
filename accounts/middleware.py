"""What holds for every request: how long a session lasts, the second factor, forms that outlive a session."""

import time
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from accounts.drafts import COOKIE, Kept, page_with
from accounts.models import Draft

DAY = 24 * 3600  # seconds
# Where a person without a second factor may go: to add one, or to leave.
FREE_OF_SECOND_FACTOR = (
    "/council.css",
    "/account/2fa/",
    "/account/logout/",
    "/account/reauthenticate/",
    "/static/",
    "/healthz",
)


class OnThisMachine:
    """What a shared computer may keep: pages while signed in, so that Back finds what was typed; after that nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        if was_signed_in and not request.user.is_authenticated:
            # Whoever signs out leaves nothing typed behind; whoever was signed out finds it again, locked.
            left = request.path == reverse("account_logout")
            response["Clear-Site-Data"] = '"cache", "storage"' if left else '"cache"'
        return response


class SessionLimits:
    """Signs out after 15 idle minutes and after 12 hours at most (reliability: accounts)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now, session = time.time(), request.session
            began = session.setdefault("began_at", now)
            seen = session.setdefault("seen_at", now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_MOST_SECONDS:
                logout(request)
            elif now - seen > 60 and "X-Background" not in request.headers:
                session["seen_at"] = (
                    now  # one write a minute is enough; what a page asks by itself is nobody working
                )
        return self.get_response(request)


class SecondFactor:
    """Nobody opens a page before a second factor is set up, where the setting asks for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SECOND_FACTOR_REQUIRED and request.user.is_authenticated:
            free = request.path.startswith(FREE_OF_SECOND_FACTOR)
            if not free and not request.user.authenticator_set.exists():
                return redirect("mfa_activate_totp")
        return self.get_response(request)


class KeepWhatWasTyped:
    """Hands a kept form back (`request.kept`) and remembers, signed, who last used this browser."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.kept = self.kept(request)
        response = self.get_response(request)
        if request.kept is not None and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response = redirect(page_with(request))
        if request.user.is_authenticated and not self.is_remembered(request):
            response.set_signed_cookie(
                COOKIE,
                str(request.user.pk),
                max_age=7 * DAY,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def is_remembered(self, request) -> bool:
        """Whether the browser knows already. A cookie that changed with each answer would make the browser's Back
        ask for the page anew, with a new one-time key, and what was sent could be sent a second time."""
        return request.get_signed_cookie(COOKIE, default="", max_age=DAY) == str(request.user.pk)

    def kept(self, request):
        token = request.GET.get("draft", "")
        if request.method != "GET" or not token or not request.user.is_authenticated:
            return None
        try:
            path = request.GET.get("form", request.path)
            draft = Draft.objects.filter(token=UUID(token), by=request.user, path=path).first()
        except ValueError:
            return None
        if draft is None:
            return None
        if path == request.path:  # otherwise it was said on the way here
            messages.info(
                request,
                "You were signed out while you were typing. We kept what you typed: check it and send it again.",
            )
        return Kept(draft.typed)
