"""What people are told about a series of meetings: one message each, with one file. Staffordshire SOP 11.6.

Called inside operations. Each meeting of the series keeps its own reminder.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone

from accounts.models import Notification, User
from accounts.notifications import notify
from events.calendar import CANCEL, PUBLISH, calendar_of
from events.models import Meeting, MeetingSeries
from events.operations.meeting_notices import REMINDER, reminder_due, write
from events.wall_clock import happens_twice, twice_words
from govuk.words import clock_time, count_of, full_date


class SeriesWords(NamedTuple):
    """One thing told about a series."""

    kind: str
    subject: str
    opening: str
    method: str = PUBLISH


PLANNED = SeriesWords(
    "planned", "you are asked to {meetings}", "You are asked to come to meetings that come round."
)
CHANGED = SeriesWords("changed", "later meetings have changed", "The meetings that come round have changed.")
MORE = SeriesWords("more", "the next {meetings}", "These are the next meetings that come round.")
CANCELLED = SeriesWords(
    "cancelled", "{meetings} cancelled", "The meetings that come round are cancelled.", CANCEL
)
WITHDRAWN = SeriesWords(
    "withdrawn",
    "you are no longer asked to {meetings}",
    "You are no longer asked to come to these meetings.",
    CANCEL,
)


def tell_series(
    series: MeetingSeries, people: Iterable[User], meetings: Sequence[Meeting], words: SeriesWords
) -> list[Notification]:
    """One message for each person, about all of these meetings. Those that are cancelled are said to be."""
    meetings = sorted(meetings, key=lambda meeting: meeting.begins)
    if not meetings:
        return []
    subject = words.subject.format(meetings=count_of(len(meetings), "meeting"))
    body = "\n".join([words.opening, "", *facts(series, meetings), "", last_words(words, meetings)])
    return [
        notify(
            to=person,
            kind=f"meeting.series_{words.kind}",
            subject=f"{series.event.reference}: {subject}",
            body=body,
            dedupe=f"series:{series.pk}:{words.kind}:v{series.version}:{series.made_until}",
            event=series.event,
            url=f"{series.event.get_absolute_url()}meetings/",
            calendar=calendar_of(meetings, recipient=person.email, method=words.method),
        )
        for person in people
    ]


def remind(meeting: Meeting, people: Iterable[User]) -> None:
    """The reminder of one meeting of a series; at once where its time has come."""
    due = max(reminder_due(meeting), timezone.now())
    for person in people:
        write(meeting, person, REMINDER, due_at=due)


def facts(series: MeetingSeries, meetings: Sequence[Meeting]) -> list[str]:
    """Reference, rhythm, place, and a line for each meeting."""
    return [
        f"About: {series.event.reference}",
        *([f"When: {series.rhythm}"] if series.is_running else []),
        *([f"Where: {series.venue}"] if series.venue else []),
        *([f"By phone or video: {series.dial_in}"] if series.dial_in else []),
        "",
        *(line(meeting) for meeting in meetings),
    ]


def line(meeting: Meeting) -> str:
    words = f"{full_date(meeting.held_on)}, {clock_time(meeting.starts_at)} to {clock_time(meeting.ends)}"
    if meeting.state == Meeting.State.CANCELLED:
        return f"{words}: cancelled"
    twice = f" {twice_words(meeting.held_on, meeting.starts_at)}" if happens_twice(meeting.begins) else ""
    return f"{words}.{twice}" if twice else words


def last_words(words: SeriesWords, meetings: Sequence[Meeting]) -> str:
    if words.method == CANCEL:
        return "The calendar file takes them out of your calendar."
    if any(meeting.state == Meeting.State.CANCELLED for meeting in meetings):
        return "The calendar file brings your calendar up to date. Each meeting is reminded of on its own."
    return "The calendar file puts them into your calendar. Each meeting is reminded of on its own."
