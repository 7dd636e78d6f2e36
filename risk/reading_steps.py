"""What was done about a service so far: decisions, plans, suspensions, terminations, appeals; what of it is due."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from govuk.words import full_date
from providers.models import Provider, Service
from risk.models import (
    ActionPlan,
    ActionPlanRow,
    Appeal,
    Contract,
    InitialAssessment,
    RiskDecision,
    Suspension,
    Termination,
)
from risk.plan_reading import plan_list_of


class Due(NamedTuple):
    """Something that is due or late. `who` is the key of the person who recorded it, `key` names the thing."""

    key: str
    text: str
    service: str
    hint: str
    on: date
    href: str
    who: int


def tried(user, service: Service, today: date) -> dict[str, Any]:
    """The audit trail of section 9: plans with dates and outcomes, suspensions, decisions. Five queries."""
    plans = ActionPlan.objects.visible_to(user).filter(service=service).select_related("service")
    decisions = RiskDecision.objects.visible_to(user).filter(meeting__service=service)
    return {
        "plans": plan_list_of(user, plans.order_by("number"), today),
        "decisions": list(decisions.select_related("meeting").order_by("meeting__held_on", "pk")),
        "suspensions": list(
            Suspension.objects.visible_to(user).filter(service=service).order_by("from_on", "pk")
        ),
    }


def steps_of_service(user, service: Service, today: date) -> dict[str, Any]:
    """What the service's page says: what holds, the open plan, the latest decision, what is open. Seven queries."""
    plans = ActionPlan.objects.visible_to(user).open().filter(service=service).select_related("service")
    suspensions = Suspension.objects.visible_to(user).filter(service=service).not_over(today)
    decisions = RiskDecision.objects.visible_to(user).filter(meeting__service=service)
    terminations = Termination.objects.visible_to(user).filter(service=service).open()
    held = list(suspensions.select_related("service"))
    return {
        "suspensions": held,
        "suspended": any(one.from_on <= today for one in held),
        "plan": next(iter(plan_list_of(user, plans, today)), None),
        "decision": decisions.select_related("meeting").order_by("-meeting__held_on", "-pk").first(),
        "termination": terminations.first(),
        "appeals": list(Appeal.objects.visible_to(user).filter(service=service).open()),
    }


def steps_of_provider(user, provider: Provider, today: date) -> dict[str, Any]:
    """What holds and is open over all services of a provider: for its page. The same four queries for any number."""
    of = {"service__provider": provider}
    plans = ActionPlan.objects.visible_to(user).open().filter(**of).select_related("service", "procedure")
    suspensions = Suspension.objects.visible_to(user).not_over(today).filter(**of)
    terminations = Termination.objects.visible_to(user).open().filter(**of)
    held = list(suspensions.select_related("service").order_by("service__name", "from_on", "pk"))
    return {
        "suspensions": held,
        "suspended": any(one.from_on <= today for one in held),
        "plans": plan_list_of(user, plans.order_by("service__name", "pk"), today),
        "terminations": list(terminations.select_related("service").order_by("service__name", "pk")),
    }


def contracts_of_provider(user, provider: Provider) -> list[Contract]:
    return list(Contract.objects.visible_to(user).filter(provider=provider).select_related("service"))


def due(user, until: date) -> list[Due]:
    """Reviews whose day is `until` or before, services to look at again, and rows of plans due before it. Five queries.

    Blackpool policy 5 (outcome 2), 7: formally review progress on a set review date.
    """
    found = [
        *_follow_ups_due(user, until), *_decisions_due(user, until), *_plans_due(user, until),
        *_suspensions_due(user, until),
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.on, one.key))


def _follow_ups_due(user, until: date) -> Iterator[Due]:
    rows = InitialAssessment.objects.visible_to(user).to_follow_up().filter(follow_up_on__lte=until)
    for one in rows.select_related("service"):
        words = f"{one.service}: {one.outcome_label}"
        yield Due(
            f"initial {one.pk}", "Look at a service again", str(one.service), words, one.follow_up_on,
            one.get_absolute_url(), one.decided_by_id,
        )  # fmt: skip


def _decisions_due(user, until: date) -> Iterator[Due]:
    rows = RiskDecision.objects.visible_to(user).to_review().filter(review_on__lte=until)
    for one in rows.select_related("meeting__service"):
        words, href = f"{one.service}: {', '.join(one.labels)}", one.get_absolute_url()
        yield Due(
            f"decision {one.pk}", "Review a decision", str(one.service), words, one.review_on, href,
            one.recorded_by_id,
        )  # fmt: skip


def _plans_due(user, until: date) -> Iterator[Due]:
    plans = ActionPlan.objects.visible_to(user).open().filter(review_on__lte=until).select_related("service")
    for one in plans:
        href = one.get_absolute_url()
        yield Due(
            f"plan {one.pk}", "Review an action plan", str(one.service), str(one), one.review_on, href,
            one.started_by_id,
        )  # fmt: skip
    rows = ActionPlanRow.objects.visible_to(user).late(until).select_related("plan__service")
    for one in rows:
        plan = one.plan
        yield Due(
            f"row {one.pk}", f"Concern {one.number} is not met", str(plan.service), f"{plan}, {one.by_whom}",
            one.due_on, plan.get_absolute_url(), plan.started_by_id,
        )  # fmt: skip


def _suspensions_due(user, until: date) -> Iterator[Due]:
    rows = Suspension.objects.visible_to(user).not_over(until)
    for one in rows.filter(Q(review_on__lte=until) | Q(until_on=until)).select_related("service"):
        ends = one.until_on == until
        text, on = ("Suspension ends today", until) if ends else ("Review a suspension", one.review_on)
        hint = f"{one.service}, since {full_date(one.from_on)}"
        yield Due(
            f"suspension {one.pk}",
            text,
            str(one.service),
            hint,
            on,
            one.get_absolute_url(),
            one.recorded_by_id,
        )


def services_suspended(user, today: date) -> int:
    """How many services take nobody today. One query."""
    holding = Suspension.objects.visible_to(user).in_force(today)
    return holding.order_by().values("service").distinct().count()
