"""What of an event was taken out of the service: downloads and shares, each with its people."""

from accounts.models import AccessEntry, User
from events.models import FailureEvent

MOST_TAKEN = 100


def taken_of(event: FailureEvent, user: User, asked: str) -> dict:
    """What of this event's people was downloaded or handed on, the newest first: who, to whom, which people.

    "taken" are (entry, links to its people); "of_taken" is the entry whose whole list is asked for by its key.
    """
    kinds = (AccessEntry.Kind.EXPORT, AccessEntry.Kind.SHARE)
    entries = AccessEntry.objects.filter(event_reference=event.reference, kind__in=kinds)
    entries = list(entries.select_related("by")[:MOST_TAKEN])
    keys = {key for entry in entries for key in entry.people}
    people = event.entries(manager="with_merged").visible_to(user).filter(pk__in=keys)
    found = {one.pk: one for one in people.select_related("service_user")}
    taken = [(entry, [found[key] for key in entry.people if key in found]) for entry in entries]
    return {"taken": taken, "of_taken": next((one for one in taken if str(one[0].pk) == asked), None)}
