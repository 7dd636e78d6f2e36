"""What the legal basis of one person in an event rests on, its answers, and how the duty ended. SOP 2.4, 4, 5, 6."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from events.models import Dispute, FailureEvent, PowerUse
from events.models.legal import (
    APPEND_ONLY,
    AbstractEvaluation,
    AbstractFact,
    AbstractOverride,
    CouncilQuerySet,
)


class OfPerson(models.Model):
    """Stands under one person's row, and under its event, for the timeline and for rights."""

    entry = models.ForeignKey("trackers.TrackerEntry", on_delete=models.PROTECT, related_name="%(class)ss")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@pghistory.track()
class PersonFact(AbstractFact, OfPerson):  # noqa: DJ008  its base has it
    """A fact of one person, or one of the event's that is different for them. SOP 2.4, 2.5, 4.1."""

    class Meta:
        permissions = [
            ("change_legal", "May record what the legal basis of a person rests on, and end the duty")
        ]
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="person_fact_once")]


class PersonEvaluation(AbstractEvaluation, OfPerson):  # noqa: DJ008  its base has it
    """The answer for one person."""

    class Meta:
        triggers = APPEND_ONLY
        indexes = [
            models.Index(fields=["entry", "-id"], name="person_evaluation_newest"),
            models.Index(fields=["event", "entry", "-id"], name="person_evaluation_of_event"),
        ]


@pghistory.track()
class PersonOverride(AbstractOverride, OfPerson):  # noqa: DJ008  its base has it
    """What a person decided about one person's answer."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "dimension"], condition=Q(ended_at=None), name="person_override_once"
            )
        ]


@pghistory.track()
class DutyEnd(OfPerson):
    """The temporary duty to one person ended, when and why. SOP 4.5.

    It ends when the council is satisfied that the new provider will meet the needs; who arranges their own care is
    responsible for it again from then. Taken back when the new provider fails too.
    """

    class Ground(models.TextChoices):
        NEW_PROVIDER = "new_provider", "A new provider will meet the needs"
        DIED = "died", "The person has died"

    ground = models.CharField("why it ended", max_length=20, choices=Ground)
    ended_on = models.DateField("duty ended")
    new_provider = models.CharField("new provider", max_length=200, blank=True)
    meets_needs = models.BooleanField("the council is satisfied that the needs will be met", default=False)
    arranges_own_care = models.BooleanField("arranges their own care", default=False)
    reason = models.TextField(max_length=2000)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    taken_back_at = models.DateTimeField("taken back", null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(taken_back_at=None), name="duty_ends_once"),
            models.CheckConstraint(
                condition=~Q(ground="new_provider") | Q(meets_needs=True), name="duty_end_needs_confirmation"
            ),
        ]

    def __str__(self):
        return "End of the temporary duty"


@pghistory.track()
class PersonPower(OfPerson):
    """A risk assessment on urgency, or use of the section 19 power, that is for this person. SOP 6.0."""

    power = models.ForeignKey(PowerUse, on_delete=models.PROTECT, related_name="people")

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "power"], name="person_power_once")]

    def __str__(self):
        return str(self.power)


@pghistory.track()
class PersonDispute(OfPerson):
    """A person whom a dispute between authorities is about. SOP 5.0."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="people")
    ended_at = models.DateTimeField("no longer about this person", null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "dispute"], name="person_dispute_once")]

    def __str__(self):
        return str(self.dispute)
