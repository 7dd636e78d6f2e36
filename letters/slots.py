"""What this room adds to the pages of rooms on its left."""

from accounts.models import User
from letters.models import Letter
from letters.whom import stopped
from trackers.models import TrackerEntry
from trackers.sections import Section

MOST = 10
LOOK, SEND = "letters.view_letter", "letters.send_letter"


def letters_of_person(entry: TrackerEntry, user: User, may_record: bool) -> Section | None:
    """Letters to the person and to their contacts, newest first, on the person's page. Never for partner staff."""
    if user.is_partner or not user.has_perm(LOOK):
        return None
    rows = Letter.objects.visible_to(user).filter(entry=entry).order_by("-pk")
    found = list(rows.select_related("mailing", "event")[:MOST])
    held = stopped(found) if found else {}
    for row in found:
        row.stopped = held.get(row.pk, "")
    may_write = may_record and user.has_perm(SEND) and entry.final_outcome != TrackerEntry.Outcome.DIED
    return Section("letters/_letters_of_person.html", {"letters": found, "may_write": may_write})
