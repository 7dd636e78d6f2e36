"""One step: completed, done once more, confirmed, not needed, opened again, due on another day."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.forms.steps import CompleteStep, DueDate, Evidence, Happened, NotNeeded, Reopen, Reword
from events.models import Checklist, Step
from events.operations.stages import reword_step, set_due_date
from events.operations.step_checks import missing_evidence, pack_behind, said_of
from events.operations.step_records import record_evidence, record_occurrence
from events.operations.steps import complete_step, mark_step_not_needed, reopen_step
from events.views.conflict import conflict_page, is_conflict, run
from events.views.pages import find_event
from events.views.step_page import about, doers, step_page
from govuk.words import clock_time, day_words


def steps_of(request, event):
    mine = Step.objects.visible_to(request.user).filter(event=event)
    related = mine.select_related("stage", "completed_by", "added_by", "taken_from")
    return related.defer("taken_from__content")


def find_step(request, event, pk):
    step = get_object_or_404(steps_of(request, event).select_related("stage__checklist"), pk=pk)
    step.event = event
    return step


def back_to(step):
    kind = step.stage.checklist.kind
    if kind == Checklist.Kind.PROCEDURE:
        return redirect("events:checklist", step.event.reference)
    return redirect("events:plan-detail", step.event.reference, kind)


def tab_of(step) -> str:
    return "checklist" if step.stage.checklist.kind == Checklist.Kind.PROCEDURE else "plans"


def place_of(step) -> str:
    return f"{step.stage.order}.{step.order}"


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def step_complete(request, reference, pk):
    """A step of the procedure: done, or of one that repeats, done once more. An action of a plan has its own page."""
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    if tab_of(step) == "plans":
        return redirect("events:plan-step", event.reference, step.stage.checklist.kind, step.pk)
    return happened(request, event, step) if repeats(step) else finished(request, event, step)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def step_finish(request, reference, pk):
    """No more is needed of a step that repeats."""
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    if not step.is_repeatable:
        return redirect("events:step-complete", event.reference, step.pk)
    return finished(request, event, step)


def repeats(step) -> bool:
    return step.is_repeatable and step.state == Step.State.OPEN


def finished(request, event, step):
    """Completed by, date completed, notes."""
    begun = {
        "completed_on": step.completed_on or timezone.localdate(),
        "completed_by": step.completed_by or request.user,
        "notes": step.notes,
        "version": step.version,
    }
    form = CompleteStep(typed(request), initial=begun, people=doers(event, step))
    if run(request, form, complete_step, step, by=request.user, step=step):
        messages.success(request, done_words(request.user, step, form.result))
        return back_to(step)
    if is_conflict(form):
        return conflict_page(
            request, event, tab_of(step), form, f"step {place_of(step)}", said=who_was_first(form)
        )
    context = {"title": f"Step {place_of(step)}", "form": form, **about(request, event, step)}
    return step_page(request, "events/step_complete.html", event, tab_of(step), step, context)


def done_words(user, step, row) -> str:
    """What the person reads; who did the same as somebody a moment before reads who that was and when."""
    if row and row.changed_by_id != user.pk and row.state != Step.State.OPEN:
        return f"{row.changed_by.name} completed step {place_of(step)} {moment(row.changed_at)}."
    return f"Step {place_of(step)} is done."


def who_was_first(form) -> str:
    """ "Priya Marlowe completed this at 9.31am." where a step was completed while the form was open."""
    row = form.refusal.record
    opened = row.snapshot(form.cleaned_data["version"])
    if row.state in (Step.State.OPEN, opened.state if opened else None):
        return ""
    by = type(row).objects.select_related("changed_by").get(pk=row.pk).changed_by
    verb = "completed this" if row.state == Step.State.DONE else "marked this not needed"
    return f"{by.name if by else 'Somebody'} {verb} {moment(row.changed_at)}."


def moment(at) -> str:
    at = timezone.localtime(at)
    day = "" if at.date() == timezone.localdate() else f"on {day_words(at)} "
    return f"{day}at {clock_time(at)}"


def happened(request, event, step):
    """One more time that a step which repeats was done."""
    begun = {"happened_on": timezone.localdate(), "completed_by": request.user}
    form = Happened(typed(request), initial=begun, people=doers(event, step))
    if run(request, form, record_occurrence, None, by=request.user, step=step):
        messages.success(
            request, f"Step {place_of(step)} is recorded for {day_words(form.result.happened_on)}."
        )
        return back_to(step)
    context = {"title": f"Step {place_of(step)}", "form": form, **about(request, event, step)}
    return step_page(request, "events/step_happened.html", event, tab_of(step), step, context)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def step_evidence(request, reference, pk):
    """Who confirmed, when, by which means."""
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    said = said_of(pack_behind(event, step), step)
    if said is None or not said.evidence_required:
        raise Http404
    missing = missing_evidence(step, said)
    begun = {"kind": missing[0] if missing else None, "confirmed_on": timezone.localdate()}
    form = Evidence(typed(request), initial=begun, kinds=said.evidence_required)
    if run(request, form, record_evidence, None, by=request.user, step=step):
        messages.success(request, f"The {form.result.kind} by {form.result.confirmed_by} is recorded.")
        return redirect("events:step-complete", event.reference, step.pk)
    context = {"title": f"Step {place_of(step)}: record a confirmation", "form": form}
    return step_page(request, "events/step_evidence.html", event, tab_of(step), step, context)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def step_due(request, reference, pk):
    """Set or shift when a step is due, with a reason."""
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    begun = {"due_on": step.due_on, "version": step.version}
    if step.due_at:
        begun["due_time"] = timezone.localtime(step.due_at).time()
    form = DueDate(typed(request), initial=begun)
    if run(request, form, set_due_date, step, by=request.user, step=step):
        messages.success(request, f"The due date of step {place_of(step)} is saved.")
        return back_to(step)
    if is_conflict(form):
        return conflict_page(request, event, tab_of(step), form, f"when step {place_of(step)} is due")
    context = {"title": f"When step {place_of(step)} is due", "form": form}
    runs = request.user.has_perm("events.change_failureevent")
    return step_page(request, "events/step_due.html", event, tab_of(step), step, context, may_anyway=runs)


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def step_reword(request, reference, pk):
    """Other words for a step of this event."""
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    form = Reword(typed(request), initial={"action": step.action, "version": step.version})
    if run(request, form, reword_step, step, by=request.user, step=step):
        messages.success(request, f"The words of step {place_of(step)} are saved.")
        return back_to(step)
    if is_conflict(form):
        return conflict_page(request, event, tab_of(step), form, f"the words of step {place_of(step)}")
    context = {"title": f"Change the words of step {place_of(step)}", "form": form}
    return step_page(request, "events/step_reword.html", event, tab_of(step), step, context, may_anyway=True)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def step_not_needed(request, reference, pk):
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    form = NotNeeded(typed(request), initial={"version": step.version})
    if run(request, form, mark_step_not_needed, step, by=request.user, step=step):
        messages.success(request, f"Step {place_of(step)} is marked not needed.")
        return back_to(step)
    if is_conflict(form):
        return conflict_page(
            request, event, tab_of(step), form, f"step {place_of(step)}", said=who_was_first(form)
        )
    context = {"title": f"Mark step {place_of(step)} not needed", "form": form}
    return step_page(request, "events/step_not_needed.html", event, tab_of(step), step, context)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def step_reopen(request, reference, pk):
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    form = Reopen(typed(request), initial={"version": step.version})
    if run(request, form, reopen_step, step, by=request.user, step=step):
        messages.success(request, f"Step {place_of(step)} is open again.")
        return back_to(step)
    if is_conflict(form):
        return conflict_page(request, event, tab_of(step), form, f"step {place_of(step)}")
    context = {"title": f"Open step {place_of(step)} again", "form": form}
    return step_page(request, "events/step_reopen.html", event, tab_of(step), step, context)
