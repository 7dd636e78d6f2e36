"""The readiness meeting of a plan: what is still open before it, and what it decided. Blackpool policy App 5, 6."""

from datetime import date

from django.core.exceptions import ValidationError

from accounts.audit import operation
from accounts.models import User
from events.models import Checklist, FailureEvent, Meeting, ReadinessDecision, Step
from events.operations.leads import lock_open
from events.operations.plans import update_plan_step
from events.operations.step_checks import refuse_day
from events.plan_reading import plan_behind, still_open
from events.procedure.plans import Plan


@operation("plan.readiness_decided", told="Readiness decided", needs="events.change_plan")
def decide_readiness(
    *,
    by: User,
    checklist: Checklist,
    outcome: str,
    reason: str,
    decided_on: date,
    decided_by: str,
    meeting: Meeting | None = None,
) -> ReadinessDecision:
    """The meeting said go, or not yet. Go finishes the action "hold the readiness meeting"; what is still open then is
    kept with it. Blackpool policy App 5.

    Raises ValidationError for a plan without such a meeting, a day in the future, and without who and why.
    """
    event = lock_open(checklist.event)
    plan = plan_behind(checklist).plan
    _refuse(
        event,
        plan,
        outcome=outcome,
        reason=reason,
        decided_on=decided_on,
        decided_by=decided_by,
        meeting=meeting,
    )
    row = ReadinessDecision.objects.create(
        event=event,
        checklist=checklist,
        meeting=meeting,
        outcome=outcome,
        reason=reason.strip(),
        decided_on=decided_on,
        decided_by=decided_by.strip(),
        still_open=still_open(checklist, plan).count(),
        recorded_by=by,
    )
    if outcome == ReadinessDecision.Outcome.GO:
        _finish_meeting(by, checklist, plan, decided_on)
    return row


def _finish_meeting(by: User, checklist: Checklist, plan: Plan, on: date) -> None:
    steps = Step.objects.open().select_related("stage__checklist", "event")
    step = steps.filter(stage__checklist=checklist, code=plan.readiness.id).first()
    if step:
        kept = {
            name: getattr(step, name) for name in ("due_on", "designated_user", "designated_person", "notes")
        }
        update_plan_step(
            by=by, step=step, version=step.version, state=Step.State.DONE, completed_on=on, **kept
        )


def _refuse(
    event: FailureEvent,
    plan: Plan,
    *,
    outcome: str,
    reason: str,
    decided_on: date,
    decided_by: str,
    meeting: Meeting | None,
) -> None:
    if plan.readiness is None:
        raise ValidationError("This plan has no readiness meeting.")
    if outcome not in ReadinessDecision.Outcome.values:
        raise ValidationError({"outcome": "Select what was decided."})
    missing = {
        name: words
        for name, value, words in (
            ("reason", reason, "Enter why it was decided so."),
            ("decided_by", decided_by, "Enter who decided."),
        )
        if not value.strip()
    }
    if missing:
        raise ValidationError(missing)
    refuse_day(event, decided_on, field="decided_on", called="Date")
    if meeting is not None and meeting.event_id != event.pk:
        raise ValidationError({"meeting": "Select a meeting of this event."})
