"""When things are due: days after an anchor, by the pack's figures. Staffordshire SOP 11.7, 11.8."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from events.procedure.pack import Pack

SIX_WEEK_REVIEW = "six_week_review"
PROVIDER_UPDATE = "provider_update"
FIRST_DAY_HOURS = 24


@dataclass(frozen=True)
class DueAnswer:
    """`on` is None where no anchor is known; `missing` names the dates that would settle it, best first."""

    on: date | None
    anchor: str
    rule: str
    section: str
    reason: str
    missing: tuple[str, ...] = ()


def due_on(pack: Pack, code: str, dates: Mapping[str, date | None]) -> DueAnswer:
    """A due date by the pack's rule of that code: so many calendar days after the first anchor that is known.

    The six-week review is due 42 days after the service's closure, else after the person's move. SOP 11.8.
    Raises LookupError where the pack has no such rule.
    """
    gate = pack.gate(code)
    if gate is None or gate.due is None:
        raise LookupError(f"{pack.key} has no due date called {code}")
    anchors, days = gate.due.anchors, gate.due.offset_days
    for anchor in anchors:
        if day := dates.get(anchor):
            reason = f"{days} days after the {_in_words(anchor)}."
            return DueAnswer(day + timedelta(days=days), anchor, gate.id, pack.cite(gate), reason)
    words = " nor the ".join(_in_words(anchor) for anchor in anchors)
    reason = f"Neither the {words} is known." if len(anchors) > 1 else f"The {words} is not known."
    return DueAnswer(None, "", gate.id, pack.cite(gate), reason, anchors)


def six_week_review(pack: Pack, *, closure_date: date | None, move_date: date | None) -> DueAnswer:
    """SOP 11.8."""
    return due_on(pack, SIX_WEEK_REVIEW, {"closure_date": closure_date, "move_date": move_date})


def provider_update(pack: Pack, *, last: date | None, stage_started: date | None) -> DueAnswer:
    """The fortnightly update to the provider, from the last or the start of Failure management. SOP 11.7."""
    dates = {"last_provider_update": last, "failure_management_started": stage_started}
    return due_on(pack, PROVIDER_UPDATE, dates)


def is_overdue(due: date | None, today: date) -> bool:
    """A thing is late from the day after it was due."""
    return due is not None and due < today


def hours_since(moment: datetime, now: datetime) -> int:
    """Whole hours gone since a moment; both with a time zone, so a change of the clocks does not count."""
    if moment.tzinfo is None or now.tzinfo is None:
        raise ValueError("Hours are counted between moments with a time zone.")
    return int((now.timestamp() - moment.timestamp()) // 3600)


def is_first_day(moment: datetime, now: datetime) -> bool:
    """Whether the first 24 hours are still running, in which lateness is told in hours, not days."""
    return 0 <= hours_since(moment, now) < FIRST_DAY_HOURS


def _in_words(anchor: str) -> str:
    return anchor.replace("_", " ")
