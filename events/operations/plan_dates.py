"""Due dates of actions: they move with the closing date, and several at once by hand. Blackpool policy App 5."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import DateField, ExpressionWrapper, F, Value
from django.db.models.functions import Cast, Greatest, Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import Checklist, FailureEvent, PlanShift, Step
from events.operations.leads import lock_open
from events.rules.plans import moved_words
from govuk.words import full_date

MOST = 500  # actions moved at once
FURTHEST = 366  # days


def after_closing(by: User, event: FailureEvent) -> int:
    """Due dates that count from the closing date move with it; those set by hand stay. How many moved.

    Never to a day that has gone by. Called inside operations, with the event locked.
    """
    mine = Step.objects.open().filter(event=event, due_days__isnull=False, due_reason="")
    mine = mine.filter(stage__checklist__counts_from=None)
    day: Any = None
    if event.closes_on:
        start = Value(event.closes_on, output_field=DateField())
        worked_out = ExpressionWrapper(start + F("due_days"), output_field=DateField())
        day = Greatest(worked_out, Value(timezone.localdate(), output_field=DateField()))
    return mine.update(due_on=day, due_at=None, **_next_version(by))


class Move(NamedTuple):
    """One action of a preview: its day now and then, or why it is left out."""

    step: Step
    then: date | None
    reason: str = ""


def preview(
    steps: list[Step], seen: dict[int, date | None], *, days: int | None, to: date | None
) -> list[Move]:
    """What moving so many `days`, or `to` a day, would do to each of the actions. No queries."""
    today = timezone.localdate()
    return [_move(step, seen.get(step.pk, step.due_on), days, to, today) for step in steps]


def _move(step: Step, seen: date | None, days: int | None, to: date | None, today: date) -> Move:
    if step.state != Step.State.OPEN:
        return Move(step, None, f"Is marked {step.get_state_display().lower()}")
    if step.due_on != seen:
        return Move(step, None, "Somebody else changed its day meanwhile")
    if to is None and step.due_on is None:
        return Move(step, None, "Has no due date that could be moved")
    then = to or step.due_on + timedelta(days=days or 0)
    if then == step.due_on:
        return Move(step, None, "Is due then already")
    if then < today:
        return Move(step, None, f"Would be due on {full_date(then)}, which has gone by")
    return Move(step, then)


@operation("plan.dates_moved", told="Due dates of a plan moved", needs="events.change_plan")
def shift_dates(
    *,
    by: User,
    checklist: Checklist,
    seen: dict[int, date | None],
    reason: str,
    days: int | None = None,
    to: date | None = None,
) -> PlanShift:
    """Move the due dates of several actions by so many days, or to one day, each with a line in its history.

    `seen` maps keys of actions to the day that the person had before them. Left out, with why: finished actions, days
    that somebody else changed meanwhile, and days that would have gone by. Raises ValidationError without a reason, for
    too many days, and when nothing would move.
    """
    event = lock_open(checklist.event)
    _refuse(seen, reason, days, to)
    steps = list(
        Step.objects.select_for_update(of=("self",))
        .filter(stage__checklist=checklist, pk__in=seen)
        .order_by("pk")
    )
    moves = preview(steps, seen, days=days, to=to)
    moving = [move for move in moves if move.then]
    if not moving:
        raise ValidationError("No due date would move. Choose other actions or another day.")
    keys = [move.step.pk for move in moving]
    then = (
        Value(to, output_field=DateField())
        if to
        else Cast(F("due_on") + timedelta(days=days or 0), DateField())
    )
    Step.objects.filter(pk__in=keys).update(due_on=then, due_reason=reason.strip(), **_next_version(by))
    return PlanShift.objects.create(
        event=event,
        checklist=checklist,
        made_by=by,
        moved=f"To {full_date(to)}" if to else moved_words(days or 0).capitalize(),
        reason=reason.strip(),
        actions=len(moving),
        was=[[m.step.pk, _iso(m.step.due_on), m.step.due_reason, _iso(m.then)] for m in moving],
        left_out=[[move.step.pk, move.reason] for move in moves if not move.then],
    )


@operation("plan.dates_put_back", told="Move of due dates taken back", needs="events.change_plan")
def take_back_shift(*, by: User, shift: PlanShift) -> PlanShift:
    """Put back the due dates that a move of several replaced, where they still stand as it left them.

    Only the last one of a plan. Raises ValidationError when it was taken back already, a later one was made, or nothing
    is left to put back.
    """
    lock_open(shift.event)
    shift = (
        PlanShift.objects.select_for_update(of=("self",))
        .select_related("checklist", "event")
        .get(pk=shift.pk)
    )
    if shift.taken_back_at:
        raise ValidationError("This move was taken back already.")
    if shift.checklist.shifts.filter(pk__gt=shift.pk, taken_back_at=None).exists():
        raise ValidationError("Dates of this plan were moved again since. Take the last move back first.")
    was = {pk: (before, why, then) for pk, before, why, then in shift.was}
    steps = (
        Step.objects.select_for_update(of=("self",)).filter(pk__in=was, state=Step.State.OPEN).order_by("pk")
    )
    back = [step for step in steps if _iso(step.due_on) == was[step.pk][2]]
    if not back:
        raise ValidationError("Every date was changed again since, so there is nothing to take back.")
    for step in back:
        before, step.due_reason, _ = was[step.pk]
        step.due_on = date.fromisoformat(before) if before else None
        step.edited = []
        step.save_version(by=by, update_fields=["due_on", "due_reason"])
    shift.taken_back_at, shift.put_back = timezone.now(), len(back)
    shift.save(update_fields=["taken_back_at", "put_back"])
    return shift


def _refuse(seen: dict, reason: str, days: int | None, to: date | None) -> None:
    if len(seen) > MOST:
        raise ValidationError(f"Choose {MOST} actions at most.")
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the dates move."})
    if (days is None) == (to is None):
        raise ValidationError("Enter by how many days, or to which day: one of them.")
    if days is not None and not 0 < abs(days) <= FURTHEST:
        raise ValidationError({"days": f"Enter from 1 to {FURTHEST} days."})


def _next_version(by: User) -> dict[str, Any]:
    return {"version": F("version") + 1, "changed_by": by, "changed_at": Now()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
