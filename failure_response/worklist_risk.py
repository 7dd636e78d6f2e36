"""What is due between failures: reviews of decisions and plans, what is not put right. Blackpool 7, 8."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from failure_response import todo
from risk.reading_steps import due

MOST = 50


def risk_lines(user: User, today: date, *, mine: bool = False) -> list[dict]:
    """Lines of reviews and rows that are due or late; with `mine` those that this person recorded."""
    if not user.has_perm("risk.view_riskdecision"):
        return []
    found = [one for one in due(user, today) if not mine or one.who == user.pk]
    lines = [
        {"text": one.text, "href": one.href, "hint": one.hint, **todo.when(one.on, today)}
        for one in found[:MOST]
    ]
    if left := len(found) - MOST if len(found) > MOST else 0:
        href = reverse("risk:decision-list")
        lines.append({"text": f"{left} more to review", "href": href, "hint": "Risk", "when": "Late"})
    return lines
