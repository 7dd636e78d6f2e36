"""A plan is carried into an event: what a person ticks is done by operations that are there. LGiU T5, T7, T8, T9."""

from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, KeyContact
from events.operations.actions import agree_action
from events.operations.leads import lock_open, name_lead
from events.operations.notices import pack_of
from events.operations.outsiders import add_outsider
from events.operations.scope import services_of
from events.rules.leads import title_of
from plans.contingency_alternatives import against, alternatives_of
from plans.contingency_facts import AUTHORITY
from plans.models import ContingencyPlan, PlanSection, PlanUse, PlanVersion, PossibleDestination, ProposedLead
from plans.rules.bindings import AS_ACTIONS
from plans.rules.contingency_facts import line
from providers import holds
from providers.models import Contact, Service

RUN_EVENT = "events.change_failureevent"
MOST = 50


class Offer(NamedTuple):
    """One thing that can be taken from a plan into an event. `kind`: lead, contact, destination or action."""

    kind: str
    pk: int
    text: str
    detail: str
    warning: str = ""

    @property
    def value(self) -> str:
        return f"{self.kind}:{self.pk}"


def plans_for(user: User, event: FailureEvent) -> list[ContingencyPlan]:
    """Published plans of the event's services and provider, those linked to them, and of the whole area last."""
    services = services_of(event)
    rows = ContingencyPlan.objects.visible_to(user).published()
    everywhere = Q(scope=ContingencyPlan.Scope.MARKET)
    rows = rows.filter(fitting(services, event.provider_id) | everywhere).distinct()
    found = rows.select_related("service", "provider", "procedure", "owner")

    def nearest(plan: ContingencyPlan) -> tuple:
        is_own = plan.service in services, plan.provider_id == event.provider_id
        return (*(not one for one in is_own), plan.scope == ContingencyPlan.Scope.MARKET, plan.title)

    return sorted(found, key=nearest)


def fitting(services: Iterable[Service], *provider_ids: int | None) -> Q:
    """Plans about one of the services or providers, or linked to one of them; about the whole area: none."""
    known = [key for key in provider_ids if key]
    about = Q(service__in=services) | Q(provider__in=known)
    linked = Q(links__service__in=services) | Q(links__provider__in=known)
    return about | (Q(links__ended_on=None) & linked)


def offers(user: User, event: FailureEvent, plan: ContingencyPlan) -> list[Offer]:
    """What can be taken: not what the event has already."""
    return [
        *_leads(user, event, plan),
        *_contacts(user, event, plan),
        *_destinations(user, event, plan),
        *_actions(user, event, plan),
    ]


@operation("contingency_plan.taken", told="Contingency plan taken in", needs=RUN_EVENT)
def take_into_event(
    *, by: User, event: FailureEvent, plan: ContingencyPlan, chosen: Iterable[str]
) -> PlanUse:
    """What was ticked is done in the event, all of it or nothing; and that the plan was taken is kept. T5, T7, T8, T9.

    `chosen` are values of offers; none of them only says that the plan is followed. Raises ValidationError for an event
    that is a draft or over, a plan that is not for it, what is not offered any more, and as the single operations do.
    """
    event = lock_open(event)
    if not event.is_live:
        raise ValidationError("This is a draft. Log the incident before you take a plan into it.")
    if plan not in plans_for(by, event):
        raise ValidationError("This plan is not published, or not for this event.")
    known, chosen = {one.value: one for one in offers(by, event, plan)}, list(dict.fromkeys(chosen))
    if not set(chosen) <= set(known):
        raise ValidationError({"chosen": "Something is no longer offered. Look at the list again"})
    for value in chosen:
        TAKE[known[value].kind](by, event, plan, known[value].pk)
    return PlanUse.objects.create(
        event=event, plan=plan, plan_version=plan.versions.first(), taken_by=by,
        taken=[f"{known[value].text}: {known[value].detail}"[:300] for value in chosen],
    )  # fmt: skip


def _leads(user: User, event: FailureEvent, plan: ContingencyPlan) -> list[Offer]:
    """Proposed leads of roles that this event's procedure has and nobody holds."""
    pack = pack_of(event)
    held = set(event.leads.current().values_list("role", flat=True))
    rows = ProposedLead.objects.visible_to(user).filter(plan=plan, ended_on=None).select_related("user")
    roles = {lead.role for lead in pack.leads} - held
    return [
        Offer("lead", row.pk, title_of(pack, row.role), line(row.name, row.phone, row.email))
        for row in rows
        if row.role in roles and (row.user is None or row.user.is_active)
    ]


def _contacts(user: User, event: FailureEvent, plan: ContingencyPlan) -> list[Offer]:
    """Key contacts, and contacts at the provider, that are not among the event's people without an account."""
    there = {(one.name.casefold(), one.agency.casefold()) for one in event.outside_people.current()}
    own = Q(service__in=services_of(event)) | Q(provider=event.provider_id)
    market = Contact.objects.current().filter(own).select_related("service", "provider")[:MOST]
    key = KeyContact.objects.visible_to(user).current().exclude(kind__in=AUTHORITY)[:MOST]
    found = [("market", row, str(row.service or row.provider)) for row in market]
    found += [("key", row, row.organisation) for row in key]
    return [
        Offer(f"contact-{kind}", row.pk, row.name, line(agency, row.phone, row.email))
        for kind, row, agency in found
        if (row.name.casefold(), agency.casefold()) not in there
    ]


def _destinations(user: User, event: FailureEvent, plan: ContingencyPlan) -> list[Offer]:
    """Who would step in; what is against it is said and decided by a person."""
    there = set(event.possible_destinations.values_list("alternative_id", flat=True))
    services = services_of(event)
    rows = [
        one
        for one in alternatives_of(plan, user)
        if one.pk not in there and one.service not in services and one.provider != event.provider
    ]
    held = holds.holds_of(row.service for row in rows if row.service)
    return [
        Offer(
            "destination",
            row.pk,
            str(row),
            line(row.capacity, "provider of last resort" if row.is_last_resort else ""),
            against(row, held),
        )
        for row in rows
    ]


def _actions(user: User, event: FailureEvent, plan: ContingencyPlan) -> list[Offer]:
    """Sections of what is published that somebody is to carry out: communications."""
    there = set(event.actions.values_list("what", flat=True))
    rows = PlanSection.objects.visible_to(user).filter(plan=plan, number__in=AS_ACTIONS)
    published = _published_texts(plan)
    return [
        Offer("action", row.pk, _action_words(row), "An action for you, due today, with the text of the plan")
        for row in rows
        if published.get(row.code) and _action_words(row) not in there
    ]


def _published_texts(plan: ContingencyPlan) -> dict[str, str]:
    newest: PlanVersion | None = plan.versions.first()
    return {one["code"]: one["text"] for one in newest.content["sections"]} if newest else {}


def _action_words(section: PlanSection) -> str:
    return f"Carry out section {section.number} of the contingency plan: {section.title}"[:300]


def _take_lead(by: User, event: FailureEvent, plan: ContingencyPlan, pk: int) -> None:
    row = plan.proposed_leads.select_related("user").get(pk=pk)
    organisation = row.user.organisation if row.user else by.organisation
    name_lead(
        by=by, event=event, role=row.role, organisation=organisation, user=row.user, name=row.name, phone=row.phone,
        email=row.email,
    )  # fmt: skip


def _take_key_contact(by: User, event: FailureEvent, plan: ContingencyPlan, pk: int) -> None:
    row = KeyContact.objects.visible_to(by).get(pk=pk)
    add_outsider(by=by, event=event, name=row.name, agency=row.organisation, phone=row.phone, email=row.email)


def _take_contact(by: User, event: FailureEvent, plan: ContingencyPlan, pk: int) -> None:
    row = Contact.objects.select_related("service", "provider").get(pk=pk)
    agency = str(row.service or row.provider)
    add_outsider(by=by, event=event, name=row.name, agency=agency[:200], phone=row.phone, email=row.email)


def _take_destination(by: User, event: FailureEvent, plan: ContingencyPlan, pk: int) -> None:
    today = timezone.localdate()
    PossibleDestination.objects.create(event=event, alternative_id=pk, added_by=by, added_on=today)


def _take_action(by: User, event: FailureEvent, plan: ContingencyPlan, pk: int) -> None:
    row = plan.sections.get(pk=pk)
    text = _published_texts(plan)[row.code][:4000]
    agree_action(
        by=by, event=event, what=_action_words(row), due_on=timezone.localdate(), owner=by, progress=text
    )


TAKE = {
    "lead": _take_lead,
    "contact-key": _take_key_contact,
    "contact-market": _take_contact,
    "destination": _take_destination,
    "action": _take_action,
}
