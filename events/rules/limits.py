"""When a step with a time limit is due: hours on the first day, working days after that. Staffordshire SOP 11.3.

The SOP itself sets few limits; a council's own pack gives them, and an officer sets or shifts any date with a reason.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from events.procedure.schema import Within
from events.rules.working_days import BeyondTable, add_working_days


@dataclass(frozen=True)
class Limit:
    """`at` is the moment, for a limit in hours; else the whole day `on` is there to do it in."""

    on: date
    at: datetime | None = None


def due_within(within: Within, start: datetime) -> Limit | None:
    """The limit counted from a moment in local time; None beyond the years of the table of bank holidays.

    Hours are real ones, so a change of the clocks does not shorten them. Working days leave out weekends and England's
    bank holidays, and begin the day after.
    """
    if start.tzinfo is None:
        raise ValueError("A limit is counted from a moment with a time zone.")
    if within.hours is not None:
        zone = start.tzinfo
        at = (start.astimezone(UTC) + timedelta(hours=within.hours)).astimezone(zone)
        return Limit(at.date(), at)
    try:
        return Limit(add_working_days(start.date(), within.working_days or 0))
    except BeyondTable:
        return None


def is_late(on: date | None, at: datetime | None, now: datetime) -> bool:
    """Whether the moment, or else the day, has gone by. `now` is in local time."""
    if at is not None:
        return at < now
    return on is not None and on < now.date()


def hours_late(at: datetime, now: datetime) -> int:
    """Whole hours since the moment, at least 0."""
    return max(0, int((now.timestamp() - at.timestamp()) // 3600))
