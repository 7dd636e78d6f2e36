"""Who is told about an event, and with which words: a reference and a link, never a name. Called inside operations."""

from accounts import roles
from accounts.models import Organisation, User
from accounts.notifications import notify
from events.models import FailureEvent, Lead

# The route of escalation until an administrator sets another one. Staffordshire SOP 11.0 (route): the diagram is lost.
ROUTE = (roles.ADMINISTRATOR, roles.CONTRACTS_OFFICER, roles.SENIOR_LEADER)


def route(council: Organisation) -> list[User]:
    """The people told when the procedure is invoked. Staffordshire SOP 11.0 (route)."""
    return list(User.objects.active().filter(organisation=council, role__in=ROUTE))


def invoked_key(event: FailureEvent) -> str:
    """What the notifications of invoking an event are found by."""
    return f"event.invoked:{event.pk}"


def tell_route(event: FailureEvent, by: User) -> list[User]:
    """Tell the route of escalation that the procedure has been invoked; who was told."""
    told = [person for person in route(event.host_council) if person != by]
    for person in told:
        notify(
            to=person,
            kind="event.invoked",
            subject=f"{event.reference}: the provider failure procedure has been invoked",
            body=(
                f"The procedure has been invoked for {event.reference}. Sign in to see what is known "
                "and what comes next.\n\nResidents and relatives are not to be told yet."
            ),
            dedupe=invoked_key(event),
            event=event,
            url=event.get_absolute_url(),
        )
    return told


def tell_lead(lead: Lead) -> None:
    """Tell a person with an account that a role in the event is theirs."""
    if lead.user is None:
        return
    notify(
        to=lead.user,
        kind="lead.named",
        subject=f"{lead.event.reference}: you have been named {lead.role}",
        body=f"You have been named {lead.role} of {lead.event.reference}. Sign in to see the steps that are yours.",
        dedupe=f"lead.named:{lead.pk}",
        event=lead.event,
        url=lead.event.get_absolute_url(),
    )


def tell_organisation(event: FailureEvent, organisation: Organisation, share: int) -> list[User]:
    """Tell an organisation's people that the event has been shared with it; who was told."""
    told = list(User.objects.active().filter(organisation=organisation))
    for person in told:
        notify(
            to=person,
            kind="event.shared",
            subject=f"{event.reference} has been shared with your organisation",
            body=(
                f"{event.host_council} has shared {event.reference} with {organisation}. "
                "Sign in to see what you can do."
            ),
            dedupe=f"event.shared:{share}:",
            event=event,
            url=event.get_absolute_url(),
        )
    return told
