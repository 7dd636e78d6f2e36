"""Lists held against the tracker: what is kept of them, who may decide, and what stays on record."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from events.models import FailureEvent
from tests.factories.events import EventFactory
from tests.factories.sheets import xlsx
from trackers.models import ReconcileDecision, ReconcileList, ReconcileRow, TrackerEntry
from trackers.operations import reconcile
from trackers.side_by_side import TRACKER, side_by_side

pytestmark = pytest.mark.django_db
ROWS = [
    ["Residents on 7 November"],
    ["Name", "DOB", "Room", "Funded by"],
    ["APPLESHAM, Mrs Agnes", "31/02/1930", "1", "Self"],
    ["MOSSWICK, Ida", "", "2", ""],
    [],
    ["Total: 2"],
]


def listed(by, event, rows=ROWS, **facts):
    given = {"kind": "provider", "source": "Amberquay", "file_name": "list.xlsx"} | facts
    return reconcile.add_list(by=by, event=event, content=xlsx(rows), **given)


def test_every_row_that_is_somebody_is_kept_also_one_with_a_wrong_date(officer, event):
    found = listed(officer, event)
    assert (found.people, found.others) == (2, 2)
    assert list(found.rows.values_list("number", "surname", "room")) == [
        (3, "Applesham", "1"),
        (4, "Mosswick", "2"),
    ]


def test_decisions_replace_each_other_and_all_stay_on_record(officer, care_manager, event, entry):
    row = listed(officer, event).rows.first()
    first = reconcile.decide(by=officer, event=event, row=row, entry=entry, is_same=True)
    again = reconcile.decide(by=officer, event=event, row=row, entry=entry, is_same=True)
    other = reconcile.decide(by=care_manager, event=event, row=row, entry=entry, is_same=False)

    first.refresh_from_db()
    assert again == first and first.taken_back_by == care_manager
    assert ReconcileDecision.objects.get(taken_back_at=None) == other
    lines = side_by_side(officer, event).lines
    assert all(len(line.cells) == 1 for line in lines)


def test_somebody_added_from_two_lists_has_what_both_say(officer, event):
    one = listed(officer, event, [["Name", "Room"], ["Ida Mosswick", "7"]]).rows.get()
    rows = [["Name", "NHS number", "Room"], ["Ida Mosswick", "999 000 0018", "7"]]
    two = listed(officer, event, rows, kind="council").rows.get()

    entry = reconcile.add_from_list(by=officer, row=one, also=[two])

    assert (entry.service_user.nhs_number, entry.room) == ("9990000018", "7")
    assert [line.state for line in side_by_side(officer, event).lines] == ["same"]


def test_row_without_a_surname_is_not_added(officer, event):
    row = ReconcileRow(list=listed(officer, event), number=99, forename="Ida")
    row.save()
    with pytest.raises(ValidationError, match="no surname"):
        reconcile.add_from_list(by=officer, row=row)
    assert not TrackerEntry.objects.exists()


def test_list_that_is_put_away_is_compared_no_longer(officer, event, entry):
    found = listed(officer, event)
    reconcile.put_away(by=officer, listed=found)
    assert side_by_side(officer, event).lists == []
    assert not ReconcileList.objects.visible_to(officer).in_use().exists()
    assert reconcile.take_up(by=officer, listed=found).put_away_by is None


def test_counts_of_each_list_add_up(officer, event, entry):
    found = listed(officer, event)
    page = side_by_side(officer, event)
    for name in (TRACKER, found.pk):
        counts = page.in_list(name)
        assert counts["in_file"] == counts["same"] + counts["probably"] + counts["only"]
    assert sum(page.counts.values()) == len(page.lines) == 2


def test_roll_call_of_a_time_to_come_is_refused(officer, event, entry):
    later = timezone.now() + timedelta(hours=1)
    with pytest.raises(ValidationError, match="in the past"):
        reconcile.record_roll_call(by=officer, event=event, as_at=later, seen={entry.pk: "present"})


def test_roll_call_takes_nobody_of_another_event(officer, event, entry):
    other = EventFactory()
    with pytest.raises(ValidationError, match="at least one person"):
        reconcile.record_roll_call(by=officer, event=other, as_at=timezone.now(), seen={entry.pk: "present"})


def test_rows_of_two_events_are_never_one_person(officer, event, entry):
    row = listed(officer, EventFactory()).rows.first()
    for about in ({"entry": entry}, {}, {"other": row}):
        with pytest.raises(ValidationError, match="not side by side"):
            reconcile.decide(by=officer, event=event, row=row, is_same=True, **about)


def test_partners_and_closed_events_are_refused(officer, reader, partner, event, funded):
    row = listed(officer, event).rows.first()
    for by in (reader, partner):
        with pytest.raises(PermissionDenied):
            reconcile.decide(by=by, event=event, row=row, entry=funded, is_same=True)
    assert not ReconcileRow.objects.visible_to(partner).exists()
    FailureEvent.objects.filter(pk=event.pk).update(status="closed")
    with pytest.raises(ValidationError, match="closed"):
        listed(officer, event)


def test_empty_list_is_refused(officer, event):
    with pytest.raises(ValidationError, match="Nobody is on this list"):
        listed(officer, event, [["Surname", "Forename", "Room"]])
