"""Places on the pages of an event's end that rooms to the right fill: who holds it back, by name.

    ending_slots.fill(unresolved_people)      # in AppConfig.ready() of the room that knows
    def unresolved_people(request, event) -> Section | None: ...

A filler says itself what the person may see.
"""

from django.http import HttpRequest

from events.models import FailureEvent
from providers.slots import Section, Slot

_slot: Slot[[HttpRequest, FailureEvent], Section] = Slot()
fill, sections = _slot.fill, _slot.answers
