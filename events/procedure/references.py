"""References inside a pack: every id, role, gate, phase and document that is named must be there."""

from collections.abc import Iterator

from events.procedure.conditions import rule_problems
from events.procedure.merge import merge_problems
from events.procedure.monitoring import monitoring_problems
from events.procedure.pack import Pack
from events.procedure.plans import Action
from events.procedure.schema import Stage, Step

Place = tuple[str | int, ...]
Problem = tuple[Place, str]


def reference_problems(pack: Pack) -> Iterator[Problem]:
    """Each reference that leads nowhere, with its place in the file."""
    yield from _entries(pack)
    yield from _notices(pack)
    for position, stage in enumerate(pack.stages):
        yield from _stage(pack, ("stages", position), stage)
    steps = {step.id for step in pack.steps}
    for position, gate in enumerate(pack.gates):
        if gate.lifted_by and gate.lifted_by not in steps:
            yield ("gates", position, "lifted_by"), f"There is no step {gate.lifted_by}."
    for position, message in enumerate(pack.messages):
        if message.step and message.step not in steps:
            yield ("messages", position, "step"), f"There is no step {message.step}."
        for name in ("subject", "text"):
            for problem in merge_problems(getattr(message, name)):
                yield ("messages", position, name), problem
    yield from _plans(pack)
    yield from _bands(pack)
    yield from monitoring_problems(pack.monitoring, pack.lists)
    yield from rule_problems(pack)


def _entries(pack: Pack) -> Iterator[Problem]:
    """Documents and uncertainties, wherever they are named."""
    documents = {document.key for document in pack.documents}
    uncertainties = {uncertainty.id for uncertainty in pack.uncertainties}
    for place, part in pack.parts():
        if (doc := getattr(part, "doc", None)) and doc not in documents:
            yield (*place, "doc"), f"There is no document {doc}."
        if (named := getattr(part, "uncertainty", None)) and named not in uncertainties:
            yield (*place, "uncertainty"), f"There is no uncertainty {named}."


def _notices(pack: Pack) -> Iterator[Problem]:
    labels = {response.label for response in pack.responses}
    known = " or ".join(sorted(labels)) or "none is given"
    for position, trigger in enumerate(pack.triggers):
        if trigger.response not in labels:
            reason = f'The answer "{trigger.response}" is not known; it must be {known}.'
            yield ("triggers", position, "response"), reason
    if pack.triggers and sorted(response.code for response in pack.responses) != ["invoke", "standard"]:
        yield ("responses",), "Notices need exactly two answers, with the codes standard and invoke."


def _bands(pack: Pack) -> Iterator[Problem]:
    """The category and the actions of a level of risk stand in the lists of the pack."""
    lists = {
        code: pack.lists[code].items for code in ("categories", "risk_level_actions") if code in pack.lists
    }
    categories = {item.label for item in lists.get("categories", ())}
    actions = {item.id for item in lists.get("risk_level_actions", ())}
    for position, band in enumerate(pack.risk_matrix.bands if pack.risk_matrix else ()):
        place = ("risk_matrix", "bands", position)
        if band.category and band.category not in categories:
            yield (*place, "category"), f"There is no category {band.category}."
        if band.actions and band.actions not in actions:
            yield (*place, "actions"), f"There are no actions {band.actions}."


def _stage(pack: Pack, place: Place, stage: Stage) -> Iterator[Problem]:
    for position, step in enumerate(stage.steps):
        yield from _step(pack, (*place, "steps", position), step)
    if point := stage.decision_point:
        steps = {step.id for step in pack.steps}
        for name, named in (("after", point.after), ("before", point.before)):
            if named not in steps:
                yield (*place, "decision_point", name), f"There is no step {named}."


def _step(pack: Pack, place: Place, step: Step) -> Iterator[Problem]:
    roles = {lead.role for lead in pack.leads} | {role.role for role in pack.other_roles}
    for position, role in enumerate(step.responsible):
        if role not in roles:
            reason = f"{role} is neither a lead nor another role of this procedure."
            yield (*place, "responsible", position), reason
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
            yield from _doing(pack, code, place, action)
        if all(phase.joins_when for phase in plan.phases):
            yield ("plans", code, "phases"), "One phase at least is there from the start, without joins_when."
        if sum(action.tool is not None for action in plan.actions) > 1:
            yield ("plans", code, "actions"), "A plan has one readiness meeting."


def _doing(pack: Pack, code: str, place: Place, action: Action) -> Iterator[Problem]:
    """When an action is due, how often it is done, and what it begins."""
    if action.begins and (action.begins == code or action.begins not in pack.plans):
        yield (*place, "begins"), f"There is no other plan {action.begins}."
    if action.due_days is not None and pack.plans[code].dates is None:
        yield (*place, "due_days"), "The plan does not say in dates what its due dates count from."
    if action.cadence and not action.cadence.days:
        yield (*place, "cadence"), "An action comes round every so many days: give days."
