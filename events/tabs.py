"""The pages of one event, as data: what a person's role and share let them open."""

from django.urls import reverse

from accounts.models import User
from events.models import FailureEvent, Meeting

# (name, words, address below the event's, permission needed)
PAGES = [
    ("overview", "Overview", "", "events.view_failureevent"),
    ("checklist", "Checklist", "checklist/", "events.view_step"),
    ("tracker", "Tracker", "tracker/", "trackers.view_trackerentry"),
    ("meetings", "Meetings", "meetings/", "events.view_meeting"),
    ("leads", "Leads", "leads/", "events.view_step"),
    ("costs", "Costs", "costs/", "costs.view_costs"),
    ("communications", "Communications", "communications/", "events.view_step"),
    ("documents", "Documents", "documents/", "events.view_document"),
    ("plans", "Plans", "plans/", "events.view_step"),
    ("resolution", "Resolution", "resolution/", "events.view_step"),
    ("timeline", "Timeline", "timeline/", "events.view_timeline"),
]
OF_A_DRAFT = {"overview", "timeline"}


def tabs(user: User, event: FailureEvent, active: str) -> list[dict]:
    """[{text, href, active}] in order; `active` is the name of the present page. A query only for partner staff."""
    start = reverse("event-detail", args=[event.reference])
    is_draft = event.status in FailureEvent.NEVER_LOGGED
    return [
        {"text": text, "href": start + below, "active": name == active}
        for name, text, below, permission in PAGES
        if user.has_perm(permission)
        and (not is_draft or name in OF_A_DRAFT)
        and (name != "resolution" or event.invoked_at)
        and (name != "meetings" or not user.is_partner or is_invited(user, event))
    ]


def is_invited(user: User, event: FailureEvent) -> bool:
    return Meeting.objects.visible_to(user).filter(event=event).exists()
