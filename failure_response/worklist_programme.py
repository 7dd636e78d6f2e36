"""Contingency projects of the market programme that are late. Coventry outline 7 / Market programme."""

from datetime import date

from accounts.models import User
from failure_response import todo
from plans.models import MarketProject

MOST = 25


def programme_lines(user: User, today: date) -> list[dict]:
    """Late projects, the longest late first; words are never late. One query."""
    if not user.has_perm("plans.view_marketproject"):
        return []
    rows = MarketProject.objects.visible_to(user).overdue(today).order_by("due_on", "pk")[:MOST]
    return [line(row, user, today) for row in rows]


def line(row: MarketProject, user: User, today: date) -> dict:
    return {
        "text": row.project,
        "href": row.get_absolute_url() if user.has_perm("plans.change_marketproject") else "",
        "hint": f"{row.area}. {row.owner or 'Nobody named'}",
        **todo.when(row.due_on, today),
    }
