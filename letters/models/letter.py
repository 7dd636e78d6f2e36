"""Letters that were made for people of an event, who got them, when and how. Staffordshire SOP 11.5, 12.0."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from events.models import FailureEvent
from events.models.legal import CouncilQuerySet
from letters.models.template import LetterTemplate
from letters.rules.fields import TO_ALL, TO_MAIN, TO_PERSON
from trackers.models import Representative, TrackerEntry


@pghistory.track(exclude=["left_out"])
class Mailing(models.Model):
    """Letters of one template, made in one go for people of an event. Staffordshire SOP 11.5, 12.0.

    `template_version` is the text that they were made with. Who was left out, and why, stays with it. Made by mistake
    it is withdrawn: what went out stays as it is, the rest goes nowhere any more.
    """

    class To(models.TextChoices):
        PERSON = TO_PERSON, "The person"
        MAIN = TO_MAIN, "Their main contact"
        ALL = TO_ALL, "All their contacts who may be told"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="mailings")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="mailings")
    template_version = models.PositiveIntegerField("version of the words")
    name = models.CharField("letter", max_length=100)
    to = models.CharField("written to", max_length=10, choices=To)
    dated = models.DateField("day on the letters")
    signed_by = models.CharField("signed by", max_length=150)
    large_print = models.BooleanField("large print", default=False)
    letters_made = models.PositiveIntegerField("letters")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    left_out = models.JSONField(default=list)  # [key of the entry, whom, why]
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_because = models.TextField("why it was withdrawn", max_length=1000, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="withdrawn_mailing_says_why",
            ),
        ]
        indexes = [models.Index(fields=["event", "-id"], name="mailing_of_event")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("letters:mailing-detail", args=[self.event.reference, self.pk])


class LetterQuerySet(CouncilQuerySet):
    def sent(self):
        return self.exclude(sent_on=None)

    def not_sent(self):
        return self.filter(sent_on=None)

    def standing(self):
        """Those that went out or still may: without what was withdrawn before it was sent."""
        return self.exclude(sent_on=None, mailing__withdrawn_at__isnull=False)


@pghistory.track(exclude=["content", "address", "salutation"])
class Letter(models.Model):
    """One letter to one recipient, with the words as they were merged. Staffordshire SOP 11.5, 12.0.

    `contact` is empty when the person themself is written to. Letters on one `sheet` of a mailing are one piece of
    paper, for two who live together. An attendance list is about nobody in particular. Recorded as sent by mistake, the
    record is taken back with a reason; the history keeps both.
    """

    class How(models.TextChoices):
        POST = "post", "Posted"
        HAND = "hand", "Handed over"
        EMAIL = "email", "Sent by e-mail"

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="letters")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        TrackerEntry, on_delete=models.PROTECT, related_name="letters", null=True, blank=True
    )
    contact = models.ForeignKey(
        Representative, on_delete=models.PROTECT, related_name="letters", null=True, blank=True
    )
    sheet = models.PositiveIntegerField()
    name = models.CharField("to", max_length=250)  # as on the envelope
    address = models.JSONField(default=list)  # lines below the name
    salutation = models.CharField(max_length=250, blank=True)
    content = models.JSONField(default=list)  # blocks of letters.rules.text
    sent_on = models.DateField("sent", null=True, blank=True)
    sent_how = models.CharField("how", max_length=5, choices=How, blank=True)
    sent_by = models.CharField("sent by", max_length=150, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    taken_back_because = models.TextField(
        "why the record that it went out was taken back", max_length=1000, blank=True, db_default=""
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["mailing", "sheet", "pk"]
        permissions = [
            ("send_letter", "May make letters to people and families, and record that they went out")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "entry", "contact"], nulls_distinct=False, name="letter_once_in_mailing"
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_how="", sent_by="", recorded_by=None)
                | (Q(sent_on__isnull=False, recorded_by__isnull=False) & ~Q(sent_how="") & ~Q(sent_by="")),
                name="sent_letter_says_how",
            ),
            models.CheckConstraint(
                condition=Q(contact=None) | Q(entry__isnull=False), name="letter_to_contact_about_somebody"
            ),
        ]
        indexes = [models.Index(fields=["entry", "-id"], name="letter_of_person")]

    def __str__(self):
        return f"{self.mailing.name}, to {self.name}" if self.name else self.mailing.name

    def get_absolute_url(self):
        return reverse("letters:letter-detail", args=[self.event.reference, self.mailing_id, self.pk])
