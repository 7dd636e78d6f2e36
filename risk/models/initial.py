"""The Initial Assessment Of Concerns. Blackpool policy 5, App 1."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models import Procedure
from providers.models import Service


class InitialAssessmentQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """The council's own; partners see none."""
        return self.none() if user.is_partner else self

    def undecided(self):
        return self.filter(outcome=None)

    def to_follow_up(self):
        """Those whose outcome asks to look again, and nobody has."""
        return self.filter(follow_up_on__isnull=False, followed_up_on=None)


@pghistory.track()
class InitialAssessment(Versioned):
    """Nine criteria about one service, eight of them scored, and a person's outcome. Blackpool policy 5, App 1.

    `scores` maps the number of a criterion to the score of the option chosen. The total is shown and never decides.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="initial_assessments")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField("why it is made now", max_length=40)
    nature = models.TextField("what the nature of the concern is", max_length=4000)
    scores = models.JSONField(default=dict, blank=True)
    total = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome_label = models.CharField(max_length=200, blank=True)
    outcome_reason = models.TextField("reason for the outcome", max_length=4000, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    follow_up_on = models.DateField("look again on", null=True, blank=True)
    followed_up_on = models.DateField("looked at again on", null=True, blank=True)
    followed_up_note = models.TextField("what was found then", max_length=2000, blank=True)
    started_on = models.DateField("date of the assessment")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = InitialAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=None)
                | (Q(decided_on__isnull=False, decided_by__isnull=False, total__isnull=False)
                   & ~Q(outcome_reason="")),
                name="initial_assessment_decided_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(followed_up_on=None) | Q(follow_up_on__isnull=False),
                name="initial_assessment_follow_up_was_set",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["follow_up_on"], condition=Q(followed_up_on=None), name="initial_follow_up_due"
            )
        ]

    def __str__(self):
        return f"Initial assessment of {self.service}"

    def get_absolute_url(self):
        return reverse("risk:initial-detail", args=[self.pk])
