"""What this room adds to the pages of rooms on its left."""

from django.utils import timezone

from providers.slots import Section
from risk import reading_steps
from risk.models import ProviderAccess, WarningSign
from risk.reading import history_of, risk_known


def warning_signs(request, provider) -> Section | None:
    """The early warning signs that have not ended, on the provider's page."""
    if not request.user.has_perm("risk.view_warningsign"):
        return None
    signs = WarningSign.objects.current().filter(provider=provider)
    return Section("risk/_warning_signs.html", {"signs": list(signs), "provider": provider})


def concerns(request, provider) -> Section | None:
    """The history of concerns in one line, on the provider's page."""
    if not request.user.has_perm("risk.view_concern"):
        return None
    return Section("risk/_concerns.html", {"provider": provider, **history_of(request.user, provider)})


def risk_of_service(request, service) -> Section | None:
    """The level of risk and what is open about it, on the service's page."""
    if not request.user.has_perm("risk.view_concern"):
        return None
    return Section("risk/_risk_of_service.html", {"service": service, **risk_known(request.user, service)})


def steps_of_service(request, service) -> Section | None:
    """What holds against the service, and what is being done, on its page."""
    if not request.user.has_perm("risk.view_riskdecision"):
        return None
    known = reading_steps.steps_of_service(request.user, service, timezone.localdate())
    return Section("risk/_steps_of_service.html", {"service": service, **known})


def steps_of_provider(request, provider) -> Section | None:
    """What holds against services of the provider, and what is being done; nothing where there is nothing."""
    if not request.user.has_perm("risk.view_riskdecision"):
        return None
    known = reading_steps.steps_of_provider(request.user, provider, timezone.localdate())
    return Section("risk/_steps_of_provider.html", known) if any(known.values()) else None


def contracts(request, provider) -> Section | None:
    """Contracts with their clauses, and whose people may answer in action plans, on the provider's page."""
    if not request.user.has_perm("risk.view_riskdecision"):
        return None
    accesses = ProviderAccess.objects.visible_to(request.user).current().filter(provider=provider)
    data = {
        "provider": provider,
        "contracts": reading_steps.contracts_of_provider(request.user, provider),
        "accesses": list(accesses.select_related("organisation")),
    }
    return Section("risk/_contracts.html", data)
