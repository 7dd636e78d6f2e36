"""Contacts of an event's people who must not be told, held against whoever is about to be. Staffordshire SOP 11.5."""

from collections.abc import Sequence

from events.models import FailureEvent
from events.not_told import Reached
from trackers.models import Representative
from trackers.rules.not_told import Contact, is_reached


def contacts_not_told(event: FailureEvent, reached: Sequence[Reached]) -> list[str]:
    """A sentence for each contact marked "must not be told" whom a name, number or address would reach. One query.

    It is asked inside the operation that tells, of every contact of the event, whoever may see them.
    """
    shunned = Representative.objects.filter(event=event, must_not_be_told=True, entry__merged_into=None)
    said = []
    for row in shunned.select_related("entry__service_user").order_by("pk"):
        contact = Contact(row.title, row.forename, row.surname, row.phone, row.email)
        if any(is_reached(contact, one.name, one.address) for one in reached):
            person = row.entry.service_user
            whose = f"{person.forename} {person.surname}".strip()
            said.append(f"{row} must not be told about {whose}. Take them off the list: nothing was sent.")
    return said
