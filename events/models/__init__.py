from events.models.communication import Communication, KeyContact, Recipient
from events.models.decision import Decision, EarlyTelling, ProvisionalDate
from events.models.document import Document
from events.models.document_piece import DocumentPiece
from events.models.escalation import Escalation, Method, RouteStep, Telling
from events.models.event import (
    EventShare,
    FailureEvent,
    FailureEventGroupPermission,
    FailureEventUserPermission,
    Lead,
    Notice,
    PeopleCount,
)
from events.models.grab_pack import GrabPack
from events.models.group import EventGroup, EventService
from events.models.legal import Dispute, LegalEvaluation, LegalFact, LegalOverride, PowerUse
from events.models.meeting import Invitation, Meeting, OutsidePerson
from events.models.minutes import Action, AgendaItem, Attendance, InformationRequest, MeetingDecision
from events.models.plan import Checklist, Stage, Step
from events.models.plan_work import PlanShift, ReadinessDecision
from events.models.procedure import CouncilProcedure, Procedure
from events.models.resolution import Finding, Termination
from events.models.series import MeetingSeries
from events.models.step_record import StepEvidence, StepOccurrence

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Checklist",
    "Communication",
    "CouncilProcedure",
    "Decision",
    "Dispute",
    "Document",
    "DocumentPiece",
    "EarlyTelling",
    "Escalation",
    "EventGroup",
    "EventService",
    "EventShare",
    "FailureEvent",
    "FailureEventGroupPermission",
    "FailureEventUserPermission",
    "Finding",
    "GrabPack",
    "InformationRequest",
    "Invitation",
    "KeyContact",
    "Lead",
    "LegalEvaluation",
    "LegalFact",
    "LegalOverride",
    "Meeting",
    "MeetingDecision",
    "MeetingSeries",
    "Method",
    "Notice",
    "OutsidePerson",
    "PeopleCount",
    "PlanShift",
    "PowerUse",
    "Procedure",
    "ProvisionalDate",
    "ReadinessDecision",
    "Recipient",
    "RouteStep",
    "Stage",
    "Step",
    "StepEvidence",
    "StepOccurrence",
    "Telling",
    "Termination",
]
