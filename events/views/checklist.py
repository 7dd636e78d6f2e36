"""The checklist of an event: its stages, gates, decision point and dates; local steps and stages opened again."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.acting import Cast
from events.forms.steps import AddStep, ReopenStage
from events.models import Checklist, Decision, ProvisionalDate, Stage, Step, StepOccurrence
from events.operations.gates import gate_before_the_step, lifting_steps
from events.operations.newer import has_newer_version
from events.operations.notices import pack_of
from events.operations.stages import add_step, reopen_stage
from events.operations.step_gates import held_back
from events.operations.steps import gate_words, unresolved_people
from events.rules.decision_point import is_settled, stages_that_wait
from events.rules.gates import ALL_MOVED, may_tell_residents
from events.views import lines
from events.views.pages import event_page, find_event, run
from events.views.steps import steps_of
from govuk.words import day_words

SHOWS = ("", "mine", "overdue", "not-needed", "local")
RUN_EVENT = "events.change_failureevent"
DONE_TIMES = Prefetch("occurrences", StepOccurrence.objects.select_related("done_by"))


@needs("events.view_step")
@require_safe
def checklist(request, reference):
    """Which step is late, which gate is shut, who does it."""
    event, now, asked = find_event(request, reference), timezone.localtime(), request.GET.get("show", "")
    steps = steps_of(request, event).filter(stage__checklist__kind=Checklist.Kind.PROCEDURE)
    steps = list(steps.prefetch_related(DONE_TIMES))
    pack, waiting, decisions = pack_of(event), unresolved_people(event), list(event.decisions.all())
    shut = cannot_start(event, pack, steps, waiting, decisions)
    views, keep = lines.views(steps, now, my_roles(request.user, Cast.of(event)), asked)
    context = {
        "title": "Checklist",
        "actions": actions(request.user, event, bool(steps)),
        "sections": lines.sections(steps, now, pack, shut=shut, keep=keep),
        "views": views,
        "filtered": keep is not None,
        "ignored": asked not in SHOWS,
        **lines.due_now(steps, now, pack, shut),
        "done": sum(step.state != Step.State.OPEN for step in steps),
        "total": len(steps),
        "procedure": event.procedure,
        "has_newer": has_newer_version(event),
        "may_change": request.user.has_perm("events.change_step") and event.is_open,
        "may_run": request.user.has_perm(RUN_EVENT) and event.is_open,
        "dates": list(ProvisionalDate.objects.visible_to(request.user).filter(event=event).current()),
        "point": decision_box(pack, steps, decisions, now.date()),
        **gates(event, pack, steps, waiting),
    }
    return event_page(request, "events/checklist.html", event, "checklist", context)


def my_roles(user, cast: Cast) -> set[str]:
    """Roles that the person holds, or stands in for as a deputy."""
    return {
        role
        for lead in cast.leads
        for role in [lead.role]
        if (acting := cast.may_act(user, [role])) and (acting.lead is not None)
    }


def cannot_start(event, pack, steps, waiting: int, decisions) -> frozenset[int]:
    """Keys of the steps behind the shut gate of SOP 11.8, of those that wait for the decision of SOP 11.5, and of those
    whose gate another step opens.
    """
    gate = pack.gate(ALL_MOVED)
    held = {step.pk for step in steps if waiting and gate and step.gate == gate.id}
    if not is_settled(decisions[-1].kind if decisions else None):
        later = stages_that_wait(pack)
        held |= {step.pk for step in steps if step.stage.code in later and step.state == Step.State.OPEN}
    return frozenset(held) | held_back(pack, steps, told_already=event.early_tellings.exists())


def gates(event, pack, steps, waiting: int) -> dict:
    """The two gates, each with the stage it is shown in."""
    codes = lifting_steps(pack)
    lifting = next((step for step in steps if step.code in codes), None)
    started, told = lifting is not None and lifting.state != Step.State.OPEN, event.early_tellings.first()
    confirm = pack.gate(ALL_MOVED)
    return {
        "tell": may_tell_residents(pack, communication_started=True)
        if started
        else gate_before_the_step(pack, told),
        "tell_words": lifting_words(lifting, told) if lifting else "",
        "tell_stage": lifting.stage_id if lifting else None,
        "told": told,
        "waiting": waiting,
        "waiting_words": gate_words(waiting),
        "waiting_source": pack.cite(confirm) if confirm else "",
        "waiting_stage": next((step.stage_id for step in steps if confirm and step.gate == confirm.id), None),
    }


def lifting_words(step, told) -> str:
    number = f"step {step.stage.order}.{step.order}"
    if step.state != Step.State.OPEN:
        return f"Opened {day_words(step.completed_on)} by {number}."
    if told:
        return f"{told.told_by} told them on {day_words(told.told_on)}: {told.reason}"
    return f"It opens with {number}, when the council starts to lead communication."


def decision_box(pack, steps, decisions, today) -> dict | None:
    """The decision point as the page shows it below its stage; None where there is none."""
    point = pack.decision_point
    stage = next((one for one in pack.stages if one.decision_point), None)
    here = next((step.stage for step in steps if stage and step.stage.code == stage.code), None)
    if point is None or here is None:
        return None
    latest = decisions[-1] if decisions else None
    labels = {option.value: option.label for option in point.options}
    earlier = [step for step in steps if step.stage.order <= here.order]
    return {
        "stage": here.pk,
        "latest": latest,
        "label": labels.get(latest.kind, latest.get_kind_display()) if latest else "",
        "is_open": is_settled(latest.kind if latest else None),
        "is_held": latest is not None and latest.kind == Decision.Kind.MAINTAIN,
        "is_due": (latest.review_on <= today) if latest and latest.review_on else False,
        "days": (today - timezone.localdate(latest.decided_at)).days if latest else 0,
        "is_ready": all(step.state != Step.State.OPEN for step in earlier),
        "source": pack.cite(point),
    }


def actions(user, event, has_checklist: bool) -> list[dict]:
    """What this person can do to the checklist as a whole."""
    if not (event.is_open and has_checklist):
        return []
    offered = [
        ("Add a step", "events:step-add", RUN_EVENT),
        ("Dates", "events:date-list", "events.view_step"),
    ]
    return [
        {"text": text, "href": reverse(name, args=[event.reference]), "kind": "secondary"}
        for text, name, permission in offered
        if user.has_perm(permission)
    ]


def stages_of(event):
    return Stage.objects.filter(event=event, checklist__kind=Checklist.Kind.PROCEDURE).select_related(
        "checklist"
    )


@needs(RUN_EVENT)
@require_http_methods(["GET", "POST"])
def step_add(request, reference):
    """A local step at the end of a stage."""
    event = find_event(request, reference)
    stages = stages_of(event)
    if not stages:
        raise Http404
    begun = {"stage": stages.filter(name=event.current_stage).first() or stages.last()}
    roles = [lead.role for lead in pack_of(event).leads]
    form = AddStep(typed(request), initial=begun, stages=stages, roles=roles)
    if run(request, form, add_step, by=request.user, event=event):
        messages.success(request, f"Step {form.result.stage.order}.{form.result.order} is added.")
        return redirect("events:checklist", event.reference)
    context = {"title": "Add a step", "form": form}
    return event_page(request, "events/step_add.html", event, "checklist", context)


@needs(RUN_EVENT)
@require_http_methods(["GET", "POST"])
def stage_reopen(request, reference, pk):
    """Every finished step of a stage is open again."""
    event = find_event(request, reference)
    stage = get_object_or_404(stages_of(event), pk=pk)
    form = ReopenStage(typed(request))
    if run(request, form, reopen_stage, by=request.user, stage=stage):
        messages.success(request, f"{stage.name} is open again.")
        return redirect("events:checklist", event.reference)
    finished = steps_of(request, event).filter(stage=stage).exclude(state=Step.State.OPEN)
    context = {"title": f"Open {stage.name} again", "form": form, "stage": stage, "finished": list(finished)}
    return event_page(request, "events/stage_reopen.html", event, "checklist", context)
