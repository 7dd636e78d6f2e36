"""What contingency plans add to the pages of a provider, of a service, and to the plans of an event."""

from collections import defaultdict

from django.db.models import Prefetch, Q

from plans.contingency_reading import plans_of_event
from plans.models import Alternative, ContingencyPlan, PlanLink
from plans.operations.contingency import CHANGE
from plans.operations.contingency_use import fitting
from providers.models import Service
from providers.slots import Section

LOOK = "plans.view_contingencyplan"


def of_provider(request, provider) -> Section | None:
    """The plans about the provider, and whether it would step in for others."""
    return section(request, f"provider={provider.pk}", provider=provider)


def of_service(request, service) -> Section | None:
    """The plans about the service or its provider, and whether it would step in for others."""
    return section(request, f"service={service.cqc_id}", service=service)


def of_event(request, event) -> Section | None:
    """The plans that fit the event, what was taken from them, and where people could go."""
    known = plans_of_event(request.user, event)
    return Section("plans/_contingency_of_event.html", {"contingency": known}) if known else None


def published_for(user, services: list[Service]) -> dict[int, list[dict[str, str]]]:
    """Published plans about each service, its provider or linked to either; the council-wide ones are no such plan."""
    providers = {one.provider_id for one in services if one.provider_id}
    rows = ContingencyPlan.objects.visible_to(user).published().filter(fitting(services, *providers))
    links = Prefetch("links", PlanLink.objects.filter(ended_on=None), to_attr="standing_links")
    found = defaultdict(list)
    for plan in rows.order_by("title").distinct().prefetch_related(links):
        of = [plan, *plan.standing_links]
        about, behind = {one.service_id for one in of}, {one.provider_id for one in of} - {None}
        for service in services:
            if service.pk in about or service.provider_id in behind:
                found[service.pk].append({"text": plan.title, "href": plan.get_absolute_url()})
    return found


def section(request, query: str, **target) -> Section | None:
    if not request.user.has_perm(LOOK):
        return None
    own = Q(**target)
    if (service := target.get("service")) and service.provider_id:
        own |= Q(provider=service.provider_id)
    plans = list(ContingencyPlan.objects.visible_to(request.user).standing().filter(own))
    name, record = next(iter(target.items()))
    data = {
        "plans": plans,
        "own": any(getattr(plan, f"{name}_id") == record.pk for plan in plans),
        "alternative": Alternative.objects.visible_to(request.user).current().filter(**target).first(),
        "may": request.user.has_perm(CHANGE),
        "query": query,
    }
    return Section("plans/_plans_of_market.html", data)
