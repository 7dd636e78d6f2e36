"""The one next step of a person: what, whose it is, by when, and why. Staffordshire SOP 11.5 to 12.0.

`trackers.rules.stages` says what comes next; this says who is holding it up. A step that somebody wrote down stays.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from trackers.rules.stages import Facts, Suggestion, suggest

CARE, CONTRACTS, FUNDER, FAMILY, NEW_PROVIDER, PRESENT_PROVIDER = (
    "care_management",
    "contracts",
    "funder",
    "family",
    "new_provider",
    "present_provider",
)
AGENCIES = {
    CARE: "Care management",
    CONTRACTS: "Contracts team",
    FUNDER: "The body that pays",
    FAMILY: "Person and family",
    NEW_PROVIDER: "New provider",
    PRESENT_PROVIDER: "Present provider",
}
ELSEWHERE_PAYS = {"nhs_chc", "other_authority", "other_authority_direct_payment"}
ADVICE = "information_and_advice_only"
# Working days that each step may take, counted from the fact before it. The settings may change them.
WAITS = {
    "assess": 2,
    "advocate": 1,
    "place": 3,
    "answer": 1,
    "book": 1,
    "transport": 1,
    "record-check": 1,
    "record-outcome": 5,
}


class More(NamedTuple):
    """What is known about the person beside the facts of the stage. Days are None, texts empty, while unknown."""

    began_on: date | None = None  # since when somebody should be at work for them
    funding_type: str = ""
    response_level: str = ""
    offered: str = ""  # the place that was offered and waits for an answer
    offered_on: date | None = None
    accepted_on: date | None = None
    has_transport: bool = True  # booked, or none needed; True while no move is planned
    check_due_on: date | None = None
    is_unaccounted: bool = False


class NextStep(NamedTuple):
    """What to do next. `agency` is a key of AGENCIES; `does` names the page that records it."""

    words: str
    does: str
    section: str
    agency: str
    due_on: date | None
    why: str


WorkingDays = Callable[[date, int], date]


def next_step(
    facts: Facts, more: More, *, today: date, add: WorkingDays, waits: dict[str, int] = WAITS
) -> NextStep | None:
    """The next thing to do, from the facts alone; None after a final outcome that needs no check.

    `add(day, n)` gives the n-th working day after a day.
    """
    idea = suggest(facts)
    if more.is_unaccounted:
        why = "Nobody has said where they are"
        return NextStep("Find out where they are", "whereabouts", "11.7", PRESENT_PROVIDER, today, why)
    if idea is None:
        return None
    step = STEPS[idea.does](idea, facts, more)
    start = step.since or more.began_on
    due = step.due_on or (add(start, waits[step.wait]) if start and step.wait else None)
    return NextStep(
        step.words or idea.words, step.does or idea.does, idea.section, step.agency, due, step.why
    )


class _Step(NamedTuple):
    agency: str
    why: str
    since: date | None = None
    wait: str = ""
    due_on: date | None = None
    words: str = ""
    does: str = ""


def _assess(idea: Suggestion, facts: Facts, more: More) -> _Step:
    return _Step(_who_pays(more), "Needs are not assessed", None, "assess")


def _advocate(idea: Suggestion, facts: Facts, more: More) -> _Step:
    return _Step(CARE, "Nobody speaks for the person yet", facts.assessed_on, "advocate")


def _place(idea: Suggestion, facts: Facts, more: More) -> _Step:
    if more.offered:
        words = f"Answer the offer of {more.offered}"
        return _Step(FAMILY, "A place is offered", more.offered_on, "answer", words=words, does="answer")
    if more.response_level == ADVICE:
        return _Step(FAMILY, "The council gives advice only", facts.assessed_on, "place")
    return _Step(_who_pays(more), "No place is agreed", facts.assessed_on, "place")


def _book(idea: Suggestion, facts: Facts, more: More) -> _Step:
    return _Step(NEW_PROVIDER, "A place is agreed, and no day", more.accepted_on, "book")


def _arrive(idea: Suggestion, facts: Facts, more: More) -> _Step:
    if not more.has_transport:
        words = "Book the transport"
        return _Step(CARE, "No transport is booked", words=words, does="transport", due_on=facts.move_on)
    return _Step(NEW_PROVIDER, "The move is planned", due_on=facts.move_on)


def _check(idea: Suggestion, facts: Facts, more: More) -> _Step:
    why = "Nobody has seen them since the move"
    return _Step(_who_pays(more), why, facts.moved_on, "record-check", due_on=more.check_due_on)


def _outcome(idea: Suggestion, facts: Facts, more: More) -> _Step:
    why = "They moved and were seen to be well"
    return _Step(CARE, why, facts.safe_and_well_on, "record-outcome")


def _who_pays(more: More) -> str:
    """Whoever pays assesses and places: the ICB or another council for theirs. Staffordshire SOP 4.3, 11.6."""
    return FUNDER if more.funding_type in ELSEWHERE_PAYS else CARE


STEPS = {
    "assess": _assess,
    "advocate": _advocate,
    "place": _place,
    "book": _book,
    "record-move": _arrive,
    "record-check": _check,
    "record-outcome": _outcome,
}


def is_stalled(*, due_on: date | None, changed_on: date, today: date, days: int) -> bool:
    """Whether the step is overdue, or nothing about the person has changed for so many days."""
    return (due_on is not None and due_on < today) or (today - changed_on).days >= days
