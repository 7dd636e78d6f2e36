"""Whether a contract is ended, and what was tried before. Blackpool policy 9."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models import Checklist, Procedure
from providers.models import Service
from risk.models.contracts import Contract
from risk.models.council_only import CouncilOnly
from risk.models.decisions import RiskDecision


class TerminationQuerySet(CouncilOnly, VersionedQuerySet):
    def open(self):
        return self.filter(settled_on=None)


@pghistory.track()
class Termination(Versioned):
    """The council considers to end the contract of a service. Blackpool policy 9.

    `considerations` are ids of the procedure's list, `labels` their words. What was tried is not copied: the page reads
    the action plans. `checklist` is the plan for the people, if it should come to it; without one there is a warning.
    """

    class Outcome(models.TextChoices):
        ENDED = "ended", "The contract is ended"
        CONTINUES = "continues", "The contract continues"

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="terminations")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        RiskDecision, on_delete=models.PROTECT, related_name="terminations", null=True, blank=True
    )
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="terminations", null=True, blank=True
    )
    clause = models.CharField("clause", max_length=900)
    considerations = ArrayField(models.CharField(max_length=40))
    labels = ArrayField(models.CharField(max_length=300))
    evidence = models.TextField("what shows it", max_length=4000)
    weighing = models.TextField("disruption weighed against the duty of care", max_length=4000)
    checklist = models.ForeignKey(
        Checklist, on_delete=models.PROTECT, related_name="terminations", null=True, blank=True
    )
    opened_on = models.DateField("considered since")
    settled_on = models.DateField("settled on", null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    reason = models.TextField("reason for the outcome", max_length=4000, blank=True)
    decided_by = models.CharField("decided by", max_length=200, blank=True)
    ends_on = models.DateField("last day of the contract", null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = TerminationQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(considerations=[]), name="termination_rests_on_something"),
            models.CheckConstraint(
                condition=Q(settled_on=None, outcome="", reason="")
                | (Q(settled_on__isnull=False) & ~Q(outcome="") & ~Q(reason="")),
                name="termination_settled_in_full",
            ),
            models.UniqueConstraint(
                fields=["service"], condition=Q(settled_on=None), name="termination_one_open_per_service"
            ),
        ]

    def __str__(self):
        return f"Termination considered: {self.service}"

    def get_absolute_url(self):
        return reverse("risk:termination-detail", args=[self.pk])
