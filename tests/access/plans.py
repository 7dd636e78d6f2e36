"""A closure plan with a move of its dates and what its readiness meeting decided, made by operations."""

from datetime import date, timedelta

from accounts.models import User
from events.models import Checklist, FailureEvent, Step
from events.operations import plan_dates, plans, readiness


def fill_plans(by: User, event: FailureEvent, today: date) -> None:
    """The plan begun, its dates moved once, and a decision that it is not ready yet."""
    checklist = plans.start_plan(by=by, event=event, kind="closure-plan")
    checklist.event = event
    move_dates(by, checklist, today)
    readiness.decide_readiness(
        by=by,
        checklist=checklist,
        outcome="not_yet",
        reason="Assessments are missing",
        decided_on=today,
        decided_by="Orla Whitcombe",
    )


def move_dates(by: User, checklist: Checklist, today: date) -> None:
    """All open actions to one day."""
    steps = Step.objects.open().filter(stage__checklist=checklist)
    plan_dates.shift_dates(
        by=by,
        checklist=checklist,
        seen={step.pk: step.due_on for step in steps},
        reason="Nobody was told the day",
        to=today + timedelta(days=40),
    )
