"""Working a plan: begun, its actions kept up to date, sets of actions brought in. Blackpool policy App 5, 6; Coventry
outline 6, 7, App B.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import Checklist, FailureEvent, Step
from events.operations.checklists import add_phases, add_plan
from events.operations.leads import lock_open
from events.operations.step_checks import refuse_day
from events.operations.step_gates import refuse_before_gate
from events.operations.steps import UNDONE
from events.plan_reading import day_of, find_plan, plan_behind
from events.procedure.plans import Plan
from events.rules.plans import CLOSURE_DATE, due_day, from_the_start
from govuk.words import full_date

NOT_LOADED = "No procedure with this plan has been loaded. Ask an administrator to load it."
BY_HAND = "Set by {}"


@operation("plan.started", needs="events.change_plan")
def start_plan(
    *,
    by: User,
    event: FailureEvent,
    kind: str,
    counts_from: date | None = None,
    due: dict[str, date | None] | None = None,
) -> Checklist:
    """Begin a plan with due dates worked back from its day. Blackpool policy App 5. One begun already is given back.

    `counts_from` is that day where it is not the closing date; today, if left out. `due` are days that somebody chose
    instead, by code of the action. Raises ValidationError for a draft, and where no procedure has the plan.
    """
    event = lock_open(event)
    if event.status == FailureEvent.Status.DRAFT:
        raise ValidationError("This is a draft. Log the incident before you start a plan.")
    if begun := event.checklists.filter(kind=kind).first():
        return begun
    found = find_plan(event, kind)
    if found is None:
        raise ValidationError(NOT_LOADED)
    procedure, plan = found
    return add_plan(
        event, kind, plan, procedure, counts_from=day_to_count_from(plan, counts_from), chosen=due
    )


def day_to_count_from(plan: Plan, chosen: date | None) -> date | None:
    """The day that a plan keeps as its own; None where its dates count from the closing date, or from nothing."""
    if plan.dates is None or plan.dates.counts_from == CLOSURE_DATE:
        return None
    return chosen or timezone.localdate()


@operation("plan.actions_added", told="Further actions added to a plan", needs="events.change_plan")
def bring_in(*, by: User, checklist: Checklist, phases: list[str], joined_on: date, reason: str) -> Checklist:
    """A further set of actions comes into play, such as the continuous scope while the provider stays on the verge of
    failure. Coventry outline 6.

    Raises ValidationError without a set or a reason, for a day in the future, and for a set that is there already.
    """
    event = lock_open(checklist.event)
    checklist = Checklist.objects.select_for_update(of=("self",)).get(pk=checklist.pk)
    plan = plan_behind(checklist).plan
    if not reason.strip():
        raise ValidationError({"reason": "Enter why these actions are needed now."})
    refuse_day(event, joined_on, field="joined_on", called="Date")
    if not phases or not set(phases) <= {phase.code for phase in phases_to_come(checklist, plan)}:
        raise ValidationError(
            {"phases": "Select the actions to add. Those that are there already are left out."}
        )
    day = joined_on if checklist.counts_from else day_of(plan, event, checklist)
    joined = {"joined_on": joined_on, "joined_by": by, "joined_reason": reason.strip()}
    add_phases(checklist, plan, phases, day, joined=joined)
    return checklist


def phases_to_come(checklist: Checklist, plan: Plan) -> list:
    """Phases that a plan does not begin with and that nobody has brought in yet. One query."""
    there = set(checklist.stages.values_list("code", flat=True))
    return [phase for phase in plan.phases if phase.joins_when and phase.code not in there]


@operation("plan.step_updated", told="Plan updated", needs="events.change_plan")
def update_plan_step(
    *,
    by: User,
    step: Step,
    version: int,
    due_on: date | None = None,
    due_reason: str = "",
    designated_user: User | None = None,
    designated_person: str = "",
    notes: str = "",
    state: str | None = None,
    completed_on: date | None = None,
    not_needed_reason: str = "",
) -> Step:
    """Due date, designated person and progress of an action, and what became of it. Blackpool policy App 5.

    A day that differs from the one there is set by hand: it stays when the closing date moves. `state` None leaves it.
    Raises ValidationError for a day in the future, without a reason for what is not needed, before the gate that an
    action waits for; Conflict when somebody else changed the same fields.
    """
    event = lock_open(step.event)
    is_new = designated_user is not None and designated_user.pk != step.designated_user_id
    if is_new and not may_be_designated(event).filter(pk=designated_user.pk).exists():
        raise ValidationError({"designated_user": "Choose somebody of the council, or enter a name."})
    changing = {
        "due_on": due_on,
        "designated_user": designated_user,
        "designated_person": designated_user.name if designated_user else designated_person.strip(),
        "notes": notes,
        **_became(by, event, step, state, completed_on, not_needed_reason),
    }
    row = Step.objects.lock_for_edit(step.pk, since=version, changing=changing)
    if "due_on" in row.edited:
        row.due_reason = due_reason.strip() or BY_HAND.format(by.name)
        row.edited.append("due_reason")
    return _save(row, by, event)


@operation("plan.progress_recorded", told="Progress of a plan recorded", needs="events.change_plan")
def record_progress(*, by: User, step: Step, version: int, notes: str = "", done: bool = False) -> Step:
    """How far an action is; where it is `done`, done today. Nothing else about it changes. Blackpool policy App 5.

    Raises ValidationError before the gate that an action waits for; Conflict when somebody else changed the same.
    """
    event = lock_open(step.event)
    changing = {"notes": notes, **_became(by, event, step, Step.State.DONE if done else None, None, "")}
    return _save(Step.objects.lock_for_edit(step.pk, since=version, changing=changing), by, event)


def _save(row: Step, by: User, event: FailureEvent) -> Step:
    """Keep what changed, and begin the plan that a finished action begins."""
    if row.save_version(by=by) and "state" in row.edited and row.state == Step.State.DONE:
        begin_what_follows(row, event)
    return row


def may_be_designated(event: FailureEvent) -> QuerySet[User]:
    """The council's people with an account, who are reminded of what is theirs; others are named in words."""
    return User.objects.active().filter(organisation_id=event.host_council_id)


def _became(
    by: User, event: FailureEvent, step: Step, state: str | None, on: date | None, why: str
) -> dict[str, Any]:
    """The columns that say what became of an action; none where nothing did."""
    if state == Step.State.DONE:
        on = on or step.completed_on or timezone.localdate()
        refuse_day(event, on)
        if step.state != Step.State.DONE:
            refuse_before_gate(event, step)
        done = {"state": state, "completed_on": on, "not_needed_reason": ""}
        return done if step.state == state else done | {"completed_by": by}
    if state == Step.State.NOT_NEEDED:
        if not why.strip():
            raise ValidationError({"not_needed_reason": "Enter why the action is not needed."})
        said = {"state": state, "not_needed_reason": why.strip()}
        return (
            said if step.state == state else said | {"completed_by": by, "completed_on": timezone.localdate()}
        )
    return dict(UNDONE) if state == Step.State.OPEN else {}


def begin_what_follows(step: Step, event: FailureEvent) -> None:
    """The plan that an action begins: site visits, once a large scale investigation starts. Coventry outline 7."""
    action = plan_behind(step.stage.checklist).plan.action(step.code)
    kind = action.begins if action else None
    if kind is None or event.checklists.filter(kind=kind).exists():
        return
    if found := find_plan(event, kind):
        procedure, plan = found
        add_plan(event, kind, plan, procedure, counts_from=day_to_count_from(plan, step.completed_on))


@operation("plan.step_follows_again", told="Due date of a plan worked out again", needs="events.change_plan")
def follow_again(*, by: User, step: Step, version: int) -> Step:
    """The due date that somebody set by hand is worked out again, and moves with the closing date from now on.

    Raises ValidationError where nothing was set by hand or the plan has no date for the action, and Conflict.
    """
    event = lock_open(step.event)
    checklist = step.stage.checklist
    if step.due_days is None or not step.due_reason:
        raise ValidationError(
            "This date is worked out already, or has nothing that it could be worked out from."
        )
    day = step.stage.joined_on if checklist.counts_from and step.stage.joined_on else None
    day = day or checklist.counts_from or event.closes_on
    changing = {"due_on": due_day(step.due_days, day, timezone.localdate()), "due_reason": ""}
    row = Step.objects.lock_for_edit(step.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def starts_with(plan: Plan) -> list:
    """The actions that a plan begins with."""
    codes = from_the_start(plan)
    return [action for action in plan.actions if action.phase in codes]


def told_day(plan: Plan, day: date | None) -> str:
    """ "the service closes on Friday 4 December 2026"; without a day only what the day is."""
    if plan.dates is None:
        return ""
    return f"{plan.dates.day} on {full_date(day)}" if day else plan.dates.day
