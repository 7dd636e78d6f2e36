"""Gates: what is held back, until when, and why. Staffordshire SOP 6.0, 11.5, 11.8."""

from dataclasses import dataclass
from datetime import date

from events.procedure.pack import Pack

TELL_RESIDENTS = "tell_residents"
ALL_MOVED = "all_moved"
RISK_ASSESSMENT_FIRST = "risk_assessment_first"


@dataclass(frozen=True)
class GateAnswer:
    """`gate` is the id in the pack; empty where the procedure has no such gate, which is then open."""

    is_open: bool
    reason: str
    gate: str = ""
    section: str = ""


def may_tell_residents(
    pack: Pack,
    *,
    communication_started: bool,
    already_told_on: date | None = None,
    already_told_reason: str = "",
) -> GateAnswer:
    """Residents and relatives are not told until council-led communication starts. SOP 11.5.

    Where the provider has told them already, that is recorded with its date and reason, and the gate opens.
    """
    if communication_started:
        return _answer(pack, TELL_RESIDENTS, True, "Council-led communication has started.")
    if already_told_on and already_told_reason.strip():
        return _answer(pack, TELL_RESIDENTS, True, "The provider had already told residents and relatives.")
    step = _lifting_step(pack)
    return _answer(pack, TELL_RESIDENTS, False, f"Residents and relatives are not to be told before {step}.")


def may_confirm_all_moved(pack: Pack, unresolved: int) -> GateAnswer:
    """Nobody is told that all have moved while a person has no final outcome. SOP 11.8.

    `unresolved` counts people.
    """
    if unresolved < 0:
        raise ValueError("A count of people cannot be less than zero.")
    if unresolved == 0:
        return _answer(pack, ALL_MOVED, True, "Every person has a final outcome.")
    people = "1 person has" if unresolved == 1 else f"{unresolved} people have"
    return _answer(pack, ALL_MOVED, False, f"{people} no final outcome.")


def may_use_power(pack: Pack, *, risk_assessment_completed: bool) -> GateAnswer:
    """The section 19 power is used only after a risk assessment of the urgency. SOP 6.0."""
    if risk_assessment_completed:
        return _answer(pack, RISK_ASSESSMENT_FIRST, True, "The risk assessment is complete.")
    return _answer(pack, RISK_ASSESSMENT_FIRST, False, "The risk assessment comes first.")


def _lifting_step(pack: Pack) -> str:
    gate = pack.gate(TELL_RESIDENTS)
    step = next((step for step in pack.steps if gate and step.id == gate.lifted_by), None)
    return f"step {step.id}, council-led communication" if step else "council-led communication starts"


def _answer(pack: Pack, code: str, is_open: bool, reason: str) -> GateAnswer:
    gate = pack.gate(code)
    if gate is None:
        return GateAnswer(True, f"{pack.short_name} has no such gate.")
    return GateAnswer(is_open, reason, gate.id, pack.cite(gate))
