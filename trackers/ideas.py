"""The next step of people for whom nobody wrote one down, as the board has it. Staffordshire SOP 11.6."""

from collections.abc import Iterable, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.models import Organisation
from events.models import FailureEvent
from providers.models import Service
from trackers.board import NOBODY, leads_in, waiting_for, with_what_counts
from trackers.models import TrackerEntry
from trackers.rules.stages import Facts

STEP, OWNER, DUE = "next_step", "next_step_owner", "next_step_due_on"
# All that the board reads of an entry where nobody wrote a step down; people have three times as many facts.
READ = (
    *Facts._fields,
    OWNER,
    "funding_type",
    "response_level",
    "event_id",
    "service_id",
    "funding_authority_id",
    "offer",
    "offer_at",
    "accepted_at",
    "new_provider",
    "lacks_transport",
    "check_due_on",
    "lost",
)


class Idea(NamedTuple):
    """What follows from the facts: `who` is the person it is with, else the agency."""

    words: str
    who: str
    due_on: date | None


def ideas_for(keys: Iterable[int]) -> dict[int, Idea]:
    """Key of the entry -> the step that follows from its facts; five queries, and none when there is nobody.

    People of whom the same is known, such as all of a list that was just loaded, share one answer.
    """
    keys = list(keys)
    if not keys:
        return {}
    entries = TrackerEntry.objects.unresolved().filter(pk__in=keys, next_step="")
    facts_of = {pk: tuple(facts) for pk, *facts in with_what_counts(entries).values_list("pk", *READ)}
    found = _Ideas({known: _Known(**dict(zip(READ, known, strict=True))) for known in facts_of.values()})
    return {pk: idea for pk, known in facts_of.items() if (idea := found.of[known])}


class _Known(SimpleNamespace):
    """What is known of a person, as the board reads it of an entry that says nothing of a next step."""

    next_step, is_finished = "", False


class _Ideas:
    """The answer to each set of facts."""

    def __init__(self, asked: dict[tuple, _Known]):
        self.events = FailureEvent.objects.in_bulk({one.event_id for one in asked.values()})
        self.services = Service.objects.in_bulk({one.service_id for one in asked.values()})
        self.bodies = Organisation.objects.in_bulk(
            {one.funding_authority_id for one in asked.values()} - {None}
        )
        self.leads, self.now = leads_in(self.events.values()), timezone.now()
        self.of = {known: self.idea(one) for known, one in asked.items()}

    def idea(self, one: _Known) -> Idea | None:
        one.event, one.service = self.events[one.event_id], self.services[one.service_id]
        one.funding_authority = self.bodies.get(one.funding_authority_id)
        one.last_change = self.now  # for how long it has waited is not asked
        step = waiting_for(one, self.leads[one.event_id], timezone.localdate(self.now))
        return (
            Idea(step.words, step.agency if step.owner == NOBODY else step.owner, step.due_on)
            if step
            else None
        )


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
