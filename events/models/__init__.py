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
from events.models.meeting import Invitation, Meeting, OutsidePerson
from events.models.minutes import Action, AgendaItem, Attendance, InformationRequest, MeetingDecision
from events.models.plan import Checklist, Stage, Step
from events.models.procedure import CouncilProcedure, Procedure
from events.models.series import MeetingSeries

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Checklist",
    "CouncilProcedure",
    "Document",
    "EventShare",
    "FailureEvent",
    "FailureEventGroupPermission",
    "FailureEventUserPermission",
    "InformationRequest",
    "Invitation",
    "Lead",
    "Meeting",
    "MeetingDecision",
    "MeetingSeries",
    "Notice",
    "OutsidePerson",
    "PeopleCount",
    "Procedure",
    "Stage",
    "Step",
]
