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
    """Raises ValidationError, code "gate", while none of the steps that open the step's gate is done. SOP 11.5.

    A gate on telling residents is also open once it is recorded that they were told already.
    """
    if not step.gate:
        return
    pack = from_content(event.procedure.content)
    gate = pack.gate(step.gate)
    opening = lifting(pack, gate) if gate else ()
    steps = event.steps.filter(code__in=opening, stage__checklist__kind=Checklist.Kind.PROCEDURE)
    waiting = list(steps.select_related("stage"))
    if not waiting or any(one.state != Step.State.OPEN for one in waiting) or _told_already(event, gate):
        return
    raise ValidationError(f"Gate shut: {shut_words(gate, waiting)}", code=SHUT)


def shut_words(gate: Gate, opening: list[Step]) -> str:
    """The gate's rule, and the steps that open it by their number."""
    named = " or ".join(f"step {step.stage.order}.{step.order}" for step in opening)
    return f"{gate.rule} It opens with {named}."


def codes_held_back(pack: Pack, steps: list[Step], *, told_already: bool = False) -> frozenset[str]:
    """Codes of those steps of an event whose gate none of its opening steps has opened. No queries."""
    state = {step.code: step.state for step in steps}
    held = set()
    for step in steps:
        gate = pack.gate(step.gate) if step.gate else None
        opening = [code for code in lifting(pack, gate) if code in state] if gate else []
        is_shut = bool(opening) and all(state[code] == Step.State.OPEN for code in opening)
        if is_shut and not (told_already and gate.code == TELL_RESIDENTS):
            held.add(step.code)
    return frozenset(held)


def _told_already(event: FailureEvent, gate: Gate) -> bool:
    return gate.code == TELL_RESIDENTS and event.early_tellings.exists()
