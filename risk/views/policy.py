"""What the policy says, to read beside the work. Blackpool policy 1 to 9."""

from django.views.decorators.http import require_safe

from accounts.access import needs
from risk.operations.instruments import instrument
from risk.rules.guidance import POLICY, guides
from risk.views.pages import risk_page


@needs("risk.view_concern")
@require_safe
def policy(request):
    """Every list of the active procedure that is read and not filled in."""
    found = instrument()
    if found is None:
        return risk_page(request, "risk/no_instrument.html", "", {}, code=409)
    procedure, pack = found
    context = {"guides": guides(pack, *POLICY), "pack": pack, "procedure": procedure}
    return risk_page(request, "risk/policy.html", "", context)
