"""What the council says about an event, to whom, when and how; and whom it usually says it to."""

from datetime import datetime

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Notification, Organisation, User
from accounts.versions import Versioned, VersionedQuerySet
from events.models.event import FailureEvent


class CommunicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Messages about the events the user may open; a partner only those that were sent to that person."""
        mine = self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))
        if not user.is_partner:
            return mine
        return mine.filter(pk__in=Recipient.objects.filter(user=user).values("communication_id"))


@pghistory.track()
class Communication(models.Model):
    """One message about an event, as it was said. It is never changed: a correction is another message.

    Staffordshire SOP 11.5, 11.6.
    """

    class Audience(models.TextChoices):
        LEADERS = "leaders", "Senior Leaders, Cabinet Member and Comms"
        REGULATOR = "regulator", "The regulator"
        ORGANISATIONS = "organisations", "Affected organisations"
        PROVIDER = "provider", "The provider"
        RESIDENTS = "residents", "Residents and relatives"
        OTHER = "other", "Somebody else"

    FREE = "free"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="communications")
    kind = models.CharField(max_length=40, default=FREE)  # id of the message in the pack, or "free"
    title = models.CharField(max_length=200)  # what kind of message it is, in words
    audience = models.CharField(max_length=20, choices=Audience)
    section = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=10_000)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(db_default=Now())

    objects = CommunicationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        permissions = [("send_communication", "May send and record messages about an event")]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("events:communication-detail", args=[self.event.reference, self.pk])


class RecipientQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A partner sees only that it was sent to the person itself."""
        mine = self.filter(communication__in=Communication.objects.visible_to(user))
        return mine.filter(user=user) if user.is_partner else mine


@pghistory.track()
class Recipient(models.Model):
    """Somebody who was given a message: a person with an account by this service, or anybody by other means."""

    class Method(models.TextChoices):
        SERVICE = "service", "Message here and e-mail"
        PHONE = "phone", "Telephone"
        EMAIL = "email", "E-mail"
        IN_PERSON = "in_person", "In person"
        LETTER = "letter", "Letter"

    BY_HAND = [Method.PHONE, Method.EMAIL, Method.IN_PERSON, Method.LETTER]

    communication = models.ForeignKey(Communication, on_delete=models.PROTECT, related_name="recipients")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="recipients")
    name = models.CharField(max_length=150)
    organisation = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    address = models.CharField("telephone number or address", max_length=300, blank=True)
    method = models.CharField(max_length=10, choices=Method)
    sent_at = models.DateTimeField(
        "when", null=True, blank=True
    )  # of the service's own, the notification says it
    notification = models.ForeignKey(
        Notification, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField("read", null=True, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["communication", "user"], condition=Q(method="service"), name="sent_to_person_once"
            ),
            models.CheckConstraint(
                condition=Q(method="service", user__isnull=False, notification__isnull=False)
                | (~Q(method="service") & Q(sent_at__isnull=False)),
                name="recipient_sent_or_said",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def received_at(self) -> datetime | None:
        """When it was sent or said; None while it waits or could not be sent."""
        return self.notification.sent_at if self.notification else self.sent_at


class KeyContactQuerySet(VersionedQuerySet):
    def visible_to(self, user):
        """Those of the user's own council; partner staff see none."""
        return self.none() if user.is_partner else self.filter(council_id=user.organisation_id)

    def current(self):
        return self.filter(ended_at=None)


@pghistory.track()
class KeyContact(Versioned):
    """Whom the council calls: regulator, health, safeguarding, police, other councils. LGiU T7; Blackpool policy 7."""

    class Kind(models.TextChoices):
        REGULATOR = "regulator", "Care Quality Commission"
        HEALTH = "health", "Integrated care board or health trust"
        SAFEGUARDING = "safeguarding", "Safeguarding"
        POLICE = "police", "Police"
        COUNCIL = "council", "Another council"
        CABINET = "cabinet", "Cabinet Member"
        COMMS = "comms", "Comms"
        OTHER = "other", "Somebody else"

    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="key_contacts")
    kind = models.CharField("who they are", max_length=20, choices=Kind)
    organisation = models.CharField(max_length=200)
    name = models.CharField("name or team", max_length=150)
    job = models.CharField(max_length=120, blank=True)
    phone = models.CharField("telephone number", max_length=40, blank=True)
    email = models.EmailField("e-mail address", blank=True)
    notes = models.CharField("when to use it", max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = KeyContactQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "organisation", "name"]
        constraints = [
            models.CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="key_contact_can_be_reached"),
        ]

    def __str__(self):
        return f"{self.name}, {self.organisation}"
