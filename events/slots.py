"""What this room adds to the pages of rooms on its left."""

from events.models import FailureEvent
from events.operations.scope import covering
from providers.slots import Section


def open_events(request, service) -> Section | None:
    """The open events of a service, on its page."""
    events = FailureEvent.objects.visible_to(request.user).open().filter(covering(service))
    return Section("events/_open_events.html", {"open_events": list(events)})
