"""The next step of people for whom nobody wrote one down, as the board has it. Staffordshire SOP 11.6.

Pages and files ask `trackers.shown_steps`, which also knows what is written down.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from events.models import Lead
from providers.rules import shown_name
from trackers.board import NOBODY, waiting_for, with_what_counts
from trackers.kept import Among, kept_rows
from trackers.models import TrackerEntry
from trackers.rules.stages import Facts
from trackers.unaccounted import unaccounted_at

STEP, OWNER, DUE = "next_step", "next_step_owner", "next_step_due_on"
# All that the board reads of an entry where nobody wrote a step down; people have three times as many facts.
READ = (
    *Facts._fields, OWNER, DUE, "funding_type", "response_level", "funding_authority_id", "offer", "offer_at",
    "accepted_at", "new_provider", "lacks_transport", "check_due_on", "lost",
)  # fmt: skip
OF_EVENT = ("pk", "invoked_at", "logged_at", "notified_on")
OF_SERVICE = ("name", "name_withheld", "cqc_id")
NAMES = (
    *READ,
    *(f"event__{name}" for name in OF_EVENT),
    *(f"service__{name}" for name in OF_SERVICE),
    "funding_authority__name",
)


class Idea(NamedTuple):
    """What follows from the facts: `who` is the person it is with, else the agency; an owner or day that is written
    down without a step stands. `is_named`: somebody is with it, not only an agency.
    """

    words: str
    who: str
    due_on: date | None
    is_named: bool = True


def ideas_of(people: Among) -> dict[int, Idea]:
    """Key of the entry -> the step that follows from its facts, for those of the people who have no final outcome and
    no step written down: two queries.

    People of whom the same is known, such as all of a list that was just loaded, share one answer.
    """
    today, now = people.today, people.now
    facts_of = {pk: tuple(facts) for pk, *facts in people.rows(_facts)}
    known = {facts: _Known(facts) for facts in {*facts_of.values()}}
    leads = _leads_in({one.event.pk for one in known.values()}, today, now)
    made = {facts: _idea(one, leads[one.event.pk], today, now) for facts, one in known.items()}
    return {pk: idea for pk, facts in facts_of.items() if (idea := made[facts])}


def _leads_in(events: set[int], today: date, now: datetime) -> dict[int, list[SimpleNamespace]]:
    """As trackers.board.leads_in, with no more of a lead than a step that follows from the facts depends on."""
    found: dict[int, list[SimpleNamespace]] = {event: [] for event in events}
    among = ("SELECT unnest(%s::bigint[])", (list(events),))
    for event, name, body, role in kept_rows(_leads, None, among, today=today, now=now):
        user = SimpleNamespace(role=role) if role else None
        found[event].append(SimpleNamespace(name=name, organisation_id=body, user=user))
    return found


def _leads(among: RawSQL, _: None, today: date, now: datetime) -> QuerySet:
    rows = Lead.objects.current().filter(event__in=among)
    return rows.values_list("event_id", "name", "organisation_id", "user__role")


def _facts(among: RawSQL, _: None, today: date, now: datetime) -> QuerySet:
    people = TrackerEntry.objects.unresolved().filter(next_step="").filter(pk__in=among)
    return with_what_counts(people, unaccounted_at(today, now)).values_list("pk", *NAMES)


class _Known(SimpleNamespace):
    """What is known of a person, as the board reads it of an entry that says nothing of a next step."""

    next_step, is_finished = "", False

    def __init__(self, facts: tuple):
        of_entry = zip(READ, facts, strict=False)
        event, service = len(READ), len(READ) + len(OF_EVENT)
        of_event = zip(OF_EVENT, facts[event:service], strict=True)
        *named, self.funding_authority = facts[service:]
        self.service = shown_name(*named[:2], "location", named[2])
        super().__init__(event=SimpleNamespace(**dict(of_event)), **dict(of_entry))


def _idea(one: _Known, leads: list[SimpleNamespace], today: date, now: datetime) -> Idea | None:
    one.last_change = now  # for how long it has waited is not asked
    step = waiting_for(one, leads, today)
    if step is None:
        return None
    is_named = step.owner != NOBODY
    return Idea(step.words, step.owner if is_named else step.agency, step.due_on, is_named)


def with_ideas(rows: Sequence[tuple], names: Sequence[str], ideas: Mapping[int, Idea]) -> Sequence[tuple]:
    """Rows of values with the next step filled in where nobody wrote one; `names` of the values, the key first."""
    if STEP not in names:
        return rows
    at = {name: names.index(name) for name in (STEP, OWNER, DUE) if name in names}
    return [_filled(row, at, ideas.get(row[0])) for row in rows]


def _filled(row: tuple, at: dict[str, int], idea: Idea | None) -> tuple:
    if idea is None:
        return row
    said: dict[str, Any] = dict(zip((STEP, OWNER, DUE), idea[:3], strict=True))
    values = list(row)
    for name, place in at.items():
        values[place] = values[place] or said[name]
    return tuple(values)
