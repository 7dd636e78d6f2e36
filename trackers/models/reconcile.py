"""Lists that are held against the tracker, and what people decided about their rows. Staffordshire SOP 11.4."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from events.models import FailureEvent


class ForCouncilQuerySet(models.QuerySet):
    """Rows under an event that its own council alone sees: a list names people of every funder."""

    def visible_to(self, user):
        if user.is_partner:
            return self.none()
        events = FailureEvent.objects.visible_event_ids(user)
        return self.filter(event_id__in=events, event__host_council_id=user.organisation_id)


class ReconcileListQuerySet(ForCouncilQuerySet):
    def in_use(self):
        """Those that are compared: not put away."""
        return self.filter(put_away_at=None)


@pghistory.track()
class ReconcileList(models.Model):
    """A list of the people at a service, as one source has it at a moment, held against the tracker. SOP 11.4.

    Its rows stay as they were read. A later list of the same source is another list; the earlier one is put away.
    """

    class Kind(models.TextChoices):
        PROVIDER = "provider", "Provider’s list"
        COUNCIL = "council", "Council’s records"
        PARTNER = "partner", "Partner’s list"
        ROLL_CALL = "roll_call", "Roll-call"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="reconcile_lists")
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.CharField("whose list", max_length=100)
    file_name = models.CharField(max_length=200, blank=True)
    # When the list was right: the moment of a roll-call, or when it was sent.
    as_at = models.DateTimeField("right as at")
    people = models.PositiveIntegerField("rows that are people")
    others = models.PositiveIntegerField("rows that are none: blank, totals", default=0)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())
    put_away_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    put_away_at = models.DateTimeField(null=True, blank=True)

    objects = ReconcileListQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(put_away_at=None, put_away_by=None)
                | Q(put_away_at__isnull=False, put_away_by__isnull=False),
                name="put_away_says_who",
            )
        ]

    def __str__(self):
        return self.source

    def get_absolute_url(self):
        return reverse("trackers:reconcile", args=[self.event.reference])


class ReconcileRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(list__in=ReconcileList.objects.visible_to(user))


class ReconcileRow(models.Model):
    """One row of such a list: somebody, as the source writes them. It never changes, so it has no history."""

    class Seen(models.TextChoices):
        NOT_ASKED = "", "Not asked"
        PRESENT = "present", "Seen"
        ABSENT = "absent", "Not seen"

    list = models.ForeignKey(ReconcileList, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("row, as the spreadsheet shows it")
    surname = models.CharField(max_length=100, blank=True)
    forename = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=30, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    gender = models.CharField(max_length=10, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    age = models.PositiveSmallIntegerField("age in the list", null=True, blank=True)
    birth_stated = models.CharField(
        "date of birth as far as the list has it", max_length=60, blank=True, db_default=""
    )
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    client_record_number = models.CharField(max_length=40, blank=True)
    room = models.CharField(max_length=40, blank=True)
    funding_type = models.CharField("who pays", max_length=40, blank=True)
    funding_words = models.CharField("funding in the words of the list", max_length=200, blank=True)
    # Of a roll-call: the person on the tracker who was looked for, and whether they were there.
    entry = models.ForeignKey(
        "trackers.TrackerEntry", on_delete=models.PROTECT, related_name="roll_calls", null=True, blank=True
    )
    seen = models.CharField(max_length=7, choices=Seen, blank=True)

    objects = ReconcileRowQuerySet.as_manager()

    class Meta:
        ordering = ["list", "number"]
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="reconcile_row_once"),
        ]

    def __str__(self):
        return f"{self.surname}, {self.forename}" if self.forename else self.surname or f"Row {self.number}"


@pghistory.track()
class ReconcileDecision(models.Model):
    """Somebody said of two rows, or of a row and somebody on the tracker, whether they are one person. SOP 11.4."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="reconcile_decisions")
    row = models.ForeignKey(ReconcileRow, on_delete=models.PROTECT, related_name="decisions")
    other = models.ForeignKey(ReconcileRow, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    entry = models.ForeignKey(
        "trackers.TrackerEntry", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    is_same = models.BooleanField("the same person")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(db_default=Now())
    taken_back_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ForCouncilQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other=None, entry__isnull=False)
                | Q(other__isnull=False, entry=None, other__gt=F("row")),
                name="decision_about_two",
            ),
            models.UniqueConstraint(
                fields=["row", "other"],
                condition=Q(taken_back_at=None, other__isnull=False),
                name="decided_once_of_rows",
            ),
            models.UniqueConstraint(
                fields=["row", "entry"],
                condition=Q(taken_back_at=None, entry__isnull=False),
                name="decided_once_of_entry",
            ),
        ]

    def __str__(self):
        return f"{self.row} and {self.other or self.entry}"
