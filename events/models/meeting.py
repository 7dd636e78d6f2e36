"""Meetings and calls about an event, and who is invited. Staffordshire SOP 11.6, 11.7."""

from datetime import UTC, datetime, timedelta
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
        if not user.is_partner:
            return mine
        return mine.filter(pk__in=Invitation.objects.current().filter(user=user).values("meeting_id"))

    def planned(self):
        return self.filter(state=Meeting.State.PLANNED)

    def latest_first(self):
        return self.order_by("-held_on", "-starts_at", "-pk")


@pghistory.track()
class Meeting(Versioned):
    """A meeting or call, kept as wall-clock time in its zone: 10am stays 10am across a clock change."""

    class Kind(models.TextChoices):
        RESPONSE = "response", "Provider failure meeting"
        RELATIVES = "relatives", "Residents and relatives meeting"
        READINESS = "readiness", "Readiness meeting"
        LESSONS = "lessons", "Lessons learnt meeting"
        PERFORMANCE = "performance", "Performance Management Meeting"  # Blackpool policy 7
        RISK_SUMMIT = "risk_summit", "Risk Summit"  # Blackpool policy 7

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
    # Of a series: the day that it was made for, and whether somebody moved or cancelled this one on its own.
    series = models.ForeignKey(
        "events.MeetingSeries", on_delete=models.PROTECT, related_name="meetings", null=True, editable=False
    )
    series_on = models.DateField("day of the series", null=True, editable=False)
    by_hand = models.BooleanField("changed on its own", default=False, editable=False)
    outsiders = models.ManyToManyField("events.OutsidePerson", related_name="meetings", blank=True)
    agenda_made_at = models.DateTimeField("agenda made", null=True, editable=False)
    relatives = models.TextField("residents and relatives who came", max_length=8000, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["held_on", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="meeting_number_once"),
            models.CheckConstraint(condition=~Q(venue="") | ~Q(dial_in=""), name="meeting_has_place"),
            models.UniqueConstraint(
                fields=["series", "series_on"],
                condition=~Q(state="cancelled"),
                name="meeting_once_in_series",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self):
        return reverse("events:meeting-detail", args=[self.event.reference, self.number])

    @property
    def begins(self) -> datetime:
        """The moment it begins."""
        return datetime.combine(self.held_on, self.starts_at, ZoneInfo(self.zone))

    @property
    def ends(self) -> datetime:
        """The moment it is to end; counted in real minutes, also through a clock change."""
        end = self.begins.astimezone(UTC) + timedelta(minutes=self.minutes_long)
        return end.astimezone(ZoneInfo(self.zone))

    @property
    def place(self) -> str:
        """Where it is and how to join, in one line."""
        return "; ".join(part for part in (self.venue, self.dial_in) if part)

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def relatives_listed(self) -> list[str]:
        """The residents and relatives who came, by name. SOP 11.5."""
        return [line.strip() for line in self.relatives.splitlines() if line.strip()]


class InvitationQuerySet(models.QuerySet):
    def current(self):
        return self.filter(withdrawn_at=None)


@pghistory.track()
class Invitation(models.Model):
    """Somebody asked to a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="invitations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    withdrawn_at = models.DateTimeField("no longer asked since", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["user__name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="invited_once")]

    def __str__(self):
        return f"{self.user} to {self.meeting}"


class OutsidePersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """People without an account, of the host council's events. Partners see none."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))

    def current(self):
        return self.filter(left_at=None)


@pghistory.track()
class OutsidePerson(models.Model):
    """Somebody who comes to meetings without an account: rung or written to by a person, never by the service.

    Staffordshire SOP 11.6.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="outside_people")
    name = models.CharField(max_length=150)
    agency = models.CharField(max_length=200)
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField("telephone number", max_length=40, blank=True)
    left_at = models.DateTimeField("no longer taking part since", null=True, blank=True)

    objects = OutsidePersonQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="outside_person_is_reached")
        ]

    def __str__(self):
        return f"{self.name}, {self.agency}"

    @property
    def reached_at(self) -> str:
        """Telephone number and e-mail address, in one line."""
        return ", ".join(part for part in (self.phone, self.email) if part)
