"""How the duty to a person ends, and what people decide otherwise than the rules. Staffordshire SOP 4.5, 6.0."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, LegalOverride
from events.models.legal import AbstractOverride
from events.operations.notices import pack_of
from events.rules.legal import values_of
from govuk.words import full_date
from trackers.legal_reading import Reading
from trackers.models import DutyEnd, PersonOverride, TrackerEntry
from trackers.operations.held import check_scope, hold_event
from trackers.operations.legal import reassess
from trackers.operations.legal_facts import COUNCIL_ONLY, approver_fault

Ground = DutyEnd.Ground
DECIDED_AGAIN = "Take the earlier decision back first."


@operation("duty.ended", told="Duty to a person ended", needs="trackers.change_legal")
def end_duty(
    *,
    by: User,
    entry: TrackerEntry,
    ended_on: date,
    ground: str = Ground.NEW_PROVIDER,
    reason: str,
    new_provider: str = "",
    meets_needs: bool = False,
    arranges_own_care: bool = False,
) -> DutyEnd:
    """The temporary duty to the person has ended. SOP 4.5.

    Raises ValidationError without the council being satisfied that the new provider will meet the needs, for a day to
    come, before the council was told, without a reason, and when it has ended already.
    """
    _hold(by, entry)
    fault = _end_fault(entry, ended_on, ground, reason, meets_needs)
    if fault:
        raise ValidationError(fault)
    if DutyEnd.objects.filter(entry=entry, taken_back_at=None).exists():
        raise ValidationError("The end of the duty is recorded already.")
    new = ground == Ground.NEW_PROVIDER
    end = DutyEnd.objects.create(
        entry=entry,
        event_id=entry.event_id,
        ended_on=ended_on,
        ground=ground,
        reason=reason,
        new_provider=new_provider if new else "",
        meets_needs=new and meets_needs,
        arranges_own_care=new and arranges_own_care,
        recorded_by=by,
    )
    reassess(by=by, event=entry.event, because="The duty ended", people=[entry.pk])
    return end


def _end_fault(
    entry: TrackerEntry, ended_on: date, ground: str, reason: str, meets_needs: bool
) -> dict[str, str]:
    faults = {}
    if ended_on > timezone.localdate():
        faults["ended_on"] = "The day must be today or in the past"
    elif entry.event.notified_on and ended_on < entry.event.notified_on:
        faults["ended_on"] = f"The council was told on {full_date(entry.event.notified_on)}, not before that"
    if ground not in Ground.values:
        faults["ground"] = "Select why the duty ended"
    if ground == Ground.NEW_PROVIDER and not meets_needs:
        faults["meets_needs"] = (
            "Confirm that the new provider will meet the needs, or leave the duty as it is"
        )
    if not reason.strip():
        faults["reason"] = "Enter the reason"
    return faults


@operation("duty.end_taken_back", told="End of the duty taken back", needs="trackers.change_legal")
def take_back_end(*, by: User, entry: TrackerEntry, reason: str) -> DutyEnd:
    """The duty goes on, such as when the new provider fails too. SOP 4.5.

    Raises ValidationError if it has not ended.
    """
    _hold(by, entry)
    _need_reason(reason)
    end = DutyEnd.objects.select_for_update(of=("self",)).filter(entry=entry, taken_back_at=None).first()
    if end is None:
        raise ValidationError("The duty has not ended.")
    end.taken_back_at = Now()
    end.save(update_fields=["taken_back_at"])
    reassess(by=by, event=entry.event, because="The end of the duty was taken back", people=[entry.pk])
    return end


@operation("legal.decided_for_event", told="Legal answer decided otherwise", needs="events.change_legal")
def decide_event(
    *, by: User, event: FailureEvent, dimension: str, value: str, reason: str, approved_by: str
) -> LegalOverride:
    """A person decides otherwise than the rules about the event, and everybody for whom the rules say the same.

    SOP 4.5, 6.0. Raises ValidationError without a reason or an approver, and where a decision stands already.
    """
    hold_event(event.pk, alone=True)
    computed = Reading(event, timezone.localdate(), []).of_event.computed(dimension)
    facts = _decision(by, event, dimension, value, computed, reason, approved_by)
    if LegalOverride.objects.filter(event=event, dimension=dimension, ended_at=None).exists():
        raise ValidationError({"dimension": DECIDED_AGAIN})
    made = LegalOverride.objects.create(event=event, **facts)
    reassess(by=by, event=event, because=f"{made}")
    return made


@operation(
    "legal.decided_for_person",
    told="Legal answer for a person decided otherwise",
    needs="events.change_legal",
)
def decide_person(
    *, by: User, entry: TrackerEntry, dimension: str, value: str, reason: str, approved_by: str
) -> PersonOverride:
    """A person decides otherwise than the rules about one person. SOP 4.5, 6.0. Raises as `decide_event`."""
    _hold(by, entry)
    reading = Reading(entry.event, timezone.localdate(), [entry.pk])
    computed = reading.of_person(entry).computed(dimension)
    facts = _decision(by, entry.event, dimension, value, computed, reason, approved_by)
    if PersonOverride.objects.filter(entry=entry, dimension=dimension, ended_at=None).exists():
        raise ValidationError({"dimension": DECIDED_AGAIN})
    made = PersonOverride.objects.create(entry=entry, event_id=entry.event_id, **facts)
    reassess(by=by, event=entry.event, because=f"{made}", people=[entry.pk])
    return made


def _decision(
    by: User, event: FailureEvent, dimension: str, value: str, computed: str, reason: str, approved_by: str
) -> dict[str, Any]:
    """What a decision is kept as. Raises ValidationError."""
    if dimension not in AbstractOverride.Dimension.values:
        raise ValidationError({"dimension": "Select what you decide about"})
    if value not in values_of(pack_of(event), dimension):
        raise ValidationError({"value": "Select the answer"})
    if value == computed:
        raise ValidationError({"value": "The rules say this already. There is nothing to decide otherwise."})
    _need_reason(reason)
    if fault := approver_fault(by, approved_by):
        raise ValidationError(dict([fault]))
    return {
        "dimension": dimension,
        "value": value,
        "computed": computed,
        "reason": reason,
        "approved_by": approved_by,
        "made_by": by,
    }


@operation(
    "legal.decision_taken_back", told="Decision on the legal answer taken back", needs="events.change_legal"
)
def take_back_decision(
    *, by: User, decision: LegalOverride | PersonOverride, reason: str
) -> AbstractOverride:
    """The rules count again. The decision stays on record. Raises ValidationError if it was taken back already."""
    person = isinstance(decision, PersonOverride)
    if person:
        _hold(by, decision.entry)
    else:
        hold_event(decision.event_id, alone=True)
    _need_reason(reason)
    row = type(decision).objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if row.ended_at:
        raise ValidationError("This decision was taken back already.")
    row.ended_at = Now()
    row.save(update_fields=["ended_at"])
    people = [row.entry_id] if person else None
    reassess(by=by, event=decision.event, because=f"{decision}: taken back", people=people)
    return row


def _hold(by: User, entry: TrackerEntry) -> None:
    """The person's row, locked. The timeline and rights go by what the tracker says of partners."""
    check_scope(by, entry, [COUNCIL_ONLY])
    if by.role == User.Role.PARTNER:
        raise PermissionDenied("The council records this.")
    hold_event(entry.event_id)
    TrackerEntry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)


def _need_reason(reason: str) -> None:
    if not (reason or "").strip():
        raise ValidationError({"reason": "Enter the reason"})
