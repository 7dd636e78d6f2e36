"""The section 19 power: risk assessment on urgency first, then its use, then its end. Staffordshire SOP 6.0."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, PowerUse
from govuk.words import full_date
from trackers.models import PersonPower, TrackerEntry
from trackers.operations.held import check_scope, hold_event
from trackers.operations.legal import reassess
from trackers.operations.legal_facts import COUNCIL_ONLY


@operation("power.assessed", told="Risk assessment on urgency recorded", needs="events.change_legal")
def assess_urgency(
    *,
    by: User,
    event: FailureEvent,
    assessed_on: date,
    assessor: str,
    urgent: bool,
    summary: str,
    people: Iterable[TrackerEntry] = (),
) -> PowerUse:
    """A risk assessment decided whether needs are urgent: of everybody, or of `people` where any are given. SOP 6.0.

    Raises ValidationError for a day to come, without who assessed and what was found.
    """
    people = list(people)
    _hold(by, event.pk, people)
    faults = {}
    if assessed_on > timezone.localdate():
        faults["assessed_on"] = "The day must be today or in the past"
    if not assessor.strip():
        faults["assessor"] = "Enter who did the risk assessment"
    if not summary.strip():
        faults["summary"] = "Enter what the risk assessment found"
    if faults:
        raise ValidationError(faults)
    power = PowerUse.objects.create(
        event=event,
        for_everybody=not people,
        assessed_on=assessed_on,
        assessor=assessor,
        urgent=urgent,
        summary=summary,
        changed_by=by,
    )
    for entry in people:
        PersonPower.objects.create(power=power, entry=entry, event_id=event.pk)
    _again(by, power, "Risk assessment on urgency recorded")
    return power


@operation("power.used", told="Section 19 power used", needs="events.change_legal")
def use_power(
    *,
    by: User,
    event: FailureEvent,
    power: PowerUse | None,
    rationale: str,
    decided_by: str,
    started_on: date,
    version: int,
) -> PowerUse:
    """The council uses the section 19 power on the strength of a risk assessment. SOP 6.0.

    Raises ValidationError without a completed risk assessment, one that found no urgency, without a rationale or who
    decided, before the assessment or for a day to come, and when the power is used already; Conflict.
    """
    if power is None:
        raise ValidationError(
            "Complete the risk assessment first. It decides whether the needs are urgent (SOP section 6.0)."
        )
    _hold(by, event.pk, [])
    faults = {}
    if started_on > timezone.localdate():
        faults["started_on"] = "The day must be today or in the past"
    elif started_on < power.assessed_on:
        faults["started_on"] = (
            f"The risk assessment was completed on {full_date(power.assessed_on)}. It comes first"
        )
    if not rationale.strip():
        faults["rationale"] = "Enter why the power is used"
    if not decided_by.strip():
        faults["decided_by"] = "Enter who decided"
    if faults:
        raise ValidationError(faults)
    changing = {"rationale": rationale, "decided_by": decided_by, "started_on": started_on}
    row = PowerUse.objects.lock_for_edit(power.pk, since=version, changing=changing)
    if not row.urgent:
        raise ValidationError("The risk assessment found that the needs are not urgent (SOP section 6.0).")
    if row.ended_on:
        raise ValidationError("The use of the power has ended. Record a new risk assessment first.")
    row.save_version(by=by)
    return row


@operation("power.ended", told="Use of the section 19 power ended", needs="events.change_legal")
def end_power(*, by: User, power: PowerUse, ended_on: date, end_reason: str, version: int) -> PowerUse:
    """The council stops using the power. SOP 6.0. Raises ValidationError before it began or for a day to come."""
    _hold(by, power.event_id, [])
    faults = {}
    if ended_on > timezone.localdate():
        faults["ended_on"] = "The day must be today or in the past"
    elif power.started_on and ended_on < power.started_on:
        faults["ended_on"] = f"The power was used from {full_date(power.started_on)}"
    if not end_reason.strip():
        faults["end_reason"] = "Enter why it ended"
    if faults:
        raise ValidationError(faults)
    row = PowerUse.objects.lock_for_edit(
        power.pk, since=version, changing={"ended_on": ended_on, "end_reason": end_reason}
    )
    if row.started_on is None:
        raise ValidationError("The power is not used yet.")
    row.save_version(by=by)
    return row


def _hold(by: User, event_id: int, people: list[TrackerEntry]) -> None:
    for entry in people:
        check_scope(by, entry, [COUNCIL_ONLY])
    hold_event(event_id, alone=True)


def _again(by: User, power: PowerUse, because: str) -> None:
    people = None
    if not power.for_everybody:
        people = list(power.people.values_list("entry_id", flat=True))
    reassess(by=by, event=power.event, because=because, people=people)
