"""Contingency plans and what they rest on, made through the operations."""

from datetime import date

from django.utils import timezone

from plans.models import Alternative, ContingencyPlan, FactConfirmation
from plans.operations import contingency, contingency_facts
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory


def begin(by, **about) -> ContingencyPlan:
    """A draft of the LGiU template; of the whole area unless a provider or service is given."""
    ProcedureFactory(key="lgiu")
    return contingency.begin_plan(by=by, **{"title": "Plan for Exampleshire", "owner": by} | about)


def write(by, plan, number: str, text: str, *, is_done: bool = True):
    section = plan.sections.get(number=number)
    return contingency.write_section(
        by=by, section=section, version=section.version, text=text, is_done=is_done
    )


def publish(by, plan, words: str = "1.0"):
    plan.refresh_from_db()
    return contingency.publish_plan(by=by, plan=plan, version=contingency.draft_version(plan), words=words)


def published(by, **about) -> ContingencyPlan:
    """A published plan with words on communications."""
    plan = begin(by, **about)
    write(by, plan, "T8", "Comms writes one message for everybody.")
    publish(by, plan)
    plan.refresh_from_db()
    return plan


def willing(by, service=None, **facts) -> Alternative:
    """A service that would step in; with four free places told today."""
    today = timezone.localdate()
    usual = {
        "capacity": "4 residential places",
        "places": 4,
        "contact_name": "Manager",
        "phone": "01632 960100",
    }
    return contingency_facts.record_alternative(
        by=by, service=service or ServiceFactory(), **usual | {"said_on": today} | facts
    )


def confirmed(by, key: str, on: date) -> FactConfirmation:
    return FactConfirmation.objects.create(fact=key, said="x", confirmed_on=on, confirmed_by=by)
