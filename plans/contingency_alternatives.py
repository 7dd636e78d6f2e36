"""Who would step in when somebody fails, as facts of a plan. LGiU template T9."""

from django.db.models import Q

from accounts.models import User
from govuk.words import count_of
from plans.models import Alternative, ContingencyPlan, PlanLink
from plans.rules.contingency_facts import Fact, line
from providers import holds
from providers.models import Service

MOST = 50  # facts of one kind: a page that nobody can read helps nobody


def alternatives_of(plan: ContingencyPlan, user: User) -> list[Alternative]:
    """Who would step in: those chosen for the plan; while none is, all of the register but its own provider. T9."""
    rows = Alternative.objects.visible_to(user).current().select_related("service__provider", "provider")
    linked = PlanLink.objects.filter(plan=plan, ended_on=None, alternative__isnull=False)
    chosen = rows.filter(pk__in=linked.values("alternative"))
    if plan.scope != plan.Scope.MARKET and chosen.exists():
        return list(chosen[:MOST])
    own = plan.own_provider
    return list(rows.exclude(Q(provider=own) | Q(service__provider=own)) if own else rows)[:MOST]


def willing(plan: ContingencyPlan, user: User) -> list[Fact]:
    return _alternatives([one for one in alternatives_of(plan, user) if not one.is_last_resort])


def last_resort(plan: ContingencyPlan, user: User) -> list[Fact]:
    """Of the whole register: who is commissioned for everybody is there for every plan. LGiU template T9."""
    rows = Alternative.objects.visible_to(user).current().filter(is_last_resort=True)
    return _alternatives(list(rows.select_related("service", "provider")[:MOST]))


def vacancies(plan: ContingencyPlan, user: User) -> list[Fact]:
    """Free places as they were told. LGiU template T9."""
    rows = [one for one in alternatives_of(plan, user) if one.places is not None]
    return [
        Fact(
            f"places:{row.pk}",
            str(row),
            count_of(row.places, "free place"),
            row.places_on,
            row.get_absolute_url(),
        )
        for row in rows
    ]


def _alternatives(rows: list[Alternative]) -> list[Fact]:
    held = holds.holds_of(row.service for row in rows if row.service)
    return [
        Fact(
            f"alternative:{row.pk}",
            str(row),
            line(row.capacity, row.reached_at),
            row.said_on,
            row.get_absolute_url(),
            against(row, held),
        )
        for row in rows
    ]


def alternative_facts(rows: list[Alternative]) -> dict[int, Fact]:
    """What each said, by its key, for the register."""
    return {row.pk: fact for row, fact in zip(rows, _alternatives(rows), strict=True)}


def against(row: Alternative, held: dict[int, list[str]]) -> str:
    """What is against relying on it: a registration that has ended, a suspension. "" where nothing is known."""
    if (row.service or row.provider).status == Service.Status.DEREGISTERED:
        return "Deregistered at CQC"
    return " ".join(held.get(row.service_id, []))
