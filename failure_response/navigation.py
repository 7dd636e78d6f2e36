"""The frame of every page: service navigation as data, the count of new notifications, the banner for
delays.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from accounts.drafts import typing_lock
from accounts.models import Notification
from accounts.notifications import delayed_since
from failure_response.demonstration.cast import ACCOUNTS
from govuk.words import clock_time

# (text, URL name, permission needed, addresses that belong to it)
SECTIONS = [
    ("My work", "my-work", "", ()),
    ("Action plans", "risk:own-plan-list", "risk.answer_actionplan", ("/plans/",)),
    ("Events", "events:event-list", "events.view_failureevent", ("/events/", "/people/")),
    ("Providers", "providers:provider-list", "providers.view_provider", ("/providers/", "/services/")),
    ("Risk", "risk:warning-sign-list", "risk.view_warningsign", ("/risk/",)),
    ("Plans", "plans:contingency-list", "plans.view_contingencyplan", ("/contingency/",)),
    # Those of another organisation who are asked into assessments; nobody at the council needs it.
    ("Risk assessments", "risk:assessment-list", "risk.answer_riskassessment", ("/risk/",)),
    ("Dashboard", "dashboard", "events.view_dashboard", ("/dashboard/",)),
    ("Administration", "accounts:administration", "accounts.view_administration", ("/administration/",)),
]


def shell(request) -> dict:
    """Context of the page frame. Two small queries for a signed-in person, none for a fragment."""
    # An error before the sign-in middleware has no user, and its page still needs a frame.
    user = getattr(request, "user", None) or AnonymousUser()
    context = {"navigation": navigation(request.path, user), "footer_links": FOOTER}
    if user.is_authenticated and not request.headers.get("HX-Request"):
        context["notifications_count"] = Notification.objects.visible_to(user).unread().count()
        context["service_banner"] = delay_banner()
        context["typing_lock"] = typing_lock(user)
    elif settings.DEMONSTRATION:
        context |= {"demo_accounts": ACCOUNTS, "demo_password": settings.DEMO_PASSWORD}
    return context


FOOTER = [{"text": "Service status", "href": "/healthz"}]


def navigation(path: str, user) -> list[dict]:
    """The sections that this person's role can open, the present one marked."""
    if not user.is_authenticated:
        return []
    return [
        {"text": text, "href": reverse(name), "active": is_here(path, name, prefixes)}
        for text, name, permission, prefixes in SECTIONS
        if (not permission and not user.is_provider) or (permission and user.has_perm(permission))
    ]


def is_here(path: str, name: str, prefixes: tuple[str, ...]) -> bool:
    return path == reverse(name) or path.startswith(prefixes)


def delay_banner() -> str:
    """Said on every page while the clock stands still: what is done is done, only the telling is late."""
    since = delayed_since(timezone.now())
    if since is None:
        return ""
    return f"Messages and documents are delayed since {clock_time(since)}. What you save is saved."
