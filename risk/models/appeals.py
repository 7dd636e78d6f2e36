"""A provider's appeal at any stage, and letters about any step. Blackpool policy 7, 10."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from providers.models import Service
from risk.models.action_plans import ActionPlan
from risk.models.contracts import Contract
from risk.models.council_only import CouncilOnly
from risk.models.decisions import RiskDecision
from risk.models.suspensions import Suspension
from risk.models.terminations import Termination

STEPS = ("decision", "plan", "suspension", "termination")


def exactly_one(*names: str) -> Q:
    """A condition: one of these references is set and no other."""
    found = Q()
    for name in names:
        found |= Q(**{f"{other}__isnull": other != name for other in names})
    return found


class AboutAStep(models.Model):
    """Something about one step of dealing with poor performance: exactly one of the references is set."""

    decision = models.ForeignKey(
        RiskDecision, on_delete=models.PROTECT, related_name="%(class)ss", null=True, blank=True
    )
    plan = models.ForeignKey(
        ActionPlan, on_delete=models.PROTECT, related_name="%(class)ss", null=True, blank=True
    )
    suspension = models.ForeignKey(
        Suspension, on_delete=models.PROTECT, related_name="%(class)ss", null=True, blank=True
    )
    termination = models.ForeignKey(
        Termination, on_delete=models.PROTECT, related_name="%(class)ss", null=True, blank=True
    )

    class Meta:
        abstract = True

    @property
    def about(self):
        """The step itself."""
        return self.decision or self.plan or self.suspension or self.termination


class AppealQuerySet(CouncilOnly, VersionedQuerySet):
    def open(self):
        return self.filter(settled_on=None)


@pghistory.track()
class Appeal(AboutAStep, Versioned):
    """A provider disputes a step, by the procedure of its contract. Blackpool policy 10.

    An appeal changes nothing of what it is about: protective measures stay until somebody lifts them. `interim` is what
    safety needs meanwhile, and no more than that.
    """

    class State(models.TextChoices):
        LODGED = "lodged", "Lodged"
        WITHDRAWN = "withdrawn", "Withdrawn"
        UPHELD = "upheld", "Upheld"
        PARTLY = "partly", "Upheld in part"
        DISMISSED = "dismissed", "Not upheld"

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="risk_appeals")
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="appeals", null=True, blank=True
    )
    clause = models.CharField("clause on disputes", max_length=900)
    lodged_on = models.DateField("lodged on")
    lodged_by = models.CharField("lodged by, for the provider", max_length=200)
    grounds = models.TextField(max_length=4000)
    interim = models.TextField("interim arrangements", max_length=2000)
    was_over = models.CharField("how the step stood", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.LODGED)
    settled_on = models.DateField("settled on", null=True, blank=True)
    outcome = models.TextField("outcome in words", max_length=4000, blank=True)
    follows = models.TextField("what follows, also for people who moved", max_length=4000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["-lodged_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=exactly_one(*STEPS), name="appeal_against_one_step"),
            models.CheckConstraint(
                condition=Q(state="lodged", settled_on=None)
                | (~Q(state="lodged") & Q(settled_on__isnull=False) & ~Q(outcome="")),
                name="appeal_settled_in_full",
            ),
        ]

    def __str__(self):
        return f"Appeal: {self.service}"

    def get_absolute_url(self):
        return reverse("risk:appeal-detail", args=[self.pk])


@pghistory.track()
class Letter(AboutAStep):
    """A letter to the provider or another agency about a step, sent outside this service and kept here. Blackpool 7."""

    appeal = models.ForeignKey(
        Appeal, on_delete=models.PROTECT, related_name="letters", null=True, blank=True
    )
    sent_on = models.DateField("date of the letter")
    sent_to = models.CharField("sent to", max_length=200)
    how = models.CharField("how it was sent", max_length=100)
    says = models.TextField("what it says", max_length=2000)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = CouncilOnly.as_manager()

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=exactly_one(*STEPS, "appeal"), name="letter_about_one_step")
        ]

    def __str__(self):
        return f"Letter to {self.sent_to}"

    @property
    def about(self):
        return self.appeal or super().about
