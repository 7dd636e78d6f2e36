"""What the columns of a provider's lists hold, as people put it right. Staffordshire SOP 11.4."""

import pghistory
from django.db import models
from django.db.models.functions import Now

from accounts.models import Organisation, User
from providers.models import Provider


class ListColumnsQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the person's own council; partners load no lists."""
        return self.none() if user.is_partner else self.filter(council_id=user.organisation_id)


@pghistory.track()
class ListColumns(models.Model):
    """How a council read the columns of one provider's lists the last time. The next list begins with that."""

    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    headings = models.JSONField(
        default=dict
    )  # heading in small letters -> our field, "" when it was left out
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(db_default=Now())

    objects = ListColumnsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "provider"], name="columns_once_for_provider")
        ]

    def __str__(self):
        return f"Columns of lists from {self.provider}"
