"""Running events take steps of a newer version of their procedure, one by one. SOP 8.0."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import Checklist, FailureEvent, Procedure, Stage, Step
from events.operations.checklists import due_after_closing, refresh_stage
from events.operations.leads import lock_open
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.rules.limits import due_within
from events.rules.newer import Here, Newer, Offer, newer_steps

NOT_INVOKED = "The procedure has not been invoked, so there is no checklist to add steps to."
CHANGED_MEANWHILE = "What can be taken has changed since this page was opened. Look at the list again."


def newer_version(event: FailureEvent) -> Procedure | None:
    """The active version of the event's procedure, where it is another one than the event's."""
    active = Procedure.objects.current(event.procedure.key)
    return active if active and active.pk != event.procedure_id else None


def has_newer_version(event: FailureEvent) -> bool:
    """Whether another version of the event's procedure is active; one query."""
    return Procedure.objects.active().filter(key=event.procedure.key).exclude(pk=event.procedure_id).exists()


def newer_of(event: FailureEvent, active: Procedure | None) -> Newer:
    """What the active version has that the event does not."""
    if active is None:
        return Newer()
    steps = Step.objects.filter(event=event, stage__checklist__kind=Checklist.Kind.PROCEDURE)
    rows = steps.values_list("code", "stage__order", "order", "action", "responsible", "state")
    here = {
        code: Here(f"{stage}.{order}", action, tuple(responsible), state == Step.State.OPEN)
        for code, stage, order, action, responsible, state in rows
    }
    return newer_steps(from_content(active.content), here)


@operation("steps.taken", told="Steps of a newer version taken", needs="events.change_failureevent")
def take_steps(*, by: User, event: FailureEvent, codes: list[str], reason: str) -> Checklist:
    """Add new steps of the active version to the event's checklist, and give open ones their newer words.

    Each is marked with the version that it comes from; what was completed is not touched. Raises ValidationError.
    """
    event = lock_open(event)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why they are taken."})
    checklist = event.checklists.filter(kind=Checklist.Kind.PROCEDURE).first()
    if checklist is None:
        raise ValidationError(NOT_INVOKED)
    list(Step.objects.select_for_update(of=("self",), no_key=True).filter(stage__checklist=checklist))
    active = newer_version(event)
    chosen = newer_of(event, active).chosen(codes)
    if len(chosen) != len(set(codes)):
        raise ValidationError(CHANGED_MEANWHILE)
    pack = from_content(event.procedure.content)
    for offer in chosen:
        take = _reword if offer.here else _add
        take(by, checklist, active, pack, offer)
    due_after_closing(event, pack)
    refresh_stage(event, pack)
    return checklist


def _reword(by: User, checklist: Checklist, active: Procedure, pack: Pack, offer: Offer) -> None:
    step = Step.objects.get(stage__checklist=checklist, code=offer.code)
    step.action, step.responsible, step.taken_from = offer.action, list(offer.step.responsible), active
    step.section = offer.step.section
    step.edited = []
    step.save_version(by=by, update_fields=["action", "responsible", "section", "taken_from"])


def _add(by: User, checklist: Checklist, active: Procedure, pack: Pack, offer: Offer) -> None:
    stage = checklist.stages.filter(code=offer.stage.id).first() or _stage(checklist, offer)
    last = stage.steps.aggregate(last=Max("order"))["last"] or 0
    gate = offer.step.gate or ""
    Step.objects.create(
        stage=stage,
        event_id=checklist.event_id,
        code=offer.code,
        order=last + 1,
        action=offer.action,
        responsible=list(offer.step.responsible),
        section=offer.step.section,
        is_repeatable=offer.step.repeatable,
        gate=gate if pack.gate(gate) else "",
        taken_from=active,
        changed_by=by,
        **_first_due(offer),
    )


def _first_due(offer: Offer) -> dict[str, Any]:
    """A limit or a rhythm begins now. What is due after the closing date follows that date."""
    said = offer.step
    if said.within and (limit := due_within(said.within, timezone.localtime())):
        return {"due_on": limit.on, "due_at": limit.at}
    if said.cadence and said.cadence.days:
        return {"due_on": timezone.localdate() + timedelta(days=said.cadence.days)}
    return {}


def _stage(checklist: Checklist, offer: Offer) -> Stage:
    """A stage that the event does not have comes last in its checklist."""
    last = checklist.stages.aggregate(last=Max("order"))["last"] or 0
    return Stage.objects.create(
        checklist=checklist,
        event_id=checklist.event_id,
        code=offer.stage.id,
        name=offer.stage.name,
        section=offer.stage.section,
        order=last + 1,
    )
