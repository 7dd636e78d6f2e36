"""What this room adds to the pages of rooms on its left."""

from providers.slots import Section
from risk.models import WarningSign


def warning_signs(request, provider) -> Section | None:
    """The early warning signs that have not ended, on the provider's page."""
    if not request.user.has_perm("risk.view_warningsign"):
        return None
    signs = WarningSign.objects.current().filter(provider=provider)
    return Section("risk/_warning_signs.html", {"signs": list(signs), "provider": provider})
