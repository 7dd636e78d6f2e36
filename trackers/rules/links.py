"""When the places of linked people call for a warning. Pure. LGiU template T11.2: preserve friendships."""

from typing import NamedTuple

from trackers.rules.places import are_different, are_same, plain

NEVER_WITH = "never_with"
DIED = "died"


class Side(NamedTuple):
    """One of two linked people: where they go, and how it ended."""

    destination: str = ""
    final_outcome: str = ""


def places_key(one: Side, other: Side) -> str:
    """Both places, as an answer to a warning keeps them, whichever comes first."""
    return "|".join(sorted((plain(one.destination), plain(other.destination))))


def warning(kind: str, stay_together: bool, one: Side, other: Side) -> str:
    """What is wrong with where two linked people go, in words; empty where nothing is. LGiU T11.2.

    Nothing is said once both have a final outcome, or one has died.
    """
    if (one.final_outcome and other.final_outcome) or DIED in (one.final_outcome, other.final_outcome):
        return ""
    if kind == NEVER_WITH:
        return "They must never be together, and the same place is chosen" if _same(one, other) else ""
    if not are_different(one.destination, other.destination):
        return ""
    return (
        "They should stay together, and different places are chosen"
        if stay_together
        else "Different places are chosen"
    )


def is_answered(answer: str, answered_for: str, one: Side, other: Side) -> bool:
    """Whether somebody said why these places are accepted; of other places nobody has."""
    return bool(answer) and answered_for == places_key(one, other)


def _same(one: Side, other: Side) -> bool:
    return are_same(one.destination, other.destination)
