"""Steps that wait for another step: a gate of the procedure that its own step opens. Called inside operations only."""

from django.core.exceptions import ValidationError

from events.models import Checklist, FailureEvent, Step
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.procedure.schema import Gate
from events.procedure.waiting import lifting
from events.rules.gates import TELL_RESIDENTS

SHUT = "gate"


def refuse_before_gate(event: FailureEvent, step: Step) -> None:
    """Raises ValidationError, code "gate", while none of the steps that open the step's gate is done. SOP 11.5."""
    if why := why_shut(event, step):
        raise ValidationError(f"Gate shut: {why}", code=SHUT)


def why_shut(event: FailureEvent, step: Step) -> str:
    """What a gate that another step opens says while it is shut; empty where none holds the step back.

    A gate on telling residents is also open once it is recorded that they were told already.
    """
    if not step.gate:
        return ""
    pack = from_content(event.procedure.content)
    gate = pack.gate(step.gate)
    opening = lifting(pack, gate) if gate else ()
    steps = event.steps.filter(code__in=opening, stage__checklist__kind=Checklist.Kind.PROCEDURE)
    waiting = list(steps.select_related("stage"))
    if not waiting or any(one.state != Step.State.OPEN for one in waiting) or _told_already(event, gate):
        return ""
    return shut_words(gate, waiting)


def shut_words(gate: Gate, opening: list[Step]) -> str:
    """The gate's rule, and the steps that open it by their number."""
    named = " or ".join(f"step {step.stage.order}.{step.order}" for step in opening)
    return f"{gate.rule} It opens with {named}."


def held_back(pack: Pack, steps: list[Step], *, told_already: bool) -> frozenset[int]:
    """Keys of those open steps of an event whose gate none of its opening steps has opened. No queries."""
    state = {step.code: step.state for step in steps}
    gates = {gate.id: [code for code in lifting(pack, gate) if code in state] for gate in pack.gates}
    told = pack.gate(TELL_RESIDENTS) if told_already else None
    shut = {
        name
        for name, opening in gates.items()
        if opening
        and all(state[code] == Step.State.OPEN for code in opening)
        and not (told and told.id == name)
    }
    return frozenset(step.pk for step in steps if step.gate in shut and step.state == Step.State.OPEN)


def _told_already(event: FailureEvent, gate: Gate) -> bool:
    return gate.code == TELL_RESIDENTS and event.early_tellings.exists()
