"""What is asked before a step is changed: who may, which day, what comes first. Called inside operations only."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from events.acting import Acting, Cast, refusal
from events.models import Checklist, Decision, FailureEvent, Step
from events.plan_reading import plan_behind
from events.procedure import schema
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.procedure.plans import Action
from events.rules.decision_point import is_settled, stages_that_wait
from govuk.words import full_date

NOT_YOURS, UNDECIDED, UNCONFIRMED = "not-yours", "undecided", "unconfirmed"


def pack_behind(event: FailureEvent, step: Step) -> Pack:
    """The version of the procedure that a step came from: the event's own, or the one it was taken from later."""
    return from_content((step.taken_from or event.procedure).content)


def said_of(pack: Pack, step: Step) -> schema.Step | None:
    """What the procedure says about a step; None for a local one and for an action of a plan."""
    return next((one for one in pack.steps if one.id == step.code), None)


def rhythm_of(event: FailureEvent, step: Step) -> schema.Step | Action | None:
    """What says how often a step comes round: the procedure, or of an action its plan."""
    checklist = step.stage.checklist
    if checklist.kind == Checklist.Kind.PROCEDURE:
        return said_of(pack_behind(event, step), step)
    return plan_behind(checklist).plan.action(step.code)


def may_do(event: FailureEvent, by: User, step: Step, done_by: User | None = None) -> Acting:
    """As whom `done_by` (`by`, if left out) does the step that `by` writes down. SOP 11.2, 11.4.

    Raises ValidationError, code NOT_YOURS, unless both are its lead, a deputy or an administrator.
    """
    cast = Cast.of(event)
    acting = cast.may_act(by, step.responsible)
    if acting is None:
        raise ValidationError(refusal(cast, step.responsible), code=NOT_YOURS)
    if done_by is None or done_by == by:
        return acting
    theirs = cast.may_act(done_by, step.responsible)
    if theirs is None:
        words = f"{done_by.name} does not hold this role. Select its lead, a deputy or an administrator."
        raise ValidationError({"completed_by": words})
    return theirs


def refuse_day(
    event: FailureEvent, day: date, *, field: str = "completed_on", called: str = "Date completed"
) -> None:
    """Nothing is done in the future, nor before the council was told."""
    if day > timezone.localdate():
        raise ValidationError({field: f"{called} must be today or in the past."})
    if event.notified_on and day < event.notified_on:
        told = full_date(event.notified_on)
        raise ValidationError({field: f"{called} must be on or after {told}, when the council was told."})


def refuse_undecided(event: FailureEvent, step: Step, pack: Pack) -> None:
    """Steps after the decision point wait until somebody decides to escalate. SOP 11.5."""
    if step.stage.checklist.kind != Checklist.Kind.PROCEDURE or step.stage.code not in stages_that_wait(pack):
        return
    latest = latest_decision(event)
    if not is_settled(latest.kind if latest else None):
        raise ValidationError(undecided_words(pack), code=UNDECIDED)


def undecided_words(pack: Pack) -> str:
    point = pack.decision_point
    first = next(
        (stage.name for stage in pack.stages if point and point.before in [s.id for s in stage.steps]), ""
    )
    return f"{first or 'This stage'} cannot start before the decision to stand down, maintain or escalate."


def refuse_unconfirmed(step: Step, pack: Pack) -> None:
    """A step that asks for evidence is not complete without each kind of it. SOP 11.4."""
    if missing := missing_evidence(step, said_of(pack, step)):
        raise ValidationError(f"Record the {' and the '.join(missing)} first.", code=UNCONFIRMED)


def missing_evidence(step: Step, said: schema.Step | None) -> list[str]:
    """Kinds of evidence that the step asks for and nobody has recorded, in the procedure's order."""
    if said is None or not said.evidence_required:
        return []
    there = {one.kind for one in step.evidence.all()}
    return [kind for kind in said.evidence_required if kind not in there]


def latest_decision(event: FailureEvent) -> Decision | None:
    """The newest decision about the event; one query."""
    return event.decisions.order_by("-pk").first()
