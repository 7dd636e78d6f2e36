"""What people are told about a meeting: reference, time, place, a link, never a name. Staffordshire SOP 11.6.

Called inside operations: the rows stand in the same transaction as the change. The clock sends them.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from accounts.models import Notification, User
from accounts.notifications import cancel_waiting, notify
from events.calendar import CANCEL, REQUEST, calendar_file
from events.models import Meeting
from events.wall_clock import happens_twice, twice_words
from govuk.words import clock_time, full_date, lower_first


class Words(NamedTuple):
    """One thing told about a meeting; `{meeting}` and `{when}` are filled in."""

    kind: str
    subject: str
    opening: str
    method: str = REQUEST


INVITED = Words("invitation", "{meeting}, {when}", "You are asked to come to {meeting}.")
REMINDER = Words("reminder", "reminder of {meeting}, {when}", "This is a reminder of {meeting}.")
MOVED = Words("moved", "{meeting} has moved to {when}", "{meeting} has moved.")
CHANGED = Words("moved", "{meeting} has changed, {when}", "The place or length of {meeting} has changed.")
CANCELLED = Words("cancelled", "{meeting} on {when} is cancelled", "{meeting} is cancelled.", CANCEL)
WITHDRAWN = Words(
    "withdrawn", "{meeting}: you are no longer asked", "You are no longer asked to come to {meeting}.", CANCEL
)


def reminder_due(meeting: Meeting) -> datetime:
    """When reminders go out: MEETING_REMINDER_HOURS real hours before it begins."""
    return meeting.begins.astimezone(UTC) - timedelta(hours=settings.MEETING_REMINDER_HOURS)


def tell(meeting: Meeting, people: Iterable[User], words: Words) -> None:
    """Tell them now and remind them later; if the meeting is nearer than that, this is the reminder."""
    due = reminder_due(meeting)
    is_near = due <= timezone.now()
    for person in people:
        if is_near:
            write(meeting, person, words, kind=REMINDER.kind)
        else:
            write(meeting, person, words)
            write(meeting, person, REMINDER, due_at=due)


def tell_cancelled(meeting: Meeting, people: Iterable[User], words: Words = CANCELLED) -> None:
    """Stop what is waiting, and take the meeting out of their calendars."""
    people = list(people)
    cancel_waiting(dedupe_starts=about(meeting), to=people)
    for person in people:
        write(meeting, person, words)


def remind_forgotten(meeting: Meeting) -> list[Notification]:
    """Reminder rows that should be there and are not, such as after a restore; those that were written."""
    people = User.objects.active().filter(invitations__in=meeting.invitations.current())
    there = Notification.objects.filter(dedupe=dedupe(meeting, REMINDER.kind)).values("to_id")
    due = max(reminder_due(meeting), timezone.now())
    return [write(meeting, person, REMINDER, due_at=due) for person in people.exclude(pk__in=there)]


def write(
    meeting: Meeting, person: User, words: Words, *, kind: str = "", due_at: datetime | None = None
) -> Notification:
    kind = kind or words.kind
    name = lower_first(str(meeting))
    when = f"{full_date(meeting.held_on)}, {clock_time(meeting.starts_at)}"
    opening = words.opening.format(meeting=name, when=when)
    return notify(
        to=person,
        kind=f"meeting.{kind}",
        subject=f"{meeting.event.reference}: {words.subject.format(meeting=name, when=when)}",
        body="\n".join([opening[:1].upper() + opening[1:], "", *facts(meeting), "", last_words(words)]),
        dedupe=dedupe(meeting, kind),
        due_at=due_at,
        too_late_at=meeting.begins,
        event=meeting.event,
        url=meeting.get_absolute_url(),
        calendar=calendar_file(meeting, recipient=person.email, method=words.method),
    )


def facts(meeting: Meeting) -> list[str]:
    """Reference, time and place, a line each."""
    day, at = meeting.held_on, meeting.starts_at
    return [
        f"About: {meeting.event.reference}",
        f"When: {full_date(day)}, {clock_time(at)} to {clock_time(meeting.ends)}",
        *([twice_words(day, at)] if happens_twice(meeting.begins) else []),
        *([f"Where: {meeting.venue}"] if meeting.venue else []),
        *([f"By phone or video: {meeting.dial_in}"] if meeting.dial_in else []),
    ]


def last_words(words: Words) -> str:
    if words.method == CANCEL:
        return "The calendar file takes it out of your calendar."
    return "The calendar file puts it into your calendar."


def about(meeting: Meeting) -> str:
    """How the dedupe text of everything told about a meeting begins."""
    return f"meeting:{meeting.pk}:"


def dedupe(meeting: Meeting, kind: str) -> str:
    return f"{about(meeting)}{kind}:v{meeting.sequence}"
