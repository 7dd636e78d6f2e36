"""Going along the route of escalation until somebody answers. Staffordshire SOP 11.0 (route).

An escalation is a row that waits for its moment. Whoever moves it on holds its lock, and what is told, the step that
was reached and the next moment are written in one transaction: each step happens once, however many clocks tick.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Organisation, User
from accounts.notifications import notify
from events.models import Escalation, FailureEvent, Method, Procedure, RouteStep, Telling
from events.operations.telling import invoked_key
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.rules.escalation import Stop, default_for

State = Escalation.State


def route_of(council: Organisation) -> list[Stop]:
    """The council's route in order; until it sets its own, the one that comes with the product."""
    rows = RouteStep.objects.filter(council=council).select_related("user")
    return [
        Stop(row.who, row.lead_role, row.account_role, row.user_id, row.minutes, row.method) for row in rows
    ] or default_for(_pack_of_new_events())


def _pack_of_new_events() -> Pack | None:
    procedure = Procedure.objects.for_new_events()
    return from_content(procedure.content) if procedure else None


def people_at(stop: Stop, event: FailureEvent | None, council: Organisation) -> list[User]:
    """Whom a step means: people of the council with an account, for a lead's role its holder and deputies."""
    people = User.objects.active().filter(organisation=council)
    if stop.lead_role:
        held = event.leads.current().filter(role=stop.lead_role).values("user_id") if event else []
        return list(people.filter(pk__in=held))
    return list(people.filter(role=stop.account_role) if stop.account_role else people.filter(pk=stop.user))


def first_told(by: User) -> tuple[list[User], int]:
    """Who would be told at once if `by` invoked the procedure now, and the minutes until the next are."""
    told: list[User] = []
    for stop in route_of(by.organisation):
        told += [one for one in people_at(stop, None, by.organisation) if one != by and one not in told]
        if told and stop.minutes:
            return told, stop.minutes
    return told, 0


def told_next(row: Escalation) -> list[User]:
    """Who is told when nobody answers in time: the first people behind the present step who do not know yet."""
    if row.state != State.WAITING:
        return []
    for stop in (Stop(**one) for one in row.route[row.position :]):
        if people := _new_at(row, stop):
            return people
    return []


def start_escalation(by: User, event: FailureEvent) -> Escalation:
    """Begin the route for an event that has just been invoked; its first people are told. Inside operations only."""
    stop_escalation(event)
    row = Escalation.objects.create(
        event=event,
        route=[stop.kept() for stop in route_of(event.host_council)],
        next_at=timezone.now(),
        started_by=by,
    )
    _go_on(row, timezone.now())
    return row


def stop_escalation(event: FailureEvent) -> None:
    """Nobody is to be told any more: the event is over, or the route begins again. Inside operations only."""
    for row in Escalation.objects.waiting().filter(event=event).select_for_update(of=("self",)):
        _end(row, State.STOPPED)


@operation("escalation.moved_on", told="Next on the route of escalation told")
def move_on(*, by: User, now: datetime) -> Escalation | None:
    """Take one escalation whose moment has come to its next step; None when there is none. `by` is the clock.

    A row that another clock holds is left alone.
    """
    due = Escalation.objects.waiting().filter(next_at__lte=now).order_by("next_at", "pk")
    row = due.select_for_update(of=("self",), skip_locked=True).select_related("event").first()
    if row is not None:
        _go_on(row, now)
    return row


@operation("escalation.acknowledged")
def acknowledge(*, by: User, event: FailureEvent) -> Telling:
    """Somebody on the route has seen it: nobody further is told. Raises ValidationError for who was not told."""
    row = Escalation.objects.filter(event=event).select_for_update(of=("self",)).first()
    telling = row and row.tellings.filter(user=by).first()
    if telling is None:
        raise ValidationError(
            "The route of escalation has not reached you, so there is nothing to acknowledge."
        )
    if telling.acknowledged_at is None:
        telling.acknowledged_at = timezone.now()
        telling.save(update_fields=["acknowledged_at"])
    if row.state in (State.WAITING, State.UNANSWERED):
        _end(row, State.ANSWERED)
    return telling


@operation("escalation.phoned", told="Call recorded", needs="events.change_lead")
def record_call(*, by: User, telling: Telling) -> Telling:
    """Somebody who is to be told by telephone has been rung. Raises ValidationError if that was recorded before."""
    telling = (
        Telling.objects.select_for_update(of=("self",)).select_related("user", "phoned_by").get(pk=telling.pk)
    )
    if telling.phoned_at:
        raise ValidationError(f"{telling.phoned_by} has recorded a call to {telling.user} already.")
    telling.phoned_at, telling.phoned_by = timezone.now(), by
    telling.save(update_fields=["phoned_at", "phoned_by"])
    return telling


def _go_on(row: Escalation, now: datetime) -> None:
    """Tell the next people; steps without anybody new are passed over, and nobody waits for them."""
    if not row.event.is_open:
        _end(row, State.STOPPED)
        return
    while row.position < len(row.route):
        stop = Stop(**row.route[row.position])
        row.position += 1
        if _tell(row, stop) and stop.minutes:
            row.next_at = now + timedelta(minutes=stop.minutes)
            row.save(update_fields=["position", "next_at"])
            return
    _nobody_answered(row)


def _tell(row: Escalation, stop: Stop) -> int:
    """Tell the people of a step who do not know yet; how many they were."""
    people = _new_at(row, stop)
    for person in people:
        _tell_one(row, stop, person)
    return len(people)


def _new_at(row: Escalation, stop: Stop) -> list[User]:
    """People of a step who have not been told, and did not invoke it themselves."""
    known = {row.started_by_id, *row.tellings.values_list("user_id", flat=True)}
    return [one for one in people_at(stop, row.event, row.event.host_council) if one.pk not in known]


def _tell_one(row: Escalation, stop: Stop, person: User) -> None:
    event, wait = row.event, f" within {stop.minutes} minutes" if stop.minutes else ""
    message = notify(
        to=person,
        kind="event.invoked",
        subject=f"{event.reference}: the provider failure procedure has been invoked",
        body=(
            f"The procedure has been invoked for {event.reference}. Sign in and say that you have seen it{wait}: "
            "otherwise the next on the route of escalation is told.\n\n"
            "Residents and relatives are not to be told yet."
        ),
        dedupe=f"{invoked_key(event)}{row.pk}",
        event=event,
        url=route_page(event),
    )
    Telling.objects.create(
        escalation=row,
        event=event,
        step=row.position,
        who=stop.who,
        user=person,
        method=stop.method or Method.MESSAGE,
        notification=message,
    )


def _nobody_answered(row: Escalation) -> None:
    """The end of the route: everybody on it, and who invoked, is told once that nobody has answered."""
    event, people = row.event, [row.started_by, *(one.user for one in row.tellings.select_related("user"))]
    _end(row, State.UNANSWERED)
    for person in people:
        notify(
            to=person,
            kind="event.unanswered",
            subject=f"{event.reference}: nobody on the route of escalation has answered",
            body=(
                f"The procedure was invoked for {event.reference}. Everybody on the route of escalation has been told "
                "and nobody has answered. Ring somebody, and sign in to say that you have seen it."
            ),
            dedupe=f"event.unanswered:{row.pk}",
            event=event,
            url=route_page(event),
        )


def _end(row: Escalation, state: str) -> None:
    row.state, row.next_at, row.ended_at = state, None, Now()
    row.save(update_fields=["state", "position", "next_at", "ended_at"])
    row.refresh_from_db()


def route_page(event: FailureEvent) -> str:
    """Where the route is shown, and acknowledged."""
    return f"{event.get_absolute_url()}escalation/"
