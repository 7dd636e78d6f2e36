from trackers.models.columns import ListColumns
from trackers.models.legal import (
    DutyEnd,
    PersonDispute,
    PersonEvaluation,
    PersonFact,
    PersonOverride,
    PersonPower,
)
from trackers.models.merge import EntryMerge
from trackers.models.reconcile import ReconcileDecision, ReconcileList, ReconcileRow
from trackers.models.review import Review
from trackers.models.tracker import EntryShare, Representative, ResidentImport, ServiceUser, TrackerEntry

__all__ = [
    "DutyEnd",
    "EntryMerge",
    "EntryShare",
    "ListColumns",
    "PersonDispute",
    "PersonEvaluation",
    "PersonFact",
    "PersonOverride",
    "PersonPower",
    "ReconcileDecision",
    "ReconcileList",
    "ReconcileRow",
    "Representative",
    "ResidentImport",
    "Review",
    "ServiceUser",
    "TrackerEntry",
]
