"""What is kept of a step before it is finished: each time it was done, who confirmed what. SOP 11.4, 11.7."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, Step, StepEvidence, StepOccurrence
from events.operations.checklists import due_again
from events.operations.leads import lock_open
from events.operations.step_checks import (
    may_do,
    pack_behind,
    refuse_day,
    refuse_undecided,
    rhythm_of,
    said_of,
)
from events.operations.taking_back import take_back
from govuk.words import full_date


@operation("step.happened", told="Step done once more", needs="events.change_step")
def record_occurrence(
    *, by: User, step: Step, happened_on: date, notes: str = "", completed_by: User | None = None
) -> StepOccurrence:
    """A step that repeats was done once more; it stays open until no more is needed. SOP 11.7.

    One that comes round every so many days is due again so long after the last time. Raises ValidationError for
    somebody who does not hold the role, for a day in the future or before the council was told, before the decision
    that the step waits for, and for a step that does not repeat or is finished.
    """
    event = lock_open(step.event)
    step = _lock(step)
    if not step.is_repeatable:
        raise ValidationError("This step is done once. Mark it as done.")
    _refuse_finished(step)
    acting = may_do(event, by, step, completed_by)
    refuse_day(event, happened_on, field="happened_on", called="Date")
    refuse_undecided(event, step, pack_behind(event, step))
    occurrence = StepOccurrence.objects.create(
        step=step,
        event=event,
        happened_on=happened_on,
        done_by=completed_by or by,
        deputy_for=acting.deputy_of,
        notes=notes,
        recorded_by=by,
    )
    _due_next(by, step, rhythm_of(event, step))
    return occurrence


@operation("step.confirmed", told="Confirmation recorded", needs="events.change_step")
def record_evidence(
    *, by: User, step: Step, kind: str, confirmed_by: str, confirmed_at: datetime, notes: str = ""
) -> StepEvidence:
    """Somebody outside confirmed, by the means `kind`, what the step is about. SOP 11.4: by phone and by e-mail.

    Raises ValidationError for a means that the step does not ask for, for a moment in the future or before the council
    was told, without a name, and for somebody who does not hold the role.
    """
    event = lock_open(step.event)
    step = _lock(step)
    may_do(event, by, step)
    said = said_of(pack_behind(event, step), step)
    if said is None or kind not in said.evidence_required:
        raise ValidationError({"kind": "Select how it was confirmed."})
    if not confirmed_by.strip():
        raise ValidationError({"confirmed_by": "Enter who confirmed it."})
    _refuse_moment(event, confirmed_at)
    return StepEvidence.objects.create(
        step=step,
        event=event,
        kind=kind,
        confirmed_by=confirmed_by,
        confirmed_at=confirmed_at,
        notes=notes,
        recorded_by=by,
    )


@operation("step.record_taken_back", told="Record of a step taken back", needs="events.change_step")
def take_back_record(
    *, by: User, record: StepOccurrence | StepEvidence, reason: str
) -> StepOccurrence | StepEvidence:
    """It was not done then, or not confirmed: the record stands no more and its history stays. SOP 11.3.

    A step that comes round is due again after the time before; with none left, on the day that it was said to be done.
    Raises ValidationError without a reason, for somebody who does not hold the role, and for a confirmation that a
    finished step rests on.
    """
    event = lock_open(record.event)
    step = _lock(record.step)
    may_do(event, by, step)
    if isinstance(record, StepEvidence) and step.state != Step.State.OPEN:
        raise ValidationError(
            "This step is finished and rests on the confirmation. Open the step again first."
        )
    record = take_back(by=by, record=record, reason=reason)
    if isinstance(record, StepOccurrence) and step.state == Step.State.OPEN:
        _due_next(by, step, rhythm_of(event, step), said_done_on=record.happened_on)
    return record


def _lock(step: Step) -> Step:
    rows = Step.objects.select_for_update(of=("self",))
    return rows.select_related("stage__checklist", "taken_from").get(pk=step.pk)


def _refuse_finished(step: Step) -> None:
    if step.state != Step.State.OPEN:
        raise ValidationError(f"This step is marked {step.get_state_display().lower()}. Open it again first.")


def _refuse_moment(event: FailureEvent, at: datetime) -> None:
    if at > timezone.now():
        raise ValidationError({"confirmed_on": "The confirmation must be now or in the past."})
    if event.notified_on and timezone.localdate(at) < event.notified_on:
        told = full_date(event.notified_on)
        raise ValidationError(
            {"confirmed_on": f"The confirmation must be on or after {told}, when the council was told."}
        )


def _due_next(by: User, step: Step, said, *, said_done_on: date | None = None) -> None:
    latest = step.occurrences.order_by("happened_on").last()
    due = due_again(said, latest.happened_on if latest else said_done_on)
    if due and latest is None:
        due["due_on"] = said_done_on
    for name, value in due.items():
        setattr(step, name, value)
    step.edited = []
    if due:
        step.save_version(by=by, update_fields=list(due))
