"""Work on a whole plan: dates moved together, actions brought in, the readiness meeting. Blackpool policy App 5, 6."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.forms.plans import BringIn, Readiness, ShiftDates
from events.models import Meeting, PlanShift, Step
from events.operations.plan_dates import shift_dates, take_back_shift
from events.operations.plans import bring_in, phases_to_come
from events.operations.readiness import decide_readiness
from events.plan_reading import plan_behind, still_open
from events.views.meeting_page import may
from events.views.pages import REFUSED, event_page, find_event, run
from events.views.plans import actions_of, begun_or_404, may_change
from govuk.words import full_date, lower_first


@needs("events.change_plan")
@require_http_methods(["GET", "POST"])
def plan_dates(request, reference, kind):
    """Which actions, how far, the preview with each old and new day, and what became of it."""
    event = find_event(request, reference)
    checklist = begun_or_404(event, kind)
    steps = actions_of(request, event, checklist)
    form = ShiftDates(typed(request), checklist=checklist, steps=steps)
    ready = form.is_bound and form.seen and form.is_valid()
    confirmed = request.method == "POST" and ready and form.is_confirmed
    if confirmed and form.as_carried_out(shift_dates, by=request.user, checklist=checklist):
        return redirect(form.result)
    context = {
        "title": "Move due dates",
        "kind": kind,
        "checklist": checklist,
        "stages": list(dict.fromkeys(step.stage for step in steps if step.state == Step.State.OPEN)),
        "form": form,
        "chosen": [step for step in steps if step.pk in form.seen],
        "moves": form.moves if ready else None,
        "mark": form.mark_now if ready else "",
        "may_change": may_change(request, event),
    }
    answer = event_page(request, "events/plan_dates.html", event, "plans", context)
    answer.status_code = REFUSED if request.method == "POST" and not form.seen else answer.status_code
    return answer


def find_shift(request, reference, kind, pk) -> PlanShift:
    event = find_event(request, reference)
    mine = PlanShift.objects.visible_to(request.user).filter(event=event, checklist__kind=kind)
    shift = get_object_or_404(mine.select_related("checklist", "made_by"), pk=pk)
    shift.event = event
    return shift


@needs("events.view_step")
@require_safe
def plan_shift(request, reference, kind, pk):
    """What became of a move of several due dates, and the way back."""
    shift = find_shift(request, reference, kind, pk)
    keys = [row[0] for row in [*shift.was, *shift.left_out]]
    names = {step.pk: step for step in Step.objects.visible_to(request.user).filter(pk__in=keys)}
    context = {
        "title": "Due dates moved",
        "kind": kind,
        "shift": shift,
        "rows": [(names[pk], in_words(was), in_words(then)) for pk, was, _, then in shift.was if pk in names],
        "left_out": [(names[pk], why) for pk, why in shift.left_out if pk in names],
        "may_change": may_change(request, shift.event),
    }
    return event_page(request, "events/plan_shift.html", shift.event, "plans", context)


def in_words(day: str | None) -> str:
    """A day as the row keeps it, in words."""
    return full_date(date.fromisoformat(day)) if day else "No date"


@needs("events.change_plan")
@require_POST
def plan_shift_take_back(request, reference, kind, pk):
    shift = find_shift(request, reference, kind, pk)
    try:
        take_back_shift(by=request.user, shift=shift)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(shift)


@needs("events.change_plan")
@require_http_methods(["GET", "POST"])
def plan_more(request, reference, kind):
    """Further actions come into play: who says so, since when, and why."""
    event = find_event(request, reference)
    checklist = begun_or_404(event, kind)
    plan = plan_behind(checklist).plan
    phases = phases_to_come(checklist, plan)
    form = BringIn(typed(request), initial={"joined_on": timezone.localdate()}, plan=plan, phases=phases)
    if run(request, form, bring_in, by=request.user, checklist=checklist):
        messages.success(request, "The further actions are in the plan.")
        return redirect("events:plan-detail", event.reference, kind)
    context = {"title": "Add further actions", "form": form, "kind": kind, "plan": plan, "phases": phases}
    return event_page(request, "events/plan_more.html", event, "plans", context)


@needs("events.view_step")
@require_http_methods(["GET", "POST"])
def plan_readiness(request, reference, kind):
    """What is still open before the readiness meeting, its meetings, and what was decided."""
    if request.method == "POST" and not request.user.has_perm("events.change_plan"):
        raise PermissionDenied
    event = find_event(request, reference)
    checklist = begun_or_404(event, kind)
    plan = plan_behind(checklist).plan
    if plan.readiness is None:
        raise Http404
    meetings = Meeting.objects.visible_to(request.user).filter(event=event, kind=Meeting.Kind.READINESS)
    meetings = meetings.exclude(state=Meeting.State.CANCELLED).latest_first()
    form = Readiness(typed(request), initial={"decided_on": timezone.localdate()}, meetings=meetings)
    if run(request, form, decide_readiness, by=request.user, checklist=checklist):
        messages.success(request, f"Recorded: {lower_first(form.result.get_outcome_display())}.")
        return redirect("events:plan-readiness", event.reference, kind)
    context = {
        "title": f"Readiness meeting of the {lower_first(plan.called)}",
        "form": form,
        "kind": kind,
        "action": plan.readiness,
        "open": list(still_open(checklist, plan).select_related("stage")),
        "meetings": list(meetings.select_related("event")),
        "decisions": list(checklist.readiness_decisions.select_related("recorded_by", "meeting")),
        "may_change": may_change(request, event),
        "may_plan": may(request, event, "events.add_meeting"),
    }
    return event_page(request, "events/plan_readiness.html", event, "plans", context)
