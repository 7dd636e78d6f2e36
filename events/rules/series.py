"""The days of a series of meetings, and what becomes of those planned when it changes. Staffordshire SOP 11.6."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

WEEK = timedelta(days=7)


class Pairing(NamedTuple):
    """`moves` holds (old day, new day), the same day twice where it stays; `dropped` old and `added` new days."""

    moves: list[tuple[date, date]]
    dropped: list[date]
    added: list[date]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def days_of(
    weekdays: Iterable[int], every_weeks: int, starts_on: date, *, after: date, until: date
) -> list[date]:
    """The days of a series later than `after`, up to and with `until`. Weeks count from that of `starts_on`.

    SOP 11.6: twice weekly, adjustable up or down.
    """
    days, week = sorted(set(weekdays)), monday_of(starts_on)
    found = []
    while week <= until:
        found += [day for number in days if (day := week + timedelta(days=number)) >= starts_on]
        week += WEEK * every_weeks
    return [day for day in found if after < day <= until]


def pair_up(planned: Iterable[date], wanted: Iterable[date]) -> Pairing:
    """Which planned meeting becomes which wanted one: the same day first, then in order within its week.

    A meeting that moves keeps its place in people's calendars; only what is left over is cancelled or new.
    """
    planned, wanted = sorted(planned), sorted(wanted)
    stay = [day for day in planned if day in set(wanted)]
    moves = [(day, day) for day in stay]
    dropped, added = [], []
    for week in sorted({monday_of(day) for day in {*planned, *wanted}}):
        old = [day for day in planned if monday_of(day) == week and day not in stay]
        new = [day for day in wanted if monday_of(day) == week and day not in stay]
        for was, now in zip_longest(old, new):
            if was and now:
                moves.append((was, now))
            elif was:
                dropped.append(was)
            else:
                added.append(now)
    return Pairing(sorted(moves), dropped, added)
