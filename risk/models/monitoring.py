"""Risk-based monitoring: which services, monthly data and rating, visits and actions. Coventry outline App 1."""

from datetime import date
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Organisation, User
from accounts.versions import Versioned, VersionedQuerySet
from events.models import Procedure
from providers.models import Service


class CouncilsOwn(VersionedQuerySet):
    def visible_to(self, user):
        """Monitoring is the council's own; partners see none."""
        return self.none() if user.is_partner else self


@pghistory.track()
class MonitoringSetting(Versioned):
    """The council's own figures: the spend that picks out providers, and how early visits are told of. COV-RB04."""

    council = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    spend_over = models.DecimalField("spend a year", max_digits=12, decimal_places=2)
    remind_days = models.PositiveSmallIntegerField("working days before a visit", default=2)

    objects = CouncilsOwn.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(spend_over__gt=0), name="monitoring_spend_over_nothing"),
            models.CheckConstraint(
                condition=Q(remind_days__lte=20), name="monitoring_reminds_within_a_month"
            ),
        ]

    def __str__(self):
        return "Figures of monitoring"


class MonitoringQuerySet(CouncilsOwn):
    def current(self):
        return self.filter(ended_on=None)

    def without_month(self, month: date):
        """Those whose data of the month (its first day) nobody has recorded. COV-RB12."""
        there = MonthlyRecord.objects.filter(monitoring=OuterRef("pk"), month=month)
        return self.filter(started_on__lt=_after(month)).filter(~models.Exists(there))

    def as_of(self, month: date):
        """Each with its rating and spend by then (`rated`, `rated_label`, `rated_month`, `spend`, `data_month`) and its
        visits (`last_visit`, `next_visit`). One query.
        """
        months = MonthlyRecord.objects.filter(monitoring=OuterRef("pk"), month__lte=month).order_by("-month")
        rated = months.filter(rating__isnull=False)
        visits = MonitoringAction.objects.filter(monitoring=OuterRef("pk"), is_visit=True).order_by()
        made = visits.filter(done_on__lt=_after(month)).values("monitoring").annotate(day=Max("done_on"))
        planned = visits.planned().values("monitoring").annotate(day=Min("due_on"))
        return self.annotate(
            rated=Subquery(rated.values("rating")[:1]),
            rated_label=Subquery(rated.values("rating_label")[:1]),
            rated_month=Subquery(rated.values("month")[:1]),
            spend=Subquery(months.filter(spend__isnull=False).values("spend")[:1]),
            data_month=Subquery(months.values("month")[:1]),
            last_visit=Subquery(made.values("day")[:1]),
            next_visit=Subquery(planned.values("day")[:1]),
        )


@pghistory.track()
class Monitoring(Versioned):
    """That the council monitors a service, and who there plans its visits. Coventry outline App 1."""

    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="monitoring")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField("monitored since")
    ended_on = models.DateField("no longer monitored since", null=True, blank=True)
    ended_reason = models.TextField("why it is no longer monitored", max_length=2000, blank=True)

    objects = MonitoringQuerySet.as_manager()

    class Meta:
        ordering = ["service__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_reason="")
                | (Q(ended_on__isnull=False) & ~Q(ended_reason="")),
                name="monitoring_ended_says_why",
            ),
        ]

    def __str__(self):
        return f"Monitoring of {self.service}"

    def get_absolute_url(self):
        return reverse("risk:monitoring-detail", args=[self.service.cqc_id])


@pghistory.track()
class MonthlyRecord(Versioned):
    """The data of one month about a service, and the overall rating. COV-RB03, COV-RB12.

    `month` is the first day of the month. `ratings` maps the id of a data set to {rating, significance, source,
    notes}; rating is a value of the procedure, or is left out. `suggested` is the highest of them; `rating` is what a
    person decided, and `weighed` what was suggested then.
    """

    monitoring = models.ForeignKey(Monitoring, on_delete=models.PROTECT, related_name="months")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    ratings = models.JSONField("ratings of the data sets", default=dict, blank=True)
    spend = models.DecimalField("spend a year", max_digits=12, decimal_places=2, null=True, blank=True)
    suggested = models.PositiveSmallIntegerField(null=True, blank=True)
    suggested_label = models.CharField("suggested rating", max_length=200, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    rating_label = models.CharField("overall rating", max_length=200, blank=True)
    weighed = models.PositiveSmallIntegerField("what was suggested then", null=True, blank=True)
    reason = models.TextField("reason for the rating", max_length=2000, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = CouncilsOwn.as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["monitoring", "month"], name="monthly_record_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="monthly_record_of_a_month"),
            models.CheckConstraint(
                condition=Q(rating=None, decided_on=None, decided_by=None)
                | Q(rating__isnull=False, decided_on__isnull=False, decided_by__isnull=False),
                name="monthly_record_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating=models.F("weighed")) | ~Q(reason=""),
                name="monthly_record_other_rating_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(spend=None) | Q(spend__gte=Decimal(0)), name="monthly_record_spend"
            ),
        ]

    def __str__(self):
        return f"{self.monitoring.service}, {self.month:%B %Y}"

    def get_absolute_url(self):
        return reverse("risk:month-detail", args=[self.pk])

    @property
    def is_overridden(self) -> bool:
        return self.rating is not None and self.rating != self.weighed

    @property
    def is_behind(self) -> bool:
        """The data say something else now than when the rating was decided."""
        return self.rating is not None and self.suggested != self.weighed


class MonitoringActionQuerySet(CouncilsOwn):
    def planned(self):
        return self.filter(state=MonitoringAction.State.PLANNED)

    def visits(self):
        return self.filter(is_visit=True)

    def late(self, today: date):
        return self.planned().filter(due_on__lt=today)


@pghistory.track()
class MonitoringAction(Versioned):
    """One visit or other action that a rating asks for, or a person added. Coventry outline App 1.

    A visit has a day; other actions have none, because the outline gives none. What a rating asks for no longer is
    cancelled and stays to be read. `action` is its id in `procedure`, `every` how often as printed.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        DONE = "done", "Done"
        NOT_DONE = "not_done", "Not done"
        CANCELLED = "cancelled", "Cancelled"

    monitoring = models.ForeignKey(Monitoring, on_delete=models.PROTECT, related_name="actions")
    record = models.ForeignKey(MonthlyRecord, on_delete=models.PROTECT, related_name="actions")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    label = models.CharField("what is done", max_length=500)
    every = models.CharField("how often", max_length=200, blank=True)
    is_visit = models.BooleanField(default=False)
    is_required = models.BooleanField(default=True)
    due_on = models.DateField("due", null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    done_on = models.DateField("done on", null=True, blank=True)
    visited_by = models.CharField("who visited, or did it", max_length=200, blank=True)
    notes = models.TextField("notes of the visit", max_length=10000, blank=True)
    reason = models.TextField("why it was not done", max_length=2000, blank=True)

    objects = MonitoringActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_visit=False) | Q(due_on__isnull=False), name="monitoring_visit_has_day"
            ),
            models.CheckConstraint(
                condition=(Q(state="done", done_on__isnull=False) & ~Q(visited_by=""))
                | (Q(state__in=["not_done", "cancelled"], done_on=None) & ~Q(reason=""))
                | Q(state="planned", done_on=None),
                name="monitoring_action_says_what_became_of_it",
            ),
            models.UniqueConstraint(
                fields=["monitoring", "action", "due_on"], condition=Q(state="planned"),
                nulls_distinct=False, name="monitoring_action_planned_once",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="planned"), name="monitoring_action_due"),
        ]

    def __str__(self):
        return f"{self.label}: {self.monitoring.service}"

    def get_absolute_url(self):
        return reverse("risk:action-detail", args=[self.pk])


def _after(month: date) -> date:
    """The first day after a month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
