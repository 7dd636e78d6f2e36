"""Judgement over the market between failures: signs that a provider may be heading for one. LGiU guidance
outline 5.
"""

import pghistory
from django.db import models
from django.db.models.functions import Now

from accounts.models import User
from providers.models import Provider


class WarningSignQuerySet(models.QuerySet):
    def current(self):
        return self.filter(resolved_on=None)


@pghistory.track()
class WarningSign(models.Model):
    """An early warning sign seen at a provider, with its date and source. LGiU guidance outline 5."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="warning_signs")
    sign = models.CharField(max_length=40)  # id in the pack
    label = models.CharField("sign", max_length=300)
    seen_on = models.DateField("date seen")
    source = models.CharField("where it comes from", max_length=200)
    notes = models.TextField(max_length=2000, blank=True)
    resolved_on = models.DateField("date it ended", null=True, blank=True)
    resolved_reason = models.TextField("why it ended", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = WarningSignQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_on", "-pk"]

    def __str__(self):
        return self.label
