"""What is still open at the end of an event, of every room. Staffordshire SOP 11.7, 11.8.

    loose_ends.fill(open_reviews)      # in AppConfig.ready() of the room that knows
    def open_reviews(event) -> list[LooseEnd]: ...

Figures of the whole event: for the host council only.
"""

from typing import NamedTuple

from events.models import Checklist, FailureEvent, Meeting, Step
from events.rules.outcomes import outcome_words
from govuk.words import count_of
from providers.slots import Slot

MEETING, REVIEWS = "meeting", "reviews"
HOLDING = (MEETING, REVIEWS)  # an event is closed without these only with a reason


class LooseEnd(NamedTuple):
    """One thing that is not finished. `below` is the address of its page below the event's."""

    code: str
    text: str
    below: str

    @property
    def holds(self) -> bool:
        """Whether closing needs a reason while it is there."""
        return self.code in HOLDING


_slot: Slot[[FailureEvent], list[LooseEnd]] = Slot()
fill = _slot.fill


def loose_ends(event: FailureEvent) -> list[LooseEnd]:
    """Everything that is still open, what holds closing back first. A fixed number of queries."""
    of_others = [end for found in _slot.answers(event) for end in found]
    return sorted([*_of_this_room(event), *of_others], key=lambda end: not end.holds)


def holding(event: FailureEvent) -> list[LooseEnd]:
    """What an event is closed without only with a reason."""
    return [end for end in loose_ends(event) if end.holds]


def lessons_held(event: FailureEvent) -> bool:
    """Whether a lessons learnt meeting was held."""
    return event.meetings.filter(kind=Meeting.Kind.LESSONS, state=Meeting.State.HELD).exists()


def outcomes_of(event: FailureEvent) -> str:
    """'4 moved, 1 in hospital, 1 died': how many people have which final outcome. SOP 11.8."""
    return outcome_words(event.people_counts.values_list("final_outcome", "people"))


def _of_this_room(event: FailureEvent) -> list[LooseEnd]:
    found = []
    if event.invoked_at and not lessons_held(event):
        found.append(LooseEnd(MEETING, "No lessons learnt meeting was held.", "lessons/"))
    if people := event.people_counts.unresolved().people():
        words = count_of(people, "person has", "people have")
        found.append(LooseEnd("people", f"{words} no final outcome.", "tracker/?view=unresolved"))
    of_procedure = event.steps.filter(stage__checklist__kind=Checklist.Kind.PROCEDURE)
    if steps := of_procedure.filter(state=Step.State.OPEN).count():
        words = count_of(steps, "step is", "steps are")
        found.append(LooseEnd("steps", f"{words} still open.", "checklist/"))
    if actions := event.actions.open().count():
        words = count_of(actions, "action is", "actions are")
        found.append(LooseEnd("actions", f"{words} not done.", "actions/"))
    return found
