"""The move, the check after it, and the final outcome."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Notification
from accounts.notifications import notify
from accounts.versions import Conflict
from events.models import FailureEvent
from tests.factories.trackers import EntryFactory
from trackers.models import Placement, Transfer
from trackers.operations import (
    edit_entry,
    record_final_outcome,
    record_move,
    record_safe_and_well,
    reopen_outcome,
)
from trackers.operations.placements import add_placement
from trackers.operations.transfers import arrange_transfer

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 3, 10), date(2026, 3, 12)


def move(by, entry, **fields):
    return record_move(**{"by": by, "entry": entry, "moved_on": DAY, "version": entry.version} | fields)


def check(by, entry, **fields):
    given = {"by": by, "entry": entry, "safe_and_well_on": LATER, "version": entry.version}
    return record_safe_and_well(**given | fields)


def finish(by, entry, **fields):
    given = {"final_outcome": "moved", "final_outcome_on": LATER, "version": entry.version}
    return record_final_outcome(**{"by": by, "entry": entry} | given | fields)


def test_move_makes_a_check_due(care_manager, entry):
    row = move(care_manager, entry, destination="Tansywick Lodge")

    assert (row.moved_on, row.destination, row.stage) == (DAY, "Tansywick Lodge", "check_due")
    assert row.history().last().pgh_context.metadata["operation"] == "tracker_entry.moved"


def test_move_still_to_come_is_refused(care_manager, entry):
    with pytest.raises(ValidationError, match="in the past"):
        move(care_manager, entry, moved_on=timezone.localdate() + timedelta(days=1))


def test_two_people_record_different_days(officer, care_manager, entry):
    move(officer, entry, moved_on=LATER)

    with pytest.raises(Conflict):
        move(care_manager, entry)


def test_check_makes_the_person_safe(care_manager, entry):
    row = check(care_manager, move(care_manager, entry), safe_and_well_note="Has her piano")

    assert (row.stage, row.safe_and_well_by, row.safe_and_well_note) == (
        "safe",
        care_manager.name,
        "Has her piano",
    )


def test_check_before_any_move_is_refused(care_manager, entry):
    with pytest.raises(ValidationError, match="Record the move first"):
        check(care_manager, entry)


def test_check_before_the_day_of_the_move_is_refused(care_manager, entry):
    with pytest.raises(ValidationError, match="cannot be before the move"):
        check(care_manager, move(care_manager, entry), safe_and_well_on=DAY - timedelta(days=1))


def test_outcome_needs_a_day_and_a_kind(care_manager, entry):
    with pytest.raises(ValidationError):
        finish(care_manager, entry, final_outcome="")


def test_outcome_moved_takes_its_day_for_the_move(care_manager, entry):
    row = finish(care_manager, entry)

    assert (row.moved_on, row.stage, row.is_finished) == (LATER, "check_due", True)


def test_outcome_before_the_move_is_refused(care_manager, entry):
    with pytest.raises(ValidationError, match="cannot be before the move"):
        finish(care_manager, move(care_manager, entry), final_outcome_on=DAY - timedelta(days=1))


def test_death_stops_what_waits_to_be_sent_about_the_person(care_manager, entry):
    about = {"to": care_manager, "kind": "next_step", "subject": "Due", "body": "Due"}
    notify(**about, dedupe=f"tracker_entry:{entry.pk}:due")
    notify(**about, dedupe=f"tracker_entry:{entry.pk}1:due")

    row = finish(care_manager, entry, final_outcome="died")

    assert row.stage == "other"
    states = Notification.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["cancelled", "waiting"]


def test_outcome_is_taken_back_with_a_reason(care_manager, entry):
    row = finish(care_manager, entry, final_outcome="hospital")

    row = reopen_outcome(by=care_manager, entry=row, reason="Came back on Tuesday", version=row.version)

    assert (row.final_outcome, row.final_outcome_on, row.stage) == ("", None, "assessing")
    assert row.history().last().pgh_context.metadata["reason"] == "Came back on Tuesday"


def test_death_of_somebody_else_taken_back_ends_nothing(care_manager, entry):
    facts = {"next_step": "Ring her son", "next_step_owner": "Dele Winterbourne", "next_step_due_on": LATER}
    entry = edit_entry(by=care_manager, entry=entry, version=entry.version, changes=facts)
    place = add_placement(by=care_manager, entry=entry, kind="family", status="accepted", place="Her son’s")
    entry.refresh_from_db()
    day = timezone.localdate()
    booked = {"transport": "taxi", "booking": "booked", "escort": "Her son"}
    move = arrange_transfer(by=care_manager, entry=entry, version=0, on=day, **booked)
    entry.refresh_from_db()
    row = finish(care_manager, entry, final_outcome="died", final_outcome_on=day)
    assert (row.next_step, Placement.objects.get().status) == ("", "ended")

    row = reopen_outcome(by=care_manager, entry=row, reason="It was Mrs Applegate", version=row.version)

    place.refresh_from_db()
    assert (place.status, place.ended_on) == ("accepted", None)
    assert {name: getattr(row, name) for name in facts} == facts
    assert Transfer.objects.get(state="planned") == move


def test_nothing_is_recorded_of_days_after_a_death(care_manager, entry):
    row = finish(care_manager, move(care_manager, entry), final_outcome="died")

    for record in (move, check):
        late = {"moved_on" if record is move else "safe_and_well_on": LATER + timedelta(days=1)}
        with pytest.raises(ValidationError, match="died on Thursday 12 March 2026"):
            record(care_manager, row, **late)
    assert check(care_manager, row, safe_and_well_on=LATER).safe_and_well_on == LATER


def test_death_before_the_move_is_refused(care_manager, entry):
    with pytest.raises(ValidationError, match="cannot be before the move"):
        finish(
            care_manager, move(care_manager, entry), final_outcome="died",
            final_outcome_on=DAY - timedelta(days=1),
        )  # fmt: skip


def test_outcome_is_not_taken_back_without_a_reason_or_without_one(care_manager, entry):
    with pytest.raises(ValidationError, match="why"):
        reopen_outcome(by=care_manager, entry=entry, reason=" ", version=1)
    with pytest.raises(ValidationError, match="no final outcome"):
        reopen_outcome(by=care_manager, entry=entry, reason="Mistake", version=1)


def test_outcome_is_not_taken_back_in_a_resolved_event(care_manager, event):
    entry = EntryFactory(event=event, final_outcome="died", final_outcome_on=DAY)
    FailureEvent.objects.filter(pk=event.pk).update(status="resolved")

    with pytest.raises(ValidationError, match="resolved"):
        reopen_outcome(by=care_manager, entry=entry, reason="Mistake", version=1)


def test_check_is_recorded_in_a_resolved_event(care_manager, event):
    entry = EntryFactory(
        event=event, moved_on=DAY, final_outcome="moved", final_outcome_on=DAY, stage="check_due"
    )
    FailureEvent.objects.filter(pk=event.pk).update(status="resolved")

    assert check(care_manager, entry).stage == "safe"


@pytest.mark.parametrize("record", [move, check, finish])
def test_partner_records_none_of_it(partner, funded, record):
    with pytest.raises(PermissionDenied):
        record(partner, funded)
