"""Documents that the worker renders. The row is the job."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import slugify

from accounts.models import User
from events.document_kinds import known, still_theirs, title_of
from events.models.event import FailureEvent


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A document holds what its asker may see, so it is only for the person who asked.

        From somebody outside the council it goes with the event or the record that it is about.
        """
        if not user.is_active:
            return self.none()
        of_events = Q(event_id__in=FailureEvent.objects.visible_event_ids(user))
        mine = self.filter(Q(event=None) | of_events, requested_by=user)
        return mine.filter(still_theirs(user)) if user.is_partner else mine

    def with_size(self):
        """Adds `size`, in bytes, and leaves the content itself where it is."""
        size = Func("content", function="octet_length", output_field=models.IntegerField())
        return self.annotate(size=size).defer("content")


@pghistory.track(exclude=["content", "progress", "people", "about_words", "query"])
class Document(models.Model):
    """A PDF that somebody asked for, with how far it is. Blackpool policy App 5, 7, 8."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being made"
        DONE = "done", "Ready"
        FAILED = "failed", "Could not be made"

    # None for one that belongs to no event, such as a contingency plan.
    event = models.ForeignKey(
        FailureEvent, on_delete=models.PROTECT, related_name="documents", null=True, blank=True
    )
    kind = models.CharField(max_length=30)  # of events.document_kinds
    about = models.PositiveBigIntegerField(null=True, blank=True)
    query = models.CharField(max_length=2000, blank=True, db_default="")  # whom it lists, as in an address
    about_words = models.CharField(max_length=200, blank=True, db_default="")
    tell_me = models.BooleanField("tell me when it is ready", default=False, db_default=False)
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
        return self.title

    def get_absolute_url(self):
        return self.page("detail")

    @property
    def title(self) -> str:
        return title_of(self.kind)

    @property
    def full_title(self) -> str:
        """With what it is about: "Meeting pack: Meeting 3"."""
        return f"{self.title}: {self.about_words}" if self.about_words else self.title

    @property
    def print_url(self) -> str:
        """Its print page, which says what holds now; empty for a kind that is no longer made."""
        if known(self.kind) is None:
            return ""
        if self.event is None:
            page = reverse("own-document-print", args=[self.kind])
        else:
            page = reverse("document-print", args=[self.event.reference, self.kind])
        asked = self.query if self.about is None else f"about={self.about}"
        return f"{page}?{asked}" if asked else page

    def page(self, name: str) -> str:
        """The address of one of its pages: detail, download or again."""
        if self.event is None:
            return reverse(f"events:own-document-{name}", args=[self.pk])
        return reverse(f"events:document-{name}", args=[self.event.reference, self.pk])

    @property
    def file_name(self) -> str:
        parts = (self.event.reference if self.event else "", self.kind, slugify(self.about_words))
        return f"{' '.join(part for part in parts if part)}.pdf"
