"""Contingency plans whose review is due. LGiU template T14; Staffordshire SOP 8.0."""

from datetime import date

from accounts.models import User
from failure_response import todo
from plans.contingency_reading import review_lines

MOST = 25


def plan_lines(user: User, today: date, *, mine: bool = False) -> list[dict]:
    """Plans published or reviewed more than a year ago; with `mine` those that this person owns. One query."""
    return [
        {
            "text": f"Review: {plan}",
            "href": plan.get_absolute_url(),
            "hint": "Contingency plan",
            **todo.when(plan.review_on, today),
        }
        for plan in review_lines(user, today, mine=mine)[:MOST]
    ]
