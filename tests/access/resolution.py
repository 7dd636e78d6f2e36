"""One of each thing that the end of an event leaves behind, made by operations."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent, StepEvidence, StepOccurrence
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
    fill_step_records(by, event, today)


def fill_step_records(by: User, event: FailureEvent, today: date) -> None:
    """A confirmation of the first step, and a time that the first one that repeats was done."""
    steps = event.steps.filter(stage__checklist__kind="procedure").order_by("pk")
    said = {"event": event, "recorded_by": by, "notes": "x"}
    StepEvidence.objects.create(
        step=steps[0], kind="phone confirmation", confirmed_by="Somebody", confirmed_at=timezone.now(), **said
    )
    repeated = steps.filter(is_repeatable=True)[0]
    StepOccurrence.objects.create(step=repeated, happened_on=today, done_by=by, **said)


def fill_reviews(by: User, entries: list[TrackerEntry], today: date) -> None:
    """A review of each person who has none."""
    for entry in entries:
        if not entry.reviews.exists():
            add_review(by=by, entry=entry, due_on=today + timedelta(days=42))
