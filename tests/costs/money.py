"""People and costs of days that have gone by, for tests about money."""

from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from costs.models import Cost
from costs.operations.costs import record_cost
from tests.factories.trackers import EntryFactory

TODAY = timezone.localdate()


def ago(days) -> date:
    return TODAY - timedelta(days=days)


def person(event, funding="this_council", body=None, **facts):
    return EntryFactory(event=event, funding_type=funding, funding_authority=body, **facts)


def nights(by, entry, *, since=13, until=7, total="700.00", **facts) -> Cost:
    """Seven nights that cost £700."""
    facts = {"kind": "nights", "first_on": ago(since), "last_on": ago(until), "total": Decimal(total)} | facts
    return record_cost(by=by, event=entry.event, entry=entry, **facts)


def bears(cost) -> list[tuple[str, str]]:
    """Who bears a cost, and how much of it, in the order of the days."""
    return [(part.bearer, str(part.amount)) for part in cost.parts.filter(ended_at=None)]


def at(name, *args):
    return reverse(f"costs:{name}", args=args)


def day(name, when):
    return {f"{name}-day": when.day, f"{name}-month": when.month, f"{name}-year": when.year}


def typed(**facts):
    return {"kind": "nights", **day("first_on", ago(13)), **day("last_on", ago(7)), "total": "700"} | facts


def html(answer):
    return answer.content.decode()
