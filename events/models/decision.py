"""What was decided about the event as a whole, the dates it goes by, and what residents were told too early."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from events.models.event import FailureEvent


class OfCouncilEvents(models.QuerySet):
    def visible_to(self, user):
        """Those of the events the user may open. A partner sees none: they name the council's own people."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))


@pghistory.track()
class Decision(models.Model):
    """What was decided at the decision point; the newest counts. Staffordshire SOP 11.5.

    Opening a stood-down event again is kept here too: it leads back to the decision point, with nothing decided.
    """

    class Kind(models.TextChoices):
        STAND_DOWN = "stand_down", "Stand down"
        MAINTAIN = "maintain", "Maintain at this stage"
        ESCALATE = "escalate", "Escalate"
        REOPEN = "reopen", "Open again"

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField("decision", max_length=12, choices=Kind)
    reason = models.TextField(max_length=2000)
    decided_by = models.CharField("decided by", max_length=200)
    decided_at = models.DateTimeField("decided at")
    # Only of "maintain": the day on which to decide again.
    review_on = models.DateField("decide again by", null=True, blank=True)
    # Only of "stand down": people whose move was booked or made by then.
    people_moving = models.PositiveIntegerField("people already moving", default=0)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = OfCouncilEvents.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_reason"),
            models.CheckConstraint(
                condition=Q(kind="maintain") | Q(review_on=None), name="decision_review_of_maintain"
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class ProvisionalDateQuerySet(OfCouncilEvents):
    def current(self):
        """The dates that count now; the others are those that stood before."""
        return self.filter(replaced_at=None)


@pghistory.track()
class ProvisionalDate(models.Model):
    """A date that the council goes by until it is certain, and who agreed it. Staffordshire SOP 11.4.

    A change is a new row; the earlier one stays, with the moment it was replaced.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="provisional_dates")
    what = models.CharField("what happens", max_length=120)
    on = models.DateField("date")
    agreed_by = models.CharField("who agreed it", max_length=200)
    reason = models.TextField("why it changed", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = ProvisionalDateQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "what"], condition=Q(replaced_at=None), name="provisional_date_once"
            )
        ]

    def __str__(self):
        return self.what

    def is_past(self, today: date) -> bool:
        """Whether the day has gone by while the date is still only provisional."""
        return self.on < today


@pghistory.track()
class EarlyTelling(models.Model):
    """Residents and relatives were told before the council led communication, as may happen in an urgent situation.

    It records what has happened and so is never refused for the gate. Staffordshire SOP 11.5.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="early_tellings")
    told_on = models.DateField("date they were told")
    told_by = models.CharField("who told them", max_length=200)
    reason = models.TextField("why", max_length=2000)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = OfCouncilEvents.as_manager()

    class Meta:
        ordering = ["told_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="early_telling_has_reason")]

    def __str__(self):
        return f"{self.told_by}, {self.told_on}"
