"""The checks after the move as the facts ask for them now. Called inside operations, the entry locked. SOP 12.0."""

from datetime import date

from django.conf import settings

from accounts.models import User
from trackers.models import SafeAndWellCheck, TrackerEntry
from trackers.rules.aftercare import FIRST, checks_after

State = SafeAndWellCheck.State


def refresh_checks(by: User, entry: TrackerEntry) -> None:
    """One row for each check of the latest move; those of an earlier move, or of somebody who died, are not due."""
    wanted = checks_after(entry.moved_on, entry.final_outcome, settings.SAFE_AND_WELL_DAYS)
    rows = list(entry.checks.select_for_update(of=("self",)))
    names = {one.name for one in wanted}
    known = {row.name: row for row in rows if row.moved_on == entry.moved_on}
    for row in rows:
        if row.state == State.DUE and (row.moved_on != entry.moved_on or row.name not in names):
            _set(by, row, State.NOT_DUE)
    for one in wanted:
        row = known.get(one.name)
        if row is None:
            SafeAndWellCheck.objects.create(
                entry=entry, event_id=entry.event_id, name=one.name, due_on=one.due_on,
                moved_on=entry.moved_on, changed_by=by,
            )  # fmt: skip
        elif row.state == State.NOT_DUE:
            _set(by, row, State.DUE)


def note_check(by: User, entry: TrackerEntry, *, done_on: date, was_on: date | None) -> None:
    """Somebody saw the person: every check due by that day is done, else the next one. A corrected check stays one.

    `was_on` is the day the tracker had before.
    """
    rows = entry.checks.select_for_update(of=("self",))
    facts = {"done_on": done_on, "done_by": entry.safe_and_well_by, "note": entry.safe_and_well_note}
    due = list(rows.filter(state=State.DUE))
    corrected = list(rows.filter(state=State.DONE, done_on=was_on)) if was_on and not due else []
    by_then = [row for row in due if row.due_on <= done_on]
    for row in by_then or due[:1] or corrected:
        _set(by, row, State.DONE, **facts)
    if not due and not corrected:
        name = "One more check" if rows.exists() else FIRST
        SafeAndWellCheck.objects.create(
            entry=entry, event_id=entry.event_id, name=name, due_on=done_on, state=State.DONE,
            moved_on=entry.moved_on, changed_by=by, **facts,
        )  # fmt: skip


def _set(by: User, row: SafeAndWellCheck, state: str, **facts) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.state, row.edited = state, []
    row.save_version(by=by, update_fields=["state", *facts])
