"""A plan as its page shows it: actions by phase, each with its day and why, who, and what became of it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from events.models import Stage, Step
from events.procedure.plans import Action, Plan
from events.rules.plans import why_due
from events.views import lines
from govuk.words import full_date


class PlanLine(NamedTuple):
    """One action. `sign`: its mark on the printed form; `mark`: how its day is drawn; `why` it is due then."""

    step: Step
    sign: str
    who: str
    person: str
    status: str
    mark: str
    why: str
    after: str
    happened: str
    said: Action | None


class PlanSection(NamedTuple):
    """One phase; of `lines` only those that were asked for."""

    stage: Stage
    done: int
    total: int
    lines: list[PlanLine]

    @property
    def is_finished(self) -> bool:
        return self.done == self.total


def sections(
    steps: list[Step], kept: Iterable[Step], plan: Plan, now: datetime, counted: date | None
) -> list[PlanSection]:
    """Phases in order. `counted` is the day that dates were worked out from."""
    kept = {step.pk for step in kept}
    orders = {action.id: action.order for action in plan.actions}
    found = []
    for _, group in groupby(steps, key=lambda step: step.stage_id):
        group = list(group)
        done = sum(step.state != Step.State.OPEN for step in group)
        shown = [line(step, plan, orders, now, counted) for step in group if step.pk in kept]
        found.append(PlanSection(group[0].stage, done, len(group), shown))
    return found


def line(step: Step, plan: Plan, orders: dict[str, int], now: datetime, counted: date | None) -> PlanLine:
    said = plan.action(step.code)
    status, mark = lines.standing(step, now, frozenset())
    waits = [str(orders[code]) for code in said.after] if said else []
    return PlanLine(
        step=step,
        sign=getattr(plan.marks, step.state) if plan.marks else "",
        who=" or ".join(step.responsible),
        person=step.designated_person,
        status=status,
        mark=mark,
        why=reason_of(step, plan, counted),
        after=f"After action {' and '.join(waits)}" if waits else "",
        happened=lines.happened(step),
        said=said,
    )


def reason_of(step: Step, plan: Plan, counted: date | None) -> str:
    """Why an open action is due then: set by hand with its reason, or so many days from the plan's day; and that this
    day had gone by already.
    """
    if step.state != Step.State.OPEN or (step.due_on is None and not step.due_reason):
        return ""
    if step.due_reason:
        return step.due_reason
    said = plan.action(step.code)
    if said and said.cadence and step.occurrences.all():
        return f"{said.cadence.every[:1].upper()}{said.cadence.every[1:]}"
    day = plan.dates.day if plan.dates else ""
    if step.stage.joined_on:
        day, counted = f"they were brought in on {full_date(step.stage.joined_on)}", step.stage.joined_on
    said = why_due(step.due_days, day)
    then = counted + timedelta(days=step.due_days) if counted and step.due_days is not None else None
    return f"{said}, which had gone by" if said and then and step.due_on and then < step.due_on else said
