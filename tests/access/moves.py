"""One of each thing on the way from a place to safe and well, whatever the person's outcome is."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from trackers.models import DrugCount, Placement, SafeAndWellCheck, Stay, TrackerEntry, Transfer, TransferItem


def fill_moves(by: User, entries: list[TrackerEntry]) -> None:
    """A place that was looked at, a move with equipment and a count, a stay, a check; each only where there is none."""
    for entry in entries:
        fill_one(by, entry)


def fill_one(by: User, entry: TrackerEntry) -> None:
    at = timezone.now() - timedelta(hours=1)
    under = {"entry": entry, "event_id": entry.event_id}
    if not entry.placements.exists():
        Placement.objects.create(**under, kind="other", place="Somewhere", changed_by=by)
    if not entry.stays.filter(transfer=None).exists():
        Stay.objects.create(**under, kind="hospital", told_by="Sister", since=at, recorded_by=by)
    if not entry.checks.exists():
        SafeAndWellCheck.objects.create(
            **under,
            name="First check",
            moved_on=at.date(),
            due_on=at.date() + timedelta(days=9),
            changed_by=by,
        )
    move = entry.transfers.first()
    if move is None:
        on = timezone.localdate() + timedelta(days=2)
        move = Transfer.objects.create(**under, number=1, state="arrived", on=on, changed_by=by)
    if not move.items.exists():
        TransferItem.objects.create(**under, transfer=move, label="Hoist", changed_by=by)
    if not move.drugs.exists():
        DrugCount.objects.create(
            **under, transfer=move, medicine="x", counted_out=3, out_by="Somebody", out_witness="Another",
            out_at=at, changed_by=by,
        )  # fmt: skip
