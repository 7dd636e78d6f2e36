"""Rules, decisions and cases of a pack: every fact, value, rule and answer that they name must be there."""

from collections.abc import Iterable, Iterator
from typing import Any

from events.procedure.instruments import Case
from events.procedure.pack import Pack
from events.procedure.schema import Dated, Decision, Way

Place = tuple[str | int, ...]
Problem = tuple[Place, str]
UNKNOWN = "unknown"
UNDETERMINED = "undetermined"
ANY = "any value"
OTHER = "other"
EXPECTED = {
    "package_return": {"response"},
    "notice": {"response"},
    "risk_cell": {"score", "band"},
    "initial_assessment": {"total"},
    "monitoring": {"rating", "actions", "visits", "on", "is_over"},
    "due": {"on"},
}


def rule_problems(pack: Pack) -> Iterator[Problem]:
    """Faults of rules, decisions and cases, with their places in the file."""
    yield from _labels(pack)
    ids = {rule.id for rule in pack.rules}
    answers = {outcome.dimension for outcome in pack.outcomes}
    for position, rule in enumerate(pack.rules):
        place = ("rules", position)
        yield from _days(place, rule)
        yield from _condition(pack, (*place, "when"), rule.when)
        if rule.precondition and (rule.precondition not in ids or rule.precondition == rule.id):
            yield (*place, "precondition"), f"There is no other rule {rule.precondition}."
        for dimension in rule.outcome or {}:
            if dimension not in answers:
                yield (*place, "outcome", dimension), f"{dimension} is not an answer that is given here."
    for position, decision in enumerate(pack.decisions):
        yield from _decision(pack, ("decisions", position), decision)
    for position, case in enumerate(pack.cases):
        for where, reason in case_problems(pack, case):
            yield ("cases", position, *where), reason


def _decision(pack: Pack, place: Place, decision: Decision) -> Iterator[Problem]:
    known = {outcome.value for outcome in pack.outcomes if outcome.dimension == decision.decides}
    if not known:
        yield (*place, "decides"), f"{decision.decides} is not an answer that is given here."
        return
    for position, condition in enumerate(decision.only_if):
        yield from _condition(pack, (*place, "only_if", position), condition)
    for name, value in (("otherwise", decision.otherwise), ("if_none", decision.if_none)):
        if value not in known | {UNDETERMINED}:
            yield (*place, name), f"{value} is not a value of {decision.decides}."
    yield from _facts(pack, (*place, "if_none_missing"), decision.if_none_missing)
    for position, way in enumerate(decision.ways):
        here = (*place, "ways", position)
        yield from _days(here, way)
        if way.gives is not None and way.gives not in known:
            yield (*here, "gives"), f"{way.gives} is not a value of {decision.decides}."
        yield from _way(pack, here, way)


def _labels(pack: Pack) -> Iterator[Problem]:
    for position, fact in enumerate(pack.rule_inputs):
        for value in fact.labels:
            if value not in fact.values:
                yield ("rule_inputs", position, "labels", value), f"{value} is not a value of {fact.name}."


def _days(place: Place, row: Dated) -> Iterator[Problem]:
    if row.in_force_from and row.in_force_until and row.in_force_until < row.in_force_from:
        yield (*place, "in_force_until"), f"in_force_until is before in_force_from, {row.in_force_from}."


def _way(pack: Pack, place: Place, way: Way) -> Iterator[Problem]:
    if (way.gives is None) == (way.gives_fact is None):
        yield place, "A way needs either gives or gives_fact."
    if way.if_unknown != "stop" and not way.assumption:
        yield place, "A way that assumes something says so in assumption."
    named = [way.gives_fact] if way.gives_fact else []
    yield from _facts(pack, place, [*named, *way.unless_recorded, *way.only_if_recorded])
    rules = {rule.id for rule in pack.rules}
    for rule in [*way.also, *(because.rule for because in way.because)]:
        if rule not in rules:
            yield place, f"There is no rule {rule}."
    for position, because in enumerate(way.because):
        yield from _condition(pack, (*place, "because", position, "when"), because.when or {})


def _facts(pack: Pack, place: Place, names: Iterable[str]) -> Iterator[Problem]:
    facts = {fact.name for fact in pack.rule_inputs}
    for name in names:
        if name not in facts:
            yield place, f"There is no fact {name}."


def _condition(pack: Pack, place: Place, when: dict[str, Any]) -> Iterator[Problem]:
    for name, wanted in when.items():
        here = (*place, name)
        if name != "any_of":
            if reason := value_problem(pack, name, wanted):
                yield here, reason
        elif isinstance(wanted, list) and all(isinstance(one, dict) for one in wanted):
            for position, one in enumerate(wanted):
                yield from _condition(pack, (*here, position), one)
        else:
            yield here, "any_of must be a list of conditions."


def value_problem(pack: Pack, name: str, wanted: object) -> str:
    """Why a value is none that the fact or answer can have; empty if it is one."""
    allowed = _allowed(pack, name)
    if not allowed:
        return f"There is no fact {name}."
    for value in wanted if isinstance(wanted, list) else [wanted]:
        if value != ANY and not any(type(value) is type(one) and value == one for one in allowed):
            return f"{value} is not a value of {name}."
    return ""


def _allowed(pack: Pack, name: str) -> list[Any]:
    if values := [outcome.value for outcome in pack.outcomes if outcome.dimension == name]:
        return values
    fact = next((fact for fact in pack.rule_inputs if fact.name == name), None)
    if fact is None:
        return []
    return [*fact.values, UNKNOWN] if fact.kind == "choice" else [True, False, UNKNOWN]


def case_problems(pack: Pack, case: Case) -> Iterator[Problem]:
    """Why a case cannot be tried on this pack: a fact, value, notice or answer that it does not know."""
    if reason := _not_for(pack, case):
        yield ("facts",), reason
        return
    expected = EXPECTED.get(case.kind) or {outcome.dimension for outcome in pack.outcomes}
    if case.kind == "duty":
        for name, value in case.facts.items():
            if value is not None and (reason := value_problem(pack, name, value)):
                yield ("facts", name), reason
    for name in case.expect if case.kind != "entry" else ():
        if name not in expected:
            yield ("expect", name), f"A case of kind {case.kind} has no answer {name}."


def _not_for(pack: Pack, case: Case) -> str:
    """What the pack lacks for a case of this kind; empty if nothing."""
    trigger, rule = case.facts.get("trigger"), case.facts.get("rule")
    known = [trigger.id for trigger in pack.triggers] + [OTHER]
    dated = [gate.code for gate in pack.gates if gate.due]
    if case.kind == "entry":
        return _no_entries(pack, case)
    lacks = {
        "notice": trigger not in known and f"There is no notice {trigger}.",
        "package_return": not any(line.threshold for line in pack.triggers)
        and "This procedure has no thresholds for returned packages.",
        "duty": not pack.decisions and "This procedure has no rules for the legal basis.",
        "risk_cell": not pack.risk_matrix and "This procedure has no risk matrix.",
        "initial_assessment": not pack.initial_assessment and "This procedure has no initial assessment.",
        "monitoring": not pack.monitoring and "This procedure has no risk-based monitoring.",
        "due": rule not in dated and f"There is no due date called {rule}.",
    }
    return lacks[case.kind] or ""


def _no_entries(pack: Pack, case: Case) -> str:
    """Why nothing can be looked up; empty where the list, table or plan is there and has what is asked."""
    places = {"list": pack.lists, "table": pack.tables, "plan": pack.plans}
    named = [place for place in places if place in case.facts]
    if len(named) != 1:
        return "An entry is looked up in a list, a table or a plan: name one of them."
    name = str(case.facts[named[0]])
    if name not in places[named[0]]:
        return f"There is no {named[0]} {name}."
    if named[0] == "table":
        columns = {*pack.tables[name].columns, "count"}
        asked = [word for word in [*case.facts, *case.expect] if word != "table"]
        return next((f"There is no column {word}." for word in asked if word not in columns), "")
    return ""
