"""What a contracts officer notes about a provider between failures."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from providers.models import Provider
from risk.models import WarningSign
from risk.rules.signs import Sign


@operation("warning_sign.recorded", needs="risk.change_warningsign")
def record_warning_sign(
    *, by: User, provider: Provider, sign: Sign, seen_on: date, source: str, notes: str = ""
) -> WarningSign:
    """An early warning sign was seen. LGiU guidance outline 5."""
    if seen_on > timezone.localdate():
        raise ValidationError({"seen_on": "The date it was seen cannot be in the future."})
    return WarningSign.objects.create(
        provider=provider,
        sign=sign.id,
        label=sign.label,
        seen_on=seen_on,
        source=source,
        notes=notes,
        recorded_by=by,
    )


@operation("warning_sign.ended", needs="risk.change_warningsign")
def end_warning_sign(*, by: User, warning_sign: WarningSign, resolved_on: date, reason: str) -> WarningSign:
    """The sign is no longer there. It stays on the provider's record with its dates."""
    row = WarningSign.objects.select_for_update().get(pk=warning_sign.pk)
    if row.resolved_on:
        raise ValidationError("This sign was ended already.")
    if not row.seen_on <= resolved_on <= timezone.localdate():
        raise ValidationError(
            {"resolved_on": "The date it ended lies between the day it was seen and today."}
        )
    row.resolved_on, row.resolved_reason = resolved_on, reason
    row.save(update_fields=["resolved_on", "resolved_reason"])
    return row
