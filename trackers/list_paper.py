"""The List of Residents and the key contact sheets by themselves. Blackpool policy App 7, App 8."""

from django.core.exceptions import ValidationError

from accounts.models import User
from events.document_kinds import Paper, Progress
from events.documents.head import head
from events.models import FailureEvent
from govuk.words import count_of
from trackers.documents import (
    MOST_ROWS,
    contacts_of,
    facts,
    groups,
    resident,
    resident_columns,
    residents,
    sheet,
)


def residents_list(
    event: FailureEvent,
    user: User,
    progress: Progress = lambda words: None,
    most_rows: int | None = MOST_ROWS,
) -> Paper:
    """Home, manager, type and anticipated closure date; then ten columns of everybody this person may see. App 7."""
    entries = list(residents(event, user))
    progress(f"Collecting {count_of(len(entries), 'person', 'people')}")
    contacts = contacts_of(event, user)
    rows = [resident(entry, contacts[entry.pk], user) for entry in entries]
    context = head(event, user) | {
        "facts": facts(event, user),
        "resident_columns": resident_columns(user),
        "residents": list(groups(rows, most_rows)),
    }
    return Paper("trackers/pdf/residents_list.html", context, [entry.pk for entry in entries])


def key_contacts(
    event: FailureEvent,
    user: User,
    progress: Progress = lambda words: None,
    most_rows: int | None = MOST_ROWS,
) -> Paper:
    """One sheet of contacts for each person. Raises ValidationError for a partner, who sees none. App 8."""
    if user.is_partner:
        raise ValidationError("Contacts of families are with the council. Ask the lead of the event.")
    entries = list(residents(event, user))
    contacts = contacts_of(event, user)
    sheets = [sheet(entry, contacts[entry.pk]) for entry in entries]
    pieces = list(groups(sheets, most_rows, lambda one: 1 + len(one.contacts)))
    context = head(event, user) | {"sheets": pieces}
    return Paper("trackers/pdf/key_contacts.html", context, [entry.pk for entry in entries])
