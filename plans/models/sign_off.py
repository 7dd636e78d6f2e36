"""Sign-off of the approach by named bodies of council and NHS. Coventry outline 7 / Sign off of process."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from events.models import FailureEvent
from events.models.taken_back import MayBeTakenBack, Standing
from plans.models.approaches import Approach, OfEventQuerySet


@pghistory.track()
class SignOff(MayBeTakenBack):
    """One body signed off the approach as it was decided then: `what` in words, `revision` its number.

    Coventry outline 7 / Sign off of process. After a later decision it stays as given for the earlier one.
    """

    event = models.ForeignKey(FailureEvent, on_delete=models.PROTECT, related_name="sign_offs")
    approach = models.ForeignKey(Approach, on_delete=models.PROTECT, related_name="sign_offs")
    revision = models.PositiveIntegerField("number of the decision")
    what = models.TextField("what was signed off", max_length=4000)
    organisation = models.CharField(max_length=200)
    body = models.CharField(max_length=200)
    name = models.CharField("who signed off", max_length=150)
    signed_on = models.DateField("date")
    note = models.TextField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = Standing.from_queryset(OfEventQuerySet)()

    class Meta(MayBeTakenBack.Meta):
        ordering = ["signed_on", "pk"]
        constraints = [
            *MayBeTakenBack.Meta.constraints,
            models.UniqueConstraint(
                fields=["approach", "revision", "organisation", "body"],
                condition=Q(taken_back_at=None),
                name="signed_off_once",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.body}"
