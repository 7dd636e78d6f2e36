"""What every document of an event says first."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent


def head(event: FailureEvent, user: User) -> dict[str, Any]:
    """Whose document it is, of which event, and as at when."""
    return {
        "event": event,
        "reference": event.reference,
        "as_at": timezone.now(),
        "council_name": event.host_council.name,
        "is_partner": user.is_partner,
        "for_whom": user.organisation,
    }
