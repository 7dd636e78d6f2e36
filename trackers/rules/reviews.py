"""Who is reviewed after the failure, and when. Staffordshire SOP 11.8."""

from datetime import date
from typing import NamedTuple

from events.procedure.pack import Pack
from events.rules.due import six_week_review

MOVED = "moved"
CLOSURE_DATE = "closure_date"  # as the procedure names the day


class Due(NamedTuple):
    """When a review is due and why then; no day where there is nothing to review."""

    on: date | None
    why: str


def first_review(pack: Pack, *, closes_on: date | None, moved_on: date | None, outcome: str) -> Due:
    """The review of one person so many days after the closing date, else after their own move, as the procedure says.

    Only people who moved are reviewed: somebody who died, is in hospital, stayed, or made their own arrangement did
    not move to a place that the response found. A review of them can be asked for. SOP 4.5, 11.8.
    """
    if outcome not in ("", MOVED):
        return Due(None, "The person has another final outcome")
    if moved_on is None:
        return Due(None, "The person has not moved")
    try:
        answer = six_week_review(pack, closure_date=closes_on, move_date=moved_on)
    except LookupError:
        return Due(None, "The procedure asks for no review")
    return Due(answer.on, answer.reason.rstrip("."))


def reviewers(pack: Pack) -> list[str]:
    """The roles that carry out the reviews: those of the step that is due so long after the closing date. SOP 11.8."""
    steps = [step for step in pack.steps if step.due and CLOSURE_DATE in step.due.anchors]
    return list(steps[-1].responsible) if steps else []
