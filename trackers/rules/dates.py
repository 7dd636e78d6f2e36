"""Dates in every usual form, with day and month settled once for a whole file."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from trackers.rules.problems import Parsed, error, warning
from trackers.rules.welsh import MONTHS as WELSH

Order = Literal["day_first", "month_first", "mixed"]

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if number}
_NOT_KNOWN = frozenset(
    ("?", "??", "-", "--", "n/k", "nk", "n/a", "na", "not known", "unknown", "unk", "tbc", "tba", "not given", "none",
     "null", "not stated", "dob unknown", "to be confirmed", "not available", "no dob", "awaiting", "x", ".", "..",
     "...")
)  # fmt: skip
_THREE = re.compile(r"(\d{1,4})\s*[/.\-\s,\\]\s*(\d{1,2})\s*[/.\-\s,\\]\s*(\d{1,4})")
_DAY_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.,]*([a-z]{3,10})\.?[\s\-/.,]*'?(\d{4}|\d{2})"
)
_NAME_DAY = re.compile(r"([a-z]{3,9})\.?[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?[\s,\-/.]+'?(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"([a-z]{3,9})\.?[\s\-/.,]*'?(\d{4}|\d{2})|(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"(?:c\.?|circa|about|approx\.?|around)?\s*((?:18|19|20)\d{2})\s*\??")
_PARTLY = re.compile(r"[?x_*]*\s*[/.\-]?\s*(?:\d{1,2}|[?x_*]{1,4})\s*[/.\-]\s*((?:18|19|20)\d{2})")
_LABEL = re.compile(r"^(?:d\.?o\.?b\.?|date of birth|born(?: on)?|b\.)[\s:.\-]*(?=\d)")
_NO_DAY = re.compile(r"0{1,2}\s*[/.\-]\s*0{1,2}\s*[/.\-]\s*((?:18|19|20)\d{2})")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[\s,]+")
_TIME = re.compile(r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm|z)?$", re.IGNORECASE)
_AGE = re.compile(r"[\s,;]*[(\[]?\s*(?:aged?|age:)?\s*\d{2,3}\s*(?:years?|yrs?|y/?o|yo)?(?:\s*old)?\s*[)\]]$")
_AGED = re.compile(r"[\s,;]+aged?:?\s*\d{2,3}.*$|[\s,;]+\d{2,3}\s*(?:years?|yrs?|y/?o)\b.*$")
_DAY = r"(?P<day>\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?[\s\-]+[a-z]{3,10}[\s\-,]+\d{2,4})"
_YEARS = r"(?:aged?:?\s*)?(?P<age>\d{2,3})\s*(?:years?|yrs?|y/?o)?(?:\s*old)?"
_BETWEEN = r"[\s,;:(\[\-\u2013]+"
_BOTH = (
    re.compile(rf"{_YEARS}{_BETWEEN}(?:(?:dob|d\.o\.b\.?|born|b\.)[\s:]*)?{_DAY}[\s)\]]*", re.IGNORECASE),
    re.compile(rf"{_DAY}{_BETWEEN}{_YEARS}[\s)\]]*", re.IGNORECASE),
)
_FIRST_SERIAL, _LAST_SERIAL = 366, 73_050  # 1 January 1901 to 31 December 2099
_DAY_ZERO = dt.date(1899, 12, 30)
_OLDEST = 110  # years


class Span(NamedTuple):
    """What dates of one column may be: births and admissions lie in the past."""

    what: str  # "date of birth", "date admitted"
    today: dt.date


def order_of(values: Iterable[object]) -> Order:
    """
    Whether 3/4/1934 is 3 April or March 4 in this file: day first unless some value can only be month first.

    "mixed" when values prove both: then those that could be either are errors.
    """
    day_first = month_first = False
    for value in values:
        found = _THREE.fullmatch(_bare(value)) if isinstance(value, str) else None
        if found and len(found[1]) < 3:
            day_first |= int(found[1]) > 12 >= int(found[2])
            month_first |= int(found[2]) > 12 >= int(found[1])
    if day_first and month_first:
        return "mixed"
    return "month_first" if month_first else "day_first"


def parse_date(value: object, span: Span, order: Order = "day_first") -> Parsed:
    """A day, from a cell typed as a date or a number, or from text. The value is a datetime.date or None."""
    if value is None:
        return Parsed()
    if isinstance(value, dt.datetime):
        return _settled(value.date(), span)
    if isinstance(value, dt.date):
        return _settled(value, span)
    if isinstance(value, bool | dt.time):
        return error(f"{value} is not a date.")
    if isinstance(value, int | float):
        return _from_number(value, span)
    text = _bare(value)
    if text in _NOT_KNOWN or not text:
        return Parsed()
    if text.isdecimal():
        return _from_digits(text, span)
    if found := _NO_DAY.fullmatch(text):
        return _only_the_year(found[1])
    found = _THREE.fullmatch(text)
    return _from_three(found, span, order) if found else _from_words(text, str(value).strip(), span)


def birth_and_age(text: str) -> tuple[str, str] | None:
    """The date of birth and the age of a cell that has both, "84 (12/03/1942)"; None for any other cell."""
    found = next(filter(None, (both.fullmatch(text.strip()) for both in _BOTH)), None)
    return (found["day"], found["age"]) if found else None


def _bare(value: object) -> str:
    text = _LABEL.sub("", " ".join(str(value).split()).casefold())
    text = _TIME.sub("", _WEEKDAY.sub("", text))
    return _AGED.sub("", _AGE.sub("", text)).strip(" .,;?*'’")


def _from_number(value: float, span: Span) -> Parsed:
    if 1900 <= value <= span.today.year and value == int(value):
        return _only_the_year(str(int(value)))
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return _settled(_DAY_ZERO + dt.timedelta(days=int(value)), span)
    if not 0 < value < 10**9:
        return error(f"{value:g} is not a date.")
    return _from_digits(str(int(value)), span)


def _from_digits(text: str, span: Span) -> Parsed:
    if _YEAR.fullmatch(text):
        return _only_the_year(text)
    if len(text) == 5:
        return _settled(_DAY_ZERO + dt.timedelta(days=int(text)), span)
    if len(text) == 8 and text[:2] in ("18", "19", "20") and int(text[4:6]) <= 12:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), span)
    if len(text) in (6, 7, 8):
        text = text.zfill(8) if len(text) == 7 else text
        return _day(_year(text[4:], span), int(text[2:4]), int(text[:2]), span)
    return error(f"{text} is not a date.")


def _from_three(found: re.Match[str], span: Span, order: Order) -> Parsed:
    first, second, third = found.groups()
    if len(first) >= 3:
        return _day(int(first), int(second), int(third), span)
    if len(third) in (1, 3):
        return error(
            f"{found[0]} is not a date: its year has {'one digit' if len(third) == 1 else 'three digits'}."
        )
    day, month = int(first), int(second)
    if order == "mixed" and day <= 12 and month <= 12 and day != month:
        return error(
            f"{found[0]} could be {_words(day, month)} or {_words(month, day)}: this file writes dates both ways."
        )
    if (order == "month_first" and day <= 12) or month > 12 >= day:
        day, month = month, day
    return _day(_year(third, span), month, day, span)


def _from_words(text: str, shown: str, span: Span) -> Parsed:
    found = _DAY_NAME.fullmatch(text)
    if found and (month := _month(found[2])):
        return _day(_year(found[3], span), month, int(found[1]), span)
    found = _NAME_DAY.fullmatch(text)
    if found and (month := _month(found[1])):
        return _day(_year(found[3], span), month, int(found[2]), span)
    found = _YEAR.fullmatch(text)
    if found:
        return _only_the_year(found[1])
    found = _MONTH_YEAR.fullmatch(text)
    if found and (found[3] or _month(found[1])):
        return warning(f"Only the month and year are given: {shown}. The day is not known.")
    if _PARTLY.fullmatch(text):
        return warning(f"Only part of the date is given: {shown}.")
    return error(f"“{shown}” is not a date.")


def _only_the_year(year: str) -> Parsed:
    return warning(f"Only the year is given: {year}. The day and month are not known.")


def _month(name: str) -> int | None:
    number = _MONTHS.get(name[:3])
    if number and calendar.month_name[number].casefold().startswith(name.replace("sept", "sep")):
        return number
    return WELSH.get(name)


def _year(text: str, span: Span) -> int:
    """A year of two digits lies in the past: of 1934 and 2034 it is the one that a person can have lived in."""
    if len(text) > 2:
        return int(text)
    recent, earlier = 2000 + int(text), 1900 + int(text)
    if recent > span.today.year:
        return earlier
    is_birth = span.what == "date of birth"
    return earlier if is_birth and span.today.year - earlier <= _OLDEST else recent


def _day(year: int, month: int, day: int, span: Span) -> Parsed:
    try:
        return _settled(dt.date(year, month, day), span)
    except ValueError:
        if not 1 <= month <= 12:
            return error(f"{day}/{month}/{year} is not a date: there is no month {month}.")
        return error(f"{_words(day, month)} {year} is not a date.")


def _words(day: int, month: int) -> str:
    return f"{day} {calendar.month_name[month]}"


def _settled(day: dt.date, span: Span) -> Parsed:
    if day > span.today:
        return error(f"{_words(day.day, day.month)} {day.year} is in the future.")
    age = age_on(day, span.today)
    if span.what != "date of birth" or 18 <= age <= _OLDEST:
        return Parsed(day)
    reason = f"{_words(day.day, day.month)} {day.year} would make this person {age} years old."
    return error(reason) if age > 120 else warning(reason, day)


def age_on(born: dt.date, today: dt.date) -> int:
    """Full years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
