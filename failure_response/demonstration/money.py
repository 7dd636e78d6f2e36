"""What one event cost: nights and transport of people who moved, staff at the service, a charge, two claims."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from accounts.models import User
from costs.models import Bearer
from costs.operations import charges, claims, costs
from events.models import FailureEvent
from trackers.models import TrackerEntry

NOT_YET = 1  # person who moved and whose invoices have not come
NIGHTS = 14  # until the new home's own contract
NIGHT = Decimal("112.35")


class Money(NamedTuple):
    """Plays the costs of one event in which people have moved."""

    by: User
    event: FailureEvent
    today: date

    def play(self) -> None:
        moved = list(TrackerEntry.objects.filter(event=self.event, moved_on__isnull=False).order_by("pk"))
        for place, entry in enumerate(moved[NOT_YET:]):
            self.pay_for(entry, place)
        self.pay_staff()
        self.charge(moved[NOT_YET:])
        self.claim()

    def pay_for(self, entry: TrackerEntry, place: int) -> None:
        """The first nights after the move, and the journey of some."""
        last = entry.moved_on + timedelta(days=NIGHTS - 1)
        days = {"first_on": entry.moved_on, "last_on": min(last, self.today)}
        facts = {"event": self.event, "entry": entry, "supplier": entry.destination}
        costs.record_cost(by=self.by, kind="nights", rate=NIGHT + place, **days, **facts)
        if place % 2 == 0:
            facts |= {
                "first_on": entry.moved_on,
                "last_on": entry.moved_on,
                "supplier": "Wheelbright Transport",
            }
            costs.record_cost(by=self.by, kind="transport", total=Decimal("64.50"), **facts)

    def pay_staff(self) -> None:
        """Agency staff in the last week of the service."""
        last = self.event.closes_on
        costs.record_cost(
            by=self.by, event=self.event, kind="staffing", first_on=last - timedelta(days=6), last_on=last,
            quantity=Decimal(84), rate=Decimal("21.75"), supplier="Northfield Agency", notes="Two night carers.",
        )  # fmt: skip

    def charge(self, people: list[TrackerEntry]) -> None:
        """One self-funder pays for the journey; the rest of the cost is not charged yet."""
        own = next((one for one in people if one.funding_type == TrackerEntry.Funding.SELF_FUNDER), None)
        limit = costs.chargeable(own, own.moved_on, own.moved_on) if own else Decimal(0)
        reading = {"entry": own, "first_on": own.moved_on, "last_on": own.moved_on} if limit else {}
        if reading:
            basis = "Fairer Charging assessment"
            charges.record_charge(by=self.by, amount=Decimal("40.00"), basis=basis, **reading)

    def claim(self) -> None:
        """The other council's was sent; that on the integrated care board is to be agreed."""
        parts = self.event.costparts.filter(ended_at=None, body__isnull=False)
        for bearer, body in parts.order_by("bearer").values_list("bearer", "body").distinct():
            named = self.event.costparts.filter(body=body).first().body
            claim = claims.make_claim(by=self.by, event=self.event, bearer=bearer, body=named)
            if bearer != Bearer.ICB:
                claims.send_claim(
                    by=self.by,
                    claim=claim,
                    version=claim.version,
                    sent_on=self.today,
                    sent_to="Adult social care finance",
                )
