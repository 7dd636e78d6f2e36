"""Who is told that a service takes nobody, or takes people again. Blackpool policy 7: keep other agencies informed."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from accounts.notifications import notify
from events.models import FailureEvent, Lead
from events.operations.scope import covering
from govuk.words import full_date
from risk.models import Suspension
from trackers.models import Placement

SUBJECTS = {
    "recorded": "Placements are stopped",
    "changed": "A stop of placements has another last day",
    "mandatory": "A stop of placements is mandatory now",
    "lifted": "A stop of placements is lifted",
}
WANTED = (Placement.Status.LOOKED_AT, Placement.Status.OFFERED, Placement.Status.ACCEPTED)


def tell(*, by: User, suspension: Suspension, what: str) -> int:
    """Tell who has to know, inside the operation that did it; how many were told. `what`: a key of SUBJECTS.

    In running events where somebody may go there: the leads, and who recorded the place. In running events of the
    service or its provider: the leads. Then the contracts officers. Each once, whoever did it not at all.
    """
    told = {by.pk}
    for event, people, why in _of_events(suspension):
        for person in people:
            if person.pk not in told:
                told.add(person.pk)
                _notify(person, suspension, what, why, event)
    officers = User.objects.active().filter(role=User.Role.CONTRACTS_OFFICER).exclude(pk__in=told)
    for person in officers:
        told.add(person.pk)
        _notify(person, suspension, what, "")
    return len(told) - 1


def _of_events(suspension: Suspension) -> Iterable[tuple[FailureEvent, list[User], str]]:
    """Running events that it concerns, who of the council is told, and why. Three queries."""
    service = suspension.service
    wanted = Placement.objects.filter(service=service, status__in=WANTED).select_related("changed_by")
    finders: dict[int, list[User]] = {}
    for place in wanted:
        finders.setdefault(place.event_id, []).extend([place.changed_by] if place.changed_by else [])
    own = covering(service) | Q(provider=service.provider_id)
    rows = FailureEvent.objects.open().exclude(status__in=FailureEvent.NEVER_LOGGED)
    events = list(rows.filter(Q(pk__in=finders) | own).order_by("pk"))
    leads: dict[int, list[User]] = {}
    for lead in Lead.objects.current().filter(event__in=events, user__isnull=False).select_related("user"):
        leads.setdefault(lead.event_id, []).append(lead.user)
    for event in sorted(events, key=lambda one: one.pk not in finders):
        why = "looked at or agreed for somebody" if event.pk in finders else ""
        people = [*leads.get(event.pk, []), *finders.get(event.pk, [])]
        yield event, [one for one in people if one.is_active and not one.is_partner], why


def _notify(
    person: User, suspension: Suspension, what: str, why: str, event: FailureEvent | None = None
) -> None:
    concerns = f" A place there is {why} in {event.reference}." if why else ""
    notify(
        to=person,
        kind=f"suspension.{what}",
        subject=f"{SUBJECTS[what]}: {suspension.service}",
        body=f"{words_of(suspension)}{concerns} Nothing that was agreed is changed by itself. Sign in to see it.",
        dedupe=f"suspension.{what}:{suspension.pk}:{suspension.version}",
        event=event,
        url=suspension.get_absolute_url(),
    )


def words_of(one: Suspension) -> str:
    """What holds from when, in a sentence; also whether another one still does when this one is lifted."""
    kind = one.get_kind_display().lower()
    if one.lifted_on is None:
        until = f"until {full_date(one.until_on)}" if one.until_on else "until it is lifted"
        return f"From {full_date(one.from_on)} {until} nobody is placed in {one.service}: {kind}."
    others = Suspension.objects.in_force(one.lifted_on).filter(service=one.service_id).exclude(pk=one.pk)
    still = " Another stop still holds there." if others.exists() else ""
    return f"The {kind} of {one.service} is lifted from {full_date(one.lifted_on)}.{still}"
