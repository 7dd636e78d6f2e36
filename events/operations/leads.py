"""Naming the people who hold the roles of an event. Staffordshire SOP 11.2."""

from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from accounts.audit import operation
from accounts.models import Organisation, User
from events.models import FailureEvent, Lead
from events.operations.telling import tell_lead
from events.procedure.loader import from_content


@operation("lead.named", needs="events.change_lead")
def name_lead(
    *,
    by: User,
    event: FailureEvent,
    role: str,
    organisation: Organisation | None = None,
    user: User | None = None,
    name: str = "",
    phone: str = "",
    email: str = "",
) -> Lead:
    """Name who holds a role: somebody with an account, or a name with a telephone number or e-mail. SOP 11.2.

    A role for one person passes on: whoever held it before holds it no longer. Of a role for one person in each
    organisation, the one before must be ended first. Raises ValidationError.
    """
    event = lock_open(event)
    part = next((lead for lead in from_content(event.procedure.content).leads if lead.role == role), None)
    if part is None:
        raise ValidationError({"role": "The procedure has no such role."})
    if user is not None:
        name, phone, email, organisation = user.name, phone or user.phone, user.email, user.organisation
    if not name:
        raise ValidationError({"name": "Choose a person or enter a name."})
    if user is None and not (phone or email):
        raise ValidationError({"phone": "Enter a telephone number or an e-mail address."})
    same = event.leads.current().filter(role=role)
    if part.repeatable:
        _refuse_second(same, organisation, role)
    else:
        same.update(ended_at=Now())
    lead = Lead.objects.create(
        event=event, role=role, organisation=organisation, user=user, name=name, phone=phone, email=email
    )
    tell_lead(lead)
    return lead


@operation("lead.ended", needs="events.change_lead")
def end_lead(*, by: User, lead: Lead, reason: str = "") -> Lead:
    """The person no longer holds the role. Raises ValidationError if that was so already."""
    lock_open(lead.event)
    lead = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    if lead.ended_at:
        raise ValidationError(f"{lead.name} no longer holds this role.")
    lead.ended_at = Now()
    lead.save(update_fields=["ended_at"])
    return lead


def lock_open(event: FailureEvent) -> FailureEvent:
    """The event, locked for what stands under it. Raises ValidationError when it is over."""
    event = (
        FailureEvent.objects.select_for_update(of=("self",), no_key=True)
        .select_related("procedure")
        .get(pk=event.pk)
    )
    if not event.is_open:
        raise ValidationError(
            f"{event.reference} is {event.get_status_display().lower()}. Nothing in it can be changed."
        )
    return event


def _refuse_second(same, organisation: Organisation | None, role: str) -> None:
    """One lead of such a role in each organisation. SOP 11.2."""
    if organisation is None:
        raise ValidationError({"organisation": "Select the organisation: it has one such lead."})
    if there := same.filter(organisation=organisation).first():
        words = (
            f"{there.name} is already {role} lead of {organisation}. End that before you name somebody else."
        )
        raise ValidationError({"organisation": words})
