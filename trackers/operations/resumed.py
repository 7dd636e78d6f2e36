"""What a final outcome had ended goes on again when the outcome is taken back. Staffordshire SOP 11.8.

A death that was recorded for the wrong person ends their move, their places, their reviews and their next step; the
history knows how each of them stood.
"""

from django.db.models import QuerySet

from accounts.models import User
from trackers.models import Placement, Review, TrackerEntry, Transfer

OUTCOME = "tracker_entry.outcome_recorded"
NEXT = ("next_step", "next_step_owner", "next_step_due_on")


def resume(by: User, entry: TrackerEntry) -> list[str]:
    """Move, places, reviews and next step as they were before the outcome, but for what was changed since.

    Called inside operations, the entry locked. Gives the fields of the entry that the caller is to save too.
    """
    history = TrackerEntry.pgh_event_model.objects.filter(pgh_obj_id=entry.pk)
    ended = history.filter(pgh_context__metadata__operation=OUTCOME).order_by("-pgh_id").first()
    if ended is None:
        return []
    asked_for = Review.objects.filter(number__gt=1)  # whether the first is due follows from the facts
    for rows, fields in (
        (Transfer.objects.all(), ["state"]),
        (Placement.objects.all(), ["status", "ended_on"]),
        (asked_for, ["state", "why_then"]),
    ):
        _as_before(by, rows.filter(entry=entry), ended.pgh_context_id, fields)
    before = history.filter(pgh_id__lt=ended.pgh_id).order_by("-pgh_id").first()
    if before is None or entry.next_step:
        return []
    for name in NEXT:
        setattr(entry, name, getattr(before, name))
    return list(NEXT)


def _as_before(by: User, rows: QuerySet, context: object, fields: list[str]) -> None:
    """Those of the rows whose last change was the outcome get these fields back."""
    for row in rows.select_for_update(of=("self",)):
        latest, *earlier = rows.model.pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("-pgh_id")[
            :2
        ]
        if latest.pgh_context_id == context and earlier:
            for name in fields:
                setattr(row, name, getattr(earlier[0], name))
            row.edited = []
            row.save_version(by=by, update_fields=fields)
