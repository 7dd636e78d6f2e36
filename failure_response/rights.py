"""Rights looked at again, for what was told or queued while a person still had them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import Notification, User
from events.models import FailureEvent


def may_still_be_told(rows: Iterable[Notification]) -> set[int]:
    """Primary keys of the messages whose recipient is active and may still open the event they are about."""
    rows = list(rows)
    people = User.objects.in_bulk({row.to_id for row in rows})
    open_to = {pk: set(references_open_to(user)) for pk, user in people.items() if user.is_active}
    return {
        row.pk
        for row in rows
        if row.to_id in open_to and (not row.event_reference or row.event_reference in open_to[row.to_id])
    }


def references_open_to(user: User) -> QuerySet:
    """References of the events that the person may open now."""
    return FailureEvent.objects.visible_to(user).order_by().values_list("reference", flat=True)
