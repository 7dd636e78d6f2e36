"""What is found out of a person under the headings of the LGiU template. T11."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from trackers.models import AssessmentNote, TrackerEntry
from trackers.operations.held import check_scope, hold_event
from trackers.rules.assessment import heading as known_heading

OURS = "assessment"  # no partner field: the council assesses


@operation("assessment.recorded", needs="trackers.change_trackerentry")
def record_heading(
    *,
    by: User,
    entry: TrackerEntry,
    heading: str,
    text: str,
    version: int,
    recorded_by: str = "",
    recorded_on: date | None = None,
) -> AssessmentNote:
    """What was found out under one heading, by whom (the user, if left out) and when (today). LGiU T11.

    `version` is 0 where nothing was recorded. Raises ValidationError for an unknown heading or a day still to come;
    Conflict.
    """
    check_scope(by, entry, [OURS])
    hold_event(entry.event_id)
    if known_heading(heading) is None:
        raise ValidationError("The assessment has no such heading.")
    day = recorded_on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"recorded_on": "The day must be today or in the past"})
    TrackerEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)  # one row for each heading
    kept, _ = AssessmentNote.objects.get_or_create(entry=entry, event_id=entry.event_id, heading=heading)
    changing = {"text": text.strip(), "recorded_by": recorded_by.strip() or by.name, "recorded_on": day}
    row = AssessmentNote.objects.lock_for_edit(kept.pk, since=version or 1, changing=changing)
    row.clean_fields(exclude=["changed_by", "changed_at"])
    row.save_version(by=by)
    return row
