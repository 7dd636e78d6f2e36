"""The review of a person some weeks after they moved. Staffordshire SOP 11.8."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models import FailureEvent


class ReviewQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Reviews of the host council's events. Partners see none: no field of them is listed."""
        if user.is_partner:
            return self.none()
        events = FailureEvent.objects.visible_event_ids(user)
        return self.filter(event_id__in=events, event__host_council_id=user.organisation_id)

    def due(self):
        """Those that somebody is still to carry out."""
        return self.filter(state=Review.State.DUE)

    def overdue(self, today):
        return self.due().filter(due_on__lt=today)


@pghistory.track()
class Review(Versioned):
    """A look at how a person is some weeks after the move. Staffordshire SOP 11.8.

    The first of a person (number 1) follows from the facts (`trackers.rules.reviews`): its day moves with the closing
    date, and it is not due while there is nothing to review. Others are asked for by people. One that is done stays.
    """

    class State(models.TextChoices):
        DUE = "due", "To be done"
        DONE = "done", "Done"
        NOT_DUE = "not_due", "Not due"

    entry = models.ForeignKey("trackers.TrackerEntry", on_delete=models.PROTECT, related_name="reviews")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    due_on = models.DateField("due date")
    why_then = models.CharField("why then", max_length=200)
    by_hand = models.BooleanField("due date set by a person", default=False)
    assigned_to = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="reviews", null=True, blank=True
    )
    assigned_name = models.CharField("who is to do it", max_length=150, blank=True)
    done_on = models.DateField("done", null=True, blank=True)
    done_by = models.CharField("done by", max_length=150, blank=True)
    outcome = models.TextField("what it found", max_length=4000, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="review_number_once"),
            models.UniqueConstraint(fields=["entry"], condition=Q(state="due"), name="one_review_due"),
            models.CheckConstraint(
                condition=(Q(state="done", done_on__isnull=False) & ~Q(done_by="") & ~Q(outcome=""))
                | (~Q(state="done") & Q(done_on__isnull=True)),
                name="review_done_says_what",
            ),
        ]
        indexes = [models.Index(fields=["event", "due_on"], condition=Q(state="due"), name="review_due")]

    def __str__(self):
        return f"Review {self.number}"

    def get_absolute_url(self):
        return reverse("trackers:review-record", args=[self.entry_id, self.pk])
