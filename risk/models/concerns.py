"""What is said against a service, with its date and where it came from. Blackpool policy 3."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from events.models import Procedure
from providers.models import Provider, Service


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Concerns are the council's own; partners see none."""
        return self.none() if user.is_partner else self

    def open(self):
        return self.filter(ended_on=None)


@pghistory.track()
class Concern(models.Model):
    """One concern about a provider or one of its services, with the indicators it shows. Blackpool policy 3.

    `indicators` are ids of the list in `procedure`, the version whose words were on the page.
    """

    class Source(models.TextChoices):
        COMPLAINT = "complaint", "Complaint"
        SAFEGUARDING = "safeguarding", "Safeguarding referral"
        VISIT = "visit", "Monitoring visit"
        CQC = "cqc", "CQC"
        STAFF = "staff", "Social work or health staff"
        OTHER = "other", "Somebody else"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="concerns")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="concerns", null=True, blank=True
    )
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    indicators = ArrayField(models.CharField(max_length=40))
    source = models.CharField("where it came from", max_length=20, choices=Source)
    told_by = models.CharField("who raised it, or its reference", max_length=200, blank=True)
    raised_on = models.DateField("date of the concern")
    details = models.TextField("what the concern is", max_length=4000)
    assessment = models.ForeignKey(
        "risk.InitialAssessment", on_delete=models.PROTECT, related_name="concerns", null=True, blank=True
    )
    ended_on = models.DateField("date it was settled", null=True, blank=True)
    ended_reason = models.TextField("how it was settled", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(indicators=[]), name="concern_shows_something"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_reason="")
                | (Q(ended_on__isnull=False) & ~Q(ended_reason="")),
                name="concern_ended_says_how",
            ),
        ]
        indexes = [models.Index(fields=["provider", "-raised_on"], name="concern_of_provider")]

    def __str__(self):
        return f"{self.get_source_display()}: {self.service or self.provider}"

    def get_absolute_url(self):
        return reverse("risk:concern-history", args=[self.provider_id])
