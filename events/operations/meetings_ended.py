"""Meetings that nobody needs any more, cancelled in one go. Staffordshire SOP 11.5, 11.6."""

from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent, Meeting, MeetingSeries
from events.operations.meetings import cancel_meeting
from events.operations.series import cancel_series


def still_planned(event: FailureEvent) -> list[Meeting]:
    """Meetings that are planned and have not begun."""
    coming = Meeting.objects.planned().filter(event=event, held_on__gte=timezone.localdate())
    return [meeting for meeting in coming.select_related("event") if meeting.begins > timezone.now()]


def cancel_planned(by: User, event: FailureEvent, reason: str) -> int:
    """Cancel what is planned and tell everybody asked, once for each series; how many meetings that were.

    Called inside operations.
    """
    before = len(still_planned(event))
    for series in MeetingSeries.objects.running().filter(event=event).select_related("event"):
        cancel_series(by=by, series=series, version=series.version, reason=reason)
    for meeting in still_planned(event):
        cancel_meeting(by=by, meeting=meeting, version=meeting.version, reason=reason)
    return before
