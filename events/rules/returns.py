"""Several returns of care packages by one service, added up for a warning. Staffordshire SOP 10.3.

The procedure answers each return on its own. The warning changes no answer: a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from events.procedure.pack import Pack
from events.procedure.schema import Threshold
from events.rules.figures import InvalidFigure, read_figure
from govuk.words import count_of, number


@dataclass(frozen=True)
class Return:
    """One return as it was notified: figures as typed, hours per week, empty where not known."""

    told_on: date
    packages: str
    hours: str


@dataclass(frozen=True)
class Total:
    """What several returns come to. `reaches` says whether one return of that size would invoke."""

    returns: int
    packages: Decimal
    hours: Decimal
    unknown: int
    reaches: bool


def running_total(pack: Pack, latest: Return, earlier: Iterable[Return], days: int) -> Total | None:
    """The largest total of returns within `days` days that holds `latest`; None when it is the only one. SOP 10.3."""
    rows = [latest, *(one for one in earlier if abs((one.told_on - latest.told_on).days) <= days)]
    if len(rows) == 1:
        return None
    totals = [_total(pack, window) for window in _windows(rows, latest, timedelta(days=days))]
    return max(totals, key=lambda total: (total.reaches, total.packages, total.hours))


def warning_words(pack: Pack, total: Total | None, service: str, days: int) -> str:
    """The running total in words; empty when there is none."""
    if total is None:
        return ""
    limits = _limits(pack)
    sums = f"{count_of(int(total.packages), 'package')} and {number(total.hours)} hours a week"
    words = f"{count_of(total.returns, 'return')} from {service} within {days} days come to {sums}."
    if total.unknown:
        words += (
            f" {count_of(total.unknown, 'figure')} of them {'is' if total.unknown == 1 else 'are'} not known."
        )
    if total.reaches:
        words += (
            f" One return of that size would invoke ({limits.packages_min} packages or"
            f" {number(limits.hours_min)} hours)."
        )
    return f"{words} Each return keeps its own answer; a person decides whether they are one failure."


def _windows(rows: list[Return], latest: Return, length: timedelta) -> list[list[Return]]:
    """Every run of returns of that length that ends with one of them and holds `latest`."""
    ends = {row.told_on for row in rows if row.told_on >= latest.told_on}
    found = [[row for row in rows if end - length <= row.told_on <= end] for end in ends]
    return [window for window in found if len(window) > 1] or [rows[:1]]


def _limits(pack: Pack) -> Threshold:
    return next(
        one.threshold for one in pack.triggers if one.threshold and one.threshold.hours_min is not None
    )


def _total(pack: Pack, rows: list[Return]) -> Total:
    limits = _limits(pack)
    figures = [(_read(row.packages, True), _read(row.hours, False)) for row in rows]
    packages = sum((known for known, _ in figures if known is not None), Decimal(0))
    hours = sum((known for _, known in figures if known is not None), Decimal(0))
    reaches = packages >= (limits.packages_min or 0) or hours >= Decimal(str(limits.hours_min))
    return Total(len(rows), packages, hours, sum(pair.count(None) for pair in figures), reaches)


def _read(typed: str, whole: bool) -> Decimal | None:
    """A figure as typed; one that cannot be read counts as not known."""
    try:
        return read_figure(typed, "A figure", whole=whole)
    except InvalidFigure:
        return None
