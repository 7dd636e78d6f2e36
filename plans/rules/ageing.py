"""When a fact is too old to rely on. LGiU template T14: review and updates; design A23."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from govuk.words import count_of, full_date


class Age(NamedTuple):
    """How old a fact is: whether it is to be checked, and the words that say so."""

    is_old: bool
    words: str


def age_of(as_of: date | None, today: date, months: int) -> Age:
    """A fact confirmed on `as_of` may be relied on for so many months, the last day counted. None: never confirmed."""
    if as_of is None:
        return Age(True, "Check: never confirmed")
    if today <= months_after(as_of, months):
        return Age(False, f"Confirmed {full_date(as_of)}")
    return Age(True, f"Check: not confirmed for {count_of(whole_months(as_of, today), 'month')}")


def whole_months(start: date, end: date) -> int:
    """Months that have gone by in full."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if months_after(start, months) > end else months


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def review_after(published: date) -> date:
    """One year after publishing, or after a review. LGiU template T14; Staffordshire SOP 8.0; design A23."""
    return months_after(published, 12)
