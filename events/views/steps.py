"""The checklist of the procedure, and what is done with one step of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.forms.steps import CompleteStep, NotNeeded, Reopen
from events.models import Checklist, Step
from events.operations.notices import pack_of
from events.operations.steps import (
    complete_step,
    gate_words,
    mark_step_not_needed,
    reopen_step,
    unresolved_people,
    waits_for_outcomes,
)
from events.rules.gates import ALL_MOVED, may_tell_residents
from events.views import lines
from events.views.conflict import conflict_page, is_conflict, run
from events.views.pages import event_page, find_event
from govuk.words import day_words

SHOWS = ("", "mine", "overdue", "not-needed")


@needs("events.view_step")
@require_safe
def checklist(request, reference):
    """Which step is late, which gate is shut, who does it."""
    event, today, asked = find_event(request, reference), timezone.localdate(), request.GET.get("show", "")
    steps = list(steps_of(request, event).filter(stage__checklist__kind=Checklist.Kind.PROCEDURE))
    pack, waiting = pack_of(event), unresolved_people(event)
    gate = pack.gate(ALL_MOVED)
    shut = frozenset(step.code for step in steps if waiting and gate and step.gate == gate.id)
    roles = set(event.leads.current().filter(user=request.user).values_list("role", flat=True))
    views, keep = lines.views(steps, today, roles, asked)
    context = {
        "title": "Checklist",
        "sections": lines.sections(steps, today, pack, shut=shut, keep=keep),
        "views": views,
        "filtered": keep is not None,
        "ignored": asked not in SHOWS,
        **lines.due_now(steps, today, pack, shut),
        "done": sum(step.state != Step.State.OPEN for step in steps),
        "total": len(steps),
        "procedure": event.procedure,
        "may_change": request.user.has_perm("events.change_step") and event.is_open,
        **gates(pack, steps, waiting),
    }
    return event_page(request, "events/checklist.html", event, "checklist", context)


def gates(pack, steps, waiting: int) -> dict:
    """The two gates, each with the stage it is shown in."""
    codes = {step.id for step in pack.steps if step.lifts_gate}
    lifting = next((step for step in steps if step.code in codes), None)
    started = lifting is not None and lifting.state != Step.State.OPEN
    confirm = pack.gate(ALL_MOVED)
    return {
        "tell": may_tell_residents(pack, communication_started=started),
        "tell_words": lifting_words(lifting) if lifting else "",
        "tell_stage": lifting.stage_id if lifting else None,
        "waiting": waiting,
        "waiting_words": gate_words(waiting),
        "waiting_source": pack.cite(confirm) if confirm else "",
        "waiting_stage": next((step.stage_id for step in steps if confirm and step.gate == confirm.id), None),
    }


def lifting_words(step) -> str:
    number = f"step {step.stage.order}.{step.order}"
    if step.state == Step.State.OPEN:
        return f"It opens with {number}, when the council starts to lead communication."
    return f"Opened {day_words(step.completed_on)} by {number}."


def steps_of(request, event):
    return Step.objects.visible_to(request.user).filter(event=event).select_related("stage", "completed_by")


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


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def step_complete(request, reference, pk):
    """A step of the procedure: completed by, date completed, notes. An action of a plan has its own page."""
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    if tab_of(step) == "plans":
        return redirect("events:plan-step", event.reference, step.stage.checklist.kind, step.pk)
    begun = {
        "completed_on": step.completed_on or timezone.localdate(),
        "completed_by": step.completed_by or request.user,
        "notes": step.notes,
        "version": step.version,
    }
    form = CompleteStep(typed(request), initial=begun, event=event)
    if run(request, form, complete_step, step, by=request.user, step=step):
        messages.success(request, f"Step {step.stage.order}.{step.order} is done.")
        return back_to(step)
    if is_conflict(form):
        return conflict_page(request, event, "checklist", form, f"step {step.stage.order}.{step.order}")
    context = {
        "title": f"Step {step.stage.order}.{step.order}",
        "form": form,
        "step": step,
        "gate": held_back(event, step),
    }
    context["said"] = next((one for one in pack_of(event).steps if one.id == step.code), None)
    return event_page(request, "events/step_complete.html", event, "checklist", context)


def held_back(event, step) -> str:
    """What the shut gate before the step says; nothing when it is open."""
    if not waits_for_outcomes(event, step):
        return ""
    waiting = unresolved_people(event)
    return gate_words(waiting) if waiting else ""


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def step_not_needed(request, reference, pk):
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    form = NotNeeded(typed(request), initial={"version": step.version})
    if run(request, form, mark_step_not_needed, step, by=request.user, step=step):
        messages.success(request, f"Step {step.stage.order}.{step.order} is marked not needed.")
        return back_to(step)
    if is_conflict(form):
        return conflict_page(request, event, tab_of(step), form, f"step {step.stage.order}.{step.order}")
    context = {"title": f"Mark step {step.stage.order}.{step.order} not needed", "form": form, "step": step}
    return event_page(request, "events/step_not_needed.html", event, tab_of(step), context)


@needs("events.change_step")
@require_http_methods(["GET", "POST"])
def step_reopen(request, reference, pk):
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    form = Reopen(typed(request), initial={"version": step.version})
    if run(request, form, reopen_step, step, by=request.user, step=step):
        messages.success(request, f"Step {step.stage.order}.{step.order} is open again.")
        return back_to(step)
    if is_conflict(form):
        return conflict_page(request, event, tab_of(step), form, f"step {step.stage.order}.{step.order}")
    context = {"title": f"Open step {step.stage.order}.{step.order} again", "form": form, "step": step}
    return event_page(request, "events/step_reopen.html", event, tab_of(step), context)
