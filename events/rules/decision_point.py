"""The decision point: what waits for it, and what may be decided. Staffordshire SOP 11.5."""

from datetime import date, timedelta

from events.procedure.pack import Pack

STAND_DOWN, MAINTAIN, ESCALATE, REOPEN = "stand_down", "maintain", "escalate", "reopen"
# The SOP gives no time for holding a response at its stage. A week is ours; whoever decides may choose another day.
REVIEW_DAYS = 7


def stages_that_wait(pack: Pack) -> tuple[str, ...]:
    """Codes of the stages that do not start before somebody decides to escalate; none where there is no such point."""
    for place, stage in enumerate(pack.stages):
        if stage.decision_point:
            return tuple(later.code for later in pack.stages[place + 1 :])
    return ()


def is_settled(kind: str | None) -> bool:
    """Whether the newest decision lets the later stages start."""
    return kind == ESCALATE


def may_follow(latest: str | None, kind: str) -> str:
    """Why a decision cannot follow the newest one; empty where it can.

    A response that was escalated is not held back at the earlier stage again: it is carried through or stood down.
    """
    if latest == ESCALATE and kind == ESCALATE:
        return "The response has been escalated already."
    if latest == ESCALATE and kind == MAINTAIN:
        return "The response has been escalated: it cannot be held at the earlier stage. Stand down, or carry on."
    return ""


def review_day(decided_on: date) -> date:
    """The day on which a response that is held at its stage is looked at again, unless another one is chosen."""
    return decided_on + timedelta(days=REVIEW_DAYS)
