"""Placements into a service are stopped for a time, or for good. Blackpool policy 7, 8; Coventry 3."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from providers.models import Service
from risk.models.council_only import CouncilOnly
from risk.models.decisions import RiskDecision


class SuspensionQuerySet(CouncilOnly, VersionedQuerySet):
    def in_force(self, day):
        """Those that hold on a day: the last day agreed still counts, the day of lifting does not."""
        return self.filter(
            Q(until_on=None) | Q(until_on__gte=day),
            Q(lifted_on=None) | Q(lifted_on__gt=day),
            from_on__lte=day,
        )

    def to_come(self, day):
        return self.filter(from_on__gt=day, lifted_on=None)

    def not_over(self, day):
        """In force, or begins later."""
        return self.in_force(day) | self.to_come(day)


@pghistory.track()
class Suspension(Versioned):
    """Nobody is placed in a service from a day on. Blackpool policy 7, 8; Coventry 3.

    Several can hold at once, as CQC's and the council's on different dates: the service takes people again when none
    does. `until_on` is the last day, where one is agreed; without it the suspension holds until somebody lifts it.
    A mandatory one that took the place of a voluntary agreement names it in `replaces`; both stay.
    """

    class Kind(models.TextChoices):
        TEMPORARY = "temporary", "Temporary suspension"
        VOLUNTARY = "voluntary", "Voluntary agreement to limit placements"
        CEASE = "cease", "Commissioning ceases"
        RESTRICTION = "restriction", "Restriction of admissions"

    class By(models.TextChoices):
        COUNCIL = "council", "Council"
        NHS = "nhs", "NHS commissioner"
        CQC = "cqc", "CQC"
        PROVIDER = "provider", "Provider, of its own accord"

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="suspensions")
    decision = models.ForeignKey(
        RiskDecision, on_delete=models.PROTECT, related_name="suspensions", null=True, blank=True
    )
    kind = models.CharField(max_length=20, choices=Kind)
    imposed_by = models.CharField("who stops placements", max_length=20, choices=By)
    from_on = models.DateField("from")
    until_on = models.DateField("last day", null=True, blank=True)
    review_on = models.DateField("date of the review", null=True, blank=True)
    reason = models.TextField(max_length=4000)
    effect = models.TextField("what it means for capacity", max_length=1000, blank=True)
    interim = models.TextField("interim arrangements", max_length=2000, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        related_name="replaced_by",
        null=True,
        blank=True,
        verbose_name="the voluntary agreement that it took the place of",
    )
    lifted_on = models.DateField("lifted on", null=True, blank=True)
    lifted_reason = models.TextField("why it was lifted", max_length=2000, blank=True)
    lifted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="suspension_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_reason="", lifted_by=None)
                | (Q(lifted_on__isnull=False, lifted_by__isnull=False) & ~Q(lifted_reason="")),
                name="suspension_lifted_says_why",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on=None) | Q(lifted_on__gte=F("from_on")), name="suspension_lifted_after_start"
            ),
            models.CheckConstraint(
                condition=Q(kind="voluntary", imposed_by="provider")
                | (~Q(kind="voluntary") & ~Q(imposed_by="provider")),
                name="suspension_voluntary_by_provider",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["service", "from_on"], condition=Q(lifted_on=None), name="suspension_open")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.service}"

    def get_absolute_url(self):
        return reverse("risk:suspension-detail", args=[self.pk])
