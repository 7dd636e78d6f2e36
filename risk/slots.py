"""What this room adds to the pages of rooms on its left."""

from providers.slots import Section
from risk.models import WarningSign
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
