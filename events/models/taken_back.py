"""Records of what happened that were wrong: taken back with a reason, never deleted. Staffordshire SOP 11.3."""

from django.db import models
from django.db.models import Q

from accounts.models import User


class Standing(models.Manager):
    """Leaves out what was taken back, also where another record asks for its own; the history keeps it."""

    def get_queryset(self):
        return super().get_queryset().filter(taken_back_at=None)


class MayBeTakenBack(models.Model):
    """A record that is never changed, only taken back. The first manager of a model below is a `Standing` one."""

    taken_back_at = models.DateTimeField("taken back", null=True, blank=True)
    taken_back_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    taken_back_reason = models.CharField("why it was taken back", max_length=500, blank=True, db_default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_reason="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_reason="")),
                name="%(class)s_taken_back_says_why",
            )
        ]
