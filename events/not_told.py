"""Who must not be told about an event. The rooms that know people's contacts fill it in; every message asks here first.

    not_told.fill(contacts_not_told)      # in AppConfig.ready() of the room that knows
    def contacts_not_told(event, reached) -> list[str]: ...

`reached` are those who are about to be told; the answer is a sentence for each who must not be. SOP 11.5.
"""

from collections.abc import Sequence
from typing import NamedTuple

from events.models import FailureEvent
from providers.slots import Slot


class Reached(NamedTuple):
    """Somebody who is about to be told: a name, and the telephone number or address by which."""

    name: str
    address: str = ""


_slot: Slot[[FailureEvent, Sequence[Reached]], list[str]] = Slot()
fill = _slot.fill


def sentences(event: FailureEvent, reached: Sequence[Reached]) -> list[str]:
    """Who of those must not be told, each in one sentence."""
    return [said for found in _slot.answers(event, reached) for said in found]
