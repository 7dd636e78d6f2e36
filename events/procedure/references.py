"""References inside a pack: every id, role, fact, value and document that is named must be there."""

from collections.abc import Iterator
from typing import Any

from events.procedure.instruments import Case
from events.procedure.pack import Pack
from events.procedure.schema import Decision, Entry, Step

Problem = tuple[tuple[str | int, ...], str]
UNKNOWN = "unknown"
ANY = "any value"
EXPECTED = {
    "package_return": {"response"},
    "notice": {"response"},
    "risk_cell": {"score", "band"},
    "initial_assessment": {"total"},
    "due": {"on"},
}


def reference_problems(pack: Pack) -> Iterator[Problem]:
    yield from _entries(pack)
    yield from _notices(pack)
    for stage_at, stage in enumerate(pack.stages):
        for step_at, step in enumerate(stage.steps):
            yield from _step(pack, ("stages", stage_at, "steps", step_at), step)
        if point := stage.decision_point:
            for name in ("after", "before"):
                if getattr(point, name) not in {step.id for step in pack.steps}:
                    yield (
                        ("stages", stage_at, "decision_point", name),
                        f"There is no step {getattr(point, name)}.",
                    )
    for position, gate in enumerate(pack.gates):
        if gate.lifted_by and gate.lifted_by not in {step.id for step in pack.steps}:
            yield ("gates", position, "lifted_by"), f"There is no step {gate.lifted_by}."
    yield from _plans(pack)
    yield from _rules(pack)
    for position, decision in enumerate(pack.decisions):
        yield from _decision(pack, ("decisions", position), decision)
    for position, case in enumerate(pack.cases):
        for place, reason in case_problems(pack, case):
            yield ("cases", position, *place), reason


def _entries(pack: Pack) -> Iterator[Problem]:
    """Documents, uncertainties and cross-references, wherever they are named."""
    documents = {document.key for document in pack.documents}
    uncertainties = {uncertainty.id for uncertainty in pack.uncertainties}
    ids = {part.id for _, part in pack.parts() if getattr(part, "id", None)}
    for place, part in pack.parts():
        if (doc := getattr(part, "doc", None)) and doc not in documents:
            yield (*place, "doc"), f"There is no document {doc}."
        if (named := getattr(part, "uncertainty", None)) and named not in uncertainties:
            yield (*place, "uncertainty"), f"There is no uncertainty {named}."
        for position, ref in enumerate(getattr(part, "refs", ())):
            if ref not in ids:
                yield (*place, "refs", position), f"There is no entry {ref}."


def _notices(pack: Pack) -> Iterator[Problem]:
    labels = {response.label for response in pack.responses}
    for position, trigger in enumerate(pack.triggers):
        if trigger.response not in labels:
            known = " or ".join(sorted(labels)) or "none is given"
            yield (
                ("triggers", position, "response"),
                f'The answer "{trigger.response}" is not known; {known} is.',
            )
    if pack.triggers and sorted(response.code for response in pack.responses) != ["invoke", "standard"]:
        yield ("responses",), "Notices need exactly two answers, with the codes standard and invoke."


def _step(pack: Pack, place: tuple[str | int, ...], step: Step) -> Iterator[Problem]:
    roles = {lead.role for lead in pack.leads} | {role.role for role in pack.other_roles}
    for position, role in enumerate(step.responsible):
        if role not in roles:
            yield (
                (*place, "responsible", position),
                f"{role} is neither a lead nor another role of this procedure.",
            )
    gates = {gate.id for gate in pack.gates}
    for name in ("gate", "under_gate", "lifts_gate"):
        if (named := getattr(step, name)) and named not in gates:
            yield (*place, name), f"There is no gate {named}."
    kept = {document.name for document in pack.supporting_documents}
    for position, name in enumerate(step.documents):
        if name not in kept:
            yield (*place, "documents", position), f"{name} is not among the supporting documents."


def _plans(pack: Pack) -> Iterator[Problem]:
    for code, plan in pack.plans.items():
        phases, ids = {phase.code for phase in plan.phases}, {action.id for action in plan.actions}
        for position, action in enumerate(plan.actions):
            place = ("plans", code, "actions", position)
            if action.phase not in phases:
                yield (*place, "phase"), f"There is no phase {action.phase} in this plan."
            for at, earlier in enumerate(action.after):
                if earlier not in ids or earlier == action.id:
                    yield (*place, "after", at), f"There is no other action {earlier} in this plan."


def _rules(pack: Pack) -> Iterator[Problem]:
    ids = {rule.id for rule in pack.rules}
    for position, rule in enumerate(pack.rules):
        place = ("rules", position)
        yield from _condition(pack, (*place, "when"), rule.when)
        if rule.precondition and (rule.precondition not in ids or rule.precondition == rule.id):
            yield (*place, "precondition"), f"There is no other rule {rule.precondition}."
        for dimension in rule.outcome or {}:
            if dimension not in {outcome.dimension for outcome in pack.outcomes}:
                yield (
                    (*place, "outcome", dimension),
                    f"{dimension} is not an answer that this procedure gives.",
                )


def _decision(pack: Pack, place: tuple[str | int, ...], decision: Decision) -> Iterator[Problem]:
    known = {outcome.value for outcome in pack.outcomes if outcome.dimension == decision.decides}
    if not known:
        yield (*place, "decides"), f"{decision.decides} is not an answer that this procedure gives."
        return
    facts = {fact.name for fact in pack.rule_inputs}
    for position, condition in enumerate(decision.only_if):
        yield from _condition(pack, (*place, "only_if", position), condition)
    for name in ("otherwise", "if_none"):
        if getattr(decision, name) not in known | {"undetermined"}:
            yield (*place, name), f"{getattr(decision, name)} is not a value of {decision.decides}."
    for at, way in enumerate(decision.ways):
        here = (*place, "ways", at)
        if (way.gives is None) == (way.gives_fact is None):
            yield here, "A way needs either gives or gives_fact."
        if way.gives is not None and way.gives not in known:
            yield (*here, "gives"), f"{way.gives} is not a value of {decision.decides}."
        for name in (way.gives_fact, *way.unless_recorded, *way.only_if_recorded, *decision.if_none_missing):
            if name and name not in facts:
                yield here, f"There is no fact {name}."
        if way.if_unknown != "stop" and not way.assumption:
            yield here, "A way that assumes something says so in assumption."
        rules = {rule.id for rule in pack.rules}
        for named in way.also:
            if named not in rules:
                yield (*here, "also"), f"There is no rule {named}."
        for position, because in enumerate(way.because):
            if because.rule not in rules:
                yield (*here, "because", position, "rule"), f"There is no rule {because.rule}."
            yield from _condition(pack, (*here, "because", position, "when"), because.when or {})


def _condition(pack: Pack, place: tuple[str | int, ...], when: dict[str, Any]) -> Iterator[Problem]:
    for name, wanted in when.items():
        here = (*place, name)
        if name == "any_of":
            if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
                yield here, "any_of must be a list of conditions."
                continue
            for position, one in enumerate(wanted):
                yield from _condition(pack, (*here, position), one)
        elif reason := value_problem(pack, name, wanted):
            yield here, reason


def value_problem(pack: Pack, name: str, wanted: object) -> str:
    """Why a value is none that the fact or answer can have; empty if it is one."""
    if values := {outcome.value for outcome in pack.outcomes if outcome.dimension == name}:
        allowed: set[object] = values
    elif fact := next((fact for fact in pack.rule_inputs if fact.name == name), None):
        allowed = {*fact.values, UNKNOWN} if fact.kind == "choice" else {True, False, UNKNOWN}
    else:
        return f"There is no fact {name}."
    for value in wanted if isinstance(wanted, list) else [wanted]:
        if value != ANY and value not in allowed:
            return f"{value} is not a value of {name}."
    return ""


def case_problems(pack: Pack, case: Case) -> Iterator[Problem]:
    """Why a case cannot be tried on this pack: a fact, value, notice or answer that it does not know."""
    if case.kind == "duty":
        dimensions = {outcome.dimension for outcome in pack.outcomes}
        if not pack.decisions:
            yield ("kind",), "This procedure has no rules for the legal basis."
        for name, value in case.facts.items():
            if value is not None and isinstance(value, list | dict):
                yield ("facts", name), f"{name} must be one value."
            elif value is not None and (reason := value_problem(pack, name, value)):
                yield ("facts", name), reason
    else:
        dimensions = EXPECTED[case.kind]
    if case.kind == "notice" and case.facts.get("trigger") not in {t.id for t in pack.triggers} | {"other"}:
        yield ("facts",), f"There is no notice {case.facts.get('trigger')}."
    if case.kind == "package_return" and not any(trigger.threshold for trigger in pack.triggers):
        yield ("kind",), "This procedure has no thresholds for returned packages."
    if case.kind == "risk_cell" and not pack.risk_matrix:
        yield ("kind",), "This procedure has no risk matrix."
    if case.kind == "initial_assessment" and not pack.initial_assessment:
        yield ("kind",), "This procedure has no initial assessment."
    if case.kind == "due" and not any(
        gate.code == case.facts.get("rule") and gate.due for gate in pack.gates
    ):
        yield ("facts",), f"There is no due date called {case.facts.get('rule')}."
    for name in case.expect:
        if name not in dimensions:
            yield ("expect", name), f"A case of kind {case.kind} has no answer {name}."


def entries_with_low_confidence(pack: Pack) -> list[Entry]:
    """What a reader should know was read from damaged text, or is ours and not the source's."""
    return [part for _, part in pack.parts() if isinstance(part, Entry) and part.confidence == "low"]
