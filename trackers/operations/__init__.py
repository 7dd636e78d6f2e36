from trackers.operations.contacts import add_representative, edit_representative, end_entry_share, share_entry
from trackers.operations.duplicates import Duplicate, Match
from trackers.operations.entries import THEIRS, YOURS, choices_of, edit_entry, settle_conflict
from trackers.operations.moves import record_final_outcome, record_move, record_safe_and_well, reopen_outcome
from trackers.operations.people import ANOTHER, add_person

__all__ = [
    "ANOTHER",
    "THEIRS",
    "YOURS",
    "Duplicate",
    "Match",
    "add_person",
    "add_representative",
    "choices_of",
    "edit_entry",
    "edit_representative",
    "end_entry_share",
    "record_final_outcome",
    "record_move",
    "record_safe_and_well",
    "reopen_outcome",
    "settle_conflict",
    "share_entry",
]
