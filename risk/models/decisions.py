"""What was decided about a poorly performing service, and by which meeting. Blackpool policy 7."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from events.models import Meeting, Procedure
from providers.models import Service
from risk.models.assessments import RiskAssessment
from risk.models.council_only import CouncilOnly


@pghistory.track()
class RiskMeeting(models.Model):
    """A Performance Management Meeting or a Risk Summit about one service. Blackpool policy 7.

    `level` and `category` are those of the assessment in force that day, in the procedure's words; they say which
    actions are suggested. `meeting` is the event's meeting, where it was one.
    """

    class Kind(models.TextChoices):
        PERFORMANCE = "performance", "Performance Management Meeting"
        SUMMIT = "summit", "Risk Summit"

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="risk_meetings")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    held_on = models.DateField("date of the meeting")
    attendees = models.TextField("who took part", max_length=2000)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="risk_meetings", null=True, blank=True
    )
    assessment = models.ForeignKey(
        RiskAssessment, on_delete=models.PROTECT, related_name="risk_meetings", null=True, blank=True
    )
    level = models.CharField("level of risk", max_length=40, blank=True)
    category = models.CharField("poor performance category", max_length=100, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = CouncilOnly.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["service", "-held_on"], name="risk_meeting_of_service")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.service}"

    def get_absolute_url(self):
        return reverse("risk:meeting-detail", args=[self.pk])


class RiskDecisionQuerySet(CouncilOnly):
    def to_review(self):
        """Those whose review date is set and nobody has said what the review found."""
        return self.filter(review_on__isnull=False, reviewed_on=None)


@pghistory.track()
class RiskDecision(models.Model):
    """The options that a meeting chose, why, and when that is looked at again. Blackpool policy 7.

    `options` are ids of the procedure's list, `labels` their words on that day. A decision is never rewritten: what
    changes is decided anew, and `reviewed_on` closes this one.
    """

    meeting = models.ForeignKey(RiskMeeting, on_delete=models.PROTECT, related_name="decisions")
    options = ArrayField(models.CharField(max_length=40))
    labels = ArrayField(models.CharField(max_length=200))
    reason = models.TextField("reason", max_length=4000)
    outside = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    outside_reason = models.TextField("reason for going outside the level", max_length=2000, blank=True)
    decided_by = models.CharField("decided by", max_length=200)
    review_on = models.DateField("date of the review")
    reviewed_on = models.DateField("reviewed on", null=True, blank=True)
    review_outcome = models.TextField("outcome of the review", max_length=4000, blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = RiskDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(options=[]), name="risk_decision_chooses_something"),
            models.CheckConstraint(
                condition=Q(outside=[]) | ~Q(outside_reason=""), name="risk_decision_outside_says_why"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on=None, review_outcome="", reviewed_by=None)
                | (Q(reviewed_on__isnull=False, reviewed_by__isnull=False) & ~Q(review_outcome="")),
                name="risk_decision_reviewed_with_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["review_on"], condition=Q(reviewed_on=None), name="risk_decision_review_due")
        ]

    def __str__(self):
        return f"Decision: {', '.join(self.labels)}"

    def get_absolute_url(self):
        return f"{reverse('risk:meeting-detail', args=[self.meeting_id])}#decision-{self.pk}"

    @property
    def service(self) -> Service:
        return self.meeting.service
