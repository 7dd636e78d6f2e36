"""The grab-pack of an event: what a manager takes along when the network or the service is down."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from events.models.event import FailureEvent
from events.models.meeting import Meeting

RIGHT = "trackers.export_tracker"


class GrabPackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Packs of the host council's events, for its people who may download the tracker; partner staff have none."""
        if user.is_partner or not user.has_perm(RIGHT):
            return self.none()
        events = FailureEvent.objects.visible_event_ids(user)
        return self.filter(event_id__in=events, event__host_council_id=user.organisation_id)

    def live(self):
        """Of events whose procedure is invoked and that are not resolved."""
        return self.filter(event__status=FailureEvent.Status.INVOKED)

    def with_meeting(self):
        """Adds `met`: whether a meeting was held, or its record changed, since the pack was last looked at."""
        held = Meeting.objects.filter(event=OuterRef("event_id"), state=Meeting.State.HELD)
        return self.annotate(met=Exists(held.filter(changed_at__gt=OuterRef("looked_at"))))

    def due(self):
        """What the clock has to look at now: asked for, an hour old, after a meeting; or left by a clock that died."""
        free = Q(is_being_made=False) & (Q(is_wanted=True) | Q(next_at__lte=Now()) | Q(met=True))
        left = Q(is_being_made=True, next_at__lte=Now())
        return self.live().with_meeting().filter(free | left)


@pghistory.track(
    fields=["event", "built_at", "built_because", "size", "pages", "pass_phrase_at", "failure"],
    model_name="GrabPackEvent",
)
class GrabPack(models.Model):
    """One encrypted zip of an event, the newest; the row is the clock's job too. LGiU template T12; SOP 11.4.

    A pack stays until the next one is whole, so whatever dies meanwhile, there is one to take.
    """

    class Because(models.TextChoices):
        HOURLY = "hourly", "it is made every hour"
        MEETING = "meeting", "a meeting was held"
        ASKED = "asked", "somebody asked for it"

    event = models.OneToOneField(FailureEvent, on_delete=models.PROTECT, related_name="grab_pack")
    pass_phrase = models.CharField(max_length=400, blank=True)  # locked: accounts.sealed
    pass_phrase_at = models.DateTimeField("pass-phrase made", null=True, blank=True)
    # The pack
    content = models.BinaryField(null=True, blank=True)
    built_at = models.DateTimeField("made", null=True, blank=True)
    built_because = models.CharField("why it was made", max_length=10, choices=Because, blank=True)
    size = models.PositiveIntegerField("bytes", null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    people = ArrayField(models.BigIntegerField(), default=list, blank=True)  # keys of tracker entries
    digest = models.CharField(max_length=64, blank=True)  # of what it says, without the hour
    # The job
    is_wanted = models.BooleanField("somebody waits for it", default=False)
    is_being_made = models.BooleanField(default=False)
    because = models.CharField(max_length=10, choices=Because, default=Because.HOURLY)
    next_at = models.DateTimeField("when the clock looks again", db_default=Now())
    looked_at = models.DateTimeField("when the clock last began to look", null=True, blank=True)
    checked_at = models.DateTimeField("as it should be at", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)

    objects = GrabPackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(content=None, built_at=None, size=None)
                | Q(content__isnull=False, built_at__isnull=False, size__isnull=False)
                & ~Q(digest="")
                & Q(checked_at__gte=F("built_at")),
                name="grab_pack_is_whole",
            )
        ]
        indexes = [models.Index(fields=["next_at"], name="grab_pack_queue")]

    def __str__(self):
        return f"Grab-pack of {self.event.reference}"

    def get_absolute_url(self):
        return reverse("events:grab-pack", args=[self.event.reference])

    @property
    def file_name(self) -> str:
        """It says nothing but the event and when."""
        return f"{self.event.reference} grab-pack {self.built_at:%Y-%m-%d %H%M}.zip"

    @property
    def is_coming(self) -> bool:
        """Whether somebody waits for it, or it is being made."""
        return self.is_wanted or self.is_being_made
