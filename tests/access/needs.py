"""What people need, whom they belong with and concerns about them, made by operations."""

from datetime import date

from accounts.models import User
from trackers.models import AssessmentNote, PersonLink, TrackerEntry
from trackers.operations import assessments, concerns, links, must_haves

HEADING = "LGU-T11.3a"


def fill_needs(by: User, people: list[TrackerEntry], today: date) -> None:
    """Of each: a must-have that a place was taken without, a heading of the assessment, a concern and a link."""
    for entry in people:
        must_haves.add_must_have(by=by, entry=entry, words="Ground floor", kind="room", weight="essential")
        row = TrackerEntry.objects.get(pk=entry.pk)
        row.destination = "Somewhere"
        why = {"reason": "Urgent", "put_right_on": today}
        must_haves.check_must_haves(row, by=by, changed=["destination"], **why)
        if not AssessmentNote.objects.filter(entry=entry, heading=HEADING).exists():
            assessments.record_heading(by=by, entry=entry, heading=HEADING, text="Dr Larkin", version=0)
        concerns.raise_concern(by=by, entry=entry, kind="quality", what="Cold meals")
        others = TrackerEntry.objects.filter(event=entry.event_id).exclude(pk=entry.pk).order_by("pk")
        other = next((one for one in others if not PersonLink.objects.of(entry.pk).of(one.pk).exists()), None)
        if other and not PersonLink.objects.of(entry.pk).exists():
            links.link_people(by=by, entry=entry, other=other, kind="friends")
