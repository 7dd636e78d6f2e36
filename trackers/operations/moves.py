"""What happens to a person: the move, the check after it, and the final outcome. Staffordshire SOP 11.7, 11.8, 12.0."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import cancel_waiting
from govuk.words import full_date
from trackers.models import Placement, SafeAndWellCheck, TrackerEntry
from trackers.operations.aftercare import note_check, refresh_checks
from trackers.operations.arrivals import after_arrival, close_transfer
from trackers.operations.held import check_scope, hold_event, save_entry
from trackers.operations.must_haves import check_must_haves
from trackers.operations.placements import refuse_derived
from trackers.operations.resumed import resume
from trackers.operations.reviews import refresh_review
from trackers.operations.transfers import cancel_transfer, keep_transfer
from trackers.operations.whereabouts import NOW, Where, add_stay, count_again, moment_of, take_back


@operation("tracker_entry.moved", told="Move recorded", needs="trackers.change_trackerentry")
def record_move(
    *,
    by: User,
    entry: TrackerEntry,
    moved_on: date,
    version: int,
    destination: str = "",
    override_reason: str = "",
    put_right_on: date | None = None,
) -> TrackerEntry:
    """The person has arrived at the new service. SOP 11.7. Raises ValidationError for a day still to come.

    Also for a place without an essential must-have, unless there is a reason and a day to put it right (LGiU T11).
    """
    changing = {"moved_on": moved_on} | ({"destination": destination} if destination else {})
    row = _lock(by, entry, version, changing)
    _refuse_future("moved_on", "The day of the move", moved_on)
    _refuse_after_death(row, "moved_on", moved_on)
    refuse_derived(row, row.edited)
    check_must_haves(row, by=by, reason=override_reason, put_right_on=put_right_on)
    also = _arrived(by, row) if "moved_on" in row.edited else []
    save_entry(row, by=by, also=also)
    refresh_checks(by, row)
    refresh_review(by, row)
    return row


@operation("tracker_entry.checked", told="Safe and well check recorded", needs="trackers.change_trackerentry")
def record_safe_and_well(
    *,
    by: User,
    entry: TrackerEntry,
    safe_and_well_on: date,
    version: int,
    safe_and_well_by: str = "",
    safe_and_well_note: str = "",
) -> TrackerEntry:
    """Somebody saw the person at the new place. SOP 12.0.

    Raises ValidationError before the move is recorded, and for a day before the move or still to come.
    """
    changing = {
        "safe_and_well_on": safe_and_well_on,
        "safe_and_well_by": safe_and_well_by or by.name,
        "safe_and_well_note": safe_and_well_note,
    }
    row = _lock(by, entry, version, changing)
    was_on = SafeAndWellCheck.objects.filter(entry=row, state="done").order_by("-done_on").first()
    _refuse_future("safe_and_well_on", "The day of the check", safe_and_well_on)
    _refuse_after_death(row, "safe_and_well_on", safe_and_well_on)
    if row.moved_on is None:
        raise ValidationError("Record the move first. The safe and well check follows it (SOP section 12.0).")
    if safe_and_well_on < row.moved_on:
        raise ValidationError(
            {"safe_and_well_on": f"The check cannot be before the move on {full_date(row.moved_on)}"}
        )
    save_entry(row, by=by)
    note_check(by, row, done_on=safe_and_well_on, was_on=was_on.done_on if was_on else None)
    return row


@operation(
    "tracker_entry.outcome_recorded", told="Final outcome recorded", needs="trackers.change_trackerentry"
)
def record_final_outcome(
    *,
    by: User,
    entry: TrackerEntry,
    final_outcome: str,
    final_outcome_on: date,
    version: int,
    override_reason: str = "",
    put_right_on: date | None = None,
) -> TrackerEntry:
    """How the person left the event; nothing is due for them after it. SOP 11.8.

    Somebody who moved without a recorded day moved on the day of the outcome. What was waiting to be sent about the
    person is cancelled. Raises ValidationError without an outcome, for a day still to come or before the move.
    """
    if final_outcome not in TrackerEntry.Outcome.values or not final_outcome:
        raise ValidationError({"final_outcome": "Select the final outcome"})
    row = _lock(by, entry, version, {"final_outcome": final_outcome, "final_outcome_on": final_outcome_on})
    _refuse_future("final_outcome_on", "The date of the final outcome", final_outcome_on)
    also = []
    if final_outcome == TrackerEntry.Outcome.MOVED and row.moved_on is None:
        row.moved_on = final_outcome_on
        said = {"reason": override_reason, "put_right_on": put_right_on}
        check_must_haves(row, by=by, changed=["moved_on"], **said)
        also = ["moved_on", *_arrived(by, row)]
    follows = final_outcome in (TrackerEntry.Outcome.MOVED, TrackerEntry.Outcome.DIED)
    if follows and row.moved_on and final_outcome_on < row.moved_on:
        raise ValidationError(
            {"final_outcome_on": f"The outcome cannot be before the move on {full_date(row.moved_on)}"}
        )
    also += _ended(by, row)
    save_entry(row, by=by, also=also)
    refresh_checks(by, row)
    refresh_review(by, row)
    cancel_waiting(dedupe_starts=f"tracker_entry:{row.pk}:")
    return row


@operation(
    "tracker_entry.outcome_reopened", told="Final outcome taken back", needs="trackers.change_trackerentry"
)
def reopen_outcome(*, by: User, entry: TrackerEntry, reason: str, version: int) -> TrackerEntry:
    """Take a final outcome back: there is more to do, and what it ended goes on. SOP 11.8.

    Raises ValidationError without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the outcome is taken back"})
    row = _lock(by, entry, version, {"final_outcome": "", "final_outcome_on": None}, adds_work=True)
    if not row.edited:
        raise ValidationError(f"{row.service_user} has no final outcome.")
    take_back(row.stays.standing().filter(kind=Where.DIED))
    count_again(row)
    save_entry(row, by=by, also=[*NOW, *resume(by, row)])
    keep_transfer(by, row)
    refresh_checks(by, row)
    refresh_review(by, row)
    return row


def _arrived(by: User, row: TrackerEntry) -> list[str]:
    """The move was recorded by its day: the planned move is it, and what follows an arrival follows."""
    close_transfer(by, row)
    return after_arrival(by, row)


# Where a person with this outcome is; for the others nobody has said.
THERE = {"died": Where.DIED, "hospital": Where.HOSPITAL, "stayed": Where.AT_SERVICE}
NEXT = ("next_step", "next_step_owner", "next_step_due_on")
OPEN_PLACEMENTS = [Placement.Status.LOOKED_AT, Placement.Status.OFFERED, *Placement.LIVE]


def _ended(by: User, row: TrackerEntry) -> list[str]:
    """What a final outcome ends: a move that was planned; after a death everything that is to be done. SOP 11.8.

    Gives the fields of the entry that the caller is to save too.
    """
    also = []
    if row.final_outcome != TrackerEntry.Outcome.MOVED:
        cancel_transfer(by, row)
    if kind := THERE.get(row.final_outcome):
        add_stay(by, row, kind, since=moment_of(row.final_outcome_on))
        also += NOW
    if row.final_outcome == TrackerEntry.Outcome.DIED:
        row.next_step, row.next_step_owner, row.next_step_due_on = "", "", None
        also += NEXT
        for placement in row.placements.filter(status__in=OPEN_PLACEMENTS).select_for_update(of=("self",)):
            placement.status, placement.ended_on = Placement.Status.ENDED, row.final_outcome_on
            placement.edited = []
            placement.save_version(by=by, update_fields=["status", "ended_on"])
    return also


def _lock(
    by: User, entry: TrackerEntry, version: int, changing: dict, *, adds_work: bool = False
) -> TrackerEntry:
    check_scope(by, entry, changing)
    hold_event(entry.event_id, adds_work=adds_work)
    return TrackerEntry.objects.lock_for_edit(entry.pk, since=version, changing=changing)


def _refuse_future(name: str, words: str, day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError({name: f"{words} must be today or in the past"})


def _refuse_after_death(row: TrackerEntry, name: str, day: date) -> None:
    if row.final_outcome == TrackerEntry.Outcome.DIED and day > row.final_outcome_on:
        raise ValidationError({name: f"{row.service_user} died on {full_date(row.final_outcome_on)}"})
