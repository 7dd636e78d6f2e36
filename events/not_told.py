"""Who must not be told about an event. The rooms that know people's contacts fill it in; every message asks here first.

    not_told.fill(contacts_not_told)      # in AppConfig.ready() of the room that knows
    def contacts_not_told(event, reached) -> list[str]: ...

`reached` are those who are about to be told; the answer is a sentence for each who must not be. SOP 11.5.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from events.models import FailureEvent


class Reached(NamedTuple):
    """Somebody who is about to be told: a name, and the telephone number or address by which."""

    name: str
    address: str = ""


Finder = Callable[[FailureEvent, Sequence[Reached]], list[str]]
_finders: list[Finder] = []


def fill(finder: Finder) -> None:
    """Add a room that knows. The same function is added once."""
    if finder not in _finders:
        _finders.append(finder)


def sentences(event: FailureEvent, reached: Sequence[Reached]) -> list[str]:
    """Who of those must not be told, each in one sentence."""
    return [said for finder in _finders for said in finder(event, reached)]
