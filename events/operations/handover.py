"""One person's role becomes another's: one ends and the other begins in one go. Staffordshire SOP 11.2."""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from accounts.audit import operation
from accounts.models import Organisation, User
from accounts.notifications import notify
from events.models import Action, FailureEvent, Lead, Step
from events.operations import leads
from events.operations.leads import Who, lead_title
from events.procedure.loader import from_content

# Rooms on the right add theirs: (by, event, lead that ends, lead that begins) -> how many duties were moved.
Mover = Callable[[User, FailureEvent, Lead, Lead], int]
_movers: list[Mover] = []


def also_move(mover: Mover) -> None:
    """Duties that another room keeps under somebody's name. The same function is added once."""
    if mover not in _movers:
        _movers.append(mover)


@operation("lead.handed_over", told="Role handed over", needs="events.change_lead")
def hand_over(
    *,
    by: User,
    lead: Lead,
    user: User | None = None,
    name: str = "",
    organisation: Organisation | None = None,
    phone: str = "",
    email: str = "",
    all_roles: bool = False,
    reason: str = "",
) -> Lead:
    """Somebody else takes over a role, or all of the person's in the event, with deputies and open duties. SOP 11.2.

    Duties are the steps of plans, the actions and the next steps that name the person. Raises ValidationError when
    the one who takes over holds it already, or cannot be reached.
    """
    event = leads.lock_open(lead.event)
    lead = leads.lock_current(lead)
    who = leads.who_is(user, name, organisation or lead.organisation, phone, email)
    if leads.is_same(lead, who):
        raise ValidationError({leads.field_of(who): f"{who.name} holds this role already."})
    begun = _pass_on(event, lead, who)
    if all_roles:
        for other in event.leads.current().filter(user=lead.user, name=lead.name).exclude(pk=lead.pk):
            _pass_on(event, leads.lock_current(other), who)
    _move_duties(by, event, lead, begun)
    _tell_former(event, lead, begun)
    return begun


def _pass_on(event: FailureEvent, lead: Lead, who: Who) -> Lead:
    """End one and begin the other; deputies stay deputies, now of the new lead."""
    part = next((one for one in from_content(event.procedure.content).leads if one.role == lead.role), None)
    if part and not lead.deputy_for_id:
        leads.refuse_overlap(event, part, who, instead_of=lead)
    deputies = list(lead.deputies.filter(ended_at=None).select_related("user"))
    leads.end(lead)
    if lead.deputy_for_id and (kept := _as_deputy_or_lead(event, lead, who)):
        return kept
    begun = leads.begin(event, lead.role, who, deputy_for=lead.deputy_for)
    for deputy in deputies:
        if leads.is_same(deputy, who):
            leads.end(deputy)
        else:
            deputy.deputy_for = begun
            deputy.save(update_fields=["deputy_for"])
    return begun


def _as_deputy_or_lead(event: FailureEvent, lead: Lead, who: Who) -> Lead | None:
    """A deputy's place is not passed on to the lead itself, nor to somebody who is a deputy there already."""
    there = event.leads.current().filter(role=lead.role).select_related("user")
    return next((one for one in there if leads.is_same(one, who)), None)


def _move_duties(by: User, event: FailureEvent, old: Lead, new: Lead) -> None:
    for step in (
        Step.objects.open().filter(event=event, designated_person=old.name).select_for_update(of=("self",))
    ):
        step.designated_person = new.name
        step.save_version(by=by, update_fields=["designated_person"])
    for action in _actions_of(event, old).select_for_update(of=("self",)):
        action.owner, action.owner_name = new.user, new.name
        action.save_version(by=by, update_fields=["owner", "owner_name"])
    for mover in _movers:
        mover(by, event, old, new)


def _actions_of(event: FailureEvent, lead: Lead):
    rows = Action.objects.filter(event=event).open()
    return rows.filter(owner=lead.user) if lead.user else rows.filter(owner=None, owner_name=lead.name)


def _tell_former(event: FailureEvent, old: Lead, new: Lead) -> None:
    """Whoever held the role learns that it has passed on."""
    if old.user is None or not old.user.is_active:
        return
    title = lead_title(old)
    notify(
        to=old.user,
        kind="lead.handed_over",
        subject=f"{event.reference}: your role has been handed over",
        body=f"You no longer hold the role of {title} in {event.reference}. Sign in to see who holds it now.",
        dedupe=f"lead.handed_over:{old.pk}",
        event=event,
        url=f"{event.get_absolute_url()}leads/",
    )
