"""The decision point: stand down, maintain, escalate; and opening a stood-down event again. Staffordshire SOP 11.5."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import cancel_waiting
from events.models import Decision, FailureEvent
from events.operations.checklists import refresh_stage
from events.operations.leads import lock_open
from events.operations.meetings_ended import cancel_planned
from events.operations.notices import pack_of
from events.operations.step_checks import latest_decision
from events.rules.decision_point import may_follow, review_day
from govuk.words import count_of, full_date

Kind, Status = Decision.Kind, FailureEvent.Status
# Stages of a tracker entry in which a move is booked or made.
MOVING = ("move_booked", "check_due", "safe")


@operation("event.decided", told="Decision recorded", needs="events.change_failureevent")
def decide(
    *,
    by: User,
    event: FailureEvent,
    kind: str,
    reason: str,
    decided_by: str,
    decided_at: datetime | None = None,
    review_on: date | None = None,
    confirmed: bool = False,
    cancel_meetings: bool = False,
) -> Decision:
    """Record what somebody decided at the decision point, now or at `decided_at`, and do what follows. SOP 11.5.

    Standing down ends the work on the event, and with `cancel_meetings` the meetings still to come; while people are
    already moving it has to be `confirmed`. Maintaining says when to decide again (`review_on`; in a week,
    if left out). Raises ValidationError.
    """
    event = lock_open(event)
    latest = latest_decision(event)
    _refuse(event, kind, reason, decided_by, latest)
    decided_at = _moment(event, decided_at)
    moving = people_moving(event) if kind == Kind.STAND_DOWN else 0
    if moving and not confirmed:
        words = f"{count_of(moving, 'person is', 'people are')} already moving. Confirm that the event is stood down."
        raise ValidationError({"confirmed": words})
    decision = Decision.objects.create(
        event=event,
        kind=kind,
        reason=reason,
        decided_by=decided_by,
        decided_at=decided_at,
        review_on=_review(decided_at, review_on) if kind == Kind.MAINTAIN else None,
        people_moving=moving,
        recorded_by=by,
    )
    cancel_waiting(dedupe_starts=f"decision.review:{event.pk}:")
    refresh_stage(event, pack_of(event))
    if kind == Kind.STAND_DOWN:
        if cancel_meetings:
            cancel_planned(by, event, reason)
        _set_status(by, event, Status.STOOD_DOWN, reason)
    return decision


def stand_down(*, by: User, event: FailureEvent, reason: str, **fields) -> Decision:
    """The concern is resolved and the service goes on. SOP 11.5. Raises as `decide`."""
    return decide(by=by, event=event, kind=Kind.STAND_DOWN, reason=reason, **fields)


def maintain(*, by: User, event: FailureEvent, reason: str, **fields) -> Decision:
    """The response is held at this stage, until it is decided again. SOP 11.5. Raises as `decide`."""
    return decide(by=by, event=event, kind=Kind.MAINTAIN, reason=reason, **fields)


def escalate(*, by: User, event: FailureEvent, reason: str, **fields) -> Decision:
    """The later stages start. SOP 11.5, 11.6. Raises as `decide`."""
    return decide(by=by, event=event, kind=Kind.ESCALATE, reason=reason, **fields)


@operation("event.reopened", told="Event opened again", needs="events.change_failureevent")
def reopen_event(*, by: User, event: FailureEvent, reason: str, decided_by: str = "") -> Decision:
    """A stood-down event is worked again, from the decision point; everything in it was kept. SOP 10.0, 11.5.

    Raises ValidationError unless it is stood down and a reason is given.
    """
    event = FailureEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if event.status != Status.STOOD_DOWN:
        raise ValidationError(f"{event.reference} is {event.get_status_display().lower()}, not stood down.")
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the event is open again."})
    _set_status(by, event, Status.INVOKED, "")
    decision = Decision.objects.create(
        event=event,
        kind=Kind.REOPEN,
        reason=reason,
        decided_by=decided_by.strip() or by.name,
        decided_at=timezone.now(),
        recorded_by=by,
    )
    refresh_stage(event, pack_of(event))
    return decision


def people_moving(event: FailureEvent) -> int:
    """People of the event whose move is booked or made."""
    return event.people_counts.filter(stage__in=MOVING).people()


def _refuse(event: FailureEvent, kind: str, reason: str, decided_by: str, latest: Decision | None) -> None:
    if event.status != Status.INVOKED:
        raise ValidationError(
            f"{event.reference} is {event.get_status_display().lower()}: nothing is to be decided."
        )
    point = pack_of(event).decision_point
    if point is None:
        raise ValidationError("The procedure of this event has no decision point.")
    if kind not in {option.value for option in point.options} or kind == Kind.REOPEN:
        raise ValidationError({"kind": "Select what was decided."})
    missing = {}
    if not reason.strip():
        missing["reason"] = "Enter the reason for the decision."
    if not decided_by.strip():
        missing["decided_by"] = "Enter who decided this."
    if words := may_follow(latest.kind if latest else None, kind):
        missing["kind"] = words
    if missing:
        raise ValidationError(missing)


def _moment(event: FailureEvent, at: datetime | None) -> datetime:
    now = timezone.now()
    if at is None:
        return now
    if at > now:
        raise ValidationError({"decided_on": "The decision must be today or in the past."})
    if event.notified_on and timezone.localdate(at) < event.notified_on:
        told = full_date(event.notified_on)
        raise ValidationError(
            {"decided_on": f"The decision must be on or after {told}, when the council was told."}
        )
    return at


def _review(decided_at: datetime, review_on: date | None) -> date:
    if review_on is None:
        return max(review_day(timezone.localdate(decided_at)), timezone.localdate())
    if review_on < timezone.localdate():
        raise ValidationError({"review_on": "Decide again by must be today or in the future."})
    return review_on


def _set_status(by: User, event: FailureEvent, status: str, reason: str) -> None:
    event.status, event.ending_reason, event.edited = status, reason, []
    event.save_version(by=by, update_fields=["status", "ending_reason"])
