"""Places on the pages of this room that rooms to its right fill, so that no import runs to the right.

    slots.fill("service", open_events)      # in AppConfig.ready() of the room that knows
    def open_events(request, service) -> slots.Section | None: ...

A section names a template and its context; None leaves it out. It is asked once for each page, so it says itself
what the person may see.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Section:
    """A part of a page: `template` is drawn with `data` in its context."""

    template: str
    data: dict[str, Any] = field(default_factory=dict)


Filler = Callable[[HttpRequest, Any], Section | None]
_fillers: dict[str, list[Filler]] = {"service": [], "provider": []}


def fill(page: str, filler: Filler) -> None:
    """Add a section to the page of a "service" or a "provider". The same function is added once."""
    if filler not in _fillers[page]:
        _fillers[page].append(filler)


def sections(page: str, request: HttpRequest, record: Any) -> list[Section]:
    """The sections of this page for this person, in the order in which they were filled in."""
    return [section for filler in _fillers[page] if (section := filler(request, record))]
