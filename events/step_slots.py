"""Places on the page of a step that rooms to the right fill, so that no import runs to the right.

    step_slots.fill(missing_contacts)      # in AppConfig.ready() of the room that knows
    def missing_contacts(request, event, step, said) -> Section | None: ...

`said` is the step in the procedure, or None for a local one. A filler says itself what the person may see.
"""

from collections.abc import Callable

from django.http import HttpRequest

from events.models import FailureEvent, Step
from events.procedure import schema
from providers.slots import Section

Filler = Callable[[HttpRequest, FailureEvent, Step, schema.Step | None], Section | None]
_fillers: list[Filler] = []


def fill(filler: Filler) -> None:
    """Add a section to the page of a step. The same function is added once."""
    if filler not in _fillers:
        _fillers.append(filler)


def sections(
    request: HttpRequest, event: FailureEvent, step: Step, said: schema.Step | None
) -> list[Section]:
    """The sections for this person, in the order in which they were filled in."""
    return [section for filler in _fillers if (section := filler(request, event, step, said))]
