"""The council's register of key contacts. LGiU T7; Blackpool policy 7, 9."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from accounts.audit import operation
from accounts.models import User
from events.models import KeyContact


@operation("key_contact.added", needs="events.change_keycontact")
def add_contact(*, by: User, **contact: Any) -> KeyContact:
    """Somebody whom the council calls in a failure. Raises ValidationError for one that cannot be reached."""
    _refuse_unreachable(contact)
    return KeyContact.objects.create(council=by.organisation, changed_by=by, **contact)


@operation("key_contact.changed", needs="events.change_keycontact")
def change_contact(*, by: User, contact: KeyContact, version: int, **changing: Any) -> KeyContact:
    """What has become of a contact. Raises ValidationError, and Conflict when somebody else changed the same."""
    _refuse_unreachable(changing)
    row = KeyContact.objects.lock_for_edit(contact.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation("key_contact.ended", needs="events.change_keycontact")
def end_contact(*, by: User, contact: KeyContact, reason: str = "") -> KeyContact:
    """The contact is offered no longer. What was sent there stays in the logs."""
    row = KeyContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if row.ended_at:
        raise ValidationError(f"{row} is no longer in the register.")
    row.edited = []
    row.ended_at = Now()
    row.save_version(by=by, update_fields=["ended_at"])
    row.refresh_from_db()
    return row


def _refuse_unreachable(contact: dict[str, Any]) -> None:
    if not (contact.get("phone") or contact.get("email")):
        raise ValidationError({"phone": "Enter a telephone number or an e-mail address."})
