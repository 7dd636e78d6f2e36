"""What is still to be settled so that somebody decides for a person who cannot, and nobody is held unlawfully. Pure.

Staffordshire SOP 4.4; Coventry plan 6 (continuous scope: advocates, IMCA and DoLS assessments, best-interests
processes); Blackpool policy App 5 (final list of who needs a capacity assessment, best-interests decision or advocacy).
What no written procedure says is marked as our addition.
"""

from datetime import date, timedelta
from typing import NamedTuple

NOTICE = timedelta(days=28)  # before an authorisation ends, ours
OURS = "our addition"
DOLS_LAW = "our addition; Mental Capacity Act 2005, Schedule A1: an authorisation is for one place"


class Facts(NamedTuple):
    """What is recorded of one person. `interested`: somebody takes part in decisions for their welfare."""

    capacity: str = "unknown"
    involvement_capacity: str = "unknown"
    advocate: str = "unknown"
    imca: str = "unknown"
    best_interests: str = "unknown"
    dols: str = "unknown"
    dols_until: date | None = None
    dols_next: str = "unknown"
    move_on: date | None = None
    moved_on: date | None = None
    destination: str = ""
    final_outcome: str = ""
    interested: bool = False


class Need(NamedTuple):
    """One thing to settle. `code` names its ready-made list, `section` what says so."""

    code: str
    words: str
    section: str


ADVOCATE = Need("advocate", "Decide about an advocate or IMCA: the person lacks capacity", "SOP section 4.4")
ADVOCATE_ASKED = Need("advocate", "Find an advocate: one is needed", "SOP section 4.4")
IMCA = Need("no-imca", "Instruct an IMCA: one is needed", "SOP section 4.4; Coventry plan section 6")
CAPACITY = Need("to-assess", "Assess capacity before the move", "Blackpool policy App 5")
INTERESTS = Need(
    "best-interests",
    "Make the best-interests decision about where to live",
    "Coventry plan section 6; Blackpool policy App 5",
)
INTERESTED = Need("nobody-interested", "Name somebody interested in their welfare", "SOP section 4.4")
DOLS_NEW = Need(
    "dols-due", "Apply for a DoLS authorisation at the new place: the one here does not move", DOLS_LAW
)
DOLS_LATE = Need(
    "dols-due", "No DoLS authorisation is applied for at the new place, and the person has moved", DOLS_LAW
)
DOLS_END = Need("dols-due", "Record until when the DoLS authorisation runs", OURS)
DOLS_OVER = Need("dols-due", "The DoLS authorisation has ended", OURS)
DOLS_SOON = Need("dols-due", "The DoLS authorisation ends within four weeks", OURS)
NOT_APPLIED = ("unknown", "needed")


def needs_imca(imca: str) -> bool:
    return imca == "needed"


def lacks_capacity_to_ask(facts: Facts) -> bool:
    """Whether the person cannot ask for others to be involved; what was said of where to live stands in. SOP 4.4."""
    said = facts.involvement_capacity
    return said == "lacks" or (said == "unknown" and facts.capacity == "lacks")


def needs(facts: Facts, today: date) -> list[Need]:
    """What is to be settled for the person now, the most pressing first; nothing after a final outcome."""
    if facts.final_outcome:
        return []
    found = [dols_of(facts, today), _advocate(facts)]
    if needs_imca(facts.imca):
        found.append(IMCA)
    if facts.moved_on is None:
        if facts.capacity == "unknown" and facts.move_on:
            found.append(CAPACITY)
        if facts.best_interests == "needed" or (
            facts.capacity == "lacks" and facts.best_interests == "unknown"
        ):
            found.append(INTERESTS)
    if lacks_capacity_to_ask(facts) and not facts.interested:
        found.append(INTERESTED)
    return [need for need in found if need is not None]


def _advocate(facts: Facts) -> Need | None:
    if facts.advocate == "needed":
        return ADVOCATE_ASKED
    return ADVOCATE if is_undecided(facts.capacity, facts.advocate, facts.imca) else None


def is_undecided(capacity: str, advocate: str, imca: str) -> bool:
    """Whether somebody lacks capacity and nobody has decided about an advocate or an IMCA. SOP 4.4."""
    return capacity == "lacks" and advocate == "unknown" and imca in ("unknown", "not_needed")


def dols_of(facts: Facts, today: date) -> Need | None:
    """What is to be done about deprivation of liberty. One in force here ends with the move: ours, general law."""
    if facts.dols != "authorised":
        return DOLS_LATE if facts.moved_on and facts.dols_next == "needed" else None
    is_leaving = bool(facts.move_on or facts.destination)
    if facts.moved_on:
        return DOLS_LATE if facts.dols_next in NOT_APPLIED else None
    if is_leaving and facts.dols_next in NOT_APPLIED:
        return DOLS_NEW
    if facts.dols_until is None:
        return DOLS_END
    if facts.dols_until < today:
        return DOLS_OVER
    return DOLS_SOON if facts.dols_until <= today + NOTICE else None
