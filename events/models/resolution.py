"""What is left when everybody has a new home: contracts that end, and what was learnt. Staffordshire SOP 11.7, 11.8."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User
from accounts.versions import Versioned
from events.models.event import FailureEvent
from events.models.meeting import Meeting
from events.models.minutes import CouncilOnlyQuerySet
from events.models.taken_back import MayBeTakenBack, Standing
from govuk.words import shortened


@pghistory.track()
class Termination(MayBeTakenBack):
    """A document that ends a contract, as it was issued; taken back if recorded wrongly. Staffordshire SOP 11.7.

    It waits for nobody's outcome: a contract may end before or after people move.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="terminations")
    issued_to = models.CharField("issued to", max_length=200)
    contract_reference = models.CharField("contract reference", max_length=120)
    issued_on = models.DateField("date issued")
    issued_by = models.CharField("issued by", max_length=200)
    notes = models.TextField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Standing.from_queryset(CouncilOnlyQuerySet)()

    class Meta(MayBeTakenBack.Meta):
        ordering = ["-issued_on", "-pk"]
        constraints = [
            *MayBeTakenBack.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(issued_to="") & ~Q(contract_reference=""), name="termination_says_of_what"
            ),
        ]

    def __str__(self):
        return f"{self.contract_reference}, to {self.issued_to}"


class FindingQuerySet(CouncilOnlyQuerySet):
    def open(self):
        return self.filter(done_on=None)


@pghistory.track()
class Finding(Versioned):
    """Something learnt from a failure, what will be done differently, by whom and by when. Staffordshire SOP 11.8.

    It outlives the event: who carries it out says so after the event is closed too.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="findings")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="findings", null=True)
    happened = models.TextField("what happened", max_length=2000)
    change = models.TextField("what will change", max_length=2000)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="findings", null=True, blank=True)
    owner_name = models.CharField("who does it", max_length=200)
    due_on = models.DateField("due date")
    progress = models.TextField(max_length=4000, blank=True)
    done_on = models.DateField("done", null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(owner_name=""), name="finding_has_owner")]
        indexes = [
            models.Index(fields=["event", "due_on"], condition=Q(done_on=None), name="finding_open_due")
        ]

    def __str__(self):
        return shortened(self.change)

    def get_absolute_url(self):
        return reverse("events:finding-change", args=[self.event.reference, self.pk])
