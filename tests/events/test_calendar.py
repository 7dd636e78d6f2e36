"""The calendar file, read back by a second parser: dateutil's own reading of VTIMEZONE, and plain lines."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from dateutil.parser import parse
from dateutil.tz import tzical

from events.calendar import CANCEL, calendar_file
from events.models import FailureEvent, Meeting

CHANGES = [
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 3, 26),
    date(2028, 10, 29),
]


def meeting(**fields) -> Meeting:
    given = {
        "pk": 12,
        "event": FailureEvent(reference="PF-2026-0003"),
        "number": 4,
        "held_on": date(2026, 11, 24),
        "starts_at": time(14),
        "venue": "County Hall, room 2",
        "dial_in": "020 7946 0000; code 1",
        "changed_at": datetime(2026, 11, 20, 9, 31, tzinfo=UTC),
    }
    return Meeting(**given | fields)


def lines(text: str) -> dict[str, str]:
    """Properties of the event by name with parameters, folded lines joined."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    event = text.replace("\r\n ", "").split("BEGIN:VEVENT")[1]
    return dict(line.split(":", 1) for line in event.strip().split("\r\n"))


def starts(text: str) -> datetime:
    clock = tzical(StringIO(text.replace("\r\n", "\n"))).get("Europe/London")
    return parse(lines(text)["DTSTART;TZID=Europe/London"]).replace(tzinfo=clock)


@pytest.mark.parametrize("day", [day + timedelta(days=step) for day in CHANGES for step in (-1, 0, 1)])
def test_ten_stays_ten_through_each_clock_change(day):
    made = meeting(held_on=day, starts_at=time(10))

    read = starts(calendar_file(made, recipient="a@council.example"))

    assert read.time() == time(10)
    assert read.astimezone(UTC) == made.begins.astimezone(UTC)
    assert read.astimezone(UTC) == datetime.combine(day, time(10), ZoneInfo("Europe/London")).astimezone(UTC)


def test_the_file_has_stable_uid_sequence_and_one_recipient():
    read = lines(calendar_file(meeting(sequence=3), recipient="a@council.example"))

    assert read["UID"].startswith("meeting-12@")
    assert read["SEQUENCE"] == "3"
    assert read["ATTENDEE;RSVP=FALSE"] == "mailto:a@council.example"
    assert read["LOCATION"] == r"County Hall\, room 2\; 020 7946 0000\; code 1"
    assert read["DURATION"] == "PT1H"
    assert read["DTSTAMP"] == "20261120T093100Z"


def test_a_cancelled_meeting_is_taken_out_of_the_calendar():
    text = calendar_file(meeting(sequence=4), recipient="a@council.example", method=CANCEL)

    assert "\r\nMETHOD:CANCEL\r\n" in text
    assert lines(text)["STATUS"] == "CANCELLED"


def test_line_breaks_in_the_place_cannot_add_lines():
    bad = meeting(venue="Hall\r\nATTENDEE:mailto:x@example.org")

    text = calendar_file(bad, recipient="a@council.example")

    assert "\nATTENDEE:mailto:x" not in text
