"""A meeting as a calendar file (RFC 5545, RFC 5546): one UID for ever, a higher SEQUENCE after each change.

Times stand on the wall clock of their zone, so 10am stays 10am when the clocks change. The file names one
recipient and no other person.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar import vCalAddress as Address
from icalendar import vRecur as Rule
from icalendar import vText as Text

from events.models import Meeting

# PUBLISH is for several meetings in one file: a request may hold one only.
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def calendar_file(meeting: Meeting, *, recipient: str, method: str = REQUEST) -> str:
    """The file for one person (`recipient` is an e-mail address). CANCEL takes it out of their calendar."""
    return calendar_of([meeting], recipient=recipient, method=method)


def calendar_of(meetings: Sequence[Meeting], *, recipient: str, method: str = PUBLISH) -> str:
    """One file with several meetings, such as those of a series; each says itself whether it is cancelled."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.COUNCIL_NAME}//{settings.SERVICE_NAME}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for zone in dict.fromkeys(meeting.zone for meeting in meetings):
        calendar.add_component(uk_clock(zone))
    for meeting in meetings:
        calendar.add_component(entry(meeting, recipient, method))
    return calendar.to_ical().decode()


def uid(meeting: Meeting) -> str:
    """What calendar programs know the meeting by."""
    return f"meeting-{meeting.pk}@{urlsplit(settings.SERVICE_URL).hostname}"


def entry(meeting: Meeting, recipient: str, method: str) -> Event:
    event = Event()
    event.add("uid", uid(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at.astimezone(ZoneInfo("UTC")))
    event.add("dtstart", meeting.begins.replace(tzinfo=None), parameters={"TZID": meeting.zone})
    # A length rather than an end: it holds also where the clock changes during the meeting.
    event.add("duration", timedelta(minutes=meeting.minutes_long))
    event.add("summary", f"{meeting.event.reference}: {meeting}")
    event.add("location", meeting.place)
    event.add("url", f"{settings.SERVICE_URL}{meeting.get_absolute_url()}")
    is_off = method == CANCEL or meeting.state == Meeting.State.CANCELLED
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("class", "PRIVATE")
    organiser = Address(f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    organiser.params["cn"] = Text(settings.SERVICE_NAME)
    event.add("organizer", organiser)
    if method == PUBLISH:  # it may name nobody who attends
        return event
    attendee = Address(f"mailto:{recipient}")
    attendee.params["rsvp"] = Text("FALSE")
    event.add("attendee", attendee)
    return event


def uk_clock(zone: str) -> Timezone:
    """The United Kingdom's rule since 1996: forward on the last Sunday of March, back on that of October."""
    clock = Timezone()
    clock.add("tzid", zone)
    summer, winter = timedelta(hours=1), timedelta(0)
    clock.add_component(_change(TimezoneDaylight(), "BST", winter, summer, "1997-03-30 01:00", 3))
    clock.add_component(_change(TimezoneStandard(), "GMT", summer, winter, "1996-10-27 02:00", 10))
    return clock


def _change(component, name: str, before: timedelta, after: timedelta, first: str, month: int):
    component.add("tzname", name)
    component.add("dtstart", datetime.fromisoformat(first))
    component.add("tzoffsetfrom", before)
    component.add("tzoffsetto", after)
    component.add("rrule", Rule(freq="YEARLY", bymonth=month, byday="-1SU"))
    return component
