"""Working through a checklist: done, not needed, open again. Staffordshire SOP 11.3."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, PeopleCount, Step
from events.operations.checklists import refresh_stage
from events.operations.leads import lock_open
from events.operations.step_checks import (
    may_do,
    pack_behind,
    refuse_day,
    refuse_unconfirmed,
    refuse_undecided,
)
from events.operations.step_gates import refuse_before_gate
from events.procedure.loader import from_content
from events.rules.gates import ALL_MOVED
from govuk.words import count_of

# What is left of a step that is open again; its notes stay.
UNDONE = {
    "state": Step.State.OPEN,
    "completed_by": None,
    "completed_on": None,
    "not_needed_reason": "",
    "deputy_for": "",
}


class GateShut(ValidationError):
    """A gate of the procedure holds the step back; nothing was changed. `people` are without a final outcome."""

    def __init__(self, people: int):
        self.people = people
        super().__init__(gate_words(people), code="gate")


def gate_words(people: int) -> str:
    """What a shut gate says. SOP 11.8."""
    return f"Gate shut: {count_of(people, 'person has', 'people have')} no final outcome."


@operation("step.completed", needs="events.change_step")
def complete_step(
    *,
    by: User,
    step: Step,
    completed_on: date,
    version: int,
    notes: str = "",
    completed_by: User | None = None,
) -> Step:
    """Somebody (who writes it down, unless another is named) did the step on that day. SOP 11.3.

    Of a step that repeats it says that no more is needed. Raises ValidationError for somebody who does not hold the
    role (SOP 11.4), for a day in the future or before the council was told, before the decision that the step waits for
    (SOP 11.5) and without the evidence it asks for; GateShut while people are without a final outcome and the step
    waits for that (SOP 11.8); Conflict when somebody else has changed the same fields.
    """
    event = lock_open(step.event)
    acting = may_do(event, by, step, completed_by)
    refuse_day(event, completed_on)
    pack = pack_behind(event, step)
    refuse_undecided(event, step, pack)
    _refuse_shut_gate(event, step)
    refuse_unconfirmed(step, pack)
    changing = {
        "state": Step.State.DONE,
        "completed_by": completed_by or by,
        "completed_on": completed_on,
        "notes": notes,
        "deputy_for": acting.deputy_of,
    }
    return save_step(by, event, step, version, changing)


@operation("step.not_needed", told="Step marked not needed", needs="events.change_step")
def mark_step_not_needed(*, by: User, step: Step, not_needed_reason: str, version: int) -> Step:
    """The step does not apply here, such as telling a CQC that told us. It counts as done. SOP 11.5.

    Raises ValidationError without a reason, and what completing raises but for the evidence.
    """
    event = lock_open(step.event)
    acting = may_do(event, by, step)
    if not not_needed_reason.strip():
        raise ValidationError({"not_needed_reason": "Enter why the step is not needed."})
    refuse_undecided(event, step, pack_behind(event, step))
    _refuse_shut_gate(event, step)
    changing = {
        "state": Step.State.NOT_NEEDED,
        "completed_by": by,
        "completed_on": timezone.localdate(),
        "not_needed_reason": not_needed_reason,
        "deputy_for": acting.deputy_of,
    }
    return save_step(by, event, step, version, changing)


@operation("step.reopened", told="Step opened again", needs="events.change_step")
def reopen_step(*, by: User, step: Step, reason: str, version: int) -> Step:
    """The step is to be done after all. Who did it, when and why stays in the history. SOP 11.3."""
    event = lock_open(step.event)
    may_do(event, by, step)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the step is open again."})
    if step.state == Step.State.OPEN:
        raise ValidationError("The step is open already.")
    return save_step(by, event, step, version, dict(UNDONE))


def unresolved_people(event: FailureEvent) -> int:
    """How many people of the event are without a final outcome. SOP 11.8. For the host council only."""
    return PeopleCount.objects.filter(event=event).unresolved().people()


def waits_for_outcomes(event: FailureEvent, step: Step) -> bool:
    """Whether the step is one of those held back until everybody has a final outcome. SOP 11.8."""
    gate = from_content(event.procedure.content).gate(step.gate) if step.gate else None
    return gate is not None and gate.code == ALL_MOVED


def _refuse_shut_gate(event: FailureEvent, step: Step) -> None:
    refuse_before_gate(event, step)
    if waits_for_outcomes(event, step) and (people := unresolved_people(event)):
        raise GateShut(people)


def save_step(by: User, event: FailureEvent, step: Step, version: int, changing: dict) -> Step:
    """Save what is changing of a step as its next version. Called inside operations only. Raises Conflict."""
    row = Step.objects.lock_for_edit(step.pk, since=version, changing=changing)
    if row.save_version(by=by) and "state" in row.edited:
        refresh_stage(event, from_content(event.procedure.content))
    return row
