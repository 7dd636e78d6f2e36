"""Meetings that come round: made ahead, changed from a day on, cancelled. Staffordshire SOP 11.6.

A change touches only later meetings: those that were held, that somebody moved or cancelled one by one, or whose
reminders have gone out, stay as they are.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import cancel_waiting, rename
from events.models import FailureEvent, Meeting, MeetingSeries, OutsidePerson
from events.operations.leads import lock_open
from events.operations.meeting_notices import REMINDER, about, dedupe, reminder_due
from events.operations.meetings import (
    CHANGED_MEANWHILE,
    add_meeting,
    can_be_invited,
    check_length_and_place,
    check_outsiders,
    check_people,
    invited,
    refuse_before_relatives_are_told,
)
from events.operations.series_notices import (
    CANCELLED,
    CHANGED,
    MORE,
    PLANNED,
    WITHDRAWN,
    remind,
    tell_series,
)
from events.rules.series import days_of, monday_of, pair_up
from events.wall_clock import is_missing, moment_of

# Meetings are made four weeks ahead; when only two are left the clock makes the next ones, with one message.
AHEAD, TOP_UP = timedelta(weeks=4), timedelta(weeks=2)
YEARS_LOOKED_AT = timedelta(days=10 * 366)
RHYTHM = ("weekdays", "every_weeks", "starts_at", "minutes_long", "venue", "dial_in", "ends_on")


@operation("series.planned", told="Meetings that come round planned", needs="events.add_meeting")
def plan_series(
    *,
    by: User,
    event: FailureEvent,
    weekdays: Iterable[int],
    starts_at: time,
    starts_on: date,
    people: Iterable[User] = (),
    outsiders: Iterable[OutsidePerson] = (),
    kind: str = Meeting.Kind.RESPONSE,
    every_weeks: int = 1,
    minutes_long: int = 60,
    venue: str = "",
    dial_in: str = "",
    purpose: str = "",
    ends_on: date | None = None,
) -> MeetingSeries:
    """Begin meetings that come round, such as twice a week; the first weeks are made now. SOP 11.6.

    `weekdays` are 0 for Monday to 6. Everybody asked gets one message. Raises ValidationError.
    """
    event = lock_open(event)
    series = MeetingSeries(
        event=event, kind=kind, weekdays=sorted(set(weekdays)), every_weeks=every_weeks, starts_at=starts_at,
        minutes_long=minutes_long, venue=venue, dial_in=dial_in, purpose=purpose, starts_on=starts_on,
        ends_on=ends_on, changed_by=by,
    )  # fmt: skip
    days = _first_days(series)
    people, outsiders = check_people(event, people), check_outsiders(event, outsiders)
    series.save()
    series.people.set(people)
    series.outsiders.set(outsiders)
    made = [_make(by, series, day, people, outsiders) for day in days]
    tell_series(series, people, made, PLANNED)
    return series


@operation("series.changed", told="Later meetings changed", needs="events.change_meeting")
def change_series(
    *,
    by: User,
    series: MeetingSeries,
    version: int,
    weekdays: Iterable[int],
    every_weeks: int,
    starts_at: time,
    minutes_long: int,
    venue: str,
    dial_in: str,
    people: Iterable[User],
    outsiders: Iterable[OutsidePerson] = (),
    ends_on: date | None = None,
) -> MeetingSeries:
    """Another rhythm, time, place or people from now on: only later meetings change, with one message each.

    SOP 11.6. Raises ValidationError, and Conflict when somebody else changed the same fields.
    """
    event = lock_open(series.event)
    given = (sorted(set(weekdays)), every_weeks, starts_at, minutes_long, venue, dial_in, ends_on)
    wanted = dict(zip(RHYTHM, given, strict=True))
    series = MeetingSeries.objects.lock_for_edit(series.pk, since=version, changing=wanted)
    series.event = event
    there, asked = set(series.people.all()), set(check_people(event, people))
    others = check_outsiders(event, outsiders)
    is_other_people = there != asked or set(series.outsiders.all()) != set(others)
    _refuse_over(series)
    if is_other_people and series.version != version:
        raise ValidationError(CHANGED_MEANWHILE)
    if not series.edited and not is_other_people:
        return series
    check_series(series)
    ahead = _horizon(timezone.localdate(), None)
    series.made_until = min(max(series.made_until, ahead), series.ends_on or date.max)
    series.save_version(by=by, update_fields=["made_until"])
    series.people.set(asked)
    series.outsiders.set(others)
    _ask_others(series, _later(series), there, asked, others)
    touched = _rearrange(by, series, list(asked), others)
    tell_series(series, _in_order(asked & there), touched, CHANGED)
    tell_series(series, _in_order(asked - there), _later(series), PLANNED)
    return series


@operation("series.cancelled", told="Later meetings cancelled", needs="events.change_meeting")
def cancel_series(*, by: User, series: MeetingSeries, version: int, reason: str = "") -> MeetingSeries:
    """No more meetings: all that are still to come are cancelled, everybody asked is told once. SOP 11.6."""
    event = lock_open(series.event)
    series = MeetingSeries.objects.lock_for_edit(series.pk, since=version, changing={})
    if series.version != version:
        raise ValidationError(CHANGED_MEANWHILE)
    _refuse_over(series)
    series.event, series.cancelled_at = event, timezone.now()
    series.save_version(by=by, update_fields=["cancelled_at"])
    coming = [meeting for meeting in _coming(series) if meeting.begins > timezone.now()]
    people = set(series.people.all())
    for meeting in coming:
        people |= set(_cancel(by, meeting))
    tell_series(series, _in_order(people), coming, CANCELLED)
    return series


@operation("series.extended", told="Next meetings planned")
def make_next(*, by: User, series: MeetingSeries) -> list[Meeting]:
    """The next weeks of a series, when fewer than two weeks of meetings are left. The clock calls it; safe twice."""
    if not series.event.is_open:
        return []
    event = lock_open(series.event)
    series = MeetingSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    series.event, today = event, timezone.localdate()
    until = _horizon(today, series.ends_on)
    if not series.is_running or series.made_until >= min(today + TOP_UP, until):
        return []
    after, series.made_until = series.made_until, until
    series.save(update_fields=["made_until"])
    people = list(can_be_invited(event).filter(meeting_series=series).order_by("pk"))
    outsiders = list(series.outsiders.current())
    days = _days(series, after=after, later_than=timezone.now())
    made = [_make(by, series, day, people, outsiders) for day in days]
    tell_series(series, people, made, MORE)
    return made


def extend_all(*, by: User) -> int:
    """Make the next weeks of every series that is short of them; how many meetings were made."""
    short = MeetingSeries.objects.running().filter(made_until__lt=timezone.localdate() + TOP_UP)
    short = short.filter(Q(ends_on=None) | Q(ends_on__gt=F("made_until")))
    return sum(len(make_next(by=by, series=one)) for one in short.select_related("event").order_by("pk"))


def check_series(series: MeetingSeries) -> None:
    """Raises ValidationError where the rhythm, the time or the place cannot be."""
    check_length_and_place(series.minutes_long, series.venue, series.dial_in)
    if not series.weekdays or not set(series.weekdays) <= set(range(7)):
        raise ValidationError({"weekdays": "Select the days on which it meets."})
    if series.ends_on and series.ends_on < max(series.starts_on, timezone.localdate()):
        raise ValidationError({"ends_on": "Last day must be in the future and after the first day."})
    last = min(series.ends_on or date.max, timezone.localdate() + YEARS_LOOKED_AT)
    for day in days_of(
        series.weekdays, series.every_weeks, series.starts_on, after=timezone.localdate(), until=last
    ):
        try:
            moment_of(day, series.starts_at, series.zone)
        except ValidationError as missing:
            words = f"{missing.messages[0]} Choose a time that exists on every day of the series."
            raise ValidationError({"starts_at": words}) from missing


def _first_days(series: MeetingSeries) -> list[date]:
    """The days that a new series begins with. Raises ValidationError where it cannot be, or meets on none."""
    today = timezone.localdate()
    if series.kind == Meeting.Kind.RELATIVES:
        refuse_before_relatives_are_told(series.event)
    if series.starts_on < today:
        raise ValidationError({"starts_on": "First day must be today or in the future."})
    check_series(series)
    series.made_until = _horizon(series.starts_on, series.ends_on)
    days = _days(series, after=series.starts_on - timedelta(days=1), later_than=timezone.now())
    if not days:
        raise ValidationError({"weekdays": "No meeting falls between the first and the last day."})
    return days


def _refuse_over(series: MeetingSeries) -> None:
    if not series.is_running:
        raise ValidationError("These meetings are cancelled already.")


def _horizon(today: date, ends_on: date | None) -> date:
    """Whole weeks, so that a change of days finds all the meetings of a week."""
    return min(monday_of(today + AHEAD) + timedelta(days=6), ends_on or date.max)


def _days(series: MeetingSeries, *, after: date, later_than: datetime) -> list[date]:
    """Days still to be made, up to `made_until`. A time that the clock jumps over on one of them is left out."""
    days = days_of(
        series.weekdays, series.every_weeks, series.starts_on, after=after, until=series.made_until
    )
    moments = {day: Meeting(held_on=day, starts_at=series.starts_at, zone=series.zone).begins for day in days}
    return [day for day, begins in moments.items() if begins > later_than and not is_missing(begins)]


def _make(
    by: User, series: MeetingSeries, day: date, people: list[User], outsiders: list[OutsidePerson]
) -> Meeting:
    meeting = add_meeting(
        by, series.event, people, outsiders, held_on=day, series=series, series_on=day, kind=series.kind,
        starts_at=series.starts_at, minutes_long=series.minutes_long, zone=series.zone, venue=series.venue,
        dial_in=series.dial_in, purpose=series.purpose,
    )  # fmt: skip
    remind(meeting, people)
    return meeting


def _coming(series: MeetingSeries) -> list[Meeting]:
    planned = series.meetings.planned().select_for_update(of=("self",)).select_related("event")
    return list(planned.filter(held_on__gte=timezone.localdate()).order_by("held_on", "pk"))


def _later(series: MeetingSeries) -> list[Meeting]:
    """What a change may touch: still planned, not changed one by one, and nobody has been reminded of it."""
    now = timezone.now()
    return [one for one in _coming(series) if not one.by_hand and reminder_due(one) > now]


def _rearrange(
    by: User, series: MeetingSeries, people: list[User], outsiders: list[OutsidePerson]
) -> list[Meeting]:
    """Bring later meetings into the new rhythm: moved within their week, cancelled or made; those touched."""
    later = _later(series)
    by_day = {meeting.series_on: meeting for meeting in later}
    first = timezone.now() + timedelta(hours=settings.MEETING_REMINDER_HOURS)
    wanted = set(_days(series, after=timezone.localdate() - timedelta(days=1), later_than=first))
    kept = series.meetings.exclude(pk__in=[meeting.pk for meeting in later])
    taken = kept.filter(Q(by_hand=True) | ~Q(state=Meeting.State.CANCELLED)).values_list(
        "series_on", flat=True
    )
    pairing = pair_up(by_day, wanted - set(taken))
    dropped = [by_day[day] for day in pairing.dropped]
    for meeting in dropped:
        _cancel(by, meeting)
    moved = [by_day[was] for was, now in pairing.moves if _move(by, series, by_day[was], now)]
    made = [_make(by, series, day, people, outsiders) for day in pairing.added]
    return [*dropped, *moved, *made]


def _move(by: User, series: MeetingSeries, meeting: Meeting, day: date) -> bool:
    """Put a meeting to its new day, time and place; whether anything was different."""
    wanted = {"held_on": day, "series_on": day}
    wanted |= {name: getattr(series, name) for name in ("starts_at", "minutes_long", "venue", "dial_in")}
    if all(getattr(meeting, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(meeting, name, value)
    meeting.sequence += 1
    meeting.save_version(by=by, update_fields=[*wanted, "sequence"])
    cancel_waiting(dedupe_starts=about(meeting))
    remind(meeting, invited(meeting))
    return True


def _cancel(by: User, meeting: Meeting) -> list[User]:
    """Cancel one meeting without a message of its own; who was asked to it."""
    meeting.state = Meeting.State.CANCELLED
    meeting.sequence += 1
    meeting.save_version(by=by, update_fields=["state", "sequence"])
    cancel_waiting(dedupe_starts=about(meeting))
    return invited(meeting)


def _ask_others(
    series: MeetingSeries,
    later: list[Meeting],
    there: set[User],
    asked: set[User],
    outsiders: list[OutsidePerson],
) -> None:
    """Ask those who are new to the later meetings, and take out those who are left out, with one message each."""
    left_out = there - asked
    for meeting in later:
        meeting.outsiders.set(outsiders)
        if there == asked:
            continue
        # Files from now on win over those of somebody asked, left out and asked again.
        before, meeting.sequence = dedupe(meeting, REMINDER.kind), meeting.sequence + 1
        meeting.save_version(by=series.changed_by, update_fields=["sequence"])
        rename(to=there & asked, was=before, now=dedupe(meeting, REMINDER.kind))
        meeting.invitations.current().filter(user__in=left_out).update(withdrawn_at=Now())
        cancel_waiting(dedupe_starts=about(meeting), to=left_out)
        for person in _in_order(asked - there):
            meeting.invitations.update_or_create(
                user=person, defaults={"withdrawn_at": None}, create_defaults={"event": series.event}
            )
        remind(meeting, asked - there)
    tell_series(series, _in_order(left_out), later, WITHDRAWN)


def _in_order(people: Iterable[User]) -> list[User]:
    return sorted(people, key=lambda person: person.pk)
