"""When an agency has stayed away so often that it is escalated. Staffordshire SOP 11.7 (repeat non-attendees)."""

from collections.abc import Iterable

PRESENT, LEFT_EARLY, APOLOGIES, ABSENT = "present", "left_early", "apologies", "absent"
CAME = frozenset({PRESENT, LEFT_EARLY})


def missed_in_a_row(states: Iterable[str]) -> int:
    """How many meetings an agency was absent from since it last came; `states` are newest first. SOP 11.7.

    The procedure gives no number and does not speak of apologies. Our reading: apologies do not count as
    absence, and do not end a run of absences either, as the agency has still not been there.
    """
    missed = 0
    for state in states:
        if state in CAME:
            break
        missed += state == ABSENT
    return missed


def is_to_escalate(missed: int, limit: int) -> bool:
    """Whether so many absences in a row put the agency on the list. SOP 11.7; two, unless set otherwise."""
    return missed >= limit


def is_to_chase(state: str) -> bool:
    """Whether the agency gave no update at the meeting, so that it is chased for one. SOP 11.6, 11.7."""
    return state not in CAME
