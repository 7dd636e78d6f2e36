"""Where a person stands until a final outcome, and what comes next. Staffordshire SOP 11.5 to 12.0."""

from datetime import date
from typing import NamedTuple

from trackers.rules.safeguards import is_undecided

ASSESSING, LOOKING, MOVE_BOOKED, CHECK_DUE, SAFE, OTHER = (
    "assessing",
    "looking",
    "move_booked",
    "check_due",
    "safe",
    "other",
)
MOVED = "moved"  # the one final outcome after which a check is due


class Facts(NamedTuple):
    """What a tracker entry says about one person. Days are None, texts empty, while they are not known."""

    assessed_on: date | None = None
    destination: str = ""
    move_on: date | None = None
    moved_on: date | None = None
    safe_and_well_on: date | None = None
    final_outcome: str = ""
    capacity: str = "unknown"
    advocate: str = "unknown"
    imca: str = "unknown"


class Suggestion(NamedTuple):
    """What to do next where nobody has written down a next step. `does` names the page that records it."""

    words: str
    does: str
    section: str


def stage_of(facts: Facts) -> str:
    """The stage that the furthest known fact puts the person in. Staffordshire SOP 11.6 to 11.8, 12.0.

    A safe and well check counts only when it was made on the day of the move or later.
    """
    if facts.final_outcome and facts.final_outcome != MOVED:
        return OTHER
    if facts.final_outcome or facts.moved_on:
        return SAFE if is_checked(facts.moved_on, facts.safe_and_well_on) else CHECK_DUE
    if facts.move_on:
        return MOVE_BOOKED
    return LOOKING if facts.assessed_on or facts.destination else ASSESSING


def is_checked(moved_on: date | None, safe_and_well_on: date | None) -> bool:
    """Whether somebody saw the person after the move. Staffordshire SOP 12.0."""
    return safe_and_well_on is not None and (moved_on is None or safe_and_well_on >= moved_on)


def needs_advocate(capacity: str, advocate: str, imca: str = "unknown") -> bool:
    """Whether nobody speaks for the person yet: asked for, or lacking capacity and undecided. Staffordshire SOP 4.4."""
    return advocate == "needed" or is_undecided(capacity, advocate, imca)


def suggest(facts: Facts) -> Suggestion | None:
    """The next thing to do for the person; None after a final outcome that needs no check."""
    stage = stage_of(facts)
    if stage == OTHER or (stage == SAFE and facts.final_outcome):
        return None
    if stage in AFTER_MOVE:
        return AFTER_MOVE[stage]
    if needs_advocate(facts.capacity, facts.advocate, facts.imca):
        return Suggestion("Find an advocate", "advocate", "4.4")
    if stage == LOOKING and facts.destination:
        return Suggestion("Agree the day of the move", "book", "11.7")
    return BEFORE_MOVE[stage]


BEFORE_MOVE = {
    ASSESSING: Suggestion("Assess needs and capacity", "assess", "4.4, 11.6"),
    LOOKING: Suggestion("Find a new placement", "place", "11.7"),
    MOVE_BOOKED: Suggestion("Confirm the arrival", "record-move", "11.7"),
}
AFTER_MOVE = {
    CHECK_DUE: Suggestion("Carry out the safe and well check", "record-check", "12.0"),
    SAFE: Suggestion("Record the final outcome", "record-outcome", "11.8"),
}
