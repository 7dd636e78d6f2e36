"""Facts that say nothing without another: a decision without who made it, a day without what it is of."""

from django.core.exceptions import ValidationError

from trackers.models import TrackerEntry

# Choice -> its value, what it needs, and the sentence that asks for it.
NEEDS = {
    "best_interests": (
        TrackerEntry.BestInterests.MADE,
        {
            "best_interests_on": "Enter when the best-interests decision was made",
            "best_interests_by": "Enter who made the best-interests decision",
            "best_interests_outcome": "Enter what was decided",
        },
    ),
    "imca": (TrackerEntry.Imca.IN_PLACE, {"imca_name": "Enter the name of the IMCA"}),
}


def refuse_half_said(row: TrackerEntry) -> None:
    """Raise ValidationError by field where an edited choice lacks what makes it count. Coventry plan 6."""
    missing = {}
    for name, (value, needed) in NEEDS.items():
        if getattr(row, name) == value and {name, *needed} & set(row.edited):
            missing |= {other: words for other, words in needed.items() if not getattr(row, other)}
    if missing:
        raise ValidationError(missing)
