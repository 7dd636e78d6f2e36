"""Risk-based monitoring of one service, made by operations: the council's own, so that partners see none of it."""

from datetime import date
from decimal import Decimal

from django.db import models

from accounts.models import User
from events.rules.monitoring import data_sets
from providers.models import Service
from risk.models import MarketReport
from risk.operations import market_reports, monitoring, months, visits
from tests.access.places import Place
from tests.access.tokens import FOREIGN, Mark
from tests.factories.events import ProcedureFactory

HIGH = 3


def fill_monitoring(by: User, service: Service, today: date) -> None:
    """A month at High Risk with its visits, one of them made, and the council's own figures."""
    ProcedureFactory(key="coventry")
    monitoring.set_figures(by=by, spend_over=Decimal(500_000), remind_days=2)
    row = monitoring.begin_monitoring(by=by, service=service, officer=by, started_on=today)
    pack = monitoring.required_instrument()[1]
    ratings = {
        one.id: {"rating": HIGH, "significance": "Major", "source": "x", "notes": "y"}
        for one in data_sets(pack, service.service_types)
    }
    made = months.record_month(by=by, monitoring=row, month=today, ratings=ratings, spend=Decimal(1))
    months.decide_rating(by=by, record=made, version=made.version, rating=HIGH, reason="x", decided_on=today)
    # One for the whole market; the demonstration has it.
    if not MarketReport.objects.of(today.replace(day=1)).exists():
        market_reports.write_report(
            by=by, month=today, recommendations="x", analysis="y", presented_on=today, presented_to="z"
        )
    first = row.actions.visits().order_by("due_on").first()
    visits.record_done(by=by, action=first, version=1, done_on=today, visited_by="x", notes="y")


def monitoring_places(service: Service) -> dict[str, dict[str, Place]]:
    """What the addresses of monitoring can lead to."""
    month = service.monitoring.months.get()
    planned = service.monitoring.actions.visits().planned().first()
    here = {"cqc_id": service.cqc_id, "month_record": month.pk, "action": planned.pk}
    return {"monitoring": {"": here | {"year": month.month.year, "month": month.month.month, "kind": "csv"}}}


class MonitoringMarks:
    """Nothing of monitoring is a partner's. What a constraint holds is left as it is."""

    def mark_monitoring(self, row: models.Model, field: models.Field) -> Mark | None:
        return None if field.name == "ended_reason" else FOREIGN  # it is monitored still

    def mark_monthlyrecord(self, row: models.Model, field: models.Field) -> Mark | None:
        return None if field.name in {"month", "rating", "weighed", "suggested"} else FOREIGN

    def mark_marketreport(self, row: models.Model, field: models.Field) -> Mark | None:
        return None if field.name == "month" else FOREIGN

    def mark_monitoringsetting(self, row: models.Model, field: models.Field) -> Mark | None:
        return None if field.name == "remind_days" else FOREIGN

    def mark_monitoringaction(self, row: models.Model, field: models.Field) -> Mark | None:
        """A planned visit has not been made yet, and the day of an action may be missing."""
        if field.name == "done_on" and row.done_on is None:
            return None
        return None if field.name in {"due_on", "state", "action"} else FOREIGN
