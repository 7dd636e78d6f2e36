"""Failures that belong together: the services that one event covers, and events that are one group."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Organisation, User
from events.models.event import FailureEvent
from providers.models import Provider, Service


class EventServiceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))

    def current(self):
        return self.filter(removed_at=None)


@pghistory.track()
class EventService(models.Model):
    """A further service of the same provider that the event covers, from when to when. Staffordshire SOP 4.6.

    The service that the event was logged for stands on the event itself.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="more_services")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="event_services")
    added_at = models.DateTimeField(db_default=Now())
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = EventServiceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "service"], condition=Q(removed_at__isnull=True), name="event_covers_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="event_service_removed_pair",
            ),
        ]

    def __str__(self):
        return str(self.service)


class EventGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Groups with an event that the user may open; which of its events, FailureEvent.visible_to says."""
        mine = FailureEvent.objects.visible_event_ids(user)
        return self.filter(pk__in=FailureEvent.objects.filter(pk__in=mine).values("group_id"))


@pghistory.track()
class EventGroup(models.Model):
    """Events of one provider, in one council or several, that are one failure. Staffordshire SOP 4.6."""

    name = models.CharField(max_length=120)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="event_groups")
    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = EventGroupQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("events:group-detail", args=[self.pk])
