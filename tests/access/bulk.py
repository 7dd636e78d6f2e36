"""A change of several people and a saved list, made by operations."""

from accounts.models import User
from events.models import FailureEvent
from trackers.models import TrackerEntry
from trackers.operations.bulk import change_many
from trackers.operations.saved_views import save_view


def fill_bulk(by: User, event: FailureEvent) -> None:
    """Several people given one value, and a list that their council's officer keeps."""
    people = (
        TrackerEntry.objects.filter(event=event, final_outcome="").order_by("-pk").exclude(advocate="needed")
    )
    seen = dict(people.values_list("pk", "version")[:3])
    change_many(by=by, event=event, field="advocate", value="needed", seen=seen)
    save_view(
        by=by, name=f"List for {event.reference}", query="view=overdue", is_shared=True, is_default=True
    )
