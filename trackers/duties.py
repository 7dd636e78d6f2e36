"""What a person of an event has to do on its tracker, when a role is handed over. Staffordshire SOP 11.2."""

from accounts.models import User
from events.models import FailureEvent, Lead
from trackers.models import TrackerEntry


def move_next_steps(by: User, event: FailureEvent, old: Lead, new: Lead) -> int:
    """Next steps of people without a final outcome that name the one who hands over; how many were moved."""
    rows = TrackerEntry.objects.unresolved().filter(event=event, next_step_owner=old.name)
    rows = list(rows.select_for_update(of=("self",)))
    for row in rows:
        row.next_step_owner, row.edited = new.name, []
        row.save_version(by=by, update_fields=["next_step_owner"])
    return len(rows)
