"""Decisions, action plans, suspensions, termination, appeals, made by operations. A partner sees none of them."""

from datetime import date, timedelta

from django.db import models

from accounts.models import User
from accounts.operations import register_organisation
from providers.models import Service
from risk.models import ActionPlan, RiskDecision
from risk.operations import (
    action_plans,
    appeals,
    contracts,
    decisions,
    provider_access,
    suspensions,
    terminations,
)
from tests.access.places import Place
from tests.access.tokens import FOREIGN, Mark

# Days that stand in an order, and what comes only with a day or a person beside it.
KEPT = {
    "suspension": {"from_on", "until_on", "lifted_on", "lifted_reason"},
    "contract": {"starts_on", "ends_on"},
    "riskdecision": {"options", "reviewed_on", "review_outcome"},
    "actionplan": {"closed_on", "outcome"},
    "termination": {"considerations", "settled_on", "reason", "ends_on"},
    "appeal": {"settled_on", "outcome"},
}


def fill_performance(by: User, service: Service, today: date) -> dict[str, dict[str, Place]]:
    """One of each about a service; `plan` is open and `closed` was before it."""
    soon = today + timedelta(days=9)
    meeting = decisions.record_meeting(
        by=by, service=service, kind="performance", held_on=today, attendees="x"
    )
    decision = decisions.decide(
        by=by, meeting=meeting, options=["BPL-PM5"], reason="x", decided_by="y", review_on=soon
    )
    closed = action_plans.start_plan(
        by=by, service=service, started_on=today, agreed_with="x", review_on=soon
    )
    row = {"source": "visit", "nature": "x", "action": "y", "by_whom": "z", "due_on": soon}
    action_plans.add_row(by=by, plan=closed, **row)
    plan = next_plan(by, closed, today, soon)
    held = suspensions.suspend(
        by=by, service=service, kind="temporary", imposed_by="council", from_on=today, reason="x"
    )
    contract, ending, appeal = fill_ending(by, service, decision, today)
    own = register_organisation(by=User.objects.system(), name="Provider of the walk", kind="provider")
    access = provider_access.open_access(by=by, provider=service.provider, organisation=own)
    keys = {
        "meeting": meeting, "decision": decision, "plan": plan, "closed": closed, "row": plan.rows.get(), "held": held,
        "contract": contract, "ending": ending, "appeal": appeal, "access": access, "provider": service.provider,
    }  # fmt: skip
    place = {name: record.pk for name, record in keys.items()}
    return {"performance": {"": place | {"cqc_id": service.cqc_id, "kind": "decision"}}}


def fill_ending(by: User, service: Service, decision: RiskDecision, today: date) -> tuple:
    """A contract, its termination considered, and an appeal with a letter."""
    contract = contracts.record_contract(
        by=by,
        provider=service.provider,
        commissioner="council",
        title="x",
        dispute_clause="y",
        termination_clause="z",
    )
    ending = terminations.consider_termination(
        by=by, service=service, opened_on=today, considerations=["BPL-TM1"], clause="x", evidence="y", weighing="z",
        contract=contract,
    )  # fmt: skip
    appeal = appeals.lodge_appeal(
        by=by, step=decision, lodged_on=today, lodged_by="x", grounds="y", interim="z", clause="c"
    )
    appeals.log_letter(by=by, step=appeal, sent_on=today, sent_to="x", how="y", says="z")
    return contract, ending, appeal


def next_plan(by: User, closed: ActionPlan, today: date, soon: date) -> ActionPlan:
    """The plan is closed, and the next one has its row."""
    row = closed.rows.get()
    action_plans.change_row(by=by, row=row, version=1, next_step="Carried Forward")
    action_plans.close_plan(by=by, plan=closed, version=1, closed_on=today, outcome="x")
    return action_plans.carry_over(
        by=by, plan=closed, started_on=today, agreed_with="x", review_on=soon, due_on=soon
    )


class PerformanceMarks:
    """None of it is a partner's business; what the database keeps in an order stays as it is."""

    def _mark(self, record: models.Model, field: models.Field) -> Mark | None:
        return None if field.name in KEPT[record._meta.model_name] else FOREIGN

    mark_suspension = mark_contract = mark_riskdecision = mark_actionplan = mark_termination = mark_appeal = (
        _mark
    )
