"""Three-valued logic over a pack's conditions: a condition holds, does not hold, or cannot be told yet.

No clock, no database. `None` stands for "cannot be told". A fact left out, None or "unknown" is not known.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from events.procedure.pack import Pack
from events.procedure.schema import Because, Rule

ANY = "any value"
Facts = Mapping[str, Any]
Truth = bool | None


def is_known(facts: Facts, name: str) -> bool:
    return facts.get(name) not in (None, "unknown", "")


def both(truths: Iterable[Truth]) -> Truth:
    """All hold; one that does not settles it whatever the others are."""
    return _settled(truths, by=False)


def either(truths: Iterable[Truth]) -> Truth:
    """At least one holds; one that does settles it whatever the others are."""
    return _settled(truths, by=True)


def _settled(truths: Iterable[Truth], *, by: bool) -> Truth:
    result: Truth = not by
    for truth in truths:
        if truth is by:
            return by
        if truth is None:
            result = None
    return result


def holds(when: Mapping[str, Any], facts: Facts) -> Truth:
    """Whether a condition holds: everything in it must; a list means any of; `any_of` one is enough."""
    return both(_one(name, wanted, facts) for name, wanted in when.items())


def _one(name: str, wanted: Any, facts: Facts) -> Truth:
    if name == "any_of":
        return either(holds(condition, facts) for condition in wanted)
    if wanted == ANY:
        return True
    if not is_known(facts, name):
        return None
    return facts[name] in wanted if isinstance(wanted, list | tuple) else facts[name] == wanted


def unknown_in(when: Mapping[str, Any], facts: Facts) -> list[str]:
    """Names of the facts that keep a condition from being told; empty where it is settled."""
    if holds(when, facts) is not None:
        return []
    names: list[str] = []
    for name, wanted in when.items():
        if name == "any_of":
            names += [inner for condition in wanted for inner in unknown_in(condition, facts)]
        elif wanted != ANY and not is_known(facts, name):
            names.append(name)
    return names


def conditions(pack: Pack, rule: Rule) -> list[Mapping[str, Any]]:
    """A rule's own condition and that of the rule which must hold before it."""
    own = [rule.when]
    return [*own, pack.rule(rule.precondition).when] if rule.precondition else own


def rule_holds(pack: Pack, rule: Rule, facts: Facts) -> Truth:
    return both(holds(when, facts) for when in conditions(pack, rule))


def because_holds(pack: Pack, because: Because, facts: Facts) -> Truth:
    """Whether a ground for an answer holds; it may put its own condition in place of the rule's."""
    if because.when is not None:
        return holds(because.when, facts)
    return rule_holds(pack, pack.rule(because.rule), facts)


def because_unknown(pack: Pack, because: Because, facts: Facts) -> list[str]:
    if because_holds(pack, because, facts) is not None:
        return []
    rule = pack.rule(because.rule)
    asked = [because.when] if because.when is not None else conditions(pack, rule)
    return [name for when in asked for name in unknown_in(when, facts)]
