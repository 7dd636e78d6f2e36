"""Who is told about an event, in which words: a reference and a link, never a name. Called inside operations only."""

from accounts.models import Organisation, User
from accounts.notifications import notify
from events.models import FailureEvent, Lead
from events.procedure.loader import from_content
from events.rules.leads import title_of


def invoked_key(event: FailureEvent) -> str:
    """What the notifications of invoking an event begin with."""
    return f"event.invoked:{event.pk}:"


def tell_lead(lead: Lead) -> None:
    """Tell a person with an account that a role in the event is theirs, or that they stand in for it."""
    if lead.user is None:
        return
    title = title_of(from_content(lead.event.procedure.content), lead.role)
    named = f"deputy for the {title}" if lead.deputy_for_id else title
    notify(
        to=lead.user,
        kind="lead.named",
        subject=f"{lead.event.reference}: you have been named {named}",
        body=f"You have been named {named} of {lead.event.reference}. Sign in to see the steps that are yours.",
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
