"""Disputes between authorities: logged, referred, resolved. They never hold anything up. Staffordshire SOP 5.0."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import Dispute, FailureEvent
from trackers.models import PersonDispute, TrackerEntry
from trackers.operations.legal import reassess


@operation("dispute.opened", told="Dispute logged", needs="events.change_legal")
def open_dispute(
    *,
    by: User,
    event: FailureEvent,
    about: str,
    parties: str,
    opened_on: date,
    details: str = "",
    people: Iterable[TrackerEntry] = (),
) -> Dispute:
    """Authorities disagree over responsibility or cost; about `people`, or the whole event where none is given.

    SOP 5.0. Raises ValidationError for a day to come, and for a draft. A closed event takes one too.
    """
    _check_event(by, event)
    facts = {"about": about, "parties": parties, "opened_on": opened_on, "details": details}
    _check(facts)
    dispute = Dispute(event=event, changed_by=by, **facts)
    dispute.clean_fields(exclude=["changed_by", "changed_at"])
    dispute.save()
    _set_people(dispute, list(people))
    _again(by, dispute, "Dispute opened")
    return dispute


@operation("dispute.edited", told="Dispute changed", needs="events.change_legal")
def edit_dispute(
    *, by: User, dispute: Dispute, version: int, people: Iterable[TrackerEntry] | None = None, **facts: Any
) -> Dispute:
    """Change a dispute: who it is between, the referral to the Secretary of State, the outcome. SOP 5.0.

    `people` None leaves them as they are. Raises ValidationError for days in the wrong order and for a resolution
    without an outcome; Conflict.
    """
    _check_event(by, dispute.event)
    _check({name: getattr(dispute, name) for name in ("opened_on",)} | facts)
    before = set(dispute.people.values_list("entry_id", flat=True))
    row = Dispute.objects.lock_for_edit(dispute.pk, since=version, changing=facts)
    row.clean_fields(exclude=["changed_by", "changed_at"])
    row.save_version(by=by)
    if people is not None:
        _set_people(row, list(people))
    _again(by, row, "Dispute resolved" if row.resolved_on else "Dispute changed", before)
    return row


def _check_event(by: User, event: FailureEvent) -> None:
    if not FailureEvent.objects.visible_to(by).filter(pk=event.pk, host_council=by.organisation_id).exists():
        raise PermissionDenied("Only the council that runs the event records disputes.")
    if event.status == event.Status.DRAFT:
        raise ValidationError("This is a draft. Log the incident first.")


def _check(facts: dict[str, Any]) -> None:
    faults = {}
    opened = facts.get("opened_on")
    for name, words in (("referred_on", "referral"), ("resolved_on", "resolution"), ("opened_on", "dispute")):
        day = facts.get(name)
        if day and day > timezone.localdate():
            faults[name] = "The day must be today or in the past"
        elif day and opened and day < opened:
            faults[name] = f"The {words} cannot be before the dispute"
    if facts.get("resolved_on") and not (facts.get("outcome") or "").strip():
        faults["outcome"] = "Enter the outcome"
    if faults:
        raise ValidationError(faults)


def _set_people(dispute: Dispute, people: list[TrackerEntry]) -> None:
    """Whom the dispute is about; somebody left out stays on record as having been."""
    there = {one.entry_id: one for one in dispute.people.all()}
    wanted = {entry.pk for entry in people}
    for entry_id, one in there.items():
        ended = None if entry_id in wanted else one.ended_at or timezone.now()
        if ended != one.ended_at:
            one.ended_at = ended
            one.save(update_fields=["ended_at"])
    for entry in people:
        if entry.pk not in there:
            PersonDispute.objects.create(dispute=dispute, entry=entry, event_id=dispute.event_id)


def _again(by: User, dispute: Dispute, because: str, before: set[int] = frozenset()) -> None:
    people = set(dispute.people.values_list("entry_id", flat=True)) | set(before)
    reassess(by=by, event=dispute.event, because=because, people=people or None)
