from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Notification
from accounts.notifications import claim_due
from accounts.versions import Conflict
from events.models import FailureEvent, Meeting
from events.operations import meetings
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share

pytestmark = pytest.mark.django_db
NOW = "2026-11-20T09:31:00Z"
WAITING, CANCELLED = Notification.State.WAITING, Notification.State.CANCELLED


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def officer(event):
    return event.logged_by


def plan(event, people, **fields):
    given = {"held_on": date(2026, 11, 24), "starts_at": time(14), "dial_in": "020 7946 0000"}
    return meetings.plan_meeting(by=event.logged_by, event=event, people=people, **given | fields)


def told(meeting, **fields):
    return Notification.objects.filter(dedupe__startswith=f"meeting:{meeting.pk}:", **fields).order_by("pk")


def move(by, meeting, **fields):
    given = {name: getattr(meeting, name) for name in meetings.WHEN_AND_WHERE}
    return meetings.move_meeting(by=by, meeting=meeting, version=meeting.version, **given | fields)


def test_planning_invites_now_and_reminds_a_day_before(event, officer):
    meeting = plan(event, [officer])

    invitation, reminder = told(meeting)
    assert (invitation.kind, reminder.kind) == ("meeting.invitation", "meeting.reminder")
    assert reminder.due_at == meeting.begins - timedelta(hours=24)
    assert invitation.dedupe == f"meeting:{meeting.pk}:invitation:v0"
    assert {row.too_late_at for row in (invitation, reminder)} == {meeting.begins}
    assert "METHOD:REQUEST" in reminder.calendar


def test_the_message_has_reference_time_and_place_and_no_name(event, officer):
    row = told(plan(event, [officer], purpose="About Cecil Dapplemere")).first()

    assert row.subject == f"{event.reference}: provider failure meeting 1, Tuesday 24 November 2026, 2pm"
    assert "Tuesday 24 November 2026, 2pm to 3pm" in row.body
    assert "020 7946 0000" in row.body
    assert officer.name not in row.subject + row.body + row.calendar
    assert "Dapplemere" not in row.subject + row.body + row.calendar


def test_a_meeting_within_the_lead_time_sends_one_message_only(event, officer):
    meeting = plan(event, [officer], held_on=date(2026, 11, 20), starts_at=time(15))

    (row,) = told(meeting)
    assert row.kind == "meeting.reminder"
    assert "You are asked to come" in row.body


def test_planning_is_in_the_history_with_who_and_which_operation(event, officer):
    meeting = plan(event, [officer])

    (row,) = meeting.history()
    assert row.pgh_context.metadata["user"] == officer.pk
    assert row.pgh_context.metadata["operation"] == "meeting.planned"


def test_numbers_of_meetings_go_up_within_the_event(event, officer):
    assert [plan(event, []).number for _ in range(2)] == [1, 2]
    assert plan(EventFactory(host_council=event.host_council, logged_by=officer), []).number == 1


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"held_on": date(2026, 11, 19)}, "held_on", "2pm on Thursday 19 November 2026 has gone by"),
        ({"dial_in": " "}, "venue", "Enter where the meeting is"),
        ({"minutes_long": 0}, "minutes_long", "Length must be from 5 minutes"),
        ({"held_on": date(2027, 3, 28), "starts_at": time(1, 30)}, "starts_at", "00:30 or 02:30?"),
    ],
)
def test_what_cannot_be_planned_is_refused_and_nothing_is_written(event, officer, fields, field, words):
    with pytest.raises(ValidationError) as refused:
        plan(event, [officer], **fields)

    assert words in refused.value.message_dict[field][0]
    assert not Meeting.objects.exists()
    assert not Notification.objects.exists()


def test_only_the_council_and_organisations_that_have_the_event_can_be_invited(event, officer):
    partner, outsider = make_user("partner", make_organisation()), make_user("partner", make_organisation())
    share(event, partner.organisation)

    meeting = plan(event, [officer, partner])

    assert set(meetings.invited(meeting)) == {officer, partner}
    with pytest.raises(ValidationError):
        plan(event, [outsider])


def test_a_closed_event_gets_no_meeting(event, officer):
    FailureEvent.objects.filter(pk=event.pk).update(status="stood_down")

    with pytest.raises(ValidationError, match="stood down"):
        plan(event, [officer])


def test_a_reader_cannot_plan(event):
    leader = make_user("senior_leader")

    with pytest.raises(PermissionDenied):
        meetings.plan_meeting(by=leader, event=event, held_on=date(2026, 12, 1), starts_at=time(9), people=[])


def test_moving_voids_what_waits_and_tells_once_with_a_higher_sequence(event, officer):
    meeting = plan(event, [officer])

    moved = move(officer, meeting, held_on=date(2026, 11, 26))

    assert moved.sequence == 1
    assert told(meeting, dedupe__endswith=":v0").exclude(state=CANCELLED).count() == 0
    new, reminder = told(meeting, dedupe__endswith=":v1")
    assert new.kind == "meeting.moved"
    assert "SEQUENCE:1" in new.calendar
    assert reminder.due_at == moved.begins - timedelta(hours=24)
    assert "has moved to Thursday 26 November 2026, 2pm" in new.subject


def test_saving_the_same_time_again_changes_and_tells_nothing(event, officer):
    meeting = plan(event, [officer])

    move(officer, meeting)

    assert Meeting.objects.get().version == 1
    assert told(meeting).count() == 2


def test_a_stale_move_of_the_same_field_is_a_conflict(event, officer):
    meeting = plan(event, [officer])
    move(officer, meeting, held_on=date(2026, 11, 26))

    with pytest.raises(Conflict) as refused:
        move(officer, meeting, held_on=date(2026, 11, 27))

    assert refused.value.clashes[0].theirs == date(2026, 11, 26)


def test_a_stale_move_of_another_field_merges(event, officer):
    meeting = plan(event, [officer])
    move(officer, meeting, held_on=date(2026, 11, 26))

    merged = move(officer, meeting, venue="County Hall")

    assert (merged.held_on, merged.venue) == (date(2026, 11, 26), "County Hall")


def test_cancelling_stops_the_reminder_and_takes_it_out_of_calendars(event, officer):
    meeting = plan(event, [officer])

    meetings.cancel_meeting(by=officer, meeting=meeting, version=meeting.version, reason="Nobody can come")

    (row,) = told(meeting, state=WAITING)
    assert row.kind == "meeting.cancelled"
    assert "METHOD:CANCEL" in row.calendar
    assert "SEQUENCE:1" in row.calendar
    assert Meeting.objects.get().history().last().pgh_context.metadata["reason"] == "Nobody can come"


@pytest.mark.parametrize("name", ["cancel_meeting", "mark_held"])
def test_a_cancelled_meeting_stays_cancelled(event, officer, name):
    meeting = plan(event, [officer])
    meetings.cancel_meeting(by=officer, meeting=meeting, version=1)

    with pytest.raises(ValidationError, match="cancelled already"):
        getattr(meetings, name)(by=officer, meeting=meeting, version=2)


def test_a_stale_cancel_is_refused(event, officer):
    meeting = plan(event, [officer])
    move(officer, meeting, held_on=date(2026, 11, 26))

    with pytest.raises(ValidationError, match="Somebody else changed this meeting"):
        meetings.cancel_meeting(by=officer, meeting=meeting, version=1)


def test_a_meeting_is_held_only_after_it_has_begun(event, officer):
    meeting = plan(event, [officer])
    with pytest.raises(ValidationError, match="not begun"):
        meetings.mark_held(by=officer, meeting=meeting, version=1)

    with time_machine.travel("2026-11-24T14:30:00Z"):
        held = meetings.mark_held(by=officer, meeting=meeting, version=1)

    assert held.state == Meeting.State.HELD
    assert not told(meeting, state=WAITING).exists()


def test_a_meeting_of_the_past_is_recorded_and_nobody_is_told(event, officer):
    meeting = meetings.record_meeting(
        by=officer, event=event, held_on=date(2026, 11, 19), starts_at=time(22), people=[officer], venue="A"
    )

    assert meeting.state == Meeting.State.HELD
    assert not told(meeting).exists()


def test_people_added_are_invited_and_those_left_out_are_told(event, officer):
    stays, leaves, comes = (make_user() for _ in range(3))
    meeting = plan(event, [stays, leaves])

    meetings.change_people(by=officer, meeting=meeting, people=[stays, comes], version=1)

    assert [row.kind for row in told(meeting, to=leaves, state=WAITING)] == ["meeting.withdrawn"]
    assert [row.kind for row in told(meeting, to=comes)] == ["meeting.invitation", "meeting.reminder"]
    assert told(meeting, to=stays, state=WAITING).count() == 2
    assert meetings.repair_reminders(by=officer) == []


def test_somebody_left_out_and_asked_again_is_invited_again(event, officer):
    meeting = plan(event, [officer])
    meeting = meetings.change_people(by=officer, meeting=meeting, people=[], version=1)

    meeting = meetings.change_people(by=officer, meeting=meeting, people=[officer], version=2)

    waiting = told(meeting, state=WAITING, kind__in=["meeting.invitation", "meeting.reminder"])
    assert [row.dedupe[-2:] for row in waiting] == ["v2", "v2"]
    assert meetings.invited(meeting) == [officer]


def test_a_partner_sees_only_meetings_it_is_invited_to_now(event, officer):
    partner = make_user("partner", make_organisation())
    share(event, partner.organisation)
    asked, not_asked = plan(event, [partner]), plan(event, [officer])
    assert set(Meeting.objects.visible_to(partner)) == {asked}
    assert set(Meeting.objects.visible_to(officer)) == {asked, not_asked}

    meetings.change_people(by=officer, meeting=asked, people=[], version=1)

    assert not Meeting.objects.visible_to(partner).exists()


def test_repair_writes_reminders_that_are_missing_once(event, officer):
    meeting = plan(event, [officer])
    told(meeting).delete()

    assert meetings.repair_reminders(by=officer) == [f"{event.reference}: 1 reminder written"]
    assert meetings.repair_reminders(by=officer) == []
    assert told(meeting).get().kind == "meeting.reminder"


def test_a_reminder_being_sent_when_the_meeting_moves_is_not_tried_again(event, officer):
    meeting = plan(event, [officer], held_on=date(2026, 11, 20), starts_at=time(15))
    Notification.objects.update(due_at="2020-01-01T00:00Z", too_late_at="2100-01-01T00:00Z")
    (claimed,) = claim_due(limit=5, lease_seconds=0)

    move(officer, meeting, held_on=date(2026, 11, 26))

    claimed.refresh_from_db()
    assert claimed.state == Notification.State.CLAIMED
    assert claimed.too_late_at is not None
    assert claimed.too_late_at.year < 2100
