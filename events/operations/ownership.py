"""Who carries out what was agreed or learnt: an account, or a name; and telling them. Called inside operations."""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.notifications import notify
from events.models import Action, Finding


def owner_words(owner: User | None, name: str, *, check: Callable[[User], None]) -> str:
    """The owner's name as lists show it; of somebody with an account it is theirs, if `check` lets them be asked.

    Raises ValidationError with nobody named, or where `check` does.
    """
    if owner is None and not name.strip():
        raise ValidationError({"owner": "Choose who does it, or enter a name."})
    if owner is None:
        return name.strip()
    try:
        check(owner)
    except ValidationError as refusal:
        raise ValidationError({"owner": refusal.messages}) from refusal
    return owner.name


def tell_owner(row: Action | Finding, by: User, *, subject: str, body: str, page: str) -> None:
    """Tell somebody with an account that the row is theirs; its words stay here, as they may name people.

    `subject` goes after the event's reference, and `body` has a place for it; `page` is an address below the event's.
    """
    if row.owner is None or row.owner == by:
        return
    kind, event = row._meta.model_name, row.event
    notify(
        to=row.owner,
        kind=f"{kind}.agreed",
        subject=f"{event.reference}: {subject}",
        body=body.format(event.reference),
        dedupe=f"{kind}:{row.pk}:{row.owner_id}",
        event=event,
        url=event.get_absolute_url() + page,
    )
