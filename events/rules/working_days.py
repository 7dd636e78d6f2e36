"""Working days in England: Monday to Friday, without bank holidays. The table is data, with its source."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from events.procedure.reader import read_file

TABLE = Path(__file__).resolve().parent / "bank_holidays.yaml"
SATURDAY = 5


class BeyondTable(ValueError):
    """A day in a year that the table of bank holidays does not hold yet."""


@cache
def bank_holidays() -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in read_file(TABLE).data.items()}


@cache
def years() -> range:
    """The years that the table holds."""
    held = {day.year for day in bank_holidays()}
    return range(min(held), max(held) + 1)


def is_working_day(day: date) -> bool:
    """Raises BeyondTable for a year without bank holidays in the table."""
    if day.year not in years():
        raise BeyondTable(f"Bank holidays are known from {years()[0]} to {years()[-1]}, not for {day.year}.")
    return day.weekday() < SATURDAY and day not in bank_holidays()


def add_working_days(start: date, days: int) -> date:
    """The working day that many working days after `start` (0: `start`, or the next working day)."""
    if days < 0:
        raise ValueError("Working days are counted forwards.")
    day = start
    while not is_working_day(day):
        day += timedelta(days=1)
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=gone)) for gone in range(1, (end - start).days + 1))
