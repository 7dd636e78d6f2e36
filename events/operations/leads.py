"""Naming the people who hold the roles of an event, their deputies, and when they are away. Staffordshire SOP 11.2."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Organisation, User
from accounts.operations import register_organisation
from events.models import FailureEvent, Lead
from events.operations.telling import tell_lead
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.procedure.schema import Lead as Part
from events.rules.leads import role_title, title_of

REGULATOR = "Care Quality Commission"


class Who(NamedTuple):
    """A person who is to hold a role: somebody with an account, or a name that can be reached."""

    user: User | None
    name: str
    organisation: Organisation | None
    phone: str
    email: str


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

    Without an organisation it is the one that the procedure names for the role, such as the Care Quality Commission.
    Raises ValidationError; also where somebody holds the role already, in the same organisation where each has one:
    that role is handed over, so that nobody's duties are left behind.
    """
    event = lock_open(event)
    part = next((lead for lead in _pack(event).leads if lead.role == role), None)
    if part is None:
        raise ValidationError({"role": "The procedure has no such role."})
    usual = None if user else _usual(event, part)
    who = who_is(user, name, organisation or usual, phone, email)
    refuse_overlap(event, part, who)
    return begin(event, role, who)


@operation("lead.deputy_named", told="Deputy named", needs="events.change_lead")
def name_deputy(
    *, by: User, lead: Lead, user: User | None = None, name: str = "", phone: str = "", email: str = ""
) -> Lead:
    """Name who acts for a lead while that person is away or busy. The history says for whom they act. SOP 11.2."""
    event = lock_open(lead.event)
    lead = lock_current(lead)
    if lead.deputy_for_id:
        raise ValidationError(f"{lead.name} is a deputy. Name a deputy of the lead.")
    who = who_is(user, name, lead.organisation, phone, email)
    if is_same(lead, who):
        raise ValidationError({field_of(who): f"{lead.name} is the lead, and cannot be the deputy too."})
    if any(is_same(deputy, who) for deputy in lead.deputies.filter(ended_at=None)):
        raise ValidationError({field_of(who): f"{who.name} is a deputy of {lead.name} already."})
    return begin(event, lead.role, who, deputy_for=lead)


@operation("lead.away", told="Lead away or back", needs="events.change_lead")
def set_away(*, by: User, lead: Lead, away_until: date | None, reason: str = "") -> Lead:
    """The lead is away up to and with that day, or back (None). Raises ValidationError for a day gone by."""
    lock_open(lead.event)
    lead = lock_current(lead)
    if away_until and away_until < timezone.localdate():
        raise ValidationError({"away_until": "The day must be today or later."})
    lead.away_until = away_until
    lead.save(update_fields=["away_until"])
    return lead


@operation("lead.ended", needs="events.change_lead")
def end_lead(*, by: User, lead: Lead, reason: str = "") -> Lead:
    """The person holds the role no longer, and nobody is their deputy. Raises ValidationError if that was so."""
    lock_open(lead.event)
    lead = lock_current(lead)
    lead.deputies.filter(ended_at=None).update(ended_at=Now())
    return end(lead)


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


def lock_current(lead: Lead) -> Lead:
    """The lead, locked. Raises ValidationError when the role has ended."""
    rows = Lead.objects.select_for_update(of=("self",)).select_related(
        "organisation", "user", "event__procedure"
    )
    lead = rows.get(pk=lead.pk)
    if lead.ended_at:
        raise ValidationError(f"{lead.name} no longer holds this role.")
    return lead


def begin(event: FailureEvent, role: str, who: Who, deputy_for: Lead | None = None) -> Lead:
    """From now on the person holds the role, and is told. Inside operations only."""
    lead = Lead.objects.create(
        event=event, role=role, deputy_for=deputy_for, began_at=timezone.now(), **who._asdict()
    )
    tell_lead(lead)
    return lead


def end(lead: Lead) -> Lead:
    """From now on the person does not hold the role. Inside operations only."""
    lead.ended_at = timezone.now()
    lead.save(update_fields=["ended_at"])
    return lead


def refuse_overlap(event: FailureEvent, part: Part, who: Who, instead_of: Lead | None = None) -> None:
    """One holder of a role, or one in each organisation where the procedure says so. SOP 11.2."""
    title = role_title(part)
    there = event.leads.current().holders().filter(role=part.role).select_related("organisation", "user")
    if part.repeatable and who.organisation is None:
        raise ValidationError({"organisation": "Select the organisation: it has one such lead."})
    if part.repeatable:
        there = there.filter(organisation=who.organisation)
    held = there.exclude(pk=instead_of.pk).first() if instead_of else there.first()
    if held is None:
        return
    if is_same(held, who):
        raise ValidationError({field_of(who): f"{held.name} is {title} already."})
    whose = f" of {held.organisation}" if part.repeatable else ""
    place = "organisation" if part.repeatable and who.user is None else field_of(who)
    raise ValidationError({place: f"{held.name} is already {title}{whose}. Hand that role over instead."})


def is_same(lead: Lead, who: Who) -> bool:
    """Whether the lead is this person: the same account, or without one the same name."""
    if who.user or lead.user:
        return lead.user == who.user
    return lead.name.casefold() == who.name.casefold()


def who_is(user: User | None, name: str, organisation: Organisation | None, phone: str, email: str) -> Who:
    """Raises ValidationError for nobody, and for somebody without an account who cannot be reached."""
    if user is not None:
        return Who(user, user.name, user.organisation, phone or user.phone, user.email)
    if not name:
        raise ValidationError({"name": "Choose a person or enter a name."})
    if not (phone or email):
        raise ValidationError({"phone": "Enter a telephone number or an e-mail address."})
    return Who(None, name, organisation, phone, email)


def _usual(event: FailureEvent, part: Part) -> Organisation | None:
    """The organisation that the procedure names for the role; it is registered if it is not known here. SOP 11.2."""
    if not part.organisation or part.organisation == _pack(event).publisher:
        return None
    known = Organisation.objects.filter(name__iexact=part.organisation).first()
    kind = Organisation.Kind.REGULATOR if part.organisation == REGULATOR else Organisation.Kind.OTHER
    return known or register_organisation(by=User.objects.system(), name=part.organisation, kind=kind)


def field_of(who: Who) -> str:
    return "user" if who.user else "name"


def _pack(event: FailureEvent) -> Pack:
    return from_content(event.procedure.content)


def lead_title(lead: Lead) -> str:
    """The role that the lead holds, as people say it."""
    return title_of(_pack(lead.event), lead.role)
