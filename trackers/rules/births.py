"""When somebody was born, as far as a list or a record says it: a day, a month, a year, an age. SOP 11.4."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

Span = tuple[dt.date, dt.date]
AGE_SLIP = 1  # years by which an age may be out: a birthday since, or counting wrong

_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d{2})(?!\d)")
_MONTH_NUMBER = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(?:18|19|20)\d{2}(?!\d)")
_MONTH_NAME = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_NAMES = [name.casefold() for name in calendar.month_abbr]


def span_of_words(text: str) -> Span | None:
    """The year, or the month of it, that words such as "1938" or "?/05/1938" leave open; None for neither."""
    found = _YEAR.search(text)
    if not found:
        return None
    year, month = int(found[1]), _month(text)
    first, last = (month, month) if month else (1, 12)
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _month(text: str) -> int | None:
    if found := _MONTH_NUMBER.search(text):
        return int(found[1]) if 1 <= int(found[1]) <= 12 else None
    found = _MONTH_NAME.search(text)
    return _NAMES.index(found[1].casefold()) if found else None


def span_of_age(age: int, on: dt.date) -> Span:
    """When somebody of that age on that day was born, give or take a year."""
    return _years_before(on, age + 1 + AGE_SLIP), _years_before(on, age - AGE_SLIP)


def _years_before(day: dt.date, years: int) -> dt.date:
    year = max(day.year - years, 1)
    return dt.date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def span_of(person: Mapping[str, Any], today: dt.date | None) -> Span | None:
    """When the person was born, by the date of birth, else by words for it, else by the age on that day.

    `person` may hold date_of_birth, birth_stated, age and as_at, the day for which the age holds (else `today`).
    """
    if born := person.get("date_of_birth"):
        return born, born
    if found := span_of_words(str(person.get("birth_stated") or "")):
        return found
    age, on = person.get("age"), person.get("as_at") or today
    return span_of_age(int(age), on) if age and on else None


def are_apart(one: Span | None, other: Span | None) -> bool:
    """Whether the two cannot be one birth. What is not known contradicts nothing."""
    return bool(one and other) and (one[1] < other[0] or other[1] < one[0])
