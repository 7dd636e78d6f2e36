"""The next step of people for whom nobody wrote one down, as the board has it. Staffordshire SOP 11.6."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.models import Organisation
from events.models import FailureEvent
from providers.models import Service
from trackers.board import NOBODY, leads_in, waiting_for, with_what_counts
from trackers.models import TrackerEntry
from trackers.rules.stages import Facts

STEP, OWNER, DUE = "next_step", "next_step_owner", "next_step_due_on"
# All that the board reads of an entry; people have three times as many facts.
READ = (
    *Facts._fields,
    STEP,
    OWNER,
    DUE,
    "changed_at",
    "funding_type",
    "response_level",
    "event",
    "service",
    "funding_authority",
)


class Idea(NamedTuple):
    """What follows from the facts: `who` is the person it is with, else the agency."""

    words: str
    who: str
    due_on: date | None


def ideas_for(keys: Iterable[int]) -> dict[int, Idea]:
    """Key of the entry -> the step that follows from its facts; five queries, and none when there is nobody."""
    keys = list(keys)
    if not keys:
        return {}
    entries = TrackerEntry.objects.unresolved().filter(pk__in=keys, next_step="")
    rows = list(with_what_counts(entries).select_related(None).only(*READ))
    events = FailureEvent.objects.in_bulk({row.event_id for row in rows})
    services = Service.objects.in_bulk({row.service_id for row in rows})
    bodies = Organisation.objects.in_bulk({row.funding_authority_id for row in rows} - {None})
    leads, today = leads_in(events.values()), timezone.localdate()
    found = {}
    for row in rows:
        row.event, row.service = events[row.event_id], services[row.service_id]
        row.funding_authority = bodies.get(row.funding_authority_id)
        if one := waiting_for(row, leads[row.event_id], today):
            found[row.pk] = Idea(one.words, one.agency if one.owner == NOBODY else one.owner, one.due_on)
    return found


def with_ideas(rows: Sequence[tuple], names: Sequence[str]) -> list[tuple]:
    """Rows of values with the next step filled in where nobody wrote one; `names` of the values, the key first."""
    if STEP not in names:
        return list(rows)
    at = {name: names.index(name) for name in (STEP, OWNER, DUE) if name in names}
    ideas = ideas_for(row[0] for row in rows if not row[at[STEP]])
    return [_filled(row, at, ideas.get(row[0])) for row in rows]


def _filled(row: tuple, at: dict[str, int], idea: Idea | None) -> tuple:
    if idea is None:
        return row
    said: dict[str, Any] = dict(zip((STEP, OWNER, DUE), idea, strict=True))
    values = list(row)
    for name, place in at.items():
        values[place] = values[place] or said[name]
    return tuple(values)
