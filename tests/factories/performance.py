"""Meetings, decisions, plans, suspensions and appeals, made by the operations."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from risk.models import ActionPlan, ActionPlanRow, Appeal, RiskDecision, RiskMeeting, Suspension, Termination
from risk.operations import action_plans, appeals, decisions, provider_access, suspensions, terminations
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory


def day(days: int = 0) -> date:
    """Today, or so many days from it."""
    return timezone.localdate() + timedelta(days=days)


def make_meeting(by: User, service=None, kind: str = "summit", **facts: Any) -> RiskMeeting:
    ProcedureFactory(key="blackpool")
    given = {"held_on": day(), "attendees": "Chair; CCG; CQC"} | facts
    return decisions.record_meeting(by=by, service=service or ServiceFactory(), kind=kind, **given)


def make_decision(
    by: User, *options: str, meeting: RiskMeeting | None = None, service=None, **facts: Any
) -> RiskDecision:
    given = {"reason": "Nights are not safe", "decided_by": "The chair", "review_on": day(28)} | facts
    meeting = meeting or make_meeting(by, service)
    return decisions.decide(by=by, meeting=meeting, options=list(options or ["BPL-RS01"]), **given)


def make_plan(by: User, service=None, **facts: Any) -> ActionPlan:
    ProcedureFactory(key="blackpool")
    given = {"started_on": day(), "agreed_with": "Registered manager", "review_on": day(28)} | facts
    return action_plans.start_plan(by=by, service=service or ServiceFactory(), **given)


def make_row(by: User, plan: ActionPlan, **facts: Any) -> ActionPlanRow:
    given = {
        "source": "visit", "nature": "Call bells not answered", "action": "Two carers at night",
        "by_whom": "Registered manager", "due_on": day(7),
    }  # fmt: skip
    return action_plans.add_row(by=by, plan=plan, **(given | facts))


def make_suspension(by: User, service=None, **facts: Any) -> Suspension:
    given = {"kind": "temporary", "imposed_by": "council", "from_on": day(), "reason": "Nights are not safe"}
    return suspensions.suspend(by=by, service=service or ServiceFactory(), **(given | facts))


def make_termination(by: User, service=None, **facts: Any) -> Termination:
    ProcedureFactory(key="blackpool")
    given = {
        "opened_on": day(), "considerations": ["BPL-TM2"], "clause": "Clause 18", "evidence": "Two plans failed",
        "weighing": "Twelve people would move",
    }  # fmt: skip
    return terminations.consider_termination(by=by, service=service or ServiceFactory(), **(given | facts))


def make_appeal(by: User, step, **facts: Any) -> Appeal:
    given = {
        "lodged_on": day(), "lodged_by": "The provider’s solicitor", "grounds": "Disproportionate",
        "interim": "No new placements; weekly visits", "clause": "Clause 22",
    }  # fmt: skip
    return appeals.lodge_appeal(by=by, step=step, **(given | facts))


def provider_person(by: User, provider, name: str = "Brackenmoor Homes") -> User:
    """Somebody of the provider's own organisation, which may answer in its plans."""
    organisation = make_organisation(name, kind="provider")
    provider_access.open_access(by=by, provider=provider, organisation=organisation)
    return make_user("provider", organisation, email=f"{name.split()[0].lower()}@provider.example")
