from trackers.models.bulk import BulkChange
from trackers.models.columns import ListColumns
from trackers.models.concern import Concern
from trackers.models.legal import (
    DutyEnd,
    PersonDispute,
    PersonEvaluation,
    PersonFact,
    PersonOverride,
    PersonPower,
)
from trackers.models.links import PersonLink
from trackers.models.merge import EntryMerge
from trackers.models.needs import Acceptance, AssessmentNote, MustHave
from trackers.models.placement import Placement
from trackers.models.reconcile import ReconcileDecision, ReconcileList, ReconcileRow
from trackers.models.review import Review
from trackers.models.saved_views import DefaultView, SavedView
from trackers.models.tracker import EntryShare, Representative, ResidentImport, ServiceUser, TrackerEntry
from trackers.models.transfer import DrugCount, Transfer, TransferItem
from trackers.models.whereabouts import SafeAndWellCheck, Stay

__all__ = [
    "Acceptance",
    "AssessmentNote",
    "BulkChange",
    "Concern",
    "DefaultView",
    "DrugCount",
    "DutyEnd",
    "EntryMerge",
    "EntryShare",
    "ListColumns",
    "MustHave",
    "PersonDispute",
    "PersonEvaluation",
    "PersonFact",
    "PersonLink",
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
    "SavedView",
    "ServiceUser",
    "Stay",
    "TrackerEntry",
    "Transfer",
    "TransferItem",
]
