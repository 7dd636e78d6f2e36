"""Action plans: what a provider puts right, by whom and by when. Blackpool policy 8, App 4."""

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Organisation, User
from accounts.versions import Versioned, VersionedQuerySet
from events.models import Procedure
from providers.models import Provider, Service
from risk.models.assessments import Grading
from risk.models.concerns import Concern
from risk.models.decisions import RiskDecision


class ProviderAccessQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.none() if user.is_partner else self

    def current(self):
        return self.filter(ended_at=None)


@pghistory.track()
class ProviderAccess(models.Model):
    """A provider's own organisation, whose people may open what was shown to that provider. Blackpool policy 8."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="provider_accesses")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="accesses")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ProviderAccessQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at=None), name="provider_access_one_provider"
            )
        ]

    def __str__(self):
        return f"{self.organisation} for {self.provider}"

    def get_absolute_url(self):
        return self.provider.get_absolute_url()


def of_own_provider(user, provider: str) -> Exists:
    """Whether the provider at the path `provider` is the one that this person acts for."""
    return Exists(
        ProviderAccess.objects.current().filter(
            organisation=user.organisation_id, provider=OuterRef(provider)
        )
    )


class ActionPlanQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """The council has all, a provider those of its own services that were shown to it; partners none."""
        if user.is_provider:
            return self.filter(of_own_provider(user, "service__provider"), shown_at__isnull=False)
        return self.none() if user.is_partner else self

    def open(self):
        return self.filter(closed_on=None)


@pghistory.track()
class ActionPlan(Versioned):
    """One action plan of a service; the next one carries over what is not met. Blackpool policy 8, App 4.

    `shown_at`: from then on the provider's own people see it and answer in it.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="action_plans")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        RiskDecision, on_delete=models.PROTECT, related_name="action_plans", null=True, blank=True
    )
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True
    )
    started_on = models.DateField("date of the plan")
    agreed_with = models.CharField("agreed with, for the provider", max_length=200)
    review_on = models.DateField("date of the review")
    shown_at = models.DateTimeField("shown to the provider", null=True, blank=True)
    closed_on = models.DateField("closed", null=True, blank=True)
    outcome = models.TextField("what the plan came to", max_length=4000, blank=True)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        permissions = [("answer_actionplan", "May answer in the action plans of the own provider")]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="action_plan_number_once"),
            models.UniqueConstraint(
                fields=["service"], condition=Q(closed_on=None), name="action_plan_one_open_per_service"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="action_plan_closed_says_outcome",
            ),
        ]

    def __str__(self):
        return f"Action plan {self.number} of {self.service}"

    def get_absolute_url(self):
        return reverse("risk:plan-detail", args=[self.pk])


class ActionPlanRowQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        return self.filter(plan__in=ActionPlan.objects.visible_to(user)) if user.is_partner else self

    def late(self, today):
        """Rows of open plans that are not met although their date has gone by."""
        rows = self.filter(plan__closed_on=None, met_on=None, due_on__lt=today, next_step="")
        return rows.exclude(met_otherwise=ActionPlanRow.Met.YES)


@pghistory.track()
class ActionPlanRow(Versioned):
    """One row of the template. Blackpool policy App 4.

    `number` is the concern's and stays with it when it is carried over; `carried_from` is the row of the plan before.
    Y or N follows from `met_on` and `due_on`; `met_otherwise` is a person's other answer, with its reason.
    """

    class Source(models.TextChoices):
        ASSESSMENT = "assessment", "Risk assessment"
        CONCERN = "concern", "Concern"
        VISIT = "visit", "Monitoring visit"
        COMPLAINT = "complaint", "Complaint"
        CCG = "ccg", "NHS commissioner’s improvement plan"
        OTHER = "other", "Something else"

    class Met(models.TextChoices):
        YES = "Y", "Y: it was completed by the due date"
        NO = "N", "N: it was not"

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveSmallIntegerField("concern no.")
    source = models.CharField(max_length=20, choices=Source)
    source_words = models.CharField("which one", max_length=300, blank=True)
    grading = models.ForeignKey(Grading, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    concern = models.ForeignKey(
        Concern, on_delete=models.PROTECT, related_name="plan_rows", null=True, blank=True
    )
    nature = models.TextField("nature of concern", max_length=2000)
    action = models.TextField("action required", max_length=2000)
    response = models.TextField("provider’s response", max_length=2000, blank=True)
    by_whom = models.CharField("by whom", max_length=200)
    due_on = models.DateField("by when")
    measure = models.TextField("means by which compliance will be measured", max_length=2000, blank=True)
    evidence = models.TextField("evidence", max_length=4000, blank=True)
    said_done_on = models.DateField("the provider says it was done on", null=True, blank=True)
    met_on = models.DateField("completed on", null=True, blank=True)
    met_otherwise = models.CharField("completed by due date", max_length=1, choices=Met, blank=True)
    met_reason = models.TextField("reason for the other answer", max_length=1000, blank=True)
    next_step = models.CharField(max_length=100, blank=True)
    next_step_note = models.TextField("about the next step", max_length=1000, blank=True)
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="carried_to", null=True, blank=True
    )
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="first row"
    )

    objects = ActionPlanRowQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="action_plan_row_number_once"),
            models.CheckConstraint(
                condition=Q(met_otherwise="") | ~Q(met_reason=""), name="action_plan_row_says_why_otherwise"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(met_on=None), name="plan_row_due")]

    def __str__(self):
        return f"Concern {self.number}"
