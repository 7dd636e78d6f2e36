"""Contingency projects between failures. Coventry outline 7 / Market programme."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.versions import Versioned, VersionedQuerySet
from events.models import Procedure


class MarketProjectQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """The council's own; partners and providers see none."""
        return self.none() if user.is_partner else self

    def open(self):
        return self.filter(state__in=MarketProject.OPEN)

    def overdue(self, today):
        """Open ones whose last day has gone by; words are never overdue."""
        return self.open().filter(due_on__lt=today)


@pghistory.track()
class MarketProject(Versioned):
    """A project that makes the market able to take a failure. Coventry outline 7 / Market programme.

    `timescale` may be a date in words, a period or any words; `due_on` is the day, where there is one.
    """

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        UNDER_WAY = "under_way", "Under way"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    OPEN = [State.NOT_STARTED, State.UNDER_WAY]

    code = models.CharField(max_length=40, blank=True, editable=False)  # id of the row in the pack
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    area = models.CharField("area or issue", max_length=200)
    project = models.CharField("key project", max_length=300)
    timescale = models.CharField("timescale in words", max_length=200, blank=True)
    due_on = models.DateField("to be done by", null=True, blank=True)
    owner = models.CharField("who is responsible", max_length=150, blank=True)
    state = models.CharField("status", max_length=20, choices=State, default=State.NOT_STARTED)
    progress = models.TextField(max_length=4000, blank=True)

    objects = MarketProjectQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="market_project_row_once"),
            models.CheckConstraint(
                condition=~Q(timescale="") | Q(due_on__isnull=False), name="market_project_has_timescale"
            ),
        ]

    def __str__(self):
        return f"{self.area}: {self.project}"

    def get_absolute_url(self):
        return reverse("plans:project-change", args=[self.pk])
