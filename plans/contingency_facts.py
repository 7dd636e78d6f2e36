"""Where each kind of live fact comes from. Every function reads as the person who looks. LGiU template T2 to T14."""

from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from events.models import KeyContact, Procedure, RouteStep
from events.operations.escalation import route_of
from govuk.words import as_day, count_of
from plans.models import ContingencyPlan, PlanLink, ProposedLead
from plans.rules.contingency_facts import Fact, line
from providers.models import Contact, Service
from risk.models import Contract, WarningSign

MOST = 50  # facts of one kind: a page that nobody can read helps nobody
Kind = KeyContact.Kind
AUTHORITY = (Kind.CABINET, Kind.COMMS)


def services_about(plan: ContingencyPlan) -> QuerySet[Service]:
    """The services it is about: its own, its provider's that stand or were recorded by hand, and those linked."""
    linked = PlanLink.objects.filter(plan=plan, ended_on=None, service__isnull=False).values("service")
    own = Q(pk__in=linked)
    if plan.service_id:
        own |= Q(pk=plan.service_id)
    if plan.provider_id:
        standing = [Service.Status.REGISTERED, Service.Status.OUTSIDE]
        own |= Q(provider=plan.provider_id, status__in=standing)
    return Service.objects.filter(own).select_related("provider").order_by("name", "pk")[:MOST]


def providers_about(plan: ContingencyPlan) -> set[int]:
    """Keys of the providers it is about: its own and those linked to it."""
    linked = PlanLink.objects.filter(plan=plan, ended_on=None, provider__isnull=False)
    own = plan.own_provider
    return {*linked.values_list("provider_id", flat=True), *([own.pk] if own else [])}


def signs(plan: ContingencyPlan, user: User) -> list[Fact]:
    """Warning signs that have not ended; of everybody for the plan of the whole area. LGiU guidance 5."""
    rows = WarningSign.objects.current().select_related("provider")
    if plan.scope != plan.Scope.MARKET:
        rows = rows.filter(provider__in=providers_about(plan))
    return [
        Fact(f"sign:{row.pk}", f"{row.label}: {row.provider}", row.source, row.seen_on, _href(row.provider))
        for row in rows[:MOST]
    ]


def contracts(plan: ContingencyPlan, user: User) -> list[Fact]:
    """Agreements with their clauses on notice and on data. LGiU template T3."""
    rows = Contract.objects.visible_to(user).current(timezone.localdate())
    rows = rows.of(plan.service) if plan.service else rows.filter(provider__in=providers_about(plan))
    return [
        Fact(
            f"contract:{row.pk}",
            str(row),
            line(
                f"notice: {row.notice_clause}" if row.notice_clause else "no clause on notice",
                f"data: {row.data_clause}" if row.data_clause else "no clause on transfer of data",
            ),
            _day(row.changed_at),
            _href(row.provider),
        )
        for row in rows.select_related("provider")[:MOST]
    ]


def leads(plan: ContingencyPlan, user: User) -> list[Fact]:
    """Who is proposed for which role. LGiU template T5."""
    rows = ProposedLead.objects.visible_to(user).filter(plan=plan, ended_on=None).select_related("user")
    return [
        Fact(
            f"lead:{row.pk}",
            row.role,
            line(row.name, row.phone or (row.user.phone if row.user else ""), row.email),
            row.named_on,
            warning="" if row.user is None or row.user.is_active else "Has no account any more",
        )
        for row in rows
    ]


def route(plan: ContingencyPlan, user: User) -> list[Fact]:
    """Who is told of a failure, one after the other. Staffordshire SOP 11.0; LGiU template T5."""
    stops = route_of(user.organisation)
    changed = RouteStep.pgh_event_model.objects.filter(council=user.organisation_id)
    last = changed.aggregate(last=Max("pgh_created_at"))["last"]
    words = "; ".join(f"{place}. {stop.who}" for place, stop in enumerate(stops, start=1))
    return [Fact("route:1", "Who is told, in order", words, _day(last))] if stops else []


def services(plan: ContingencyPlan, user: User) -> list[Fact]:
    """Services as the register or people have them: how many people could be affected. LGiU template T7."""
    return [
        Fact(
            f"service:{row.pk}",
            str(row),
            line(
                count_of(row.beds, "bed") if row.beds else "beds not known",
                row.service_types[0] if row.service_types else "",
                row.rating,
            ),
            row.as_at,
            _href(row),
            "" if row.is_registered else row.get_status_display(),
        )
        for row in services_about(plan)
    ]


def provider_contacts(plan: ContingencyPlan, user: User) -> list[Fact]:
    """Whom to ring at the provider and its services. LGiU template T7."""
    own = Q(provider__in=providers_about(plan)) | Q(service__in=[one.pk for one in services_about(plan)])
    rows = Contact.objects.current().filter(own).select_related("provider", "service")
    return [
        Fact(
            f"contact:{row.pk}",
            line(row.name, row.role),
            line(row.phone, row.email, str(row.service or row.provider)),
            _day(row.changed_at),
            row.get_absolute_url(),
        )
        for row in rows[:MOST]
    ]


def stakeholders(plan: ContingencyPlan, user: User) -> list[Fact]:
    """CQC, health, safeguarding, police, other councils. LGiU template T7."""
    return _key_contacts(KeyContact.objects.visible_to(user).current().exclude(kind__in=AUTHORITY))


def authority(plan: ContingencyPlan, user: User) -> list[Fact]:
    """The Cabinet Member and Comms; whoever leads stands under roles. LGiU template T8."""
    return _key_contacts(KeyContact.objects.visible_to(user).current().filter(kind__in=AUTHORITY))


def _key_contacts(rows: QuerySet[KeyContact]) -> list[Fact]:
    return [
        Fact(
            f"key-contact:{row.pk}",
            line(row.name, row.organisation),
            line(row.phone, row.email, row.notes),
            _day(row.changed_at),
        )
        for row in rows[:MOST]
    ]


def procedures(plan: ContingencyPlan, user: User) -> list[Fact]:
    """The written procedures in use. LGiU template T14."""
    return [
        Fact(
            f"procedure:{row.pk}",
            row.title,
            f"version {row.version}",
            _day(row.activated_at or row.loaded_at),
        )
        for row in Procedure.objects.active()
    ]


def related(plan: ContingencyPlan, user: User) -> list[Fact]:
    """Other plans, providers, services and papers that belong together with it. LGiU template T14."""
    rows = PlanLink.objects.visible_to(user).filter(plan=plan, ended_on=None, alternative=None)
    rows = rows.select_related("related", "provider", "service")
    return [
        Fact(
            f"link:{row.pk}",
            str(row),
            row.related.get_status_display() if row.related else "",
            row.added_on,
            _href(row.target),
        )
        for row in rows
    ]


def _href(record) -> str:
    return record.get_absolute_url() if record else ""


def _day(moment: datetime | None) -> date | None:
    return as_day(moment) if moment else None
