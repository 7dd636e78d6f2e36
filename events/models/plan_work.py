"""What is kept of a plan besides its actions: dates moved together, and whether all is ready."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from events.models.event import FailureEvent
from events.models.meeting import Meeting
from events.models.plan import Checklist


class OfPlansQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the events the user may open. A partner sees none: plans name other agencies' people and work."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))


@pghistory.track(exclude=["was", "left_out"])
class PlanShift(models.Model):
    """Due dates of several actions moved at once, with the reason. Each action's own history tells it too.

    Blackpool policy App 5: the Due Date column.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="plan_shifts")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="shifts")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    moved = models.CharField("how", max_length=100)  # in words: "7 days later"
    reason = models.TextField(max_length=2000)
    actions = models.PositiveIntegerField("actions moved")
    was = models.JSONField(default=list)  # [key of the step, its day before, why then, its day after]
    left_out = models.JSONField(default=list)  # [key of the step, why its day was not moved]
    taken_back_at = models.DateTimeField(null=True, blank=True)
    put_back = models.PositiveIntegerField("actions put back", null=True, blank=True)

    objects = OfPlansQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="plan_shift_has_reason"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, put_back=None)
                | Q(taken_back_at__isnull=False, put_back__isnull=False),
                name="plan_shift_taken_back_says_what",
            ),
        ]

    def __str__(self):
        return f"{self.checklist}: {self.moved}"

    def get_absolute_url(self):
        return reverse("events:plan-shift", args=[self.event.reference, self.checklist.kind, self.pk])


@pghistory.track()
class ReadinessDecision(models.Model):
    """What the readiness meeting of a plan decided: go, or not yet, and why. Blackpool policy App 5, App 6."""

    class Outcome(models.TextChoices):
        GO = "go", "Ready: go ahead"
        NOT_YET = "not_yet", "Not yet"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="readiness_decisions")
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="readiness_decisions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="readiness_decisions", null=True, blank=True
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(max_length=2000)
    decided_on = models.DateField("date")
    decided_by = models.CharField("decided by", max_length=200)
    still_open = models.PositiveIntegerField("actions still open then")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = OfPlansQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(decided_by=""), name="readiness_says_who_and_why"
            )
        ]

    def __str__(self):
        return self.get_outcome_display()
