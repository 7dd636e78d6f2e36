"""Copying a procedure's stages or a plan's phases into an event. Called inside operations only."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from events.models import Checklist, FailureEvent, Procedure, Stage, Step
from events.operations.step_checks import latest_decision
from events.procedure import schema
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.procedure.plans import Action, Plan
from events.procedure.schema import Within
from events.rules.decision_point import is_settled, stages_that_wait
from events.rules.limits import due_within
from events.rules.plans import due_day, from_the_start

CLOSURE_DATE = "closure_date"  # the pack's name for the day the service closes
CHOSEN_AT_START = "Chosen when the plan was started"


class Section(NamedTuple):
    """A stage or phase to be made, with the items of its steps."""

    code: str
    name: str
    section: str
    items: list
    order: int


def add_procedure(event: FailureEvent, pack: Pack) -> Checklist:
    """The stages and steps of the event's own procedure. Staffordshire SOP 11.3 to 11.8."""
    checklist = Checklist.objects.create(
        event=event, kind=Checklist.Kind.PROCEDURE, title=pack.short_name, procedure=event.procedure
    )
    sections = [
        Section(stage.id, stage.name, stage.section, list(stage.steps), order)
        for order, stage in enumerate(pack.stages, start=1)
    ]
    _add(checklist, sections, _from_invoking, {})
    return checklist


def add_plan(
    event: FailureEvent,
    kind: str,
    plan: Plan,
    procedure: Procedure,
    *,
    counts_from: date | None = None,
    chosen: dict[str, date | None] | None = None,
) -> Checklist:
    """The phases and actions that a plan begins with, each with its due date. Blackpool policy App 5.

    `chosen` are days that a person chose, by code of the action; the others are worked out.
    """
    checklist = Checklist.objects.create(
        event=event, kind=kind, title=plan.called, procedure=procedure, counts_from=counts_from
    )
    add_phases(checklist, plan, from_the_start(plan), counts_from or event.closes_on, chosen=chosen)
    return checklist


def add_phases(
    checklist: Checklist,
    plan: Plan,
    codes: Iterable[str],
    day: date | None,
    *,
    chosen: dict[str, date | None] | None = None,
    joined: dict[str, Any] | None = None,
) -> None:
    """Phases of a plan at their places; `day` is what their due dates count from, `joined` who brought them in."""
    today, chosen = timezone.localdate(), chosen or {}

    def due(action: Action) -> dict[str, Any]:
        worked_out = due_day(action.due_days, day, today)
        due_on = chosen.get(action.id, worked_out)
        by_hand = CHOSEN_AT_START if due_on != worked_out else ""
        return {"due_on": due_on, "due_reason": by_hand, "due_days": action.due_days}

    sections = [
        Section(phase.code, phase.label, phase.section, list(plan.actions_of(phase.code)), order)
        for order, phase in enumerate(plan.phases, start=1)
        if phase.code in codes
    ]
    _add(checklist, sections, due, joined or {})


def _add(checklist: Checklist, sections: list[Section], due: Callable, joined: dict[str, Any]) -> None:
    stages = Stage.objects.bulk_create(
        Stage(
            checklist=checklist,
            event_id=checklist.event_id,
            code=part.code,
            name=part.name,
            section=part.section,
            order=part.order,
            **joined,
        )
        for part in sections
    )
    Step.objects.bulk_create(
        step for stage, part in zip(stages, sections, strict=True) for step in _steps(stage, part, due)
    )


def _steps(stage: Stage, part: Section, due: Callable[[Any], dict[str, Any]]) -> Iterator[Step]:
    for item in part.items:
        yield Step(
            stage=stage,
            event_id=stage.event_id,
            code=item.id,
            order=item.order,
            action=item.action,
            responsible=list(item.responsible),
            section=item.section or part.section,
            is_repeatable=item.repeatable,
            gate=getattr(item, "gate", None) or "",
            **due(item),
        )


def _from_invoking(step: schema.Step) -> dict[str, Any]:
    """The due date of a step whose time limit begins when the procedure is invoked."""
    return _limit(step.within) if step.within and step.within.after == "invoked" else {}


def _limit(within: Within) -> dict[str, Any]:
    """The due date of a step with a time limit that begins now; nothing beyond the table of bank holidays."""
    limit = due_within(within, timezone.localtime())
    return {"due_on": limit.on, "due_at": limit.at} if limit else {}


def refresh_stage(event: FailureEvent, pack: Pack) -> None:
    """Keep the name of the first stage with an open step on the event. The event must be locked.

    While the decision to escalate is awaited, the event stays at the stage of the decision point. SOP 11.5.
    """
    stages = Stage.objects.filter(checklist__event=event, checklist__kind=Checklist.Kind.PROCEDURE)
    stage = stages.filter(steps__state=Step.State.OPEN).order_by("order").first()
    waiting = stages_that_wait(pack)
    if stage and stage.code in waiting and not is_settled(_latest(event)):
        stage = stages.exclude(code__in=waiting).order_by("order").last() or stage
    name = stage.name if stage else ""
    if name != event.current_stage:
        event.current_stage = name
        event.save(update_fields=["current_stage"])
        if stage:
            _due_from_start(stage, pack, timezone.localdate())


def _latest(event: FailureEvent) -> str | None:
    decision = latest_decision(event)
    return decision.kind if decision else None


def _due_from_start(stage: Stage, pack: Pack, today: date) -> None:
    """First due dates of a stage that began, of steps that come round and of those with a limit. SOP 11.7."""
    for step in pack.steps:
        due = {}
        if step.cadence and step.cadence.days:
            due = {"due_on": today + timedelta(days=step.cadence.days)}
        elif step.within and step.within.after == "stage_started":
            due = _limit(step.within)
        if due:
            stage.steps.filter(code=step.id, state=Step.State.OPEN, due_on=None).update(**due)


def due_again(said: schema.Step | Action | None, last: date) -> dict[str, Any]:
    """When a step that comes round every so many days is due next, after it was done on the day `last`. SOP 11.7."""
    if said is None or not (said.cadence and said.cadence.days):
        return {}
    return {"due_on": last + timedelta(days=said.cadence.days), "due_at": None, "due_reason": ""}


def due_after_closing(event: FailureEvent, pack: Pack) -> None:
    """Steps that are due so many days after the service closes move with its closing date. SOP 11.8.

    A date that somebody set with a reason stays. Steps taken from a newer version follow what that one says.
    """
    taken = Procedure.objects.filter(pk__in=event.steps.exclude(taken_from=None).values("taken_from"))
    for source, said in [(None, pack), *((one, from_content(one.content)) for one in taken)]:
        for step in said.steps:
            if step.due and CLOSURE_DATE in step.due.anchors:
                day = event.closes_on + timedelta(days=step.due.offset_days) if event.closes_on else None
                mine = event.steps.filter(code=step.id, taken_from=source)
                mine.filter(state=Step.State.OPEN, due_reason="").update(due_on=day, due_at=None)
