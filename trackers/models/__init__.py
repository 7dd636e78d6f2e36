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
from trackers.models.placement import Placement
from trackers.models.reconcile import ReconcileDecision, ReconcileList, ReconcileRow
from trackers.models.review import Review
from trackers.models.tracker import EntryShare, Representative, ResidentImport, ServiceUser, TrackerEntry
from trackers.models.transfer import DrugCount, Transfer, TransferItem
from trackers.models.whereabouts import SafeAndWellCheck, Stay

__all__ = [
    "DrugCount",
    "DutyEnd",
    "EntryMerge",
    "EntryShare",
    "ListColumns",
    "PersonDispute",
    "PersonEvaluation",
    "PersonFact",
    "PersonOverride",
    "PersonPower",
    "Placement",
    "ReconcileDecision",
    "ReconcileList",
    "ReconcileRow",
    "Representative",
    "ResidentImport",
    "Review",
    "SafeAndWellCheck",
    "ServiceUser",
    "Stay",
    "TrackerEntry",
    "Transfer",
    "TransferItem",
]
