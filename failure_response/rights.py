"""Rights looked at again by the clock, for what was queued while a person still had them."""

from collections.abc import Iterable

from accounts.models import Notification, User
from events.models import FailureEvent


def may_still_be_told(rows: Iterable[Notification]) -> set[int]:
    """Primary keys of the messages whose recipient is active and may still open the event they are about."""
    rows = list(rows)
    people = User.objects.in_bulk({row.to_id for row in rows})
    open_to = {pk: _references(user) for pk, user in people.items() if user.is_active}
    return {
        row.pk
        for row in rows
        if row.to_id in open_to and (not row.event_reference or row.event_reference in open_to[row.to_id])
    }


def _references(user: User) -> set[str]:
    return set(FailureEvent.objects.visible_to(user).values_list("reference", flat=True))
