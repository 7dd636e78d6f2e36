"""Places on the pages of this room that rooms to its right fill, so that no import runs to the right.

    slots.fill("service", open_events)      # in AppConfig.ready() of the room that knows
    def open_events(request, service) -> slots.Section | None: ...

A section names a template and its context; None leaves it out. It is asked once for each page, so it says itself
what the person may see.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, ParamSpec, TypeVar

from django.http import HttpRequest

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Slot(Generic[Asked, Answer]):
    """A question that rooms to the right answer: each fills in a function when the apps are ready."""

    def __init__(self) -> None:
        self.fillers: list[Callable[Asked, Answer | None]] = []

    def fill(self, filler: Callable[Asked, Answer | None]) -> None:
        """Add somebody who knows. The same function is added once."""
        if filler not in self.fillers:
            self.fillers.append(filler)

    def answers(self, *asked: Asked.args, **more: Asked.kwargs) -> list[Answer]:
        """What they say, in the order in which they were filled in; who has nothing to say is left out."""
        return [answer for filler in self.fillers if (answer := filler(*asked, **more))]


@dataclass(frozen=True)
class Section:
    """A part of a page: `template` is drawn with `data` in its context."""

    template: str
    data: dict[str, Any] = field(default_factory=dict)


Filler = Callable[[HttpRequest, Any], Section | None]
_pages: dict[str, Slot[[HttpRequest, Any], Section]] = {"service": Slot(), "provider": Slot()}


def fill(page: str, filler: Filler) -> None:
    """Add a section to the page of a "service" or a "provider". The same function is added once."""
    _pages[page].fill(filler)


def sections(page: str, request: HttpRequest, record: Any) -> list[Section]:
    """The sections of this page for this person, in the order in which they were filled in."""
    return _pages[page].answers(request, record)
