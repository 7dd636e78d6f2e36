"""Where each person is at every moment, and the looks at them after the move. Staffordshire SOP 11.7, 12.0."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned
from events.models import FailureEvent
from trackers.models.placement import OfOnePersonQuerySet
from trackers.models.tracker import TrackerEntry
from trackers.models.transfer import Transfer


class StayQuerySet(OfOnePersonQuerySet):
    def standing(self):
        """Those that nobody has taken back, the latest first."""
        return self.filter(withdrawn_at=None).order_by("-since", "-pk")


@pghistory.track()
class Stay(models.Model):
    """Somebody said where a person is since when. The latest is where they are now; rows are never changed."""

    entry = models.ForeignKey(TrackerEntry, on_delete=models.PROTECT, related_name="stays")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    transfer = models.ForeignKey(
        Transfer, on_delete=models.PROTECT, related_name="stays", null=True, blank=True
    )
    kind = models.CharField("where", max_length=12, choices=TrackerEntry.Whereabouts)
    place = models.CharField("which place", max_length=200, blank=True)
    since = models.DateTimeField()
    told_by = models.CharField("who said so", max_length=150)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField("taken back", null=True, blank=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(kind=""), name="stay_says_where")]
        indexes = [
            models.Index(fields=["entry", "-since"], condition=Q(withdrawn_at=None), name="stay_standing")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.place}" if self.place else self.get_kind_display()


class CheckQuerySet(OfOnePersonQuerySet):
    def due(self):
        return self.filter(state=SafeAndWellCheck.State.DUE)

    def late(self, today):
        return self.due().filter(due_on__lt=today)


@pghistory.track()
class SafeAndWellCheck(Versioned):
    """One look at how a person is after the move: the first, on day 3, in week 2. Staffordshire SOP 12.0.

    They follow from the day of the move (`trackers.rules.aftercare`); the tracker shows the latest that was done.
    """

    class State(models.TextChoices):
        DUE = "due", "To be done"
        DONE = "done", "Done"
        NOT_DUE = "not_due", "Not due"

    entry = models.ForeignKey(TrackerEntry, on_delete=models.PROTECT, related_name="checks")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=State, default=State.DUE)
    moved_on = models.DateField("counted from", editable=False)
    due_on = models.DateField("due date")
    done_on = models.DateField("done", null=True, blank=True)
    done_by = models.CharField("done by", max_length=150, blank=True)
    note = models.CharField("what it found", max_length=1000, blank=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="done", done_on__isnull=False) & ~Q(done_by=""))
                | (~Q(state="done") & Q(done_on__isnull=True)),
                name="check_done_says_who",
            ),
        ]
        indexes = [models.Index(fields=["event", "due_on"], condition=Q(state="due"), name="check_due")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("trackers:entry-check", args=[self.entry_id])
