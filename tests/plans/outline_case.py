"""An event with the outlines loaded, and an approach chosen through the operations."""

from events.models import FailureEvent
from plans.models import Approach, ApproachIssue, ApproachOption
from plans.operations.approaches import choose_approach
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import log


def outlined(by, **fields) -> FailureEvent:
    """An event of a council that has all outlines."""
    for key in ("blackpool", "coventry"):
        ProcedureFactory(key=key)
    return log(by, **fields)


def chosen(by, event, kind="approach_1", factor="Building closed down", **facts) -> Approach:
    """Care home, building closed down: the outline suggests Approach 1."""
    return choose_approach(
        by=by, event=event, provider_type="Care Home", key_factor=factor, kind=kind, **facts
    )


def staff(approach: Approach) -> ApproachIssue:
    return approach.issues.get(kind=approach.kind, label="Staff")


def option(approach: Approach, code="COV-A1-ST1") -> ApproachOption:
    return approach.options.get(code=code)
