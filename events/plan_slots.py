"""Places on the page "Plans" of an event that rooms to the right fill, so that no import runs to the right.

    plan_slots.fill(approach)      # in AppConfig.ready() of the room that knows
    def approach(request, event) -> Section | None: ...

A filler says itself what the person may see.
"""

from collections.abc import Callable

from django.http import HttpRequest

from events.models import FailureEvent
from providers.slots import Section

Filler = Callable[[HttpRequest, FailureEvent], Section | None]
_fillers: list[Filler] = []


def fill(filler: Filler) -> None:
    """Add a section to the page. The same function is added once."""
    if filler not in _fillers:
        _fillers.append(filler)


def sections(request: HttpRequest, event: FailureEvent) -> list[Section]:
    """The sections for this person, in the order in which they were filled in."""
    return [section for filler in _fillers if (section := filler(request, event))]
