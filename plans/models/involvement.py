"""Whom to involve in a failure, by type of service, and who was involved when. Coventry outline 6."""

import pghistory
from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from accounts.versions import Versioned
from events.models import FailureEvent, Procedure
from events.models.taken_back import MayBeTakenBack, Standing
from plans.models.approaches import OfEventQuerySet


@pghistory.track()
class InvolvementRow(Versioned):
    """The row of the stakeholder matrix that counts for an event, in the version it began with. Coventry outline 6.

    `row` is the id that a person chose; empty as long as the type of service says it by itself.
    """

    event = models.OneToOneField(FailureEvent, on_delete=models.PROTECT, related_name="involvement_row")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    row = models.CharField(max_length=40, blank=True, editable=False)
    service_type = models.CharField("type of service in the matrix", max_length=200, blank=True)
    reason = models.TextField("reason for the choice", max_length=2000, blank=True)

    objects = OfEventQuerySet.as_manager()

    def __str__(self):
        return self.service_type or "As the type of service says"


@pghistory.track()
class Involvement(MayBeTakenBack):
    """Somebody of an organisation of the matrix was involved on a day. Coventry outline 6."""

    class Method(models.TextChoices):
        MEETING = "meeting", "Meeting"
        PHONE = "phone", "Telephone"
        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter"
        IN_PERSON = "in_person", "In person"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="involvements")
    organisation = models.CharField("organisation of the matrix", max_length=200)
    involved_as = models.CharField("how the matrix involves it", max_length=200, blank=True)
    name = models.CharField("who was involved", max_length=200)
    involved_on = models.DateField("day")
    method = models.CharField("how", max_length=20, choices=Method)
    note = models.TextField("what for, and what came of it", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Standing.from_queryset(OfEventQuerySet)()

    class Meta(MayBeTakenBack.Meta):
        ordering = ["involved_on", "pk"]

    def __str__(self):
        return f"{self.organisation}: {self.name}"
