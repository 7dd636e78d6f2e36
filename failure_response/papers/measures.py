"""How long the steps of a failure took, from moments and days. Pure. Staffordshire SOP 11.8: lessons learnt."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from govuk.words import as_day, count_of, full_date, moment_words

Moment = date | datetime | None
# What is measured: (words, from, to), each a name in the moments.
MEASURED = (
    ("First notice to the procedure invoked", "notified", "invoked"),
    ("Invoked to the first meeting", "invoked", "first_meeting"),
    ("Invoked to residents and relatives told", "invoked", "told"),
    ("Invoked to the first person moved", "invoked", "first_move"),
    ("Invoked to a final outcome for everybody", "invoked", "everybody_settled"),
    ("First notice to the closing of the service", "notified", "service_closed"),
    ("Invoked to resolved", "invoked", "resolved"),
    ("First notice to the event closed", "notified", "closed"),
)


class Measure(NamedTuple):
    """One length of time: what, from when, to when, how long; `took` is empty where the end is not there yet."""

    what: str
    begin: str
    end: str
    took: str


def measures(moments: Mapping[str, Moment]) -> list[Measure]:
    """Each length whose beginning is known."""
    found = []
    for what, start, end in MEASURED:
        if (begin := moments.get(start)) is None:
            continue
        finish = moments.get(end)
        took = length(begin, finish) if finish is not None else ""
        found.append(Measure(what, said(begin), said(finish) or "Not yet", took))
    return found


def length(begin: date | datetime, end: date | datetime) -> str:
    """'3 hours 20 minutes' within two days of known moments, else whole days: '12 days', '2 days before'."""
    if isinstance(begin, datetime) and isinstance(end, datetime) and begin <= end < begin + timedelta(days=2):
        minutes = int((end - begin).total_seconds()) // 60
        hours, rest = divmod(minutes, 60)
        words = [count_of(hours, "hour")] if hours else []
        return " ".join(words + ([count_of(rest, "minute")] if rest or not hours else []))
    days = (as_day(end) - as_day(begin)).days
    if days == 0:
        return "The same day"
    return count_of(days, "day") if days > 0 else f"{count_of(-days, 'day')} before"


def said(moment: Moment) -> str:
    if moment is None:
        return ""
    return moment_words(moment) if isinstance(moment, datetime) else full_date(moment)


def difference(due: date | None, done: date | None) -> str:
    """'On the day', '2 days early', '3 days late'; nothing where either is not known."""
    if due is None or done is None:
        return ""
    days = (done - due).days
    if days == 0:
        return "On the day"
    return f"{count_of(abs(days), 'day')} {'late' if days > 0 else 'early'}"
