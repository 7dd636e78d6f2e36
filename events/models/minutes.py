"""What a meeting goes through, who was there, and what was decided and agreed. Staffordshire SOP 11.6, 11.7."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Organisation, User
from accounts.versions import Versioned, VersionedQuerySet
from events.models.event import FailureEvent
from events.models.meeting import Meeting
from govuk.words import shortened


class CouncilOnlyQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Those of the events the user may open. Partners see none: they name other agencies and people."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))


@pghistory.track()
class AgendaItem(Versioned):
    """One point of an agenda, and the minute typed against it. Staffordshire SOP 11.6 (first meeting).

    `entry` is the key of a tracker entry: the room of trackers says the person's name to those who may know it.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", "To begin with"
        DECISION = "decision", "Decided since last time"
        CHANGED = "changed", "People with a change"
        OVERDUE = "overdue", "Overdue"
        SETTLED = "settled", "Moved or settled"
        ADDED = "added", "Added by hand"
        PERSON = "person", "Each person"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    order = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    detail = models.CharField("what changed", max_length=600, blank=True)
    entry = models.BigIntegerField("person", null=True, editable=False)
    details_confirmed = models.BooleanField("details confirmed", default=False)
    funding_confirmed = models.BooleanField("funding confirmed", default=False)
    situation_confirmed = models.BooleanField("situation confirmed", default=False)
    minute = models.TextField(max_length=4000, blank=True)

    objects = CouncilOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "entry"], condition=Q(entry__isnull=False), name="person_once_on_agenda"
            ),
            models.CheckConstraint(
                condition=~Q(title="") | Q(entry__isnull=False), name="agenda_item_says_what"
            ),
        ]

    def __str__(self):
        return self.title or f"{self.get_kind_display()} {self.order}"


@pghistory.track()
class Attendance(Versioned):
    """Whether an agency came to a meeting; if not, that it was chased and what it told. SOP 11.6, 11.7.

    `agency` is a part of an organisation (the council's care managers) or one without an account.
    """

    class State(models.TextChoices):
        PRESENT = "present", "Present"
        LEFT_EARLY = "left_early", "Left early"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    state = models.CharField("attendance", max_length=10, choices=State)
    chased_on = models.DateField("chased", null=True, blank=True)
    update_received_on = models.DateField("update received", null=True, blank=True)
    update = models.TextField("what they told", max_length=4000, blank=True)
    escalated_on = models.DateField("escalated", null=True, blank=True)
    escalated_to = models.CharField("escalated to", max_length=200, blank=True)

    objects = CouncilOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency"], name="agency_once_at_meeting"),
            models.CheckConstraint(
                condition=Q(escalated_on=None, escalated_to="")
                | (Q(escalated_on__isnull=False) & ~Q(escalated_to="")),
                name="escalated_to_somebody",
            ),
        ]

    def __str__(self):
        return self.agency


class ActionQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Actions of the events the user may open; a partner only those that are its own to do."""
        mine = self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))
        if user.is_partner:
            return mine.filter(owner__organisation_id=user.organisation_id)
        return mine

    def open(self):
        return self.filter(done_on=None)


@pghistory.track()
class Action(Versioned):
    """What somebody agreed to do, by when, and how far it is. Staffordshire SOP 11.6, 11.7.

    It is carried to each later meeting until it is done. Without a meeting it was agreed between two.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions", null=True)
    what = models.CharField("action", max_length=300)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="actions", null=True, blank=True)
    owner_name = models.CharField("who does it", max_length=200)
    due_on = models.DateField("due date")
    progress = models.TextField(max_length=4000, blank=True)
    done_on = models.DateField("done", null=True, blank=True)
    agreed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(owner_name=""), name="action_has_owner")]
        indexes = [
            models.Index(fields=["event", "due_on"], condition=Q(done_on=None), name="action_open_due"),
        ]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return reverse("events:action-change", args=[self.event.reference, self.pk])


@pghistory.track()
class MeetingDecision(models.Model):
    """What a meeting decided, such as a Performance Management Meeting or a Risk Summit. Blackpool policy 7."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("decision", max_length=2000)
    decided_by = models.CharField("decided by", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = CouncilOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return shortened(self.text)


class InformationRequestQuerySet(CouncilOnlyQuerySet):
    def open(self):
        return self.filter(answered_on=None)

    def overdue(self, today):
        return self.open().filter(due_on__lt=today)


@pghistory.track()
class InformationRequest(Versioned):
    """Something that the council asked the provider or another body to tell it. Staffordshire SOP 4.2."""

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="information_requests")
    asked_of = models.CharField("asked of", max_length=200)
    what = models.TextField("what was asked", max_length=2000)
    asked_on = models.DateField("asked on")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="information_requests")
    due_on = models.DateField("due date")
    chased_on = models.DateField("last chased", null=True, blank=True)
    answered_on = models.DateField("answered on", null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True)

    objects = InformationRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="request_due_after_asked"),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
                name="request_answered_after_asked",
            ),
        ]

    def __str__(self):
        return shortened(f"{self.asked_of}: {self.what}")

    def get_absolute_url(self):
        return reverse("events:request-change", args=[self.event.reference, self.pk])
