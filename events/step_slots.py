"""Places on the page of a step that rooms to the right fill, so that no import runs to the right.

    step_slots.fill(missing_contacts)      # in AppConfig.ready() of the room that knows
    def missing_contacts(request, event, step, said) -> Section | None: ...

`said` is the step in the procedure, or None for a local one. A filler says itself what the person may see.
"""

from django.http import HttpRequest

from events.models import FailureEvent, Step
from events.procedure import schema
from providers.slots import Section, Slot

_slot: Slot[[HttpRequest, FailureEvent, Step, schema.Step | None], Section] = Slot()
fill, sections = _slot.fill, _slot.answers
