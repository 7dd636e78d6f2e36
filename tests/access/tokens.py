"""Values that cannot be anything else: put into every field of a record, and looked for in whatever a person gets.

A mark says whose business a field is. Text carries the mark and a number of its own; numbers and days come from
ranges that nothing else uses, so that any form of them is recognised: "4 March 1764", "04/03/1764", "96,000 days late".
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape
from itertools import count
from urllib.parse import unquote_plus
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

SEEN = "zqs"  # the partner is to see it
HIDDEN = "zqh"  # of the partner's own people or events, but not for partners
FOREIGN = "zqf"  # none of the partner's business
OTHERS = (HIDDEN, FOREIGN)

FIRST_YEAR = {FOREIGN: 1701, HIDDEN: 1801, SEEN: 1921}
YEARS = {FOREIGN: 90, HIDDEN: 90, SEEN: 5}
# Months from today, so that a day of theirs without its year is nobody else's either.
AWAY = {FOREIGN: timedelta(days=120), HIDDEN: timedelta(days=150), SEEN: timedelta(days=180)}
FIRST_NUMBER = {FOREIGN: 21_000, HIDDEN: 31_000, SEEN: 26_000}
FIRST_FRACTION = {FOREIGN: 7_000, HIDDEN: 8_000, SEEN: 9_000}
HOW_MANY = 900
LONGEST_AGO = range(45_000, 125_000)  # days late, of a day in 1701 to 1890
_numbers = count(1)

Mark = str
# One-time keys and the like, in which any letters and digits come by chance.
RANDOM = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b\w{64}\b")
# Where a number begins that is no key in an address or an id.
ALONE = r"(?<![\w.:#/|=-])"
# Text fields whose length leaves no room for a mark and a number.
SHORTEST = 8


def filled(record: models.Model, mark_of: Callable[[models.Field], Mark | None]) -> dict[str, object]:
    """New values by name for every text, number and day of the record whose field has a mark."""
    found = {}
    for field in record._meta.concrete_fields:
        mark = mark_of(field)
        value = token(field, getattr(record, field.attname), mark) if mark else None
        if value is not None:
            found[field.name] = value
    return found


def token(field: models.Field, now: object, mark: Mark) -> object:
    """A value of its own for the field; None for one that is no text, number or day, or that means a state."""
    if field.is_relation or field.choices or field.primary_key or isinstance(field, models.GeneratedField):
        return None
    number = next(_numbers)
    makers = (
        (models.EmailField, lambda: f"{text(mark, number)}@people.example"),
        ((models.CharField, models.TextField), lambda: _fits(field, text(mark, number))),
        (models.DecimalField, lambda: FIRST_FRACTION[mark] + number % HOW_MANY + Decimal("0.17")),
        (models.IntegerField, lambda: FIRST_NUMBER[mark] + number % HOW_MANY),
        # A moment that is not there yet means that something has not happened.
        (models.DateTimeField, lambda: moment(mark, number) if now else None),
        (models.DateField, lambda: day(mark, number)),
        (
            models.JSONField,
            lambda: [text(mark, number)] if isinstance(now, list) else {"said": text(mark, number)},
        ),
        (models.BinaryField, lambda: text(mark, number).encode() if now is not None else None),
    )
    if isinstance(field, ArrayField):
        is_text = isinstance(field.base_field, models.CharField)
        return [text(mark, number)] if is_text else None
    return next((make() for kind, make in makers if isinstance(field, kind)), None)


def _fits(field: models.Field, words: str) -> str | None:
    return words if (field.max_length or SHORTEST) >= SHORTEST else None


def text(mark: Mark, number: int) -> str:
    return f"{mark}{number:05d}"


def day(mark: Mark, number: int) -> date:
    near = timezone.localdate() + AWAY[mark] + timedelta(days=number % 5)
    return near.replace(year=FIRST_YEAR[mark] + number % YEARS[mark], day=min(near.day, 28))


def moment(mark: Mark, number: int) -> datetime:
    return datetime.combine(
        day(mark, number), datetime.min.time().replace(hour=11), ZoneInfo("Europe/London")
    )


def _days_without_year(mark: Mark) -> str:
    days = {day(mark, number) for number in range(5)}
    return "|".join(rf"\b0?{one.day}(?:st|nd|rd|th)? {one:%b}" for one in days)


def leaks(what: str, *marks: Mark) -> list[str]:
    """What of these marks is in a page or other text, in any form."""
    plain = RANDOM.sub(" ", unquote_plus(unescape(what)))
    return [found for mark in marks for search in (_words, _figures) for found in search(plain, mark)]


def _words(plain: str, mark: Mark) -> list[str]:
    year = rf"{FIRST_YEAR[mark] // 100}\d\d\b(?![,.:]\d)"
    days = (rf"{ALONE}{year}", rf"\d\d[/-]\d\d[/-]{year}", _days_without_year(mark))
    patterns = (rf"(?i){mark}\d{{4,}}", *days)
    return [found for pattern in patterns for found in re.findall(pattern, plain)]


def _figures(plain: str, mark: Mark) -> list[str]:
    """Numbers of this mark, and what is counted from its days: days late, years of age."""
    alone = rf"{ALONE}(?:\d{{1,3}}(?:,\d{{3}})+|\d{{3,6}})(?![\w-])"
    found = [(text, int(text.replace(",", ""))) for text in re.findall(alone, plain)]
    own = [range(first, first + HOW_MANY) for first in (FIRST_NUMBER[mark], FIRST_FRACTION[mark])]
    own += [] if mark == SEEN else [LONGEST_AGO]
    ages = [] if mark == SEEN else re.findall(r"(?i)\bage(?:d|:)? (1[3-9]\d|[2-9]\d\d)\b", plain)
    return [text for text, number in found if any(number in some for some in own)] + ages
