"""What monitoring adds to the pages of a service and of a provider."""

from django.utils import timezone

from events.rules.monitoring import month_of
from providers.slots import Section
from risk.models import Monitoring
from risk.monitored import known_of, market, shade_of
from risk.operations.monitoring import instrument


def monitoring_of_service(request, service) -> Section | None:
    """The rating in force, the next visit and the last one, on the service's page."""
    if not request.user.has_perm("risk.view_monitoring"):
        return None
    known = known_of(request.user, service)
    return Section(
        "risk/_monitoring_of_service.html",
        {
            "service": service,
            "known": known,
            "today": timezone.localdate(),
            "month": month_of(timezone.localdate()),
        },
    )


def monitoring_of_provider(request, provider) -> Section | None:
    """The monitored services of the provider with their ratings, on its page."""
    if not request.user.has_perm("risk.view_monitoring"):
        return None
    if not Monitoring.objects.visible_to(request.user).current().filter(service__provider=provider).exists():
        return None
    found, today = instrument(), timezone.localdate()
    pack = found[1] if found else None
    lines = market(request.user, pack, month_of(today), today, provider=provider)
    spend = lines[0].provider_spend
    data = {
        "lines": lines,
        "spend": spend,
        "is_over": lines[0].is_over,
        "shade": lambda label: shade_of(pack, label),
    }
    return Section("risk/_monitoring_of_provider.html", data)
