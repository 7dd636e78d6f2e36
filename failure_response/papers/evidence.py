"""The evidence behind a report: the history of an event, and whether it agrees with what the records say now."""

from typing import NamedTuple

from events.models import FailureEvent
from failure_response.timeline import Entry, entries
from failure_response.verification import check_event

MOST = 600  # newest entries in a report; the timeline has all


class Checked(NamedTuple):
    """How many rows the history of an event has, and the first record that differs from it ("" for none)."""

    rows: int
    first_bad: str


def newest(event: FailureEvent) -> tuple[list[Entry], bool]:
    """What was done, the newest first, and whether there is more."""
    found, following = entries(event, most=MOST)
    return found, following is not None


def check_history(event: FailureEvent) -> Checked:
    """Hold every record of the event against its history, which triggers of the database write.

    A record that was changed past the triggers, or a row of the history that was changed or taken away, shows.
    """
    found = check_event(event)
    return Checked(found.entries, found.fault.what if found.fault else "")
