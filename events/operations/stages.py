"""What a council does to its checklist: local steps, due dates, a whole stage opened again. Staffordshire SOP 11.3."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import Checklist, FailureEvent, Stage, Step
from events.operations.checklists import refresh_stage
from events.operations.leads import lock_open
from events.operations.notices import pack_of
from events.operations.step_checks import may_do
from events.operations.steps import UNDONE, save_step

RUN_EVENT = "events.change_failureevent"


@operation("step.added", told="Local step added", needs=RUN_EVENT)
def add_step(
    *,
    by: User,
    event: FailureEvent,
    stage: Stage,
    action: str,
    responsible: list[str],
    due_on: date | None = None,
) -> Step:
    """A local step at the end of a stage; a stage that was finished is open again by it. SOP 11.3.

    Raises ValidationError for a stage of another event, for a role that the procedure does not have, and for a due date
    in the past.
    """
    event = lock_open(event)
    if stage.event_id != event.pk or stage.checklist.kind != Checklist.Kind.PROCEDURE:
        raise ValidationError({"stage": "Select the stage."})
    if not action.strip():
        raise ValidationError({"action": "Enter what is to be done."})
    pack = pack_of(event)
    if not responsible or not set(responsible) <= {lead.role for lead in pack.leads}:
        raise ValidationError({"responsible": "Select who is responsible."})
    _refuse_past(due_on)
    last = stage.steps.aggregate(last=Max("order"))["last"] or 0
    step = Step.objects.create(
        stage=stage,
        event=event,
        code=f"local-{last + 1}",
        order=last + 1,
        action=action,
        responsible=list(responsible),
        due_on=due_on,
        added_by=by,
        added_on=timezone.localdate(),
        changed_by=by,
    )
    refresh_stage(event, pack)
    return step


@operation("step.due_date_set", told="Due date of a step set", needs="events.change_step")
def set_due_date(
    *, by: User, step: Step, due_on: date | None, version: int, reason: str, due_time: time | None = None
) -> Step:
    """When a step is due, as somebody sets or shifts it; with a time it is due by that moment. SOP 11.3.

    For whoever runs events, and for those who do the step. Raises ValidationError without a reason, for a date in the
    past, for a time without a date; Conflict when somebody else has set another date.
    """
    event = lock_open(step.event)
    if not by.has_perm(RUN_EVENT):
        may_do(event, by, step)
    if step.state != Step.State.OPEN:
        raise ValidationError(f"This step is marked {step.get_state_display().lower()}: it has no due date.")
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it is due then."})
    if due_time and due_on is None:
        raise ValidationError({"due_on": "Enter the date for the time."})
    _refuse_past(due_on)
    due_at = timezone.make_aware(datetime.combine(due_on, due_time)) if due_on and due_time else None
    return save_step(by, event, step, version, {"due_on": due_on, "due_at": due_at, "due_reason": reason})


@operation("step.reworded", told="Words of a step changed", needs=RUN_EVENT)
def reword_step(*, by: User, step: Step, action: str, version: int, reason: str) -> Step:
    """Other words for a step of this event: the printed text of some is damaged. The earlier are kept. SOP 11.6.

    Raises ValidationError without words or a reason, Conflict when somebody else has changed them.
    """
    event = lock_open(step.event)
    missing = {}
    if not action.strip():
        missing["action"] = "Enter what is to be done."
    if not reason.strip():
        missing["reason"] = "Enter why the words change."
    if missing:
        raise ValidationError(missing)
    return save_step(by, event, step, version, {"action": action})


@operation("stage.reopened", told="Stage opened again", needs=RUN_EVENT)
def reopen_stage(*, by: User, stage: Stage, reason: str) -> Stage:
    """Every finished step of a stage is open again; who did each, when and why stays in the history. SOP 11.3.

    Raises ValidationError without a reason, and where no step of it is finished.
    """
    event = lock_open(stage.event)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the stage is open again."})
    finished = list(stage.steps.select_for_update(of=("self",)).exclude(state=Step.State.OPEN))
    if not finished:
        raise ValidationError("No step of this stage is finished.")
    for step in finished:
        for name, value in UNDONE.items():
            setattr(step, name, value)
        step.edited = []
        step.save_version(by=by, update_fields=list(UNDONE))
    refresh_stage(event, pack_of(event))
    return stage


def _refuse_past(due_on: date | None) -> None:
    if due_on and due_on < timezone.localdate():
        raise ValidationError({"due_on": "Due date must be today or in the future."})
