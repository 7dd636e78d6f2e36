"""Messages, the route of escalation, services, a group and contacts for the worlds of these tests."""

from accounts.models import User
from events.models import EventGroup, FailureEvent
from events.operations import communications, contacts, routes, scope
from events.operations.escalation import start_escalation
from tests.factories.providers import ServiceFactory


def fill_council(by: User, admin: User) -> None:
    """A contact, and a route that begins with the administrators."""
    contacts.add_contact(
        by=by, kind="police", organisation="Police", name="Control", phone="101", email="a@b.example"
    )
    routes.change_step(by=admin, order=1, account_role="administrator", minutes=15, method="phone")


def fill_told(by: User, event: FailureEvent, *recipients: User) -> None:
    """Somebody on the route was told, a service more is covered, and one message was sent to each of these people."""
    start_escalation(by, event)
    scope.add_service(by=by, event=event, service=ServiceFactory(provider=event.provider))
    for one in (by, *recipients):
        communications.record_communication(
            by=by,
            event=event,
            subject="Where we are",
            body="Nothing new",
            audience="other",
            recipients=[communications.To(user=one)],
        )


def group_of(by: User, *events: FailureEvent) -> EventGroup:
    """The events in one group, whoever runs their services."""
    first = events[0]
    made = EventGroup.objects.create(
        name="Homes", provider=first.provider, council=first.host_council, created_by=by
    )
    FailureEvent.objects.filter(pk__in=[one.pk for one in events]).update(group=made)
    return made
