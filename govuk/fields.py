"""Fields that forms of the public sector need and Django lacks; each says what is wrong in one plain sentence."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from govuk.messages import subject_of
from govuk.widgets import PARTS, DateBoxes
from govuk.words import DAYS, MONTHS, full_date, lower_first, money, nhs_number

Limit = date | Callable[[], date] | None
POSTCODE = re.compile(r"(GIR|[A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})\Z")
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?\Z")
# Other years are slips of a figure; and from days near the ends of the calendar none can be counted on.
YEARS = (1850, 2150)
ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\Z", re.IGNORECASE)
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})|(?<=\d\d)(\d{2}))? ?(am|pm|a\.m\.|p\.m\.)?\Z")


class Subject:
    """What the messages call the field: `subject=`, else its label."""

    def __init__(self, *args, subject: str | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject or (subject_of(self.label) if self.label else None)

    @property
    def called(self) -> str:
        """The subject as it begins a sentence."""
        return self.subject or "Answer"

    @property
    def named(self) -> str:
        """The subject as it stands inside a sentence."""
        return lower_first(self.called)


class DateField(Subject, forms.Field):
    """A day, typed in three boxes or in one line as into a sheet; cleans to a `date` or None.

    `earliest` and `latest` are days, or functions giving a day, such as `timezone.localdate` for today. In one line
    the year may be left out or be two figures, unless `whole_year`: it is the one that comes nearest to today.
    """

    widget = DateBoxes

    def __init__(
        self, *args, earliest: Limit = None, latest: Limit = None, whole_year: bool = False, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.earliest, self.latest, self.whole_year = earliest, latest, whole_year

    def to_python(self, value) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        return self._join(value if isinstance(value, (tuple, list)) else self._with_year(*self._split(value)))

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        earliest, latest = self._limits()
        if earliest and value < earliest:
            raise self._outside(earliest, self.earliest, "after")
        if latest and value > latest:
            raise self._outside(latest, self.latest, "before")
        first, last = YEARS
        if not first <= value.year <= last:
            raise ValidationError(f"The year of {self.named} must be between {first} and {last}", code="year")

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def _limits(self) -> list[date | None]:
        return [limit() if callable(limit) else limit for limit in (self.earliest, self.latest)]

    def _outside(self, day: date, limit: Limit, side: str) -> ValidationError:
        words = f"on or {side} {full_date(day)}"
        if callable(limit):
            words = "today or in the past" if side == "before" else "today or in the future"
        return ValidationError(f"{self.called} must be {words}", code="limit")

    def _split(self, text: str) -> tuple[str, str, str]:
        """One text as (day, month, year): 2026-12-04, 4/12/2026, 4.12.26, 4 Dec or Friday 4th December 2026."""
        parts = re.split(r"[-/., ]+", text.strip())
        if len(parts) > 2 and len(parts[0]) > 2 and any(name.startswith(parts[0].title()) for name in DAYS):
            del parts[0]
        if len(parts) not in (2, 3):
            raise self._unreal("-".join(PARTS))
        if len(parts[0]) == 4 and parts[0].isdigit():
            parts.reverse()
        day, month, *year = parts
        return ORDINAL.sub("", day), month, *(year or [""])

    def _with_year(self, day: str, month: str, year: str) -> tuple[str, str, str]:
        if self.whole_year or len(year) not in (0, 2) or not f"0{year}".isdecimal():
            return day, month, year
        today = timezone.localdate()
        years = (
            [today.year + way for way in (-1, 0, 1)] if not year else [int(f"{c}{year}") for c in (19, 20)]
        )
        earliest, latest = self._limits()
        days = [one for one in (_day(day, month, each) for each in years) if one]
        inside = [one for one in days if (earliest or one) <= one <= (latest or one)]
        nearest = min(inside or days, key=lambda one: abs(one - today), default=None)
        return day, month, str(nearest.year if nearest else years[-1])

    def _join(self, parts: tuple[str, str, str]) -> date:
        missing = [part for part, text in zip(PARTS, parts, strict=True) if not text]
        if missing:
            sentence = f"{self.called} must include a {' and a '.join(missing)}"
            raise ValidationError(sentence, code="-".join(missing))
        day, month, year = parts
        if year.isascii() and year.isdigit() and len(year) != 4:
            raise ValidationError(f"The year of {self.named} must have 4 numbers, like 2026", code="year")
        try:
            return date(_digits(year), _month(month), _digits(day))
        except (ValueError, OverflowError) as unreal:
            raise self._unreal(self._wrong(day, month, year)) from unreal

    def _wrong(self, day: str, month: str, year: str) -> str:
        """The boxes that cannot be right by themselves, or all of them when only the whole is impossible."""
        wrong = []
        if not (day.isascii() and day.isdigit() and 1 <= int(day) <= 31):
            wrong.append("day")
        try:
            _month(month)
        except ValueError:
            wrong.append("month")
        if not (year.isascii() and year.isdigit()):
            wrong.append("year")
        return "-".join(wrong or PARTS)

    def _unreal(self, code: str) -> ValidationError:
        return ValidationError(f"{self.called} must be a real date", code=code)


def _day(day: str, month: str, year: int) -> date | None:
    try:
        return date(year, _month(month), _digits(day))
    except (ValueError, OverflowError):
        return None


def _digits(text: str) -> int:
    """The number of plain digits; ValueError for signs, underscores and other scripts, which int() would take."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _month(text: str) -> int:
    """1 to 12 for '12', 'Dec' or 'December'; ValueError for anything else."""
    if text.isascii() and text.isdigit():
        month = int(text)
        if 1 <= month <= 12:
            return month
    start = text.lower()
    named = [index for index, name in enumerate(MONTHS, start=1) if name.lower().startswith(start)]
    if len(start) < 3 or len(named) != 1:
        raise ValueError(text)
    return named[0]


class TimeField(Subject, forms.CharField):
    """A time of day as people write it: 9.30am, 9:30, 14:00, 2pm, midday; cleans to a `time` or None."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.govuk = {"width": "5"}

    def to_python(self, value) -> time | None:
        if isinstance(value, time) or value in self.empty_values:
            return value or None
        text = " ".join(value.strip().lower().split())
        if not text:
            return None
        if text in ("midday", "noon", "midnight"):
            return time(0 if text == "midnight" else 12)
        return self._read(text)

    def prepare_value(self, value):
        return value.strftime("%H:%M") if isinstance(value, time) else value

    def has_changed(self, initial, data) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def _read(self, text: str) -> time:
        found = CLOCK.match(text) if text.isascii() else None
        if not found:
            raise self._unreal()
        hour, minute, half = int(found[1]), int(found[2] or found[3] or 0), (found[4] or "").replace(".", "")
        unclear = not half and found[2] is None and found[3] is None  # "9" could be either half of the day
        if unclear or minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
            raise self._unreal()
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        return time(hour, minute)

    def _unreal(self) -> ValidationError:
        return ValidationError(f"{self.called} must be a time, like 9.30am or 14:00", code="invalid")


class MoneyField(Subject, forms.DecimalField):
    """Pounds and pence; '£1,284.50' and '1284.5' are both taken. Cleans to a Decimal with 2 places or None."""

    widget = forms.TextInput

    def __init__(self, *args, min_value: Decimal | int | None = 0, **kwargs):
        kwargs.setdefault("max_digits", 12)
        super().__init__(*args, min_value=min_value, decimal_places=2, **kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")
        self.govuk = {"prefix": "£", "width": "10"}
        self.error_messages["max_decimal_places"] = "Write pence with 2 figures, like 1284.50"

    def to_python(self, value) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal):
            return value if isinstance(value, Decimal) else None
        text = re.sub(r"[£\s]", "", str(value))
        if "," in text and not re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?", text, re.ASCII):
            raise ValidationError(
                "Write pence after a full stop, and a comma only between thousands, like 1,284.50",
                code="comma",
            )
        text = text.replace(",", "")
        if not re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", text, re.ASCII):
            raise self._unreal()
        try:
            return Decimal(text)
        except InvalidOperation as unreal:
            raise self._unreal() from unreal

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None and self.min_value is not None and value < self.min_value:
            raise ValidationError(f"{self.called} must be {money(self.min_value)} or more", code="min_value")

    def clean(self, value) -> Decimal | None:
        amount = super().clean(value)
        return None if amount is None else amount.quantize(Decimal("0.01"))

    def prepare_value(self, value):
        return f"{value:.2f}" if isinstance(value, Decimal) else value

    def _unreal(self) -> ValidationError:
        return ValidationError(f"{self.called} must be an amount in pounds, like 1284.50", code="invalid")


def is_nhs_number(digits: str) -> bool:
    """True for ten digits whose last is the check digit of the others (modulus 11)."""
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(
        digits[9]
    )  # a check value of 10 equals no digit: such numbers are not issued


class NHSNumberField(Subject, forms.CharField):
    """An NHS number; spaces and hyphens are allowed. Cleans to ten digits, or to '' (None with empty_value=None)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.attrs.setdefault("inputmode", "numeric")
        self.govuk = {"width": "10"}

    def to_python(self, value) -> str:
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        digits = re.sub(r"[\s\-]", "", text)
        if not is_nhs_number(digits):
            whole = re.fullmatch(r"\d{10}", digits, re.ASCII)
            wrong = (
                "is not an NHS number: check each digit"
                if whole
                else "must have 10 digits, like 999 123 4543"
            )
            raise ValidationError(f"{self.called} {wrong}", code="invalid")
        return digits

    def prepare_value(self, value):
        return nhs_number(value)


class PostcodeField(Subject, forms.CharField):
    """A UK postcode; cleans to capitals with one space: 'EX1 9ZZ'. `partial` takes 'EX1' too."""

    def __init__(self, *args, partial: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.partial = partial
        self.widget.attrs.setdefault("autocomplete", "postal-code")
        self.govuk = {"width": "10"}

    def to_python(self, value) -> str:
        text = super().to_python(value)
        if text in self.empty_values:
            return text
        compact = re.sub(r"[\s\-.]", "", text).upper()
        if found := POSTCODE.match(compact):
            return f"{found[1]} {found[2]}"
        if self.partial and OUTWARD.match(compact):
            return compact
        raise ValidationError(f"{self.called} must be a full UK postcode, like EX1 9ZZ", code="invalid")
