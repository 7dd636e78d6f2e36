"""Which single fact would change a legal answer, and into what. Every fact is tried with each of its values."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from events.procedure.pack import Pack
from events.procedure.schema import RuleInput
from events.rules.duty import UNDETERMINED, evaluate_duty
from events.rules.logic import Facts


@dataclass(frozen=True)
class Flip:
    """With `fact` at `value`, and nothing else changed, the dimension becomes `becomes`."""

    fact: str
    value: str | bool
    becomes: str | bool


def values_of(fact: RuleInput) -> tuple[str | bool, ...]:
    return fact.values if fact.kind == "choice" else (True, False)


def flips(
    pack: Pack, facts: Facts, dimension: str = "temporary_duty", on: date | None = None
) -> tuple[Flip, ...]:
    """Single facts that would give the dimension another settled value, in the order of the pack's facts."""
    now = evaluate_duty(pack, facts, on).value(dimension)
    found = []
    for fact in pack.rule_inputs:
        for value in values_of(fact):
            if value == facts.get(fact.name):
                continue
            then: Any = evaluate_duty(pack, {**facts, fact.name: value}, on).value(dimension)
            if then not in (now, UNDETERMINED):
                found.append(Flip(fact.name, value, then))
    return tuple(found)
