"""Press statements about an event: no word leaves before three named people approved it. Blackpool policy App 5, 6."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned
from events.models import Communication, FailureEvent, Procedure
from events.models.taken_back import MayBeTakenBack, Standing
from plans.models.approaches import OfEventQuerySet


class PressStatementQuerySet(OfEventQuerySet):
    def drafts(self):
        """Those that are neither issued nor put away."""
        return self.filter(issued_at=None, put_away_at=None)


@pghistory.track()
class PressStatement(Versioned):
    """A statement to the press with the reasons for the move or the suspension. Blackpool policy App 5, 6.

    `text_version` is the number of its text: approvals are given for one. Issued, it is never changed.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="press_statements")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40, editable=False)  # id of the plan's action in the pack
    about = models.CharField("what for", max_length=300)
    section = models.CharField(max_length=120, blank=True)
    approvers = ArrayField(models.CharField(max_length=120), verbose_name="who must approve")
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=10_000)
    text_version = models.PositiveIntegerField("number of the text", default=1, editable=False)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(db_default=Now())
    issued_at = models.DateTimeField("issued", null=True, blank=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    communication = models.OneToOneField(
        Communication, on_delete=models.PROTECT, related_name="press_statement", null=True, blank=True
    )
    put_away_at = models.DateTimeField("put away", null=True, blank=True)
    put_away_reason = models.TextField("why it is not issued", max_length=2000, blank=True)

    objects = PressStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        permissions = [("approve_pressstatement", "May approve a press statement, or record its approval")]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_at=None, issued_by=None, communication=None)
                | Q(issued_at__isnull=False, issued_by__isnull=False, communication__isnull=False),
                name="press_statement_issued_whole",
            ),
            models.CheckConstraint(
                condition=Q(put_away_at=None, put_away_reason="")
                | (Q(put_away_at__isnull=False, issued_at=None) & ~Q(put_away_reason="")),
                name="press_statement_put_away_says_why",
            ),
            models.CheckConstraint(condition=~Q(approvers__len=0), name="press_statement_names_who_approves"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:press-detail", args=[self.event.reference, self.pk])

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None and self.put_away_at is None


@pghistory.track()
class PressApproval(MayBeTakenBack):
    """One of those who must approve did so, for one text. Blackpool policy App 5, 6."""

    class Method(models.TextChoices):
        HERE = "here", "Here, in my own name"
        EMAIL = "email", "E-mail"
        PHONE = "phone", "Telephone"
        IN_PERSON = "in_person", "In person"
        LETTER = "letter", "Letter"

    BY_HAND = [Method.EMAIL, Method.PHONE, Method.IN_PERSON, Method.LETTER]

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="press_approvals")
    statement = models.ForeignKey(PressStatement, on_delete=models.PROTECT, related_name="approvals")
    text_version = models.PositiveIntegerField("number of the text")
    body = models.CharField("approved as", max_length=120)
    name = models.CharField("who approved", max_length=150)
    approved_on = models.DateField("when")
    method = models.CharField("how", max_length=20, choices=Method)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Standing.from_queryset(OfEventQuerySet)()

    class Meta(MayBeTakenBack.Meta):
        ordering = ["approved_on", "pk"]
        constraints = [
            *MayBeTakenBack.Meta.constraints,
            models.UniqueConstraint(
                fields=["statement", "text_version", "body"],
                condition=Q(taken_back_at=None),
                name="press_statement_approved_once",
            ),
        ]

    def __str__(self):
        return f"{self.body}: {self.name}"
