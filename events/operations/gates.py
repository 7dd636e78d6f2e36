"""The gate on telling residents and relatives, and the exception to it. Staffordshire SOP 11.5."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import Checklist, EarlyTelling, FailureEvent, Step
from events.operations.leads import lock_open
from events.operations.notices import pack_of
from events.procedure.pack import Pack
from events.rules.gates import TELL_RESIDENTS, GateAnswer, may_tell_residents


@operation("event.residents_told", told="Residents told early", needs="events.change_step")
def record_early_telling(
    *, by: User, event: FailureEvent, told_on: date, told_by: str, reason: str
) -> EarlyTelling:
    """Residents and relatives were told before the council led communication; the gate is open from then on. SOP 11.5.

    What has already happened is never refused, also from before the council was told of the failure. Raises
    ValidationError for a day in the future and for what is left empty.
    """
    event = lock_open(event)
    missing = {}
    if told_on > timezone.localdate():
        missing["told_on"] = "The date they were told must be today or in the past."
    if not told_by.strip():
        missing["told_by"] = "Enter who told them."
    if not reason.strip():
        missing["reason"] = "Enter why they were told."
    if missing:
        raise ValidationError(missing)
    return EarlyTelling.objects.create(
        event=event, told_on=told_on, told_by=told_by, reason=reason, recorded_by=by
    )


def residents_gate(event: FailureEvent, pack: Pack | None = None) -> GateAnswer:
    """Whether residents and relatives may be told, why, and where the procedure says so. At most two queries."""
    pack = pack or pack_of(event)
    lifting = lifting_steps(pack)
    steps = event.steps.filter(code__in=lifting, stage__checklist__kind=Checklist.Kind.PROCEDURE)
    if steps.exclude(state=Step.State.OPEN).exists():
        return may_tell_residents(pack, communication_started=True)
    return gate_before_the_step(pack, event.early_tellings.first())


def gate_before_the_step(pack: Pack, told: EarlyTelling | None) -> GateAnswer:
    """The answer while the council has not begun to lead communication; `told`: the first recorded exception."""
    if told is None:
        return may_tell_residents(pack, communication_started=False)
    return may_tell_residents(
        pack, communication_started=False, already_told_on=told.told_on, already_told_reason=told.reason
    )


def lifting_steps(pack: Pack) -> list[str]:
    """Codes of the steps that lift the gate on telling residents."""
    gate = pack.gate(TELL_RESIDENTS)
    return [step.id for step in pack.steps if gate and step.lifts_gate == gate.id]
