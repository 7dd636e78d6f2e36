from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from events.models import Attendance, Meeting
from events.operations import attendance, meetings, outsiders
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share

pytestmark = pytest.mark.django_db
NEIGHBOURHAM = "Neighbourham Council"


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel("2026-11-20T09:31:00Z", tick=False):
        yield


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def neighbour(event):
    other = make_organisation(NEIGHBOURHAM, kind="council")
    share(event, other)
    return make_user("partner", other)


def held(event, *people, days_ago=1, **fields):
    given = {"held_on": date(2026, 11, 20) - timedelta(days=days_ago), "starts_at": time(14), "venue": "A"}
    return meetings.record_meeting(by=event.logged_by, event=event, people=people, **given | fields)


def take(meeting, **more):
    meeting.refresh_from_db()
    return attendance.take_attendance(
        by=meeting.event.logged_by, meeting=meeting, version=meeting.version, **more
    )


def missed(event, neighbour, *states):
    """The neighbour's attendance at one meeting after the other; the last meeting."""
    for number, state in enumerate(states):
        meeting = held(event, neighbour, days_ago=len(states) - number)
        take(meeting, states={NEIGHBOURHAM: state})
    return meeting


def test_agencies_are_those_asked_the_council_by_kind_of_role(event, neighbour, care_manager):
    outside = outsiders.add_outsider(
        by=event.logged_by,
        event=event,
        name="Ann Thrale",
        agency="Care Quality Commission",
        phone="01632 960001",
    )
    meeting = held(event, neighbour, care_manager, event.logged_by, outsiders=[outside])

    names = [agency.name for agency in attendance.agencies_of(meeting)]

    host = event.host_council.name
    assert names == sorted(
        [f"{host}, care manager", f"{host}, commissioning officer", NEIGHBOURHAM, outside.agency]
    )


def test_who_came_is_written_down_once_for_each_agency(event, neighbour):
    meeting = held(event, neighbour, event.logged_by)

    take(meeting, states={NEIGHBOURHAM: "absent"}, also="Ambulance service")
    take(meeting, states={NEIGHBOURHAM: "present"})

    rows = dict(Attendance.objects.values_list("agency", "state"))
    assert rows == {NEIGHBOURHAM: "present", "Ambulance service": "present"}


def test_a_stale_page_does_not_write_over_what_somebody_else_took(event, neighbour):
    meeting = held(event, neighbour)
    take(meeting, states={NEIGHBOURHAM: "present"})

    with pytest.raises(ValidationError, match="Somebody else changed"):
        attendance.take_attendance(
            by=event.logged_by, meeting=meeting, states={NEIGHBOURHAM: "absent"}, version=meeting.version - 1
        )


def test_nobody_came_to_a_meeting_that_is_still_to_come(event, neighbour):
    meeting = meetings.plan_meeting(
        by=event.logged_by, event=event, held_on=date(2026, 11, 24), starts_at=time(14), people=[], venue="A"
    )

    with pytest.raises(ValidationError, match="once the meeting has begun"):
        take(meeting, states={})


@pytest.mark.parametrize(
    ("states", "listed", "count", "escalates"),
    [
        (["absent"], True, 1, False),
        (["absent", "absent"], True, 2, True),
        (["absent", "absent", "present"], False, 0, False),
        (["absent", "absent", "present", "absent"], True, 1, False),
        (["absent", "apologies", "absent"], True, 2, True),
        (["apologies"], True, 0, False),
        (["left_early"], False, 0, False),
    ],
)
def test_the_chase_list_is_of_the_latest_meeting_with_absences_in_a_row(
    event, neighbour, states, listed, count, escalates
):
    meeting = missed(event, neighbour, *states)

    assert attendance.latest_taken(event) == meeting
    found = attendance.absent_from(meeting)
    assert [(one.missed, one.is_to_escalate) for one in found] == ([(count, escalates)] if listed else [])


def test_the_number_of_absences_that_escalates_is_a_setting(event, neighbour, settings):
    settings.MEETINGS_MISSED_TO_ESCALATE = 3
    meeting = missed(event, neighbour, "absent", "absent")

    assert not attendance.absent_from(meeting)[0].is_to_escalate


def test_an_agency_that_left_the_event_is_chased_no_longer(event, neighbour):
    meeting = missed(event, neighbour, "absent", "absent")
    event.shares.update(ended_at="2026-11-20T09:00Z")

    assert attendance.absent_from(meeting) == []


def test_an_agency_without_an_account_leaves_with_its_last_person(event):
    by = event.logged_by
    person = outsiders.add_outsider(
        by=by, event=event, name="Ann Thrale", agency="CQC", email="ann@cqc.example"
    )
    meeting = held(event, outsiders=[person])
    take(meeting, states={"CQC": "absent"})
    assert len(attendance.absent_from(meeting)) == 1

    outsiders.end_outsider(by=by, person=person)

    assert attendance.absent_from(meeting) == []


def test_absence_from_another_kind_of_meeting_does_not_count(event, neighbour):
    missed(event, neighbour, "absent")
    summit = held(event, neighbour, days_ago=0, starts_at=time(8), kind=Meeting.Kind.RISK_SUMMIT)
    take(summit, states={NEIGHBOURHAM: "absent"})

    assert attendance.absent_from(summit)[0].missed == 1


def test_chasing_keeps_the_dates_and_what_was_told(event, neighbour):
    row = missed(event, neighbour, "absent").attendance.get()
    by, today = event.logged_by, date(2026, 11, 20)

    row = attendance.chase_agency(by=by, attendance=row, version=1, chased_on=today)
    row = attendance.chase_agency(
        by=by, attendance=row, version=2, chased_on=today, update_received_on=today, update="All well"
    )

    assert (row.chased_on, row.update_received_on, row.update) == (today, today, "All well")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"chased_on": date(2026, 11, 21)}, "chased_on"),
        ({"chased_on": date(2026, 11, 1)}, "chased_on"),
        ({"chased_on": date(2026, 11, 20), "update": "All well"}, "update_received_on"),
    ],
)
def test_chasing_refuses_days_that_cannot_be(event, neighbour, fields, field):
    row = missed(event, neighbour, "absent").attendance.get()

    with pytest.raises(ValidationError) as refused:
        attendance.chase_agency(by=event.logged_by, attendance=row, version=1, **fields)

    assert field in refused.value.message_dict


def test_an_escalated_agency_is_listed_again_only_when_it_misses_again(event, neighbour):
    meeting = missed(event, neighbour, "absent", "absent")
    attendance.escalate_agency(
        by=event.logged_by, attendance=meeting.attendance.get(), version=1, escalated_on=date(2026, 11, 20),
        escalated_to="Its director",
    )  # fmt: skip
    assert not attendance.absent_from(meeting)[0].is_to_escalate

    again = held(event, neighbour, days_ago=0, starts_at=time(8))
    take(again, states={NEIGHBOURHAM: "absent"})

    assert attendance.absent_from(again)[0].is_to_escalate


def test_relatives_who_came_are_kept_by_name(event):
    meeting = held(event, kind=Meeting.Kind.RELATIVES)

    take(meeting, states={}, relatives="Jo Kinsworth\n\nAda Kinsworth, daughter")

    meeting.refresh_from_db()
    assert meeting.relatives_listed == ["Jo Kinsworth", "Ada Kinsworth, daughter"]


def test_a_reader_cannot_take_attendance(event):
    with pytest.raises(PermissionDenied):
        attendance.take_attendance(by=make_user("senior_leader"), meeting=held(event), states={}, version=1)


def test_the_chase_list_asks_the_same_number_of_queries_however_many_meetings(
    event, neighbour, django_assert_num_queries
):
    meeting = missed(event, neighbour, *["absent"] * 6)

    with django_assert_num_queries(3):
        assert attendance.absent_from(meeting)[0].missed == 6
