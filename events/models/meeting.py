"""Meetings and calls about an event, and who is invited. Staffordshire SOP 11.6, 11.7."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models.event import FailureEvent


class MeetingQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Meetings of the events the user may open; a partner only those it is invited to."""
        mine = self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))
        return mine.filter(invitations__user=user).distinct() if user.is_partner else mine

    def planned(self):
        return self.filter(state=Meeting.State.PLANNED)


@pghistory.track()
class Meeting(Versioned):
    """A meeting or call, kept as wall-clock time in its zone so that 10am stays 10am across a clock change."""

    class Kind(models.TextChoices):
        RESPONSE = "response", "Provider failure meeting"
        RELATIVES = "relatives", "Residents and relatives meeting"
        READINESS = "readiness", "Readiness meeting"
        LESSONS = "lessons", "Lessons learnt meeting"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.RESPONSE)
    held_on = models.DateField("date")
    starts_at = models.TimeField("start time")
    minutes_long = models.PositiveSmallIntegerField("length in minutes", default=60)
    zone = models.CharField(max_length=40, default="Europe/London", editable=False)
    venue = models.CharField(max_length=300, blank=True)
    dial_in = models.CharField("how to join by phone or video", max_length=300, blank=True)
    purpose = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    # Raised by each move, so that reminders and calendar files of the earlier time are void.
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="meeting_number_once"),
            models.CheckConstraint(condition=~Q(venue="") | ~Q(dial_in=""), name="meeting_has_place"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self):
        return reverse("events:meeting-detail", args=[self.event.reference, self.number])

    @property
    def begins(self) -> datetime:
        """The moment it begins."""
        return datetime.combine(self.held_on, self.starts_at, ZoneInfo(self.zone))


@pghistory.track()
class Invitation(models.Model):
    """Somebody asked to a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="invitations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")

    class Meta:
        ordering = ["user__name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="invited_once")]

    def __str__(self):
        return f"{self.user} to {self.meeting}"
