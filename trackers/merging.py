"""What other people saved while somebody was typing. Both stay; this says who changed what."""

from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from accounts.models import User
from accounts.versions import Versioned
from trackers.cells import choices_of
from trackers.models import TrackerEntry
from trackers.rules.fields import FIELDS, Field, may_see, words_for


class Merged(NamedTuple):
    """A field that somebody else changed meanwhile, with the value it has since."""

    field: Field
    now: str
    by: str
    at: datetime


def others_changes(entry: TrackerEntry, *, since: int, person_since: int, reader: User) -> list[Merged]:
    """Changes of other people to the entry and the person after those versions, of fields that the reader may see."""
    found = []
    for record, version, of_person in ((entry, since, False), (entry.service_user, person_since, True)):
        own = record.changed_by_id == reader.pk
        if record.version > version + own:  # the newest may be the reader's own edit
            paths = [path for path, field in FIELDS.items() if field.of_person == of_person]
            found += _changes(
                record,
                version,
                [FIELDS[path] for path in paths if may_see(path, partner=reader.is_partner)],
                reader,
            )
    return found


def _changes(record: Versioned, since: int, fields: list[Field], reader: User) -> list[Merged]:
    rows = list(record.history().filter(version__gte=since))
    names = dict(User.objects.filter(pk__in={row.changed_by_id for row in rows}).values_list("pk", "name"))
    latest: dict[str, Merged] = {}
    for before, after in pairwise(rows):
        if after.changed_by_id == reader.pk:
            continue
        for field in fields:
            attname = record._meta.get_field(field.key).attname
            if field.path != "stage" and getattr(before, attname) != getattr(after, attname):
                value = words_for(field, getattr(record, field.key), choices_of(field))
                latest[field.path] = Merged(
                    field, value, names.get(after.changed_by_id, "Somebody"), after.pgh_created_at
                )
    return list(latest.values())
