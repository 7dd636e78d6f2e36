"""Where a person goes, or who cares for them at home from then on. Staffordshire SOP 11.7; Coventry 7."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.versions import Versioned, VersionedQuerySet
from events.models import FailureEvent
from providers.models import Service


class OfOnePersonQuerySet(VersionedQuerySet):
    """What the council records about one person on the way to safe and well."""

    def visible_to(self, user):
        """Records of the host council's events. Partners see none: no field of them is listed."""
        if user.is_partner:
            return self.none()
        events = FailureEvent.objects.visible_event_ids(user)
        return self.filter(event_id__in=events, event__host_council_id=user.organisation_id)


class PlacementQuerySet(OfOnePersonQuerySet):
    def live(self):
        """Those that were accepted, and those that have started."""
        return self.filter(status__in=Placement.LIVE)

    def open(self):
        """Those about which something is still to be decided."""
        return self.filter(status__in=[Placement.Status.LOOKED_AT, Placement.Status.OFFERED])


@pghistory.track()
class Placement(Versioned):
    """A place, or a package of home care, that was looked at, offered, accepted or refused. Staffordshire SOP 11.7.

    Somebody at home may have several packages at once (Coventry 7, LGiU template T11); a place is one at a time.
    """

    class Kind(models.TextChoices):
        CARE_HOME = "care_home", "Care home"
        HOME_CARE = "home_care", "Home care package"
        EXTRA_CARE = "extra_care", "Extra care housing"
        RESPITE = "respite", "Respite"
        FAMILY = "family", "With family"
        HOSPITAL = "hospital", "Hospital"
        OTHER = "other", "Somewhere else"

    class Status(models.TextChoices):
        LOOKED_AT = "looked_at", "Looked at"
        OFFERED = "offered", "Offered"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"
        STARTED = "started", "Started"
        ENDED = "ended", "Ended"

    LIVE = [Status.ACCEPTED, Status.STARTED]

    entry = models.ForeignKey("trackers.TrackerEntry", on_delete=models.PROTECT, related_name="placements")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="placements")
    kind = models.CharField(max_length=12, choices=Kind)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="placements", null=True, blank=True
    )
    place = models.CharField("where, in words", max_length=200, blank=True)
    provided_by = models.CharField("provider", max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.LOOKED_AT)
    starts_on = models.DateField("start date", null=True, blank=True)
    ended_on = models.DateField("ended", null=True, blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    refused_because = models.CharField("why it was refused", max_length=500, blank=True)
    # What the register or an open event says against the service, and why it is taken all the same.
    warning = models.CharField(max_length=500, blank=True)
    warning_reason = models.CharField("why all the same", max_length=500, blank=True)
    calls_per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    call_minutes = models.PositiveSmallIntegerField("minutes of a call", null=True, blank=True)
    carers_per_call = models.PositiveSmallIntegerField("carers at each call", default=1)
    is_live_in = models.BooleanField("live-in care", default=False)
    hours_per_week = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    notes = models.CharField(max_length=1000, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") | Q(service__isnull=False), name="placement_says_where"
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refused_because=""), name="placement_refused_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(status="started") | Q(starts_on__isnull=False), name="placement_started_has_day"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "started"]) | Q(warning="") | ~Q(warning_reason=""),
                name="placement_warned_says_why",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(status="accepted") & ~Q(kind="home_care"),
                name="one_place_accepted",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(status="started") & ~Q(kind="home_care"),
                name="one_place_started",
            ),
        ]
        indexes = [models.Index(fields=["event", "entry", "status"], name="placement_event")]

    def __str__(self):
        return self.where

    def get_absolute_url(self):
        return reverse("trackers:placement-edit", args=[self.entry_id, self.pk])

    @property
    def where(self) -> str:
        """The name by which the tracker calls it."""
        return self.place or str(self.service)

    @property
    def who(self) -> str:
        """Who provides it, as far as it is known."""
        return self.provided_by or (str(self.service.provider or "") if self.service else "")

    @property
    def is_home_care(self) -> bool:
        return self.kind == self.Kind.HOME_CARE

    @property
    def is_live(self) -> bool:
        return self.status in self.LIVE
