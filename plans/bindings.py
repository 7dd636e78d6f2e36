"""The live facts of a plan: where each kind of plans.rules.bindings comes from, and how old each fact is.

A kind is a function(plan, user) -> facts with the day they were last known to be right; adding one is a line there and
a function here. A confirmation of the same fact counts for every plan that shows it.
"""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Max

from accounts.models import User
from plans import contingency_alternatives as alternatives
from plans import contingency_facts as facts
from plans.models import Alternative, ContingencyPlan, FactConfirmation
from plans.rules.ageing import Age, age_of
from plans.rules.bindings import BINDINGS, Binding, binding
from plans.rules.contingency_facts import Fact

KINDS: dict[str, Callable[[ContingencyPlan, User], list[Fact]]] = {
    "signs": facts.signs,
    "contracts": facts.contracts,
    "leads": facts.leads,
    "route": facts.route,
    "services": facts.services,
    "provider-contacts": facts.provider_contacts,
    "stakeholders": facts.stakeholders,
    "authority": facts.authority,
    "willing": alternatives.willing,
    "vacancies": alternatives.vacancies,
    "last-resort": alternatives.last_resort,
    "procedures": facts.procedures,
    "related": facts.related,
}


class Shown(NamedTuple):
    """A fact with its age; `value` names it and what it says, so that only what was seen can be confirmed."""

    fact: Fact
    as_of: date | None
    age: Age
    value: str


class Block(NamedTuple):
    """The facts of one kind under a section."""

    binding: Binding
    facts: list[Shown]

    @property
    def to_check(self) -> int:
        return sum(one.age.is_old for one in self.facts)


def blocks_of(plan: ContingencyPlan, user: User, today: date) -> dict[str, list[Block]]:
    """The blocks of every section by its number. A fixed number of queries, however many facts there are."""
    found = {one.code: KINDS[one.code](plan, user) for one in BINDINGS}
    confirmed = _confirmed([fact.key for several in found.values() for fact in several], user)
    blocks: dict[str, list[Block]] = {}
    for one in BINDINGS:
        shown = [_shown(fact, confirmed.get(fact.key), one.months, today) for fact in found[one.code]]
        blocks.setdefault(one.number, []).append(Block(one, shown))
    return blocks


def register_lines(rows: list[Alternative], user: User, today: date) -> list[tuple[Alternative, Shown]]:
    """Who would step in, each with the age of what it said. Two queries."""
    months = binding("willing").months
    found = alternatives.alternative_facts(rows)
    confirmed = _confirmed([one.key for one in found.values()], user)
    return [(row, _shown(found[row.pk], confirmed.get(found[row.pk].key), months, today)) for row in rows]


def all_facts(blocks: dict[str, list[Block]]) -> list[Shown]:
    """Every fact once, those to be checked first."""
    every = {one.fact.key: one for several in blocks.values() for block in several for one in block.facts}
    return sorted(every.values(), key=lambda one: not one.age.is_old)


def to_check(blocks: dict[str, list[Block]]) -> int:
    return sum(one.age.is_old for one in all_facts(blocks))


def _confirmed(keys: list[str], user: User) -> dict[str, date]:
    """The last day on which somebody confirmed each fact."""
    rows = FactConfirmation.objects.visible_to(user).filter(fact__in=keys).order_by().values("fact")
    return dict(rows.annotate(last=Max("confirmed_on")).values_list("fact", "last"))


def _shown(fact: Fact, confirmed: date | None, months: int, today: date) -> Shown:
    as_of = max((day for day in (fact.as_of, confirmed) if day), default=None)
    digest = sha256(fact.said.encode()).hexdigest()[:16]
    return Shown(fact, as_of, age_of(as_of, today, months), f"{fact.key}|{digest}")
