"""Provisional dates: agreed with the provider or the CQC, changed as they become clearer. Staffordshire SOP 11.4."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, ProvisionalDate
from events.operations.leads import lock_open


@operation("date.agreed", told="Provisional date agreed", needs="events.change_step")
def agree_date(*, by: User, event: FailureEvent, what: str, on: date, agreed_by: str) -> ProvisionalDate:
    """Hold a date until it is certain, with who agreed it. Raises ValidationError for one that is held already."""
    event = lock_open(event)
    what = " ".join(what.split())
    _refuse_empty(agreed_by)
    if not what:
        raise ValidationError({"what": "Enter what happens on this date."})
    if there := event.provisional_dates.current().filter(what__iexact=what).first():
        raise ValidationError({"what": f"There is a date for “{there.what}” already. Change that one."})
    return ProvisionalDate.objects.create(event=event, what=what, on=on, agreed_by=agreed_by, recorded_by=by)


@operation("date.changed", told="Provisional date changed", needs="events.change_step")
def change_date(
    *, by: User, provisional: ProvisionalDate, on: date, agreed_by: str, reason: str
) -> ProvisionalDate:
    """Another date for the same thing; the earlier one is kept with who agreed it. SOP 11.4.

    Raises ValidationError without a reason, for the same date, and where somebody else has changed it meanwhile.
    """
    event = lock_open(provisional.event)
    earlier = ProvisionalDate.objects.select_for_update(of=("self",)).get(pk=provisional.pk)
    if earlier.replaced_at:
        raise ValidationError(
            "Somebody else has changed this date meanwhile. Look at it again before you change it."
        )
    _refuse_empty(agreed_by)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the date changed."})
    if on == earlier.on:
        raise ValidationError({"on": "This is the date that is held already. Enter another one."})
    earlier.replaced_at = timezone.now()
    earlier.save(update_fields=["replaced_at"])
    return ProvisionalDate.objects.create(
        event=event, what=earlier.what, on=on, agreed_by=agreed_by, reason=reason, recorded_by=by
    )


def _refuse_empty(agreed_by: str) -> None:
    if not agreed_by.strip():
        raise ValidationError({"agreed_by": "Enter who agreed the date."})
