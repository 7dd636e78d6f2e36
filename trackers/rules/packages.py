"""Hours of a home care package, and what speaks against a service as a destination. Coventry 7; LGiU template T11."""

from collections.abc import Iterable
from decimal import Decimal

SHORT_MINUTES = 15  # a call this short is named on the page: personal care hardly fits into it
DAYS = 7
MOST_HOURS = 24 * DAYS


def weekly_hours(
    *, calls_per_day: int | None, call_minutes: int | None, carers: int = 1, live_in: bool = False
) -> Decimal | None:
    """Hours of care a week, each carer counted: two carers for half an hour are an hour. None while it isn't known.

    Live-in care without calls is a carer for every hour of the week.
    """
    if calls_per_day and call_minutes:
        minutes = calls_per_day * call_minutes * max(carers, 1) * DAYS
        return (Decimal(minutes) / 60).quantize(Decimal("0.01"))
    return Decimal(MOST_HOURS) if live_in else None


def calls_words(calls: int | None, minutes: int | None, carers: int, live_in: bool) -> str:
    """'4 calls a day of 30 minutes, double-handed'; empty while nothing is known."""
    parts = []
    if live_in:
        parts.append("Live-in carer")
    if calls:
        length = f" of {minutes} minutes" if minutes else ""
        parts.append(f"{calls} {'call' if calls == 1 else 'calls'} a day{length}")
    if carers > 1:
        parts.append("double-handed" if carers == 2 else f"{carers} carers at each call")
    if minutes and minutes <= SHORT_MINUTES:
        parts.append("short calls")
    return ", ".join(parts)


def against(
    *,
    ended_on: str = "",
    is_registered: bool = True,
    dormant: bool = False,
    unlisted: bool = False,
    failing: str = "",
    holds: Iterable[str] = (),
) -> str:
    """Why somebody should think twice before a person goes to a service; empty where nothing is known against it.

    `ended_on` and `failing` are in words: the day on which the registration ended, the open event that covers it;
    `holds` are the sentences of those who say that it takes nobody.
    """
    found = []
    if not is_registered:
        found.append(f"Its CQC registration ended{f' on {ended_on}' if ended_on else ''}")
    elif dormant:
        found.append("CQC lists it as dormant")
    elif unlisted:
        found.append("It is missing from CQC’s newest list")
    if failing:
        found.append(f"It is in an open failure event, {failing}")
    found += [words.rstrip(".") for words in holds]
    return ". ".join(found) + "." if found else ""
