from events.models.document import Document
from events.models.event import (
    EventShare,
    FailureEvent,
    FailureEventGroupPermission,
    FailureEventUserPermission,
    Lead,
    Notice,
    PeopleCount,
)
from events.models.meeting import Invitation, Meeting
from events.models.plan import Checklist, Stage, Step
from events.models.procedure import CouncilProcedure, Procedure

__all__ = [
    "Checklist",
    "CouncilProcedure",
    "Document",
    "EventShare",
    "FailureEvent",
    "FailureEventGroupPermission",
    "FailureEventUserPermission",
    "Invitation",
    "Lead",
    "Meeting",
    "Notice",
    "PeopleCount",
    "Procedure",
    "Stage",
    "Step",
]
