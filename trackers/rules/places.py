"""Whether two names of places are the same place, as people type them. Pure."""

import re
from collections.abc import Iterable

_REST = re.compile(r"[^a-z0-9]+")


def plain(name: str) -> str:
    """The name without capitals, spaces and signs: 'St. Anne’s' and 'st annes' are one. Empty for no place."""
    return _REST.sub("", name.lower())


def are_same(one: str, other: str) -> bool:
    """Whether both are known and the same."""
    return bool(plain(one)) and plain(one) == plain(other)


def are_different(one: str, other: str) -> bool:
    """Whether both are known and not the same."""
    return bool(plain(one)) and bool(plain(other)) and plain(one) != plain(other)


def are_at_home(*, is_care_home: bool, rooms: Iterable[str]) -> bool:
    """Whether the people of a service live at addresses of their own: home care, where nobody has a room."""
    return not is_care_home and not any(rooms)
