"""Whether a place has what a person must have. Pure. LGiU template T11.3; that it needs a reason is our addition."""

from collections.abc import Iterable
from typing import NamedTuple

from trackers.rules.places import plain

MET, UNMET, UNKNOWN, ESSENTIAL = "met", "unmet", "unknown", "essential"


class MustHave(NamedTuple):
    """One must-have: what was found out (`found`) about one place (`place`)."""

    words: str
    weight: str
    found: str = UNKNOWN
    place: str = ""


def found_at(one: MustHave, place: str) -> str:
    """What is known of it at this place; what was found out about another place says nothing."""
    is_about = bool(plain(place)) and plain(one.place) == plain(place)
    return one.found if is_about else UNKNOWN


def open_at(must_haves: Iterable[MustHave], place: str) -> list[MustHave]:
    """The essential ones that are not met or not known there."""
    return [one for one in must_haves if one.weight == ESSENTIAL and found_at(one, place) != MET]


def in_words(must_haves: Iterable[MustHave], place: str) -> str:
    """'A room downstairs (not met); near Jo (not known)'."""
    said = {UNMET: "not met", UNKNOWN: "not known", MET: "met"}
    return "; ".join(f"{one.words} ({said[found_at(one, place)]})" for one in must_haves)


def is_placed(changed: Iterable[str], destination: str, days: bool) -> bool:
    """Whether a change of these fields chooses a place, books the move or records it. A cleared place or day does not.

    `days`: whether a day of the move stands there now.
    """
    names = set(changed)
    return (days and bool({"move_on", "moved_on"} & names)) or (bool(destination) and "destination" in names)
