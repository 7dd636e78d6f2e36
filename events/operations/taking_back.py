"""Marking a wrong record as taken back. Called inside operations, after they have checked who may. SOP 11.3."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from events.models.taken_back import MayBeTakenBack


def take_back(*, by: User, record: MayBeTakenBack, reason: str) -> MayBeTakenBack:
    """The record stands no more. Raises ValidationError without a reason, and if somebody was quicker."""
    if not reason.strip():
        raise ValidationError({"reason": "Enter why this is taken back."})
    row = type(record).objects.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if row is None:
        raise ValidationError("This was taken back already.")
    row.taken_back_at, row.taken_back_by, row.taken_back_reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    return row
