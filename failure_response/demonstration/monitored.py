"""Risk-based monitoring in the demonstration: eight services, two months, one with weekly visits."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from accounts.models import User
from events.rules.monitoring import data_sets, month_of, months_after
from providers.models import Service
from risk.models import Monitoring, MonthlyRecord
from risk.operations import market_reports, monitoring, months, visits

LOW, MEDIUM, HIGH = 1, 2, 3
# Of each service: the rating of each data set last month, of this month (none: not updated), and the spend in pounds.
SERVICES = (
    ((2, 2, 2, 3, 2, 2, 2), (2, 2, 3, 3, 2, 3, 2), 1_240_000),
    ((1, 1, 1, 1, 1, 1, 1), (1, 2, 1, 2, 1, 1, 1), 610_000),
    ((3, 2, 2, 2, 1, 2, 2), (2, 1, 1, 1, 1, 1, 1), 1_000_000),
    ((1, 1, 1, 1, 1, 2, 1), (1, 1, 1, 1, 1, 2, 1), 480_000),
    ((1, 1, 1, 1, 1, 1, 1), None, 395_000),
    ((1, 1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 1, 1), 720_000),
    ((2, 1, 1, 1, 1, 1, 1), None, 845_000),
    ((1, 1, 1, 1, 1, 1, 1), (1, 1, 1, 1, 1, 1, 1), 150_000),
)
NOTES = (
    "Two carers on each floor. Call bells answered within three minutes in the hour that we were there.",
    "The medicines round was late. The manager showed the new rota, which starts on Monday.",
    "Care plans of the sample were up to date. Turning charts had no gaps this week.",
)


ANALYSIS = "Staff leave homes in the north of the county; two homes there share one agency for nights."
FIRST_LOOK = (
    "Look at nights in every home that uses the agency.\nAsk the ICB for hospital admissions by home."
)
NEXT_LOOK = "Visit the homes whose rating rose, first at night.\nAsk for the data of the two that sent none."


class Watching(NamedTuple):
    """Plays the work of the contracts officer over two months."""

    officer: User
    today: date

    def play(self, services: list[Service]) -> None:
        """The first service comes to High Risk and is visited each week; the third drops from it to Medium Risk."""
        for service, (before, now, spend) in zip(services, SERVICES, strict=False):
            month = months_after(month_of(self.today), -1)
            row = monitoring.begin_monitoring(
                by=self.officer, service=service, officer=self.officer, started_on=months_after(month, -3)
            )
            self.rate(row, month, before, spend, month + timedelta(days=6))
            if max(before) == HIGH:
                self.visit(row)
            if now:
                self.rate(row, month_of(self.today), now, spend, self.today)
        self.recommend()

    def recommend(self) -> None:
        """Last month's report was presented; this month's is being written."""
        this = month_of(self.today)
        market_reports.write_report(
            by=self.officer, month=months_after(this, -1), analysis=ANALYSIS, recommendations=FIRST_LOOK,
            presented_on=this, presented_to="Market Management Group",
        )  # fmt: skip
        market_reports.write_report(by=self.officer, month=this, recommendations=NEXT_LOOK)

    def rate(self, row: Monitoring, month: date, given: tuple, spend: int, on: date) -> MonthlyRecord:
        pack = monitoring.required_instrument()[1]
        sets = data_sets(pack, row.service.service_types)
        heavy = pack.monitoring.significances
        ratings = {
            one.id: {"rating": value, "significance": heavy[value - 1], "source": "Monthly return"}
            for one, value in zip(sets, given, strict=False)
        }
        made = months.record_month(
            by=self.officer, monitoring=row, month=month, ratings=ratings, spend=Decimal(spend)
        )
        return months.decide_rating(
            by=self.officer, record=made, version=made.version, rating=made.suggested, decided_on=on
        )

    def visit(self, row: Monitoring) -> None:
        """The visits that were due are made but one, which nobody could make, and the last, which is late."""
        due = list(row.actions.planned().visits().filter(due_on__lt=self.today).order_by("due_on"))
        for number, one in enumerate(due[:-1]):
            facts = {"by": self.officer, "action": one, "version": one.version}
            if number == 2:
                visits.record_not_done(reason="The home was closed to visitors: norovirus.", **facts)
            else:
                note = NOTES[number % len(NOTES)]
                visits.record_done(done_on=one.due_on, visited_by="Contracts officer", notes=note, **facts)
