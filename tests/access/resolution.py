"""One of each thing that the end of an event leaves behind, made by operations."""

from datetime import date, timedelta

from accounts.models import User
from events.models import FailureEvent
from events.operations import resolution
from trackers.models import TrackerEntry
from trackers.operations.reviews import add_review


def fill_resolution(by: User, event: FailureEvent, today: date) -> None:
    """A contract that ended, and something learnt."""
    facts = {
        "issued_to": "The provider",
        "contract_reference": "C-101",
        "issued_by": "Somebody",
        "notes": "x",
    }
    resolution.record_termination(by=by, event=event, issued_on=today, **facts)
    found = {
        "happened": "No list",
        "change": "Ask for lists",
        "owner_name": "Kit Moorland",
        "progress": "Begun",
    }
    resolution.record_finding(by=by, event=event, due_on=today + timedelta(days=30), **found)


def fill_reviews(by: User, entries: list[TrackerEntry], today: date) -> None:
    """A review of each person who has none."""
    for entry in entries:
        if not entry.reviews.exists():
            add_review(by=by, entry=entry, due_on=today + timedelta(days=42))
