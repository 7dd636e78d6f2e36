"""The plans that an event can keep, from the packs as data: those of its own procedure, then of the active ones.

A plan's code is what addresses and `Checklist.kind` hold. Where two packs have the same code, the event's own comes
first, then packs in the order of their keys.
"""

from typing import NamedTuple

from django.db.models import Q
from django.db.models.fields.json import KT, KeyTransform

from events.models import Checklist, FailureEvent, Procedure, Step
from events.procedure.plans import Plan
from events.rules.plans import CLOSURE_DATE, to_be_ready


class Offered(NamedTuple):
    """A plan, the version of the written procedure it stands in, and how that is cited."""

    procedure: Procedure
    plan: Plan
    source: str


def plans_of(event: FailureEvent) -> dict[str, Offered]:
    """Every plan by its code. One query, which leaves the rest of the packs where they are."""
    found: dict[str, Offered] = {}
    rows = Procedure.objects.filter(Q(pk=event.procedure_id) | Q(is_active=True)).order_by("key", "pk")
    for row in sorted(_with_plans(rows), key=lambda row: row.pk != event.procedure_id):
        for code, written in (row.plans or {}).items():
            if code not in found:
                plan = Plan.model_validate(written)
                found[code] = Offered(row, plan, f"{row.short_name}, {plan.section}")
    return found


def find_plan(event: FailureEvent, kind: str) -> tuple[Procedure, Plan] | None:
    """The plan in the event’s own procedure, else in the active version of another that has it."""
    offered = plans_of(event).get(kind)
    return (offered.procedure, offered.plan) if offered else None


def plan_behind(checklist: Checklist) -> Offered:
    """The plan that a checklist was copied from, in the version that it was copied from. One query."""
    row = _with_plans(Procedure.objects.filter(pk=checklist.procedure_id)).get()
    plan = Plan.model_validate(row.plans[checklist.kind])
    return Offered(row, plan, f"{row.short_name}, {plan.section}")


def day_of(plan: Plan, event: FailureEvent, checklist: Checklist | None = None):
    """The day that due dates count from now; None while it is not known, and for a plan without dates."""
    if plan.dates is None:
        return None
    if plan.dates.counts_from == CLOSURE_DATE:
        return event.closes_on
    return checklist.counts_from if checklist else None


def still_open(checklist: Checklist, plan: Plan):
    """Actions that stand before the readiness meeting and are not done."""
    codes = [action.id for action in to_be_ready(plan)]
    rows = Step.objects.open().filter(stage__checklist=checklist, code__in=codes)
    return rows.order_by("stage__order", "order")


def waiting_for_readiness(event: FailureEvent) -> list[tuple[Checklist, list[Step]]]:
    """Each plan of the event with what is still open before its readiness meeting. For agendas."""
    plans = event.checklists.exclude(kind=Checklist.Kind.PROCEDURE).select_related("procedure").order_by("pk")
    found = []
    for checklist in plans:
        plan = plan_behind(checklist).plan
        if plan.readiness:
            found.append((checklist, list(still_open(checklist, plan).select_related("stage"))))
    return found


def _with_plans(rows):
    rows = rows.annotate(
        plans=KeyTransform("plans", "content"), short_name=KT("content__documents__0__short_name")
    )
    return rows.only("key", "version", "title")
