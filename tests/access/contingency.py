"""Contingency plans: one of a provider with a draft open, one of the whole area. A partner sees none of them."""

from datetime import date

from django.db import models

from accounts.models import User
from events.models import FailureEvent
from plans.bindings import all_facts, blocks_of
from plans.models import ContingencyPlan
from plans.operations import contingency, contingency_facts
from plans.operations.contingency_use import offers, take_into_event
from providers.models import Service
from tests.access.places import Place
from tests.access.tokens import FOREIGN, Mark

# Codes of the template, what comes only with a reason or a day, and what stands in an order.
KEPT = {
    "contingencyplan": {"withdrawn_on", "withdrawn_reason", "reviewed_on"},
    "plansection": {"code", "checked_on"},
    "alternative": {"ended_reason"},
    "planlink": {"words"},
}


def fill_contingency(
    by: User, event: FailureEvent, other: Service, today: date
) -> dict[str, dict[str, Place]]:
    """A plan of the event's provider, published and begun anew; one of the whole area, taken into the event."""
    kind = {"contact_name": "x", "phone": "y", "notes": "z", "said_on": today}
    alternative = contingency_facts.record_alternative(
        by=by, service=other, capacity="x", places=3, places_on=today, **kind
    )
    wide = contingency.begin_plan(by=by, title="Plan of the whole area", owner=by)
    publish(by, wide)
    plan = contingency.begin_plan(by=by, title="Plan of a provider", owner=by, provider=event.provider)
    lead = contingency_facts.propose_lead(by=by, plan=plan, role="x", name="y", phone="z")
    link = contingency_facts.link_plan(by=by, plan=plan, related=wide)
    fact = all_facts(blocks_of(plan, by, today))[0]
    contingency_facts.confirm_facts(by=by, plan=plan, facts=[fact.value])
    publish(by, plan)
    contingency.open_draft(by=by, plan=plan)
    chosen = [one.value for one in offers(by, event, wide) if one.kind == "destination"]
    take_into_event(by=by, event=event, plan=wide, chosen=chosen)
    keys = {"plan": plan, "alternative": alternative, "lead": lead, "link": link}
    place = {name: record.pk for name, record in keys.items()}
    return {"contingency": {"": place | {"order": 1, "number": 1}}}


def publish(by: User, plan: ContingencyPlan) -> None:
    """With a word in its first section."""
    section = plan.sections.first()
    contingency.write_section(by=by, section=section, version=1, text="x", owner=by, is_done=True)
    plan.refresh_from_db()
    seen = contingency.draft_version(plan)
    contingency.publish_plan(by=by, plan=plan, version=seen, words="1.0", note="x")


class ContingencyMarks:
    """Nothing of it is a partner's."""

    def _mark_contingency(self, record: models.Model, field: models.Field) -> Mark | None:
        return None if field.name in KEPT.get(record._meta.model_name, ()) else FOREIGN

    mark_contingencyplan = mark_plansection = mark_alternative = mark_planlink = _mark_contingency
