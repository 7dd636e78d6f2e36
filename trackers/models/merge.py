"""Two rows of one event that turned out to be one person, put together. Staffordshire SOP 11.4."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from events.models import FailureEvent
from trackers.models.reconcile import ForCouncilQuerySet


class EntryMergeQuerySet(ForCouncilQuerySet):
    def standing(self):
        """Those that were not taken back."""
        return self.filter(undone_at=None)


@pghistory.track(exclude=["moved", "changed"])
class EntryMerge(models.Model):
    """Somebody said that two rows are one person: `entry` stays, `merged` leads to it. Staffordshire SOP 11.4.

    What was moved and what was changed is written down, so that taking it back is exact. It never goes away itself.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        "trackers.TrackerEntry",
        on_delete=models.PROTECT,
        related_name="merges",
        verbose_name="the row that stays",
    )
    merged = models.ForeignKey(
        "trackers.TrackerEntry", on_delete=models.PROTECT, related_name="+", verbose_name="merged into it"
    )
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(db_default=Now())
    # Model label -> {"field": its link to a person, "rows": keys that now hang on the row that stays}.
    moved = models.JSONField(default=list)
    changed = models.JSONField(
        default=list
    )  # of either row: which record, field, what it was, what it became
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    undone_at = models.DateTimeField("taken back", null=True, blank=True)
    undone_because = models.CharField("why it was taken back", max_length=500, blank=True)

    objects = EntryMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="merged_once"),
            models.CheckConstraint(condition=~Q(merged=F("entry")), name="merged_with_another"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_because="")),
                name="merge_undone_says_who_and_why",
            ),
        ]

    def __str__(self):
        return f"{self.merged} merged into {self.entry}"

    def get_absolute_url(self):
        return reverse("trackers:merge-detail", args=[self.entry_id, self.pk])
