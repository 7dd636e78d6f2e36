"""The day of the move: left, arrived, confirmed by whoever receives the person; and what follows. SOP 11.7, 12.0."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from trackers.models import Placement, TrackerEntry, Transfer
from trackers.operations.aftercare import refresh_checks
from trackers.operations.held import save_entry
from trackers.operations.reviews import refresh_review
from trackers.operations.transfers import RIGHT, State, hold_transfer, stamp
from trackers.operations.whereabouts import (
    NOW,
    Where,
    add_stay,
    count_again,
    moment_of,
    refuse_dead,
    take_back,
)

Status = Placement.Status


@operation("transfer.left", told="Left for the new place", needs=RIGHT)
def record_leaving(*, by: User, transfer: Transfer, at: datetime | None = None) -> Transfer:
    """They have set off. Raises ValidationError for somebody who left already, or for a move of another day."""
    entry, row = hold_transfer(by, transfer)
    refuse_dead(entry)
    at = _past(at)
    if row.state != State.PLANNED:
        raise ValidationError(f"This move is recorded already: {row.get_state_display().lower()}.")
    if timezone.localdate(at) < row.on:
        raise ValidationError("The move is planned for a later day. Change the day first.")
    stamp(row, by, State.LEFT, left_at=at)
    add_stay(by, entry, Where.ON_THE_WAY, since=at, place=entry.destination, transfer=row)
    save_entry(entry, by=by, also=NOW)
    return row


@operation("transfer.arrived", told="Arrived at the new place", needs=RIGHT)
def record_arrival(*, by: User, transfer: Transfer, at: datetime | None = None) -> Transfer:
    """They are there: the move is recorded, and the checks after it are due. Raises ValidationError. SOP 11.7."""
    entry, row = hold_transfer(by, transfer)
    refuse_dead(entry)
    at = _past(at)
    if row.state not in (State.PLANNED, State.LEFT):
        raise ValidationError(f"This move is recorded already: {row.get_state_display().lower()}.")
    _arrive(by, entry, row, at)
    return row


@operation("transfer.confirmed", told="Arrival confirmed", needs=RIGHT)
def confirm_arrival(
    *, by: User, transfer: Transfer, confirmed_by: str, at: datetime | None = None
) -> Transfer:
    """Whoever receives the person says that they are there. It records the arrival too where nobody has. SOP 11.7.

    Raises ValidationError without a name.
    """
    entry, row = hold_transfer(by, transfer)
    refuse_dead(entry)
    if not confirmed_by.strip():
        raise ValidationError({"confirmed_by": "Enter who at the new place confirms the arrival"})
    at = _past(at)
    if row.state == State.CONFIRMED:
        raise ValidationError(f"{row.confirmed_by} confirmed the arrival already.")
    if row.state != State.ARRIVED:
        _arrive(by, entry, row, at, told_by=confirmed_by)
    else:
        add_stay(
            by, entry, Where.NEW_PLACE, since=at, place=entry.destination, told_by=confirmed_by, transfer=row
        )
        save_entry(entry, by=by, also=NOW)
    stamp(row, by, State.CONFIRMED, confirmed_at=at, confirmed_by=confirmed_by.strip())
    return row


@operation("transfer.taken_back", told="Record of a move taken back", needs=RIGHT)
def take_transfer_back(*, by: User, transfer: Transfer, reason: str) -> Transfer:
    """A tap too many: the move is planned again, and what it said about where the person is no longer counts.

    Raises ValidationError without a reason, for a move that has not begun, and after a final outcome.
    """
    entry, row = hold_transfer(by, transfer)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it is taken back"})
    if row.state == State.PLANNED:
        raise ValidationError("This move has not begun.")
    if entry.is_finished or entry.transfers.under_way().exclude(pk=row.pk).exists():
        raise ValidationError("Something came after this move. Take that back first.")
    had_arrived = row.state != State.LEFT
    take_back(row.stays.filter(withdrawn_at=None))
    stamp(row, by, State.PLANNED, left_at=None, arrived_at=None, confirmed_at=None, confirmed_by="")
    count_again(entry)
    also = [*NOW, "move_on"]
    entry.move_on = row.on
    if had_arrived:
        _unstart(by, entry)
        entry.moved_on = None
        also.append("moved_on")
    save_entry(entry, by=by, also=also)
    refresh_checks(by, entry)
    refresh_review(by, entry)
    return row


def _arrive(by: User, entry: TrackerEntry, row: Transfer, at: datetime, told_by: str = "") -> None:
    entry.moved_on = timezone.localdate(at)
    also = ["moved_on", *after_arrival(by, entry, at=at, told_by=told_by, transfer=row)]
    stamp(row, by, State.ARRIVED, arrived_at=at)
    save_entry(entry, by=by, also=also)
    refresh_checks(by, entry)
    refresh_review(by, entry)


def after_arrival(
    by: User,
    entry: TrackerEntry,
    *,
    at: datetime | None = None,
    told_by: str = "",
    transfer: Transfer | None = None,
) -> list[str]:
    """What follows from `moved_on` on the locked entry; which of its fields the caller is to save too.

    The accepted place has started and the one before it ended; the person is there; the records that say otherwise
    are out of date. SOP 11.7.
    """
    _start(by, entry)
    if entry.whereabouts == Where.NEW_PLACE and transfer is None:  # another day for the same move
        take_back(entry.stays.standing().filter(kind=Where.NEW_PLACE)[:1])
    at = at or moment_of(entry.moved_on)
    add_stay(
        by, entry, Where.NEW_PLACE, since=at, place=entry.destination, told_by=told_by, transfer=transfer
    )
    if entry.system_updated_on and entry.system_updated_on < entry.moved_on:
        entry.system_updated_on, entry.system_updated_by = None, ""
        return [*NOW, "system_updated_on", "system_updated_by"]
    return NOW


def close_transfer(by: User, entry: TrackerEntry) -> None:
    """The move was recorded on the tracker: the planned one is it. The entry is locked."""
    for row in entry.transfers.under_way().select_for_update(of=("self",)):
        stamp(row, by, State.ARRIVED, arrived_at=moment_of(entry.moved_on), on=entry.moved_on)


def _start(by: User, entry: TrackerEntry) -> None:
    accepted = list(entry.placements.filter(status=Status.ACCEPTED).select_for_update(of=("self",)))
    if any(not row.is_home_care for row in accepted):
        started = entry.placements.filter(status=Status.STARTED).exclude(kind=Placement.Kind.HOME_CARE)
        for row in started.select_for_update(of=("self",)):
            row.status, row.ended_on, row.edited = Status.ENDED, entry.moved_on, []
            row.save_version(by=by, update_fields=["status", "ended_on"])
    for row in accepted:
        row.status, row.edited = Status.STARTED, []
        row.starts_on = row.starts_on or entry.moved_on
        row.save_version(by=by, update_fields=["status", "starts_on"])


def _unstart(by: User, entry: TrackerEntry) -> None:
    """The place in which they have not arrived after all is accepted again."""
    for row in entry.placements.filter(status=Status.STARTED, starts_on=entry.moved_on):
        row.status, row.edited = Status.ACCEPTED, []
        row.save_version(by=by, update_fields=["status"])


def _past(at: datetime | None) -> datetime:
    if at and at > timezone.now():
        raise ValidationError({"at": "The time must be now or in the past"})
    return at or timezone.now()
