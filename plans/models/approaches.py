"""The approach to one failure: what the outline suggests, what a person chose, and the options worked through.

Coventry outline 7.
"""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.versions import Versioned, VersionedQuerySet
from events.models import FailureEvent, Procedure


class OfEventQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Of the events that somebody of the council may open; partners see none."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))


@pghistory.track()
class Approach(Versioned):
    """Which risk management process an event follows, suggested from provider type and key factor. Coventry outline 7.

    `suggested` and `kind` name lists of the procedure's version that the approach began with; `suggested` is empty
    where the outline has no pair. `revision` counts what sign-offs are given for: another approach, other options.
    """

    event = models.OneToOneField(FailureEvent, on_delete=models.PROTECT, related_name="approach")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    provider_type = models.CharField("type of provider", max_length=120)
    key_factor = models.CharField(max_length=200)
    suggested = models.CharField(max_length=60, blank=True, editable=False)
    rule = models.CharField(max_length=40, blank=True, editable=False)
    explanation = models.CharField("what the outline says", max_length=500)
    section = models.CharField(max_length=120, blank=True)
    kind = models.CharField("approach", max_length=60)
    title = models.CharField("approach chosen", max_length=300)
    reason = models.TextField("reason for the choice", max_length=2000, blank=True)
    revision = models.PositiveIntegerField("number of the decision", default=1, editable=False)

    objects = OfEventQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "approaches"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=F("suggested")) | ~Q(reason=""), name="approach_own_choice_has_reason"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:approach", args=[self.event.reference])

    @property
    def is_suggested(self) -> bool:
        return self.kind == self.suggested


@pghistory.track()
class ApproachIssue(Versioned):
    """What was decided of one issue, such as Staff: the options chosen, and why. Coventry outline 7."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="approach_issues")
    approach = models.ForeignKey(Approach, on_delete=models.PROTECT, related_name="issues")
    kind = models.CharField(max_length=60, editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    label = models.CharField("issue", max_length=200)
    chosen = ArrayField(
        models.CharField(max_length=300), verbose_name="options chosen", default=list, blank=True
    )
    reason = models.TextField("reason", max_length=4000, blank=True)
    note = models.TextField("notes", max_length=4000, blank=True)

    objects = OfEventQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["approach", "kind", "label"], name="approach_issue_once"),
            models.CheckConstraint(
                condition=Q(chosen__len=0) | ~Q(reason=""), name="approach_issue_choice_has_reason"
            ),
        ]

    def __str__(self):
        return self.label


@pghistory.track()
class ApproachOption(Versioned):
    """One option worked through: its factors, what it costs, how many people it is for, how soon. Coventry outline 7.

    `factors` maps the id of a factor to {"bears": for, against or neither, "note": words}.
    """

    class Bears(models.TextChoices):
        FOR = "for", "For"
        AGAINST = "against", "Against"
        NEITHER = "neither", "Neither"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="approach_options")
    approach = models.ForeignKey(Approach, on_delete=models.PROTECT, related_name="options")
    kind = models.CharField(max_length=60, editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    code = models.CharField(max_length=40, editable=False)
    issue = models.CharField(max_length=200)
    label = models.CharField("option", max_length=300)
    factors = models.JSONField(default=dict, blank=True)
    cost = models.DecimalField("estimated cost", max_digits=12, decimal_places=2, null=True, blank=True)
    people = models.PositiveIntegerField("how many people", null=True, blank=True)
    ready = models.CharField("how soon", max_length=200, blank=True)
    note = models.TextField("notes", max_length=4000, blank=True)

    objects = OfEventQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["approach", "kind", "code"], name="approach_option_once"),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0), name="approach_option_cost_positive"
            ),
        ]

    def __str__(self):
        return f"{self.issue}: {self.label}"
