"""What an event covers, and what it belongs to: services of a provider, and groups of events. Staffordshire SOP 4.6."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import EventGroup, EventService, FailureEvent
from events.operations.leads import lock_open
from govuk.words import count_of
from providers.models import Service


def services_of(event: FailureEvent) -> list[Service]:
    """The service that the event was logged for, then the further ones that it covers now."""
    more = event.more_services.current().select_related("service")
    return [event.service, *(one.service for one in more)]


def covering(service: Service):
    """Events that cover the service, as a condition on events."""
    more = EventService.objects.current().filter(service=service).values("event_id")
    return Q(service=service) | Q(pk__in=more)


def can_be_added(event: FailureEvent):
    """Services of the same provider that the event does not cover."""
    covered = [service.pk for service in services_of(event)]
    return Service.objects.filter(provider=event.provider).exclude(pk__in=covered).order_by("name")


@operation("event.service_added", told="Service added", needs="events.change_failureevent")
def add_service(*, by: User, event: FailureEvent, service: Service, reason: str = "") -> EventService:
    """The event covers one more service of its provider. Raises ValidationError. SOP 4.6."""
    event = lock_open(event)
    if service.provider_id != event.provider_id:
        raise ValidationError(
            {"service": f"{service} is not run by {event.provider}. Log an incident for it."}
        )
    if service in services_of(event):
        raise ValidationError({"service": f"{event.reference} covers {service} already."})
    return EventService.objects.create(event=event, service=service, added_by=by)


@operation("event.service_removed", told="Service removed", needs="events.change_failureevent")
def remove_service(*, by: User, covered: EventService, reason: str) -> EventService:
    """The event no longer covers a service. That it did stays in the history.

    Raises ValidationError without a reason, and while people of that service are on the tracker.
    """
    lock_open(covered.event)
    covered = (
        EventService.objects.select_for_update(of=("self",)).select_related("service").get(pk=covered.pk)
    )
    if covered.removed_at:
        raise ValidationError(f"{covered.event.reference} no longer covers {covered.service}.")
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the event no longer covers this service."})
    # The rows belong to a room on the right: reached through the event, never imported.
    if people := covered.event.entries.filter(service=covered.service).count():
        who = count_of(people, "person", "people")
        raise ValidationError(f"{who} of {covered.service} {'is' if people == 1 else 'are'} on the tracker.")
    covered.removed_at, covered.removed_by = timezone.now(), by
    covered.save(update_fields=["removed_at", "removed_by"])
    return covered


@operation("event.grouped", told="Put in a group", needs="events.change_failureevent")
def group_with(*, by: User, event: FailureEvent, other: FailureEvent, name: str = "") -> EventGroup:
    """Two events of one provider belong together: in the group that either is in, or in a new one. SOP 4.6.

    Raises ValidationError where the providers differ, both are in different groups, or they are together already.
    """
    rows = FailureEvent.objects.visible_to(by).select_for_update(of=("self",), no_key=True).order_by("pk")
    found = {
        row.pk: row for row in rows.filter(pk__in=[event.pk, other.pk]).select_related("provider", "group")
    }
    if len(found) < 2:
        raise ValidationError({"other": "Choose another event."})
    event, other = found[event.pk], found[other.pk]
    if event.provider_id != other.provider_id:
        raise ValidationError({"other": f"{other.reference} is about another provider, {other.provider}."})
    if event.group and other.group:
        same = event.group == other.group
        raise ValidationError(
            {
                "other": f"{other.reference} is in {'this' if same else 'another'} group{' already' if same else ''}."
            }
        )
    group = event.group or other.group or _new_group(by, event, name)
    for row in (event, other):
        _put(by, row, group)
    return group


@operation("event.ungrouped", told="Taken out of its group", needs="events.change_failureevent")
def leave_group(*, by: User, event: FailureEvent, reason: str = "") -> FailureEvent:
    """The event stands alone again. A group that is left with one event is left by that too."""
    event = FailureEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    group = event.group
    if group is None:
        raise ValidationError(f"{event.reference} is in no group.")
    _put(by, event, None)
    rest = list(group.failure_events.select_for_update(of=("self",), no_key=True)[:2])
    if len(rest) == 1:
        _put(by, rest[0], None)
    return event


def _new_group(by: User, event: FailureEvent, name: str) -> EventGroup:
    return EventGroup.objects.create(
        name=name.strip() or str(event.provider)[:120],
        provider=event.provider,
        council=event.host_council,
        created_by=by,
    )


def _put(by: User, event: FailureEvent, group: EventGroup | None) -> None:
    event.group = group
    event.edited = []
    event.save_version(by=by, update_fields=["group"])
