"""One of each thing about money, made by operations: of an event, and of people."""

from datetime import date
from decimal import Decimal

from accounts.models import User
from costs.operations.charges import record_charge, record_shares
from costs.operations.claims import make_claim
from costs.operations.costs import record_cost
from events.models import FailureEvent
from trackers.models import TrackerEntry


def fill_money(by: User, event: FailureEvent, today: date) -> None:
    """Staff at the service, claimed from the provider."""
    facts = {"event": event, "kind": "staffing", "first_on": today, "last_on": today, "supplier": "An agency"}
    record_cost(by=by, total=Decimal(480), quantity=Decimal(24), **facts)
    make_claim(by=by, event=event, bearer="provider", reference="x", notes="y")


def fill_own_money(by: User, entries: list[TrackerEntry], today: date) -> None:
    """A cost of each person, shares of it, and a charge of nothing."""
    days = {"first_on": today, "last_on": today}
    for entry in entries:
        if entry.costsplits.exists():
            continue
        about = {"by": by, "entry": entry}
        record_cost(
            event=entry.event, kind="other", total=Decimal(700), notes="x", supplier="y", **days, **about
        )
        record_shares(council_percent=Decimal(100), agreed_with="Somebody", **days, **about)
        record_charge(amount=Decimal(0), basis="x", **days, **about)
