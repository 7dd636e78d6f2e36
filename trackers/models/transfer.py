"""One move of one person: when, how, with what, and whether they arrived. Blackpool App 5; LGiU template T12."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.versions import Versioned
from events.models import FailureEvent
from trackers.models.placement import OfOnePersonQuerySet


class TransferQuerySet(OfOnePersonQuerySet):
    def planned(self):
        return self.filter(state=Transfer.State.PLANNED)

    def under_way(self):
        """Not over yet: planned, or on the way."""
        return self.filter(state__in=[Transfer.State.PLANNED, Transfer.State.LEFT])

    def kept(self):
        return self.exclude(state=Transfer.State.CANCELLED)


@pghistory.track()
class Transfer(Versioned):
    """One move of one person. Its day is the tracker's planned day until they have arrived. Blackpool policy App 5."""

    class State(models.TextChoices):
        PLANNED = "planned", "Not left"
        LEFT = "left", "On the way"
        ARRIVED = "arrived", "Arrived"
        CONFIRMED = "confirmed", "Arrival confirmed"
        CANCELLED = "cancelled", "Cancelled"

    class Transport(models.TextChoices):
        UNDECIDED = "", "Not decided"
        FAMILY_CAR = "family_car", "Family car"
        TAXI = "taxi", "Taxi"
        ADAPTED = "adapted", "Wheelchair vehicle"
        AMBULANCE = "ambulance", "Ambulance or patient transport"
        MINIBUS = "minibus", "Minibus"
        ON_FOOT = "none", "None needed"
        OTHER = "other", "Other"

    class Booking(models.TextChoices):
        NOT_BOOKED = "", "Not booked"
        BOOKED = "booked", "Booked"
        CONFIRMED = "confirmed", "Confirmed"

    entry = models.ForeignKey("trackers.TrackerEntry", on_delete=models.PROTECT, related_name="transfers")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="transfers")
    number = models.PositiveSmallIntegerField(editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    on = models.DateField("day of the move")
    leaves_at = models.TimeField("leaves at", null=True, blank=True)
    transport = models.CharField(max_length=12, choices=Transport, blank=True)
    transport_by = models.CharField("who drives, and their number", max_length=200, blank=True)
    booking = models.CharField("transport booked", max_length=10, choices=Booking, blank=True)
    escort = models.CharField("who travels with them", max_length=200, blank=True)
    welcome = models.CharField("who welcomes them, and how", max_length=300, blank=True)
    notes = models.CharField(max_length=1000, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField("arrival confirmed", null=True, blank=True)
    confirmed_by = models.CharField("arrival confirmed by", max_length=150, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["on", F("leaves_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="transfer_number_once"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state__in=["planned", "left"]), name="one_transfer_under_way"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
                name="transfer_confirmed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["event", "on"], name="transfer_day")]

    def __str__(self):
        return f"Move {self.number}"

    def get_absolute_url(self):
        return reverse("trackers:move-day", args=[self.entry_id])


@pghistory.track()
class TransferItem(Versioned):
    """One thing to see to for one move: told, packed, counted, sent ahead. Blackpool policy App 5; LGiU T11, T12.

    Made from `trackers.rules.transfer_items`; a piece of equipment is added by hand and has no code.
    """

    class State(models.TextChoices):
        OPEN = "open", "To do"
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="items")
    entry = models.ForeignKey("trackers.TrackerEntry", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=99, editable=False)
    code = models.CharField(max_length=30, blank=True, editable=False)
    label = models.CharField("what", max_length=200)
    brought_by = models.CharField("who brings it", max_length=150, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    done_by = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = OfOnePersonQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "code"], condition=~Q(code=""), name="transfer_item_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                name="transfer_item_done_by_somebody",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


@pghistory.track()
class DrugCount(Versioned):
    """A controlled drug counted out and counted in, each with two signatures. Blackpool policy App 5, action 31."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="drugs")
    entry = models.ForeignKey("trackers.TrackerEntry", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    medicine = models.CharField("medicine and strength", max_length=200)
    counted_out = models.DecimalField(max_digits=8, decimal_places=2)
    out_by = models.CharField("counted out by", max_length=150)
    out_witness = models.CharField("witness", max_length=150)
    out_at = models.DateTimeField("counted out at")
    counted_in = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    in_by = models.CharField("counted in by", max_length=150, blank=True)
    in_witness = models.CharField("witness at the new place", max_length=150, blank=True)
    in_at = models.DateTimeField("counted in at", null=True, blank=True)

    objects = OfOnePersonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(out_by=F("out_witness")), name="drug_out_two_signatures"),
            models.CheckConstraint(
                condition=Q(counted_in=None)
                | (~Q(in_by="") & ~Q(in_witness="") & ~Q(in_by=F("in_witness")) & Q(in_at__isnull=False)),
                name="drug_in_two_signatures",
            ),
        ]

    def __str__(self):
        return self.medicine

    @property
    def is_mismatch(self) -> bool:
        """Whether another number arrived than left."""
        return self.counted_in is not None and self.counted_in != self.counted_out
