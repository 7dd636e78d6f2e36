"""Places on the pages of an event's end that rooms to the right fill: who holds it back, by name.

    ending_slots.fill(unresolved_people)      # in AppConfig.ready() of the room that knows
    def unresolved_people(request, event) -> Section | None: ...

A filler says itself what the person may see.
"""

from collections.abc import Callable

from django.http import HttpRequest

from events.models import FailureEvent
from providers.slots import Section

Filler = Callable[[HttpRequest, FailureEvent], Section | None]
_fillers: list[Filler] = []


def fill(filler: Filler) -> None:
    """Add a section. The same function is added once."""
    if filler not in _fillers:
        _fillers.append(filler)


def sections(request: HttpRequest, event: FailureEvent) -> list[Section]:
    """The sections for this person, in the order in which they were filled in."""
    return [section for filler in _fillers if (section := filler(request, event))]
