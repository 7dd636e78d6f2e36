"""One cell of a CQC file, made into the one form that we keep.

Each function takes the text of a cell that is not blank and returns the text that PostgreSQL's COPY reads
(dates as 2026-07-22, truth as t or f, lists as {"a","b"}). A cell that cannot be read raises ValueError with a
plain reason. Answers are remembered where the same text comes back thousands of times.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

MONTHS = {
    month: number
    for number, month in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
FIRST_YEAR, LAST_YEAR = 1850, 2100

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?$")
_NAMED_MONTH = re.compile(r"(\d{1,2})[/ -]([A-Za-z]{3})[a-z]*[/ -](\d{4})(?: - .*| .*)?$")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$")
_LOCATION_ID = re.compile(r"(?:1-\d{5,15}|(?=[A-Z]*\d)[A-Z0-9]{3,12})$")
_PROVIDER_ID = re.compile(r"(?:1-\d{5,15}|[A-Z0-9]{3,12})$")
_NOT_DIGITS = re.compile(r"\D+")
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+$")


def text(value: str) -> str:
    """The words of a cell on one line: no control characters, no doubled or surrounding spaces."""
    if value.isprintable() and "  " not in value and value[:1] != " " and value[-1:] != " ":
        return value if value.isascii() else " ".join(value.split())
    if not value.isprintable():
        value = "".join(c for c in value if c.isprintable() or c.isspace())
    return " ".join(value.split())


def spreadsheet_text(value: object) -> str:
    """A cell of a workbook as text: 11111.0 is 11111, a moment is 2020-12-11."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def cqc_id(value: str) -> str:
    """A CQC id such as 1-109570155, or the organisation code that NHS locations have, such as RM317."""
    if _LOCATION_ID.match(value):
        return value
    value = _whole(value.strip()).upper()
    if not _LOCATION_ID.match(value):
        raise ValueError("This is not a CQC id; one looks like 1-109570155 or RM317.")
    return value


def provider_id(value: str) -> str:
    """A provider's CQC id. NHS trusts have a code that may be letters alone, such as RXK."""
    value = _whole(value.strip()).upper()
    if not _PROVIDER_ID.match(value):
        raise ValueError("This is not a CQC id; one looks like 1-101628052 or RXK.")
    return value


def whole_number(value: str) -> str:
    """A count such as beds. Raises ValueError for anything but a number from 0 to 32,767."""
    value = _whole(value.strip())
    if not value.isascii() or not value.isdigit() or int(value) > 32_767:
        raise ValueError("This is not a whole number.")
    return value


def degrees(value: str) -> str:
    """A latitude or longitude in degrees, to six places: a tenth of a metre."""
    try:
        if -90 <= float(value) <= 90:
            return f"{float(value):.6f}"
    except ValueError:
        pass
    raise ValueError("This is not a latitude or longitude in degrees.")


def phone(value: str) -> str:
    """A telephone number with the leading zero that spreadsheets lose: 1392491261 is 01392491261."""
    if len(value) == 10 and value.isdecimal() and value[0] != "0":
        return "0" + value
    digits = _NOT_DIGITS.sub("", _whole(value))
    if digits.startswith("0044"):
        digits = digits[4:]
    elif digits.startswith("44") and len(digits) > 11:
        digits = digits[2:]
    if len(digits) < 8:
        raise ValueError("This is too short to be a telephone number.")
    return (digits if digits.startswith("0") else "0" + digits)[:20]


@lru_cache(maxsize=1 << 17)
def postcode(value: str) -> str:
    """A postcode in capitals with its one space: ex12qe is EX1 2QE."""
    squeezed = "".join(value.upper().split())
    if not _POSTCODE.match(squeezed):
        raise ValueError("This is not a postcode.")
    return f"{squeezed[:-3]} {squeezed[-3:]}"


def website(value: str) -> str:
    """A web address as given, with https:// before a bare name."""
    value = "".join(text(value).split())
    if "." not in value or len(value) > 300:
        raise ValueError("This is not a web address.")
    return value if "://" in value else f"https://{value}"


@lru_cache(maxsize=64)
def yes_no(value: str) -> str:
    """Y, yes, true or 1; N, no, false or 0."""
    word = value.strip().casefold()
    if word in {"y", "yes", "true", "1", "t"}:
        return "t"
    if word in {"n", "no", "false", "0", "f"}:
        return "f"
    raise ValueError("This is neither yes nor no.")


@lru_cache(maxsize=1 << 15)
def day(value: str) -> str:
    """2026-07-22, 22/07/2026 (day first), 22/Jul/2026 - 00:00 or 22 July 2026, as 2026-07-22."""
    value = value.strip()
    if match := _ISO.match(value):
        return _checked(match[1], match[2], match[3])
    if match := _SLASHED.match(value):
        return _checked(match[3], match[2], match[1])
    if match := _NAMED_MONTH.match(value):
        return _checked(match[3], MONTHS.get(match[2].casefold(), 0), match[1])
    raise ValueError("This is not a date.")


@lru_cache(maxsize=1 << 15)
def day_month_first(value: str) -> str:
    """As `day`, but 7/24/2019 12:00:00 AM is 24 July 2019: the adult social care export writes it so."""
    if match := _SLASHED.match(value.strip()):
        return _checked(match[3], match[1], match[2])
    return day(value)


def array(values: Iterable[str]) -> str:
    """A PostgreSQL array literal, sorted and without doubles, so that another order is no change."""
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in sorted(set(values)) if value)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


def _whole(value: str) -> str:
    match = _WHOLE_FLOAT.match(value)
    return match[1] if match else value


def _checked(year: str, month: str | int, number: str) -> str:
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        raise ValueError("There is no such day.") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError("The year cannot be right.")
    return found.isoformat()
