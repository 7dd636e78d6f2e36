"""What in a pack waits for what: gates and steps, actions of plans, rules. Nothing may wait for itself."""

import re
from collections.abc import Iterator, Mapping, Sequence

from events.procedure.pack import Pack
from events.procedure.schema import Gate

Place = tuple[str | int, ...]
Problem = tuple[Place, str]
# Gates that the service opens by itself, from what it counts: every other one needs a step that lifts it.
OPENED_BY_COUNTING = frozenset({"all_moved", "risk_assessment_first"})
# What can be decided at a decision point; the words on the page are the option's label.
DECISIONS = ("stand_down", "maintain", "escalate")
PLAN_CODE = re.compile(r"[a-z][a-z0-9_-]{0,29}")
CITED_MOST = 60  # characters of "Staffordshire SOP 10.3", as records keep it
# The days that a due date can count from, because the service keeps them; and the start of each stage.
ANCHORS = ("closure_date", "move_date", "last_provider_update", "notified", "invoked")
CLOSURE_DATE = "closure_date"


def waiting_problems(pack: Pack) -> Iterator[Problem]:
    """Circles, gates that nothing opens, and days that nobody keeps, each with its place in the file."""
    yield from _gates(pack)
    yield from _circles_of_steps(pack)
    yield from _decision_points(pack)
    yield from _rhythms(pack)
    yield from _names(pack)
    for code, plan in pack.plans.items():
        waits = {action.id: action.after for action in plan.actions}
        for circle in circles(waits):
            at = [action.id for action in plan.actions].index(circle[0])
            yield ("plans", code, "actions", at, "after"), _in_a_circle("Actions", circle)
    before = {rule.id: (rule.precondition,) if rule.precondition else () for rule in pack.rules}
    for circle in circles(before):
        at = [rule.id for rule in pack.rules].index(circle[0])
        yield ("rules", at, "precondition"), _in_a_circle("Rules", circle)


def lifting(pack: Pack, gate: Gate) -> tuple[str, ...]:
    """Ids of the steps that open a gate, in the procedure's order."""
    return tuple(step.id for step in pack.steps if step.lifts_gate == gate.id or gate.lifted_by == step.id)


def circles(waits: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Each circle once, from its first member in the order given: A waits for B, and so on, back to A."""
    found: list[tuple[str, ...]] = []
    settled: set[str] = set()
    for start in waits:
        path: list[str] = []
        stack = [(start, iter(waits[start]))] if start not in settled else []
        path += [start] if stack else []
        while stack:
            following = next((one for one in stack[-1][1] if one in waits and one not in settled), None)
            if following is None:
                settled.add(stack.pop()[0])
                path.pop()
            elif following in path:
                found.append(tuple(path[path.index(following) :]))
            else:
                path.append(following)
                stack.append((following, iter(waits[following])))
    return found


def _in_a_circle(noun: str, circle: tuple[str, ...]) -> str:
    if len(circle) == 1:
        return f"{circle[0]} waits for itself, so it can never start."
    return f"{noun} wait for each other in a circle, so none can start: {', '.join([*circle, circle[0]])}."


def _circles_of_steps(pack: Pack) -> Iterator[Problem]:
    gates = {gate.id: lifting(pack, gate) for gate in pack.gates}
    waits = {step.id: gates.get(step.gate or "", ()) for step in pack.steps}
    places = {
        step.id: ("stages", at, "steps", position, "gate")
        for at, stage in enumerate(pack.stages)
        for position, step in enumerate(stage.steps)
    }
    for circle in circles(waits):
        yield places[circle[0]], _in_a_circle("Steps", circle)


def _gates(pack: Pack) -> Iterator[Problem]:
    steps = {step.id: step for step in pack.steps}
    holding = {step.gate for step in pack.steps}
    for position, gate in enumerate(pack.gates):
        lifter = steps.get(gate.lifted_by or "")
        if lifter and lifter.lifts_gate != gate.id:
            where = ("gates", position, "lifted_by")
            yield (
                where,
                f"Step {lifter.id} opens {gate.id} here: say so in the step too, with lifts_gate: {gate.id}.",
            )
        if gate.id in holding and not lifting(pack, gate) and gate.code not in OPENED_BY_COUNTING:
            yield (
                ("gates", position),
                f"Steps wait for {gate.id}, and nothing opens it: give lifted_by, a step's id.",
            )


def _decision_points(pack: Pack) -> Iterator[Problem]:
    order = {step.id: number for number, step in enumerate(pack.steps)}
    for at, stage in enumerate(pack.stages):
        point = stage.decision_point
        if point and order.get(point.after, -1) >= order.get(point.before, len(order)):
            reason = f"The decision comes after {point.after} and before {point.before}, which is not later."
            yield ("stages", at, "decision_point", "before"), reason
    points = [(at, stage.decision_point) for at, stage in enumerate(pack.stages) if stage.decision_point]
    for at, _ in points[1:]:
        yield ("stages", at, "decision_point"), "A procedure has one decision point; this is the second."
    for at, point in points:
        values = [option.value for option in point.options]
        for position, value in enumerate(values):
            if value not in DECISIONS:
                words = f"{value} is not a decision that the service carries out: {', '.join(DECISIONS)} are."
                yield ("stages", at, "decision_point", "options", position, "value"), words
        if "escalate" not in values:
            words = "One option must be escalate: without it the later stages never start."
            yield ("stages", at, "decision_point", "options"), words


def _rhythms(pack: Pack) -> Iterator[Problem]:
    """A cadence says how often and a deadline when; days count from one that the service keeps."""
    for position, gate in enumerate(pack.gates):
        if gate.kind == "cadence" and gate.cadence is None:
            yield ("gates", position), f"{gate.id} is a cadence: say how often in cadence."
        if gate.kind == "deadline" and gate.due is None:
            yield ("gates", position), f"{gate.id} is a deadline: say when in due."
    known = (*ANCHORS, *(stage_started(stage.name) for stage in pack.stages))
    for place, part in pack.parts():
        for at, anchor in enumerate(getattr(part, "anchors", ())):
            if anchor not in known:
                words = f"{anchor} is not a day that the service keeps. It keeps {', '.join(known)}."
                yield (*place, "anchors", at), words
    for at, stage in enumerate(pack.stages):
        for position, step in enumerate(stage.steps):
            if step.due and CLOSURE_DATE not in step.due.anchors:
                where = ("stages", at, "steps", position, "due")
                yield (
                    where,
                    "The due date of a step counts from closure_date. Use within for a limit from invoking.",
                )


def stage_started(name: str) -> str:
    """How a due date names the day on which a stage began: "failure_management_started"."""
    return f"{name.lower().replace(' ', '_')}_started"


def _names(pack: Pack) -> Iterator[Problem]:
    """Codes that stand in addresses, and citations that records keep."""
    for code in pack.plans:
        if code == "procedure":
            yield (
                ("plans", code),
                "procedure is the checklist of the procedure itself: give the plan another code.",
            )
        if not PLAN_CODE.fullmatch(code):
            yield (
                ("plans", code),
                f"The plan's code {code} may hold small letters, digits, - and _, 30 at most.",
            )
    for name in ("responses", "triggers", "gates"):
        for position, entry in enumerate(getattr(pack, name)):
            if len(cited := pack.cite(entry)) > CITED_MOST:
                reason = f"{cited} has {len(cited)} characters; short_name and section may have {CITED_MOST} together."
                yield (name, position, "section"), reason
