"""Which single fact would change a legal answer, and into what. Every fact is tried with each of its values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
    return flips_of(pack, facts, (dimension,), on)[dimension]


def flips_of(
    pack: Pack, facts: Facts, dimensions: Iterable[str], on: date | None = None
) -> dict[str, tuple[Flip, ...]]:
    """`flips` of several dimensions at once, by dimension."""
    now = evaluate_duty(pack, facts, on)
    found: dict[str, list[Flip]] = {dimension: [] for dimension in dimensions}
    for fact in pack.rule_inputs:
        for value in values_of(fact):
            if value == facts.get(fact.name):
                continue
            then = evaluate_duty(pack, {**facts, fact.name: value}, on)
            for dimension, ones in found.items():
                if then.value(dimension) not in (now.value(dimension), UNDETERMINED):
                    ones.append(Flip(fact.name, value, then.value(dimension)))
    return {dimension: tuple(ones) for dimension, ones in found.items()}
