"""Risk-based monitoring: the suggested rating, what a rating asks for, and when visits are due. Coventry outline App 1.

A suggestion never decides: officers challenge views and data (COV-RB11), and a person settles the rating.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from events.procedure.instruments import Item
from events.procedure.monitoring import ACTIONS, DATA_SETS, MonitoringRating
from events.procedure.pack import Pack
from events.rules.working_days import add_working_days

MOST_AT_ONCE = 60  # visits that one look ahead makes; a weekly rhythm that slept for a year stays within it


class DataSet(NamedTuple):
    """A data set as one kind of service has it. `look_at` is what is looked at for this kind, where it differs."""

    id: str
    label: str
    look_at: str


class Asked(NamedTuple):
    """One thing that a rating asks for. `days` or `months` apart for a rhythm; `at_once` for a visit now."""

    id: str
    label: str
    words: str
    is_visit: bool
    at_once: bool
    days: int | None
    months: int | None

    @property
    def has_rhythm(self) -> bool:
        return self.is_visit and not self.at_once


def ratings(pack: Pack) -> tuple[MonitoringRating, ...]:
    """From the lowest to the highest; none where the pack has no monitoring."""
    return pack.monitoring.ratings if pack.monitoring else ()


def rating_of(pack: Pack, value: int | str | None) -> MonitoringRating | None:
    """By value, label, short word or id, however its letters are set."""
    wanted = str(value).strip().casefold()
    return next(
        (
            one
            for one in ratings(pack)
            if wanted in {str(one.value), one.label.casefold(), one.short.casefold(), one.id.casefold()}
        ),
        None,
    )


def data_sets(pack: Pack, service_types: Iterable[str]) -> list[DataSet]:
    """The data sets that this kind of service is rated by, in printed order. COV-RB02."""
    kinds, found = set(service_types), []
    for item in pack.lists[DATA_SETS].items:
        factors = [one for one in pack.monitoring.factors if one.data_set == item.id]
        mine = [one for one in factors if kinds & set(one.service_types)]
        if mine or not any(one.only for one in factors):
            text = "; ".join(one.text for one in mine if one.text)
            found.append(DataSet(item.id, item.label, text or item.text or ""))
    return found


def suggested(pack: Pack, given: Iterable[int | None]) -> MonitoringRating | None:
    """The highest rating of a data set; None while none is rated. COV-U08."""
    known = [value for value in given if value is not None]
    return rating_of(pack, max(known)) if known else None


def asked_by(pack: Pack, rating: int) -> list[Asked]:
    """What this rating requires, in printed order: visits and other actions."""
    found = rating_of(pack, rating)
    visits = {one.action: one.at_once for one in pack.monitoring.visits}
    return [_asked(item, visits) for item in _lines(pack, found)] if found else []


def also_possible(pack: Pack, rating: int) -> list[Asked]:
    """What lower ratings list and this one does not repeat: suggested, never required. COV-U06."""
    required = {one.label for one in asked_by(pack, rating)}
    lower = [one.value for one in ratings(pack) if one.value < rating]
    every = [one for value in reversed(lower) for one in asked_by(pack, value)]
    return [one for one in every if one.label not in required and not one.has_rhythm]


def first_due(asked: Asked, *, decided_on: date, last_visit: date | None, from_now: bool) -> date | None:
    """When a visit is due for the first time; None for an action without a date.

    At once is the day of the rating. A rhythm counts from the rating where the rating begins with a visit (`from_now`),
    as "quarterly visits planned from that point" says; else from the last visit, and never earlier than the rating.
    """
    if not asked.is_visit:
        return None
    if asked.at_once:
        return add_working_days(decided_on, 0)
    start = decided_on if from_now or last_visit is None else last_visit
    return max(next_due(asked, start), add_working_days(decided_on, 0))


def begins_with_visit(pack: Pack, rating: int) -> bool:
    return any(one.at_once for one in asked_by(pack, rating))


def next_due(asked: Asked, last: date) -> date:
    """The next visit of a rhythm: so many days or months after the last, or the working day that follows."""
    day = months_after(last, asked.months) if asked.months else last + timedelta(days=asked.days)
    return add_working_days(day, 0)


def due_until(asked: Asked, last: date, until: date) -> list[date]:
    """The visits after `last` until one is due later than or on `until`: what a rhythm has planned by that day."""
    found: list[date] = []
    while (not found or found[-1] < until) and len(found) < MOST_AT_ONCE:
        found.append(next_due(asked, found[-1] if found else last))
    return found


def is_over(spend: Decimal | None, limit: Decimal | None) -> bool:
    """Whether a provider's spend is over the council's figure: exactly the figure is not over it. COV-RB04."""
    return spend is not None and limit is not None and spend > limit


def month_of(day: date) -> date:
    """The first day of its month, which stands for the month."""
    return day.replace(day=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later or, with a minus, earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def named(pack: Pack, action: str) -> Asked | None:
    """An action by its id, of whichever rating."""
    every = (one for rating in ratings(pack) for one in asked_by(pack, rating.value))
    return next((one for one in every if one.id == action), None)


def data_set_labels(pack: Pack) -> Mapping[str, str]:
    return {item.id: item.label for item in pack.lists[DATA_SETS].items}


def _lines(pack: Pack, rating: MonitoringRating) -> tuple[Item, ...]:
    return next(line.items for line in pack.lists[ACTIONS].items if line.id == rating.actions)


def _asked(item: Item, visits: Mapping[str, bool]) -> Asked:
    cadence = item.cadence
    words = item.text or (cadence.every if cadence else "")
    return Asked(
        item.id, item.label, words, item.id in visits, visits.get(item.id, False),
        cadence.days if cadence else None, cadence.months if cadence else None,
    )  # fmt: skip
