"""A plan carried into an event: what was taken from it, and where people could go. LGiU template T5, T8, T9."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from events.models import FailureEvent
from plans.models.contingency import ContingencyPlan, PlanVersion
from plans.models.contingency_facts import Alternative


class OfEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the events the user may open; partners see none."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))


@pghistory.track()
class PlanUse(models.Model):
    """A plan was taken into an event, in the version published then; `taken` says what, in words."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="plan_uses")
    plan = models.ForeignKey(ContingencyPlan, on_delete=models.PROTECT, related_name="uses")
    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="uses")
    taken = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfEventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.plan}, {self.plan_version}"


class PossibleDestinationQuerySet(OfEventQuerySet):
    def current(self):
        """Those that are still willing."""
        return self.filter(alternative__ended_on=None)


@pghistory.track()
class PossibleDestination(models.Model):
    """A service or provider of the plan that people of this event could go to; nobody is placed by it. T9."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="possible_destinations")
    alternative = models.ForeignKey(Alternative, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField("taken from the plan on")

    objects = PossibleDestinationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "alternative"], name="possible_destination_once")
        ]

    def __str__(self):
        return str(self.alternative)
