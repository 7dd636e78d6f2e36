"""Meetings that come round: twice a week until somebody says otherwise. Staffordshire SOP 11.6."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models.event import FailureEvent
from events.models.meeting import Meeting, OutsidePerson
from govuk.words import DAYS, clock_time, lower_first


class MeetingSeriesQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Series of the events the user may open. A partner sees the meetings it is asked to, not the plan."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))

    def running(self):
        return self.filter(cancelled_at=None)


@pghistory.track()
class MeetingSeries(Versioned):
    """The rhythm of an event's meetings, as wall-clock time. Staffordshire SOP 11.6 (twice weekly, adjustable).

    Meetings are made some weeks ahead; the clock makes the next ones. `made_until` is the last day looked at.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="meeting_series")
    kind = models.CharField(max_length=20, choices=Meeting.Kind, default=Meeting.Kind.RESPONSE)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name="days")  # 0 is Monday
    every_weeks = models.PositiveSmallIntegerField("how often", default=1)
    starts_at = models.TimeField("start time")
    minutes_long = models.PositiveSmallIntegerField("length in minutes", default=60)
    zone = models.CharField(max_length=40, default="Europe/London", editable=False)
    venue = models.CharField(max_length=300, blank=True)
    dial_in = models.CharField("how to join by phone or video", max_length=300, blank=True)
    purpose = models.TextField(max_length=2000, blank=True)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", null=True, blank=True)
    made_until = models.DateField("meetings made until", editable=False)
    people = models.ManyToManyField(User, related_name="meeting_series", blank=True)
    outsiders = models.ManyToManyField(OutsidePerson, related_name="meeting_series", blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingSeriesQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "meeting series"
        constraints = [
            models.CheckConstraint(condition=~Q(venue="") | ~Q(dial_in=""), name="series_has_place"),
            models.CheckConstraint(condition=Q(weekdays__len__gt=0), name="series_has_days"),
            models.CheckConstraint(condition=Q(every_weeks__range=(1, 8)), name="series_comes_round"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="series_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}s, {lower_first(self.rhythm)}"

    def get_absolute_url(self):
        return reverse("events:series-change", args=[self.event.reference, self.pk])

    @staticmethod
    def weekdays_words(weekdays: list[int]) -> str:
        """'Tuesdays and Thursdays'."""
        days = [f"{DAYS[day]}s" for day in sorted(weekdays)]
        return " and ".join(part for part in (", ".join(days[:-1]), *days[-1:]) if part)

    @property
    def rhythm(self) -> str:
        """'Tuesdays and Thursdays at 2pm', 'Every 2 weeks on Tuesdays at 2pm'."""
        words = self.weekdays_words(self.weekdays)
        start = f"Every {self.every_weeks} weeks on " if self.every_weeks > 1 else ""
        return f"{start}{words} at {clock_time(self.starts_at)}"

    @property
    def place(self) -> str:
        """Where it is and how to join, in one line."""
        return "; ".join(part for part in (self.venue, self.dial_in) if part)

    @property
    def is_running(self) -> bool:
        return self.cancelled_at is None
