"""The two pages of an event that show every room at once: the overview and the timeline."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from events import tabs
from events.models import FailureEvent, Meeting
from failure_response import timeline
from failure_response.overview import own_people, whole_event
from govuk.htmx import render_page


@needs("events.view_failureevent")
@require_safe
def event_overview(request, reference):
    found = FailureEvent.objects.visible_to(request.user).select_related(
        "service", "provider", "host_council", "procedure", "group"
    )
    event = get_object_or_404(found, reference=reference)
    today = timezone.localdate()
    context = {"event": event, "tabs": tabs.tabs(request.user, event, "overview"), "today": today}
    context["next_meeting"] = (
        Meeting.objects.visible_to(request.user).planned().filter(event=event, held_on__gte=today).first()
    )
    if request.user.is_partner:
        context |= own_people(request.user, event)
        return render_page(request, "failure_response/event_overview_partner.html", context)
    context |= whole_event(request.user, event)
    return render_page(request, "failure_response/event_overview.html", context)


@needs("events.view_timeline")
@require_safe
def event_timeline(request, reference):
    event = get_object_or_404(
        FailureEvent.objects.visible_to(request.user).select_related("service"), reference=reference
    )
    entries, following = timeline.entries(event, before=page_key(request.GET.get("before", "")))
    context = {"event": event, "entries": entries, "tabs": tabs.tabs(request.user, event, "timeline")}
    if following:
        context["older"] = f"{following[0].isoformat()}|{following[1]}|{following[2]}"
    return render_page(request, "failure_response/event_timeline.html", context)


def page_key(text: str) -> tuple | None:
    """The key of a timeline page as it stands in the address; anything else means the first page."""
    try:
        at, label, pk = text.split("|")
        return datetime.fromisoformat(at), label, int(pk)
    except ValueError:
        return None
