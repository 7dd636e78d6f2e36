"""How days, times, amounts and counts are written. Pure functions: the day of today is always passed in."""

import math
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

# Written out rather than taken from strftime, whose words follow the server's locale.
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NEAR = timedelta(days=183)  # a day without a year is taken for the nearest
# Marks that turn the direction of the text after them, so that a name could show as another one.
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def local(moment: datetime) -> datetime:
    """The moment in the current time zone; a moment without a zone is taken as it stands."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def as_day(value: date | datetime) -> date:
    """The calendar day of a day or a moment, in the current time zone."""
    return local(value).date() if isinstance(value, datetime) else value


def full_date(value: date | datetime | None) -> str:
    """'Friday 4 December 2026'; nothing for no day."""
    if not value:
        return ""
    day = as_day(value)
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(value: date | datetime | None, today: date | None = None) -> str:
    """'Fri 4 Dec', for tables; with the year where that is far from `today`. Nothing for no day."""
    if not value:
        return ""
    day = as_day(value)
    words = f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return f"{words} {day.year}" if today and abs(day - today) > NEAR else words


def day_words(value: date | datetime | None, today: date | None = None) -> str:
    """'Friday 4 December', with the year when it is not the year of `today`."""
    if not value:
        return ""
    day = as_day(value)
    words = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if today and day.year == today.year else f"{words} {day.year}"


def clock_time(value: time | datetime | None) -> str:
    """'9.31am', '2pm', 'midday', 'midnight'; nothing for no time."""
    if value is None or value == "":
        return ""
    moment = local(value) if isinstance(value, datetime) else value
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midday" if moment.hour else "midnight"
    minutes = f".{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def moment_words(value: datetime | None) -> str:
    """'Friday 4 December 2026, 9.31am'; nothing for no moment."""
    return f"{full_date(value)}, {clock_time(value)}" if value else ""


def when_words(value: datetime | None, now: datetime) -> str:
    """'Today at 9.31am', 'Yesterday at 2.10pm', 'Saturday 21 November at 10.02am', seen from `now`."""
    if not value:
        return ""
    day, today = as_day(value), as_day(now)
    if day == today:
        words = "Today"
    elif (today - day).days == 1:
        words = "Yesterday"
    else:
        words = day_words(day, today)
    return f"{words} at {clock_time(value)}"


def due_words(day: date | None, today: date) -> str:
    """'1 day late', 'Due today' or 'Wednesday 25 November'; nothing for no day."""
    if not day:
        return ""
    late = (today - day).days
    if late > 0:
        return f"{count_of(late, 'day')} late"
    return day_words(day, today) if late else "Due today"


def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """'1,234' or '12.5'; `places` fixes the decimals. Nothing for no value."""
    if value is None or value == "":
        return ""
    if places is not None:
        return f"{value:,.{places}f}"
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}"
    return f"{value:,f}".rstrip("0")


def money(value: int | float | Decimal | None) -> str:
    """'£1,284.00' (pounds); nothing for no amount."""
    if value is None or value == "":
        return ""
    return f"{'-' if value < 0 else ''}£{abs(value):,.2f}"


def count_of(count: int, noun: str, plural: str | None = None) -> str:
    """'1 person', '36 people': the count with the noun that fits it."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def nhs_number(value: str | None) -> str:
    """'999 000 0018': ten digits in the three groups people read out."""
    text = value or ""
    return f"{text[:3]} {text[3:6]} {text[6:]}" if len(text) == 10 else text


def lower_first(text: str) -> str:
    """The text with a small first letter, unless its first word is an abbreviation such as NHS, DoLS or I."""
    first = text.split(" ", 1)[0]
    is_abbreviation = any(letter.isupper() for letter in first[1:])
    return text if is_abbreviation or first == "I" or not first[:1].isalpha() else text[0].lower() + text[1:]


def shortened(text: str, most: int = 120) -> str:
    """The text in one line of at most `most` letters; a longer one ends after a whole word, with "…"."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    whole, space, _ = line[:most].rpartition(" ")
    return f"{whole.rstrip(' ,;:') if space else line[: most - 1]}…"


def clean_text(text: str) -> str:
    """The text without control and broken characters, its line breaks as plain new lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(character for character in text if _is_kept(character))


def _is_kept(character: str) -> bool:
    if character in "\n\t":
        return True
    nothing = ord(character) & 0xFFFE == 0xFFFE  # the last two places of each plane hold no character
    if nothing or character in DIRECTION_MARKS:
        return False
    return unicodedata.category(character) not in ("Cc", "Cs")
