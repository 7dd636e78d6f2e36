from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import Notification
from accounts.versions import Conflict
from events.models import FailureEvent, Meeting
from events.operations import meetings, series
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share

pytestmark = pytest.mark.django_db
NOW = "2026-11-20T09:31:00Z"  # a Friday
TUESDAY, THURSDAY = 1, 3
WAITING = Notification.State.WAITING


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def officer(event):
    return event.logged_by


def plan(event, *people, **fields):
    given = {"weekdays": [TUESDAY, THURSDAY], "starts_at": time(14), "starts_on": date(2026, 11, 24)}
    given |= {"dial_in": "020 7946 0000", "people": people}
    return series.plan_series(by=event.logged_by, event=event, **given | fields)


def change(one, **fields):
    given = {name: getattr(one, name) for name in series.RHYTHM} | {"people": list(one.people.all())}
    return series.change_series(by=one.event.logged_by, series=one, version=one.version, **given | fields)


def days(one, **fields):
    return [meeting.held_on for meeting in one.meetings.filter(**fields).order_by("held_on")]


def messages(**fields):
    return Notification.objects.filter(kind__startswith="meeting.series_", **fields)


def test_two_meetings_a_week_are_made_ahead(event, officer):
    made = plan(event, officer)

    assert days(made) == [
        date(2026, 11, 24) + timedelta(days=n) for n in (0, 2, 7, 9, 14, 16, 21, 23, 28, 30)
    ]
    assert {meeting.starts_at for meeting in made.meetings.all()} == {time(14)}
    assert set(meetings.invited(made.meetings.first())) == {officer}


def test_each_person_gets_one_message_with_every_meeting_in_one_file(event, officer):
    made = plan(event, officer, make_user())

    told = messages(to=officer).get()
    assert messages().count() == 2
    assert "METHOD:PUBLISH" in told.calendar
    assert told.calendar.count("BEGIN:VEVENT") == 10
    assert "ATTENDEE" not in told.calendar
    assert "Tuesdays and Thursdays at 2pm" in told.body
    assert "Thursday 26 November 2026, 2pm to 3pm" in told.body
    uids = [line for line in told.calendar.splitlines() if line.startswith("UID:")]
    assert len(set(uids)) == made.meetings.count()


def test_each_meeting_is_reminded_of_once_a_day_before(event, officer):
    made = plan(event, officer)

    for meeting in made.meetings.select_related("event"):
        (row,) = Notification.objects.filter(dedupe__startswith=f"meeting:{meeting.pk}:")
        assert row.due_at == meeting.begins - timedelta(hours=24)
    assert meetings.repair_reminders(by=officer) == []


def test_weekly_alters_later_meetings_only(event, officer, friday):
    made = plan(event, officer)
    friday.move_to("2026-12-02T14:30:00Z")  # a Wednesday: the reminder of Thursday has gone
    Notification.objects.filter(due_at__lte="2026-12-02T14:30Z").update(state="sent")

    change(made, weekdays=[TUESDAY])

    planned, cancelled = days(made, state="planned"), days(made, state="cancelled")
    assert planned[:4] == [date(2026, 11, 24), date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 3)]
    assert planned[4:] == [date(2026, 12, day) for day in (8, 15, 22, 29)]
    assert cancelled == [date(2026, 12, day) for day in (10, 17, 24)]


def test_a_change_sends_one_message_a_person_and_voids_what_waits(event, officer):
    made = plan(event, officer)
    Notification.objects.filter(kind="meeting.series_planned").update(state="sent")

    change(made, weekdays=[TUESDAY], starts_at=time(10))

    told = messages(kind="meeting.series_changed").get()
    assert told.calendar.count("STATUS:CANCELLED") == 5
    assert told.calendar.count("STATUS:CONFIRMED") == 5
    assert told.calendar.count("SEQUENCE:1") == 10
    reminders = Notification.objects.filter(kind="meeting.reminder", state=WAITING)
    assert reminders.count() == 5
    assert {row.due_at.hour for row in reminders} == {10}


def test_meetings_moved_or_cancelled_one_by_one_stay_so(event, officer):
    made = plan(event, officer)
    first, second = made.meetings.order_by("held_on")[:2]
    given = {name: getattr(first, name) for name in meetings.WHEN_AND_WHERE} | {"held_on": date(2026, 11, 25)}
    meetings.move_meeting(by=officer, meeting=first, version=1, **given)
    meetings.cancel_meeting(by=officer, meeting=second, version=1)

    change(made, venue="County Hall")

    first.refresh_from_db()
    assert (first.held_on, first.venue) == (date(2026, 11, 25), "")
    assert days(made, state="cancelled") == [date(2026, 11, 26)]
    assert date(2026, 11, 24) not in days(made)
    assert made.meetings.filter(venue="County Hall").count() == 8


def test_other_days_move_meetings_within_their_week_and_keep_their_place_in_calendars(event, officer):
    made = plan(event, officer)
    keys = set(made.meetings.values_list("pk", flat=True))

    change(made, weekdays=[2, 4])

    assert set(made.meetings.values_list("pk", flat=True)) == keys
    assert days(made)[:3] == [date(2026, 11, 25), date(2026, 11, 27), date(2026, 12, 2)]


def test_saving_the_same_again_tells_nobody(event, officer):
    made = plan(event, officer)

    change(made)

    assert messages().count() == 1
    assert made.history().count() == 1


def test_a_stale_change_of_the_same_field_is_a_conflict(event, officer):
    made = plan(event, officer)
    change(made, starts_at=time(10))

    with pytest.raises(Conflict):
        change(made, starts_at=time(11))


def test_people_who_are_new_or_left_out_are_told_once(event, officer):
    comes = make_user()
    made = plan(event, officer)

    change(made, people=[comes])

    assert messages(to=comes, kind="meeting.series_planned").get().calendar.count("BEGIN:VEVENT") == 10
    assert "METHOD:CANCEL" in messages(to=officer, kind="meeting.series_withdrawn").get().calendar
    assert set(meetings.invited(made.meetings.last())) == {comes}
    assert not Notification.objects.filter(to=officer, kind="meeting.reminder", state=WAITING).exists()


def test_cancelling_cancels_what_is_to_come_with_one_message(event, officer, friday):
    made = plan(event, officer)
    friday.move_to("2026-12-02T09:00:00Z")

    series.cancel_series(by=officer, series=made, version=1, reason="Over")

    assert days(made, state="planned") == [date(2026, 11, 24), date(2026, 11, 26), date(2026, 12, 1)]
    told = messages(kind="meeting.series_cancelled").get()
    assert told.calendar.count("STATUS:CANCELLED") == 7
    assert not Notification.objects.filter(
        kind="meeting.reminder", state=WAITING, due_at__gt="2026-12-02T09:00Z"
    ).exists()
    with pytest.raises(ValidationError, match="cancelled already"):
        series.cancel_series(by=officer, series=made, version=2)


def test_the_clock_makes_the_next_weeks_once(event, officer, friday):
    made = plan(event, officer)
    friday.move_to("2026-12-14T09:00:00Z")
    assert series.extend_all(by=officer) == 6

    assert series.extend_all(by=officer) == 0
    assert days(made)[-1] == date(2027, 1, 14)
    assert messages(kind="meeting.series_more").count() == 1


def test_a_series_that_is_over_is_not_made_further(event, officer, friday):
    plan(event, officer, ends_on=date(2026, 12, 3))
    cancelled = plan(event, officer)
    series.cancel_series(by=officer, series=cancelled, version=1)
    other = plan(EventFactory(), weekdays=[0])
    FailureEvent.objects.filter(pk=other.event_id).update(status="stood_down")
    friday.move_to("2027-01-09T09:00:00Z")

    assert series.extend_all(by=officer) == 0


def test_ten_stays_ten_across_the_change_of_the_clocks(event, officer, friday):
    friday.move_to("2027-03-10T09:00:00Z")
    made = plan(event, officer, starts_at=time(10), starts_on=date(2027, 3, 23))

    before, after = made.meetings.get(held_on="2027-03-25"), made.meetings.get(held_on="2027-03-30")
    assert (before.begins.utcoffset(), after.begins.utcoffset()) == (timedelta(0), timedelta(hours=1))
    assert after.starts_at == time(10)
    reminder = Notification.objects.get(dedupe__startswith=f"meeting:{after.pk}:")
    assert reminder.due_at.isoformat() == "2027-03-29T09:00:00+00:00"
    assert "DTSTART;TZID=Europe/London:20270330T100000" in reminder.calendar


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        (
            {"weekdays": [6], "starts_at": time(1, 30)},
            "starts_at",
            "01:30 does not exist on Sunday 28 March 2027",
        ),
        ({"weekdays": []}, "weekdays", "Select the days"),
        ({"dial_in": ""}, "venue", "Enter where the meeting is"),
        ({"starts_on": date(2026, 11, 19)}, "starts_on", "today or in the future"),
        ({"ends_on": date(2026, 11, 23)}, "ends_on", "after the first day"),
        ({"ends_on": date(2026, 11, 24), "weekdays": [4]}, "weekdays", "No meeting falls"),
        ({"kind": "relatives"}, "kind", "not to be told"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_made(event, officer, fields, field, words):
    with pytest.raises(ValidationError) as refused:
        plan(event, officer, **fields)

    assert words in refused.value.message_dict[field][0]
    assert not Meeting.objects.exists()


def test_a_partner_whose_share_ended_is_not_asked_to_the_next_ones(event, officer, friday):
    partner = make_user("partner", make_organisation())
    shared = share(event, partner.organisation)
    made = plan(event, officer, partner)
    shared.ended_at = "2026-12-01T09:00Z"
    shared.save()
    friday.move_to("2026-12-14T09:00:00Z")

    series.extend_all(by=officer)

    assert meetings.invited(made.meetings.order_by("held_on").last()) == [officer]
