"""What is kept about one step besides who finished it: each time it was done, and who confirmed what by which means."""

import pghistory
from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from events.models.event import FailureEvent
from events.models.plan import Step
from events.models.taken_back import MayBeTakenBack, Standing
from govuk.words import full_date


class OfVisibleSteps(models.QuerySet):
    def visible_to(self, user):
        """Records of the steps that the user may see. A partner sees none."""
        if user.is_partner:
            return self.none()
        return self.filter(event_id__in=FailureEvent.objects.visible_event_ids(user))


@pghistory.track()
class StepOccurrence(MayBeTakenBack):
    """One time that a step which repeats was done. Staffordshire SOP 11.7: every step of it is marked Repeatable."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="occurrences")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField("date")
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="done by")
    deputy_for = models.CharField("as deputy for", max_length=150, blank=True)
    notes = models.TextField(max_length=4000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Standing.from_queryset(OfVisibleSteps)()

    class Meta(MayBeTakenBack.Meta):
        ordering = ["happened_on", "pk"]

    def __str__(self):
        return f"{self.step} {full_date(self.happened_on)}"


@pghistory.track()
class StepEvidence(MayBeTakenBack):
    """Somebody outside confirmed what was said, by one of the means a step asks for. Staffordshire SOP 11.4: both by
    phone and by e-mail.
    """

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="evidence")
    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=200)  # as the procedure names it: "phone confirmation"
    confirmed_by = models.CharField("who confirmed it", max_length=200)
    confirmed_at = models.DateTimeField("when they confirmed it")
    notes = models.TextField("what they confirmed", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Standing.from_queryset(OfVisibleSteps)()

    class Meta(MayBeTakenBack.Meta):
        ordering = ["confirmed_at", "pk"]

    def __str__(self):
        return f"{self.kind}: {self.confirmed_by}"
