"""The Care Act temporary duty and the section 19 power, for an event or a person. SOP 2.1, 4.5, 4.6, 6.0.

The pack holds the rules and the order in which they win; this evaluates them and never guesses. A fact that
is not known and could change an answer makes it "undetermined" and is named. A few things the pack takes as
not so while nobody has recorded them (a new provider meets the needs, the NHS pays, the needs are urgent):
the answer then says so in `assumptions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from events.procedure.conditions import value_problem
from events.procedure.pack import Pack
from events.procedure.schema import Decision, Way
from events.rules.in_force import pack_on
from events.rules.logic import (
    Facts,
    because_holds,
    because_unknown,
    either,
    holds,
    is_known,
    rule_holds,
    unknown_in,
)

UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Outcome:
    """One dimension of the answer: value, rules that decide it, what is missing or taken for granted."""

    value: str | bool
    rules: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyAnswer:
    """The legal answer. `rules`: the deciding ones and those that explain; `sections`: how to cite them."""

    outcomes: Mapping[str, Outcome]
    rules: tuple[str, ...]
    sections: tuple[str, ...]
    reasons: tuple[str, ...]
    facts_used: Mapping[str, Any]
    missing: tuple[str, ...]
    assumptions: tuple[str, ...]

    def value(self, dimension: str) -> str | bool:
        """The value of a dimension; "undetermined" where the pack does not decide it."""
        return self.outcomes[dimension].value if dimension in self.outcomes else UNDETERMINED

    @property
    def temporary_duty(self) -> str | bool:
        return self.value("temporary_duty")

    @property
    def discretionary_power(self) -> str | bool:
        return self.value("discretionary_power")

    @property
    def provider_responsible(self) -> str | bool:
        return self.value("provider_responsible")

    @property
    def charge_person(self) -> str | bool:
        return self.value("charge_person")

    @property
    def recover_from(self) -> str | bool:
        return self.value("recover_from")


@dataclass
class _Search:
    """What the walk through the ways of one decision has found so far."""

    missing: list[str] = field(default_factory=list)
    open_values: list[str | bool | None] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)


def evaluate_duty(pack: Pack, facts: Facts, on: date | None = None) -> DutyAnswer:
    """Works out every dimension in the pack's order of precedence. SOP 2.1, 4.5, 4.6, 6.0.

    By the rules in force on that day; by all of them where no day is given. What would change the answer says
    events.rules.flips. Raises ValueError, with a sentence, for a fact or a value that the pack does not know.
    """
    check_facts(pack, facts)
    pack = pack_on(pack, on)
    outcomes = outcomes_of(pack, facts)
    known = {name: value for name, value in facts.items() if is_known(facts, name)}
    known |= {name: one.value for name, one in outcomes.items() if one.value != UNDETERMINED}
    rules = _cited(pack, known, outcomes)
    return DutyAnswer(
        outcomes=outcomes,
        rules=rules,
        sections=_unique(pack.cite(pack.rule(rule)) for rule in rules),
        reasons=_unique(reason for outcome in outcomes.values() for reason in outcome.reasons),
        facts_used=_used(pack, rules, facts),
        missing=_unique(name for outcome in outcomes.values() for name in outcome.missing),
        assumptions=_unique(said for outcome in outcomes.values() for said in outcome.assumptions),
    )


def check_facts(pack: Pack, facts: Facts) -> None:
    """Raise ValueError, with a sentence, for a fact or a value that the pack does not know."""
    for name, value in facts.items():
        if is_known(facts, name) and (problem := value_problem(pack, name, value)):
            raise ValueError(problem)


def outcomes_of(pack: Pack, facts: Facts) -> dict[str, Outcome]:
    """Every dimension by the rules of this pack, whatever their days, for facts that the pack knows."""
    known = {name: value for name, value in facts.items() if is_known(facts, name)}
    outcomes: dict[str, Outcome] = {}
    for decision in pack.decisions:
        outcome = _settle(pack, decision, known, outcomes)
        outcomes[decision.decides] = outcome
        if outcome.value != UNDETERMINED:
            known[decision.decides] = outcome.value
    return outcomes


def _settle(pack: Pack, decision: Decision, facts: Facts, outcomes: Mapping[str, Outcome]) -> Outcome:
    asked = either(holds(condition, facts) for condition in decision.only_if) if decision.only_if else True
    if asked is False:
        return Outcome(decision.otherwise)
    found = _try_ways(pack, decision, facts)
    if asked or found.value == decision.otherwise:
        return found
    waiting = [name for condition in decision.only_if for name in unknown_in(condition, facts)]
    return Outcome(UNDETERMINED, missing=_facts_behind([*waiting, *found.missing], outcomes))


def _facts_behind(names: list[str], outcomes: Mapping[str, Outcome]) -> tuple[str, ...]:
    """Facts to find out: in place of an answer that is itself open, the facts which that answer waits for."""
    return _unique(
        fact for name in names for fact in (outcomes[name].missing if name in outcomes else (name,))
    )


def _try_ways(pack: Pack, decision: Decision, facts: Facts) -> Outcome:
    search = _Search()
    for way in decision.ways:
        truth = either(because_holds(pack, because, facts) for because in way.because)
        if truth is None and _may_assume(way, facts):
            search.assumptions.append(way.assumption or "")
            truth = way.if_unknown == "take"
        if truth:
            return _found(pack, way, facts, search)
        if truth is None:
            search.open_values.append(way.gives)
            search.missing += [
                name for because in way.because for name in because_unknown(pack, because, facts)
            ]
            search.missing += [name for name in way.only_if_recorded if not is_known(facts, name)]
    if search.missing:
        return Outcome(UNDETERMINED, missing=_unique(search.missing), assumptions=tuple(search.assumptions))
    said = (decision.if_none_says,) if decision.if_none_says else ()
    missing = decision.if_none_missing if decision.if_none == UNDETERMINED else ()
    return Outcome(decision.if_none, reasons=said, missing=missing, assumptions=tuple(search.assumptions))


def _may_assume(way: Way, facts: Facts) -> bool:
    """Whether nothing recorded speaks against taking the unknown for granted."""
    return (
        way.if_unknown != "stop"
        and not any(is_known(facts, name) for name in way.unless_recorded)
        and all(is_known(facts, name) for name in way.only_if_recorded)
    )


def _found(pack: Pack, way: Way, facts: Facts, search: _Search) -> Outcome:
    value = facts[way.gives_fact] if way.gives_fact else way.gives
    assumptions = tuple(search.assumptions)
    if any(open_value != value for open_value in search.open_values):
        return Outcome(UNDETERMINED, missing=_unique(search.missing), assumptions=assumptions)
    deciding = [because.rule for because in way.because if because_holds(pack, because, facts)]
    also = [rule for rule in way.also if rule_holds(pack, pack.rule(rule), facts)]
    reasons = tuple(pack.rule(rule).reason for rule in deciding) or (way.words,)
    return Outcome(value, _unique([*deciding, *also]), reasons, assumptions=assumptions)


def _cited(pack: Pack, facts: Facts, outcomes: Mapping[str, Outcome]) -> tuple[str, ...]:
    """Deciding rules, and rules that hold and either only explain or say the same, in the pack's order."""
    deciding = {rule for outcome in outcomes.values() for rule in outcome.rules}

    def agrees(outcome: Mapping[str, Any] | None) -> bool:
        return all(
            name in outcomes and outcomes[name].value == value for name, value in (outcome or {}).items()
        )

    return tuple(
        rule.id
        for rule in pack.rules
        if rule.id in deciding or (agrees(rule.outcome) and rule_holds(pack, rule, facts))
    )


def _used(pack: Pack, rules: tuple[str, ...], facts: Facts) -> dict[str, Any]:
    """The known facts that the cited rules ask about."""
    asked: set[str] = set()
    for rule in rules:
        for name, wanted in pack.rule(rule).when.items():
            asked |= {inner for one in wanted for inner in one} if name == "any_of" else {name}
    return {name: value for name, value in facts.items() if name in asked and is_known(facts, name)}


def _unique(names: Any) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(names))
