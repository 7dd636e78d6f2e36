"""Monitored services, their months, ratings and visits, made by the operations."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from events.rules.monitoring import data_sets, month_of
from risk.models import Monitoring, MonitoringAction, MonthlyRecord
from risk.operations import monitoring as operations
from risk.operations import months
from risk.operations.monitoring import required_instrument
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory

LOW, MEDIUM, HIGH = 1, 2, 3
LONG_AGO = date(2026, 1, 5)


def monitor(by: User, service=None, **facts: Any) -> Monitoring:
    ProcedureFactory(key="coventry")
    given = {"officer": by, "started_on": LONG_AGO} | facts
    return operations.begin_monitoring(by=by, service=service or ServiceFactory(), **given)


def all_rated(monitoring: Monitoring, rating: int = LOW, **others: int) -> dict[str, dict]:
    """Every data set at one rating; `DS4=3` for another of COV-DS4."""
    pack = required_instrument()[1]
    sets = [one.id for one in data_sets(pack, monitoring.service.service_types)]
    return {one: {"rating": others.get(one.removeprefix("COV-"), rating)} for one in sets}


def record(by: User, monitoring: Monitoring, rating: int = LOW, month: date | None = None, **facts: Any):
    """A month with every data set at this rating."""
    given = {"ratings": all_rated(monitoring, rating)} | facts
    month = month or timezone.localdate()
    return months.record_month(by=by, monitoring=monitoring, month=month, **given)


def decide(by: User, made: MonthlyRecord, rating: int | None = None, **facts: Any) -> MonthlyRecord:
    made.refresh_from_db()
    chosen = rating or made.suggested
    return months.decide_rating(by=by, record=made, version=made.version, rating=chosen, **facts)


def rate(
    by: User, monitoring: Monitoring, rating: int, day: date | None = None, **facts: Any
) -> MonthlyRecord:
    """The month of that day is recorded and its rating decided on that day."""
    day = day or timezone.localdate()
    made = record(by, monitoring, rating, month=month_of(day), **facts)
    return decide(by, made, decided_on=day)


def visits(monitoring: Monitoring, action: str = "", state: str = "planned") -> list[MonitoringAction]:
    rows = monitoring.actions.visits().filter(state=state)
    return list(rows.filter(action=action) if action else rows)
