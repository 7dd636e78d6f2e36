"""One value given to several people of a tracker at once, so that whoever did it can take it back."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from events.models import FailureEvent


class BulkChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A change of several people is for the person who made it, while they may open the event."""
        return self.filter(changed_by=user, event_id__in=FailureEvent.objects.visible_event_ids(user))


@pghistory.track(exclude=["key", "was", "left_out"])
class BulkChange(models.Model):
    """A field of several people set to one value. Each person's own history tells it too. Staffordshire SOP 11.6."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="bulk_changes")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    key = models.CharField(max_length=40)  # of trackers.rules.fields
    field = models.CharField(max_length=100)  # its label
    value = models.CharField("new value", max_length=4000, blank=True)  # in words
    people = models.PositiveIntegerField("people changed")
    was = models.JSONField(default=list)  # [key of the entry, what it was]: to take it back
    left_out = models.JSONField(default=list)  # [key of the entry, why it was not changed]
    taken_back_at = models.DateTimeField(null=True, blank=True)
    put_back = models.PositiveIntegerField("people put back", null=True, blank=True)

    objects = BulkChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "change of several people"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at=None, put_back=None)
                | Q(taken_back_at__isnull=False, put_back__isnull=False),
                name="bulk_change_taken_back_says_whom",
            )
        ]
        indexes = [models.Index(fields=["event", "changed_by", "-id"], name="bulk_change_of")]

    def __str__(self):
        return f"{self.field} of {self.people} people"

    def get_absolute_url(self):
        return reverse("trackers:bulk-detail", args=[self.event.reference, self.pk])
