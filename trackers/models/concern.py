"""A worry about a person's care that goes to the lead of the event. Staffordshire SOP 11.6, 11.7."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned, VersionedQuerySet
from events.models import FailureEvent
from trackers.models.legal import OfPerson
from trackers.models.tracker import TrackerEntry


class ConcernQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """The council's; partner staff see those that their own organisation raised, of people who are theirs."""
        if user.is_partner:
            own = TrackerEntry.objects.visible_to(user)
            return self.filter(raised_by__organisation_id=user.organisation_id, entry__in=own)
        events = FailureEvent.objects.visible_event_ids(user)
        return self.filter(event_id__in=events, event__host_council_id=user.organisation_id)

    def open(self):
        return self.filter(state=Concern.State.OPEN)


@pghistory.track()
class Concern(Versioned, OfPerson):
    """A quality or safeguarding concern about a person, escalated to the Provider Failure Lead. SOP 11.6, 11.7."""

    class Kind(models.TextChoices):
        QUALITY = "quality", "Quality"
        SAFEGUARDING = "safeguarding", "Safeguarding"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    kind = models.CharField("kind of concern", max_length=12, choices=Kind)
    what = models.TextField("what the concern is", max_length=4000)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    raised_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(db_default=Now())
    told = models.CharField("who was told", max_length=400, blank=True)
    closed_on = models.DateField("closed", null=True, blank=True)
    closed_by = models.CharField("closed by", max_length=150, blank=True)
    outcome = models.TextField("what came of it", max_length=4000, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        permissions = [("raise_concern", "May raise a concern about a person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="closed_concern_says_what",
            )
        ]
        indexes = [models.Index(fields=["event", "-id"], condition=Q(state="open"), name="concern_open")]

    def __str__(self):
        return f"{self.get_kind_display()} concern"

    def get_absolute_url(self):
        return reverse("trackers:concern-detail", args=[self.entry_id, self.pk])
