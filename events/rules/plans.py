"""Due dates of a plan, worked back from its day; and what a plan counts as ready. Pure.

The sources print no due dates (Blackpool policy App 5, 6; Coventry outline App B): the offsets stand in the pack as the
council's own.
"""

from datetime import date, timedelta

from events.procedure.plans import Action, Plan
from govuk.words import count_of

CLOSURE_DATE = "closure_date"
NO_DAY = "The closing date is not known, so no due date can be worked out yet."


def due_day(days: int | None, counts_from: date | None, today: date) -> date | None:
    """So many days from the plan's day, but never a day that has gone by; None where either is not known."""
    if days is None or counts_from is None:
        return None
    return max(counts_from + timedelta(days=days), today)


def why_due(days: int | None, day_words: str) -> str:
    """ "21 days before the service closes", "On the day the service closes"; empty without a number of days."""
    if days is None:
        return ""
    if days == 0:
        return f"On the day {day_words}"
    return f"{count_of(abs(days), 'day')} {'before' if days < 0 else 'after'} {day_words}"


def from_the_start(plan: Plan) -> tuple[str, ...]:
    """Codes of the phases that a plan begins with; the others join when somebody says so. Coventry outline 6."""
    return tuple(phase.code for phase in plan.phases if not phase.joins_when)


def to_be_ready(plan: Plan) -> tuple[Action, ...]:
    """What stands before the readiness meeting; nothing where the plan has none. Blackpool policy App 5, 6."""
    meeting = plan.readiness
    return tuple(action for action in plan.actions if meeting and action.order < meeting.order)


def moved_words(days: int) -> str:
    """ "7 days later", "1 day earlier"."""
    return f"{count_of(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
