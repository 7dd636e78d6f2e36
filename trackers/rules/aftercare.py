"""The looks at a person after the move, and who is unaccounted for. Staffordshire SOP 11.7, 12.0."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

MOVED = "moved"
FIRST = "First check"


class Check(NamedTuple):
    """One check that the day of the move asks for."""

    name: str
    due_on: date


def checks_after(moved_on: date | None, outcome: str, days: Iterable[int]) -> list[Check]:
    """The checks so many days after the move; none for somebody who has not moved or did not move. SOP 12.0."""
    if moved_on is None or outcome not in ("", MOVED):
        return []
    return [Check(_name(n, day), moved_on + timedelta(days=day)) for n, day in enumerate(sorted(set(days)))]


def _name(number: int, day: int) -> str:
    if number == 0:
        return FIRST
    return f"Week {day // 7}" if day % 7 == 0 else f"Day {day}"
