"""The decision point, an event opened again, provisional dates, and residents who were told early."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.forms.decisions import AgreeDate, ChangeDate, Decide, EarlyTold, ReopenEvent
from events.forms.endings import ReopenFinished
from events.models import FailureEvent, ProvisionalDate
from events.operations.dates import agree_date, change_date
from events.operations.decisions import decide, people_moving, reopen_event
from events.operations.events import reopen_finished
from events.operations.gates import record_early_telling, residents_gate
from events.operations.meetings_ended import still_planned
from events.operations.notices import pack_of
from events.views.pages import event_page, find_event, run
from govuk.words import full_date

RUN_EVENT = "events.change_failureevent"
CALLED = {"stand_down": "stood down", "maintain": "held at this stage", "escalate": "escalated"}


@needs("events.view_step")
@require_safe
def decision_list(request, reference):
    """Every decision about the event, the newest first."""
    event = find_event(request, reference)
    pack = pack_of(event)
    point = pack.decision_point
    context = {
        "title": "Decision point",
        "point": point,
        "source": pack.cite(point) if point else "",
        "labels": {option.value: option.label for option in point.options} if point else {},
        "decisions": list(event.decisions.select_related("recorded_by").order_by("-pk")),
        "may_decide": request.user.has_perm(RUN_EVENT),
    }
    return event_page(request, "events/decision_list.html", event, "checklist", context)


@needs(RUN_EVENT)
@require_http_methods(["GET", "POST"])
def decision_new(request, reference):
    """Stand down, maintain or escalate."""
    event = find_event(request, reference)
    pack = pack_of(event)
    point = pack.decision_point
    if point is None or event.status != FailureEvent.Status.INVOKED:
        messages.warning(request, "Nothing is to be decided here while the procedure is not invoked.")
        return redirect("events:decision-list", event.reference)
    moving = people_moving(event)
    begun = {"decided_by": request.user.name, "decided_on": timezone.localdate(), "cancel_meetings": True}
    planned = len(still_planned(event))
    form = Decide(typed(request), initial=begun, event=event, point=point, moving=moving, planned=planned)
    if run(request, form, decide, by=request.user, event=event):
        messages.success(request, f"{event.reference} is {CALLED[form.result.kind]}.")
        return redirect("events:checklist", event.reference)
    context = {"title": "Record a decision", "form": form, "point": point, "source": pack.cite(point)}
    context |= {"moving": moving, "planned": planned}
    return event_page(request, "events/decision_new.html", event, "checklist", context)


@needs(RUN_EVENT)
@require_http_methods(["GET", "POST"])
def event_reopen(request, reference):
    """An event that is over is worked again; one that was closed is resolved again first."""
    event = find_event(request, reference)
    if event.status in (FailureEvent.Status.CLOSED, FailureEvent.Status.RESOLVED):
        return reopened(request, event)
    form = ReopenEvent(typed(request), initial={"decided_by": request.user.name})
    if run(request, form, reopen_event, by=request.user, event=event):
        messages.success(request, f"{event.reference} is open again. It goes on from the decision point.")
        return redirect("events:checklist", event.reference)
    context = {"title": "Open the event again", "form": form}
    context["was"] = event.status if event.status == FailureEvent.Status.STOOD_DOWN else ""
    return event_page(request, "events/event_reopen.html", event, "overview", context)


def reopened(request, event):
    """Of an event that was resolved or closed: the decision point stays as it was."""
    was = event.status
    form = ReopenFinished(typed(request))
    if run(request, form, reopen_finished, by=request.user, event=event):
        messages.success(request, f"{event.reference} is {form.result.get_status_display().lower()} again.")
        return redirect("events:resolution", event.reference)
    context = {"title": "Open the event again", "form": form, "was": was}
    return event_page(request, "events/event_reopen.html", event, "resolution", context)


@needs("events.view_step")
@require_safe
def date_list(request, reference):
    """Provisional dates, with who agreed each and what it was before."""
    event = find_event(request, reference)
    dates = ProvisionalDate.objects.visible_to(request.user).filter(event=event)
    dates = list(dates.select_related("recorded_by"))
    earlier = sorted((one for one in dates if one.replaced_at), key=lambda one: one.replaced_at, reverse=True)
    context = {
        "title": "Provisional dates",
        "dates": [
            {"now": one, "earlier": [was for was in earlier if was.what == one.what]}
            for one in dates
            if not one.replaced_at
        ],
        "may_change": request.user.has_perm("events.change_step") and event.is_open,
        "may_run": request.user.has_perm(RUN_EVENT) and event.is_open,
    }
    return event_page(request, "events/date_list.html", event, "checklist", context)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def date_add(request, reference):
    event = find_event(request, reference)
    form = AgreeDate(typed(request))
    if run(request, form, agree_date, by=request.user, event=event):
        messages.success(request, f"{form.result.what}: {full_date(form.result.on)}, provisional.")
        return redirect("events:date-list", event.reference)
    context = {"title": "Add a provisional date", "form": form}
    return event_page(request, "events/date_form.html", event, "checklist", context)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def date_change(request, reference, pk):
    event = find_event(request, reference)
    held = get_object_or_404(ProvisionalDate.objects.visible_to(request.user).filter(event=event), pk=pk)
    form = ChangeDate(typed(request))
    if run(request, form, change_date, by=request.user, provisional=held):
        messages.success(
            request, f"{form.result.what}: {full_date(form.result.on)}. The earlier date is kept."
        )
        return redirect("events:date-list", event.reference)
    context = {"title": f"Change the date: {held.what}", "form": form, "held": held}
    return event_page(request, "events/date_form.html", event, "checklist", context)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def residents_told(request, reference):
    """Whether residents and relatives may be told, and that they have been told already."""
    event = find_event(request, reference)
    form = EarlyTold(typed(request))
    if run(request, form, record_early_telling, by=request.user, event=event):
        messages.success(request, "It is recorded. Residents and relatives may be told.")
        return redirect("events:checklist", event.reference)
    context = {
        "title": "Telling residents and relatives",
        "form": form,
        "answer": residents_gate(event),
        "told": list(event.early_tellings.select_related("recorded_by")),
        "may_change": event.is_open,
    }
    return event_page(request, "events/residents_told.html", event, "checklist", context)
