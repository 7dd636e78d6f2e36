"""Where a person is now: said, taken back, and what else says it. Staffordshire SOP 11.4, 11.7."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from trackers.models import Stay, TrackerEntry, Transfer
from trackers.operations.held import check_scope, hold_event, save_entry

Where = TrackerEntry.Whereabouts
NOW = ["whereabouts", "whereabouts_at"]
COUNCIL_ONLY = ["whereabouts"]
BY_OTHERS = {
    Where.DIED: "Record the final outcome instead: it stops everything that is planned for them.",
    Where.UNSAID: "Select where they are",
}


@operation("stay.recorded", told="Whereabouts recorded", needs="trackers.change_trackerentry")
def record_stay(
    *,
    by: User,
    entry: TrackerEntry,
    kind: str,
    since: datetime,
    told_by: str = "",
    place: str = "",
    note: str = "",
) -> Stay:
    """Somebody says where the person is, since when. What was said before stays on record. SOP 11.7.

    Raises ValidationError for a moment to come, for a death and for somebody who has died.
    """
    row = hold_entry(by, entry)
    if kind not in Where.values or kind in BY_OTHERS:
        raise ValidationError({"kind": BY_OTHERS.get(kind, BY_OTHERS[Where.UNSAID])})
    if since > timezone.now():
        raise ValidationError({"since": "The time must be now or in the past"})
    refuse_dead(row)
    stay = add_stay(by, row, kind, since=since, told_by=told_by, place=place, note=note)
    save_entry(row, by=by, also=NOW)
    return stay


@operation("stay.withdrawn", told="Whereabouts taken back", needs="trackers.change_trackerentry")
def withdraw_stay(*, by: User, stay: Stay, reason: str) -> Stay:
    """What was said about where somebody is was wrong; what was said before it counts again.

    Raises ValidationError without a reason, for one taken back already, and for one that a move or an outcome made.
    """
    row = hold_entry(by, TrackerEntry.objects.get(pk=stay.entry_id))
    stay = Stay.objects.select_for_update(of=("self",)).get(pk=stay.pk)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it is taken back"})
    if stay.withdrawn_at:
        raise ValidationError("This was taken back already.")
    if stay.transfer_id or stay.kind == Where.DIED:
        raise ValidationError("Take back the move or the outcome that says so.")
    take_back([stay])
    count_again(row)
    save_entry(row, by=by, also=NOW)
    return stay


def hold_entry(by: User, entry: TrackerEntry, *, adds_work: bool = False) -> TrackerEntry:
    """The person's row, locked after its event. Raises PermissionDenied for partners, ValidationError."""
    check_scope(by, entry, COUNCIL_ONLY)
    hold_event(entry.event_id, adds_work=adds_work)
    rows = TrackerEntry.objects.select_for_update(of=("self",)).select_related("service_user", "event")
    row = rows.get(pk=entry.pk)
    row.edited = []
    return row


def add_stay(
    by: User,
    entry: TrackerEntry,
    kind: str,
    *,
    since: datetime,
    told_by: str = "",
    place: str = "",
    note: str = "",
    transfer: Transfer | None = None,
) -> Stay:
    """One more row, and the entry brought up to date; the caller saves the fields `NOW`. The entry is locked."""
    stay = Stay.objects.create(
        entry=entry, event_id=entry.event_id, kind=kind, since=since, told_by=told_by.strip() or by.name,
        place=place, note=note, transfer=transfer, recorded_by=by,
    )  # fmt: skip
    count_again(entry)
    return stay


def take_back(stays: Iterable[Stay]) -> None:
    """These no longer say where somebody is."""
    now = timezone.now()
    for stay in stays:
        stay.withdrawn_at = now
        stay.save(update_fields=["withdrawn_at"])


def count_again(entry: TrackerEntry) -> None:
    """The entry says what the latest standing row says."""
    latest = Stay.objects.filter(entry=entry).standing().first()
    entry.whereabouts = latest.kind if latest else ""
    entry.whereabouts_at = latest.since if latest else None


def moment_of(day: date) -> datetime:
    """A moment for something of which only the day is known: now for today, else midday."""
    now = timezone.localtime()
    if day >= now.date():
        return now
    return timezone.make_aware(datetime.combine(day, time(12, 0)))


def refuse_dead(entry: TrackerEntry) -> None:
    """Raise ValidationError for somebody who has died: nothing is arranged or sent about them any more."""
    if entry.final_outcome == TrackerEntry.Outcome.DIED:
        raise ValidationError(f"{entry.service_user} has died. Nothing more is arranged or sent.")


def seen_in_building(by: User, event_id: int, seen: dict[int, bool], at: datetime) -> None:
    """A roll-call says where people are: who was seen is at the service; who was missed there is not known where.

    Called inside operations, the event held. Somebody known to be elsewhere is not made missing by it, nor somebody
    whom another phone of the same roll-call saw at that minute. SOP 11.4.
    """
    rows = TrackerEntry.objects.unresolved().filter(event_id=event_id, pk__in=seen)
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        if seen[row.pk]:
            add_stay(by, row, Where.AT_SERVICE, since=at, told_by=f"{by.name}, roll-call")
        elif row.whereabouts == Where.AT_SERVICE and row.whereabouts_at == at:
            continue
        elif row.whereabouts in (Where.UNSAID, Where.AT_SERVICE) and row.moved_on is None:
            add_stay(by, row, Where.UNKNOWN, since=at, told_by=f"{by.name}, roll-call: not seen")
        else:
            continue
        row.edited = []
        row.save_version(by=by, update_fields=NOW)
