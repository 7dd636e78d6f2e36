"""What officers write to a month's monitoring report. Coventry outline App 1."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.versions import Versioned
from risk.models.monitoring import CouncilsOwn


class MarketReportQuerySet(CouncilsOwn):
    def of(self, month: date):
        """What was written to the report of a month (its first day)."""
        return self.filter(month=month)


@pghistory.track()
class MarketReport(Versioned):
    """The officers' analysis of the whole market, and whom to look at in the next month. COV-RB05, COV-RB06.

    The figures beside it are not kept here: the report reads them. `month` is the first day of the month.
    """

    month = models.DateField(unique=True)
    analysis = models.TextField("analysis of the whole market", max_length=10000, blank=True)
    recommendations = models.TextField("recommendations for next month", max_length=10000)
    presented_on = models.DateField("presented on", null=True, blank=True)
    presented_to = models.CharField("presented to", max_length=200, blank=True)

    objects = MarketReportQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="market_report_of_a_month"),
            models.CheckConstraint(condition=~Q(recommendations=""), name="market_report_recommends"),
        ]

    def __str__(self):
        return f"Monitoring report, {self.month:%B %Y}"

    def get_absolute_url(self):
        return reverse("risk:monthly-report", args=[self.month.year, self.month.month])
