"""Documents that the worker renders. The row is the job."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from events.models.event import FailureEvent


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A document holds what its asker may see, so it is only for the person who asked."""
        return self.filter(requested_by=user, event_id__in=FailureEvent.objects.visible_event_ids(user))


@pghistory.track(exclude=["content", "progress", "people"])
class Document(models.Model):
    """A PDF that somebody asked for, with how far it is. Blackpool policy App 5, 7, 8."""

    class Kind(models.TextChoices):
        CLOSURE_PLAN = "closure-plan", "Closure plan"
        RESIDENTS_LIST = "residents-list", "List of Residents"
        KEY_CONTACTS = "key-contacts", "Key contact sheets"
        TRANSFER_SHEET = "transfer-sheet", "Transfer sheet"
        TRANSFER_SHEETS = "transfer-sheets", "Transfer sheets of a day"
        CLAIM = "claim", "Claim"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being made"
        DONE = "done", "Ready"
        FAILED = "failed", "Could not be made"

    # Asked for on the page of the one record that they are about; `about` is its key.
    ABOUT_ONE = frozenset({Kind.CLAIM.value, Kind.TRANSFER_SHEET.value, Kind.TRANSFER_SHEETS.value})

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30, choices=Kind)
    about = models.PositiveBigIntegerField(null=True, blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.CharField(max_length=100, default="Waiting for its turn")
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    content = models.BinaryField(null=True, blank=True)
    # Tracker entries that it is about, for the record of who was handed what.
    people = ArrayField(models.BigIntegerField(), default=list, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(content__isnull=False, pages__isnull=False),
                name="document_done_has_content",
            )
        ]
        indexes = [models.Index(fields=["requested_at"], condition=Q(state="waiting"), name="document_queue")]

    def __str__(self):
        return f"{self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("events:document-detail", args=[self.event.reference, self.pk])

    @property
    def file_name(self) -> str:
        return f"{self.event.reference} {self.kind}.pdf"
