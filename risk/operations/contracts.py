"""Contracts of providers with their clauses. Blackpool policy 1, 9, 10; LGiU template T3."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.audit import operation
from accounts.models import User
from providers.models import Provider, Service
from risk.models import Contract
from risk.operations.decisions import CHANGE


@operation("contract.recorded", needs=CHANGE)
def record_contract(
    *, by: User, provider: Provider, service: Service | None = None, **facts: Any
) -> Contract:
    """An agreement for all services of the provider, or one. `facts`: fields of Contract. Raises ValidationError."""
    _refuse(provider, service, facts)
    return Contract.objects.create(provider=provider, service=service, recorded_by=by, changed_by=by, **facts)


@operation("contract.changed", needs=CHANGE)
def change_contract(
    *, by: User, contract: Contract, version: int, service: Service | None = None, **facts: Any
) -> Contract:
    """Other clauses or days; what quoted the old words keeps them. Raises ValidationError, Conflict."""
    _refuse(contract.provider, service, facts)
    changing = facts | {"service": service}
    row = Contract.objects.lock_for_edit(contract.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def _refuse(provider: Provider, service: Service | None, facts: dict[str, Any]) -> None:
    if service and service.provider_id != provider.pk:
        raise ValidationError({"service": "Select a service of this provider"})
    starts, ends = facts.get("starts_on"), facts.get("ends_on")
    if starts and ends and ends < starts:
        raise ValidationError({"ends_on": "The last day must not be before the first day"})
