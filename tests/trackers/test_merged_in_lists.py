"""Lists held against a tracker on which two rows became one: the other record is the person who stays."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import sheets
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.models import ReconcileRow
from trackers.operations import merges
from trackers.operations import reconcile as operations
from trackers.side_by_side import TRACKER, side_by_side

pytestmark = pytest.mark.django_db
TWICE = [["Surname", "Forename", "Date of birth", "Room"], ["Zelland", "Peg", "04/07/1935", "9"]]


@pytest.fixture
def other(officer, entry):
    """Somebody's second row, under another name and number, merged into `entry`."""
    person = ServiceUserFactory(surname="Zelland", forename="Peg", date_of_birth="1935-07-04")
    other = EntryFactory(event=entry.event, service_user=person, room="9")
    seen = merges.seen_of(entry, other)
    merges.merge_entries(by=officer, entry=entry, other=other, answers={}, seen=seen)
    return other


def add_list(officer, event):
    return operations.add_list(
        by=officer,
        event=event,
        kind="council",
        source="Case system",
        file_name="list.xlsx",
        content=sheets.xlsx(TWICE),
    )


def test_a_listed_second_record_is_the_person_who_stays(officer, event, entry, other):
    listed = add_list(officer, event)

    found = side_by_side(officer, event)

    (line,) = found.lines
    assert line.state in ("same", "differ")
    assert [member.entry for member in line.cells[TRACKER]] == [entry]
    assert not line.is_twice
    assert found.in_list(TRACKER) == {"in_file": 1, "same": 1, "probably": 0, "only": 0}
    assert found.in_list(listed.pk) == {"in_file": 1, "same": 1, "probably": 0, "only": 0}


def test_the_command_names_the_row_that_stays(officer, event, entry, other, tmp_path):
    event.logged_by = officer
    event.save()
    (tmp_path / "list.xlsx").write_bytes(sheets.xlsx(TWICE))

    call_command(
        "reconcile", event.reference, str(tmp_path / "list.xlsx"), "--json", stdout=(said := StringIO())
    )

    report = json.loads(said.getvalue())
    assert report["rows"]["tracker"] == {"in_file": 1, "same": 1, "probably": 0, "only": 0}
    (pair,) = report["pairs"]
    assert {"file": "tracker", "row": entry.pk} in (pair["a"], pair["b"])
    assert report["only"] == []


def test_two_people_whom_somebody_told_apart_stay_apart(officer, event, entry, other):
    row = add_list(officer, event).rows.get()

    operations.decide(by=officer, event=event, row=row, entry=entry, is_same=False)

    assert {line.state for line in side_by_side(officer, event).lines} == {"missing", "unlisted"}


def test_a_tick_for_the_row_that_is_gone_is_kept(officer, event, entry, other, sign_in):
    today = timezone.localdate()
    day = {f"taken_on-{part}": getattr(today, part) for part in ("day", "month", "year")}
    said = day | {"taken_at": "00:00", f"seen_{other.pk}": "present"}

    sign_in(officer).post(f"/events/{event.reference}/reconcile/roll-call/", said)

    assert ReconcileRow.objects.get().entry == entry


def test_seen_under_either_row_is_seen(officer, event, entry, other):
    ticks = {entry.pk: "absent", other.pk: "present"}

    listed = operations.record_roll_call(by=officer, event=event, as_at=timezone.now(), seen=ticks)

    assert [(row.entry, row.seen) for row in listed.rows.all()] == [(entry, "present")]
