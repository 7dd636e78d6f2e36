"""Which single fact would change a legal answer, and into what. Every fact is tried with each of its values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from events.procedure.pack import Pack
from events.procedure.schema import RuleInput
from events.rules.duty import UNDETERMINED, check_facts, outcomes_of
from events.rules.in_force import pack_on
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
    """`flips` of several dimensions at once, by dimension. Raises ValueError as evaluate_duty does."""
    check_facts(pack, facts)
    dimensions = tuple(dimensions)
    # People of one event mostly have the same facts, and so have events from one day to the next.
    each = _all_flips(_Held(pack), frozenset(facts.items()), dimensions, on)
    return dict(zip(dimensions, each, strict=True))


class _Held:
    """A pack as a key: another pack is another key, even one with equal content."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.pack is other.pack

    def __hash__(self) -> int:
        return id(self.pack)


@lru_cache(maxsize=2000)
def _all_flips(
    held: _Held, items: frozenset[tuple[str, Any]], dimensions: tuple[str, ...], on: date | None
) -> tuple[tuple[Flip, ...], ...]:
    pack, facts = pack_on(held.pack, on), dict(items)
    now = _values(pack, facts)
    found: list[list[Flip]] = [[] for _ in dimensions]
    for fact in pack.rule_inputs:
        for value in values_of(fact):
            if value == facts.get(fact.name):
                continue
            then = _values(pack, {**facts, fact.name: value})
            for ones, dimension in zip(found, dimensions, strict=True):
                becomes = then.get(dimension, UNDETERMINED)
                if becomes not in (now.get(dimension, UNDETERMINED), UNDETERMINED):
                    ones.append(Flip(fact.name, value, becomes))
    return tuple(tuple(ones) for ones in found)


def _values(pack: Pack, facts: Facts) -> dict[str, str | bool]:
    return {dimension: outcome.value for dimension, outcome in outcomes_of(pack, facts).items()}
