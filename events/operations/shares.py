"""Giving an event to another organisation, and taking it back. Staffordshire SOP 11.5."""

from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from accounts.audit import operation, record_access
from accounts.models import AccessEntry, Organisation, User
from accounts.notifications import cancel_waiting
from events.models import EventShare, FailureEvent
from events.operations.access import close_to, open_to
from events.operations.leads import lock_open
from events.operations.telling import tell_organisation
from events.procedure.loader import from_content
from events.rules.leads import needed_before_sharing, role_words


@operation("event.shared", needs="events.share_failureevent")
def share_event(*, by: User, event: FailureEvent, organisation: Organisation) -> EventShare:
    """The organisation's people may open the event and, in it, the people it funds or supports. SOP 11.5.

    Raises ValidationError when it has the event already, or cannot have it, and while the role is empty that each
    organisation has one lead of. SOP 11.2.
    """
    event = lock_open(event)
    if not Organisation.objects.partners_of(event.host_council).filter(pk=organisation.pk).exists():
        raise ValidationError(
            {
                "organisation": f"{organisation} does not fund or support people, so it cannot be given an event."
            }
        )
    if event.status == FailureEvent.Status.DRAFT:
        raise ValidationError("This is a draft. Log the incident before you share it.")
    if event.shares.filter(organisation=organisation, ended_at=None).exists():
        raise ValidationError({"organisation": f"{organisation} has this event already."})
    pack = from_content(event.procedure.content)
    held = event.leads.current().values_list("role", flat=True)
    if needed := needed_before_sharing(pack, held):
        raise ValidationError(
            f"Name {role_words(needed)} before you share the event: at least one is needed.", code="no_lead"
        )
    share = EventShare.objects.create(event=event, organisation=organisation, shared_by=by)
    open_to(organisation, event)
    told = tell_organisation(event, organisation, share.pk)
    record_access(
        by=by,
        kind=AccessEntry.Kind.SHARE,
        subject=f"Event shared, {len(told)} told",
        event=event,
        recipient=organisation.name,
    )
    return share


@operation("event.share_ended", told="Share ended", needs="events.share_failureevent")
def end_share(*, by: User, share: EventShare, reason: str = "") -> EventShare:
    """The organisation's people can no longer open the event, from now on; also after it is closed. SOP 11.5."""
    event = FailureEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=share.event_id)
    share = EventShare.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=share.pk)
    if share.ended_at:
        raise ValidationError(f"{share.organisation} no longer has this event.")
    share.ended_at = Now()
    share.save(update_fields=["ended_at"])
    close_to(share.organisation, event)
    cancel_waiting(dedupe_starts=f"event.shared:{share.pk}:")
    record_access(
        by=by,
        kind=AccessEntry.Kind.SHARE,
        subject="Share of the event ended",
        event=event,
        recipient=share.organisation.name,
    )
    return share
