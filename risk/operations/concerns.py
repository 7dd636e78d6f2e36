"""Concerns about a provider: recorded as they come, settled with words. Blackpool policy 3."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.procedure.loader import from_content
from providers.models import Provider, Service
from risk.models import Concern
from risk.operations.instruments import NONE_LOADED, procedure_for_risk
from risk.rules.instrument import items


@operation("concern.recorded", needs="risk.change_concern")
def record_concern(
    *,
    by: User,
    provider: Provider,
    indicators: list[str],
    source: str,
    raised_on: date,
    details: str,
    service: Service | None = None,
    told_by: str = "",
) -> Concern:
    """A concern came in. Blackpool policy 3.

    Raises ValidationError for a day to come, another provider's service, no indicator or one that is none.
    """
    procedure = procedure_for_risk()
    if procedure is None:
        raise ValidationError(NONE_LOADED)
    known = {item.id for item in items(from_content(procedure.content), "indicators")}
    if not indicators or not set(indicators) <= known:
        raise ValidationError({"indicators": "Select at least one of the indicators listed."})
    if raised_on > timezone.localdate():
        raise ValidationError({"raised_on": "The date of the concern must be today or in the past"})
    if service and service.provider_id != provider.pk:
        raise ValidationError({"service": "Select a service of this provider."})
    return Concern.objects.create(
        provider=provider, service=service, procedure=procedure, indicators=indicators, source=source,
        raised_on=raised_on, details=details.strip(), told_by=told_by.strip(), recorded_by=by,
    )  # fmt: skip


@operation("concern.ended", told="Concern settled", needs="risk.change_concern")
def end_concern(*, by: User, concern: Concern, ended_on: date, reason: str) -> Concern:
    """The concern was settled. It stays in the provider's history. Raises ValidationError."""
    row = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if row.ended_on:
        raise ValidationError("This concern was settled already.")
    if not row.raised_on <= ended_on <= timezone.localdate():
        raise ValidationError(
            {"ended_on": "The date it was settled must be between the date of the concern and today"}
        )
    if not reason.strip():
        raise ValidationError({"reason": "Enter how it was settled"})
    row.ended_on, row.ended_reason = ended_on, reason.strip()
    row.save(update_fields=["ended_on", "ended_reason"])
    return row
