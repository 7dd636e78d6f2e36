"""Places on the page "Plans" of an event that rooms to the right fill, so that no import runs to the right.

    plan_slots.fill(approach)      # in AppConfig.ready() of the room that knows
    def approach(request, event) -> Section | None: ...

A filler says itself what the person may see.
"""

from django.http import HttpRequest

from events.models import FailureEvent
from providers.slots import Section, Slot

_slot: Slot[[HttpRequest, FailureEvent], Section] = Slot()
fill, sections = _slot.fill, _slot.answers
