"""What is late or missing in monitoring: visits, and the data of the month. Coventry outline App 1."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from events.rules.monitoring import month_of
from failure_response import todo
from govuk.words import count_of
from risk.models import Monitoring, MonitoringAction

MOST = 25


def monitoring_lines(user: User, today: date, *, mine: bool = False) -> list[dict]:
    """Late visits one by one, services without data of the month in one line; with `mine` those one plans oneself.

    The same number of queries for few services and many.
    """
    if not user.has_perm("risk.view_monitoring"):
        return []
    visits = MonitoringAction.objects.visible_to(user).visits().filter(due_on__lte=today).planned()
    visits = visits if mine else visits.late(today)
    missing = Monitoring.objects.visible_to(user).current().without_month(month_of(today))
    if mine:
        visits, missing = visits.filter(monitoring__officer=user), missing.filter(officer=user)
    rows = visits.select_related("monitoring__service")
    lines = [visit_line(row, today) for row in rows[:MOST]]
    if left := visits.count() - MOST if len(lines) == MOST else 0:
        there = f"{reverse('risk:visit-list')}?show=late"
        lines.append(
            {"text": f"{left} more late visits", "href": there, "hint": "Monitoring", "when": "Late"}
        )
    return lines + missing_line(missing.count(), today)


def visit_line(row: MonitoringAction, today: date) -> dict:
    return {
        "text": f"{row.label}: {row.monitoring.service}",
        "href": row.get_absolute_url(),
        "hint": f"Monitoring visit, {row.every}" if row.every else "Monitoring visit",
        **todo.when(row.due_on, today),
    }


def missing_line(count: int, today: date) -> list[dict]:
    """The services whose data of this month are not recorded, in one line. COV-RB12."""
    if not count:
        return []
    return [
        {
            "text": f"Update the monitoring data of {today:%B %Y}",
            "href": f"{reverse('risk:monitoring-list')}?show=missing",
            "hint": count_of(count, "service"),
            "when": "Missing",
        }
    ]
