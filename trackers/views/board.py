"""Who is holding things up, and who moves on a day. Staffordshire SOP 11.6, 11.7."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import needs
from accounts.models import Notification
from events.forms.documents import AskForDocument
from events.operations.documents import request_document
from events.views.documents import list_page
from events.views.pages import event_page, find_event
from trackers.board import board
from trackers.models import TrackerEntry
from trackers.move_day import days_with_moves, moves_of
from trackers.operations.held import REFUSED
from trackers.operations.stalls import stall_key
from trackers.unaccounted import unaccounted

WORK = "trackers.change_trackerentry"


@needs("events.view_step")
@require_safe
def next_steps(request, reference):
    """Everybody's one next step, by who is holding it up. A fixed number of queries."""
    event, today = find_event(request, reference), timezone.localdate()
    people = TrackerEntry.objects.visible_to(request.user).filter(event=event)
    groups = board(event, people.exclude(final_outcome__in=SETTLED), today)
    rows = [row for group in groups for owner in group["owners"] for row in owner["rows"]]
    asked = asked_about(event)
    context = {
        "title": "Who is holding things up",
        "groups": groups,
        "people": len(rows),
        "late": sum(row.is_late for row in rows),
        "stalled": sum(row.is_stalled for row in rows),
        "asked": {row.entry.pk: asked.get(stall_key(row.entry)) for row in rows},
        "after": sum(row.entry.is_finished for row in rows),
        "lost": people.filter(unaccounted()).count(),
    }
    return event_page(request, "trackers/board.html", event, "tracker", context)


SETTLED = ["died", "stayed", "hospital", "own_arrangement", "other"]


def asked_about(event) -> dict:
    """When the owner of each stall was asked. One query."""
    rows = Notification.objects.filter(kind="next_step.stalled", event_reference=event.reference)
    return dict(rows.order_by("pk").values_list("dedupe", "due_at"))


@needs("events.view_step")
@require_safe
def moves(request, reference):
    """The moves of one day by time, on a phone in the corridor."""
    event, today = find_event(request, reference), timezone.localdate()
    if request.user.is_partner:
        raise PermissionDenied("The council records this.")
    days = days_with_moves(event, request.user)
    day = day_in(request.GET.get("day", "")) or next((row["on"] for row in days if row["on"] >= today), today)
    rows = moves_of(event, request.user, day)
    context = {
        "title": "Moves of the day",
        "day": day,
        "day_number": day.toordinal(),
        "days": days,
        "moves": rows,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "may_record": request.user.has_perm(WORK) and event.status not in REFUSED,
    }
    return event_page(request, "trackers/moves.html", event, "tracker", context)


@needs("events.add_document")
@require_POST
def moves_sheets(request, reference):
    """Ask for the sheets of everybody who moves on a day as one PDF."""
    event, day = find_event(request, reference), day_in(request.POST.get("day", ""))
    if request.user.is_partner:
        raise PermissionDenied("The council records this.")
    form = AskForDocument({"kind": "transfer-sheets", "key": request.POST.get("key", "")})
    about = (day or timezone.localdate()).toordinal()
    if form.run(request_document, by=request.user, event=event, about=about):
        return redirect(form.result)
    return list_page(request, event, form)


def day_in(text: str) -> date | None:
    """The day in an address; None for anything that is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
