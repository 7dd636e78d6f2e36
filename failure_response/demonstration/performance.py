"""What the council does about two services that perform poorly: decisions, action plans, a suspension, an appeal."""

from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings

from accounts import operations as accounts
from accounts.models import Organisation, User
from providers.models import Provider, Service
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

MANAGER = "manager@provider.example"
# (nature, action, by whom, days from today, completed days ago)
FIRST = (
    (
        "Rota not kept, third manager in a year",
        "A registered manager in post",
        "Provider’s director",
        -30,
        33,
    ),
    (
        "One nurse for 19 people at night",
        "Two nurses at night, rota sent each Friday",
        "Registered manager",
        -20,
        None,
    ),
    (
        "Complaints are not answered",
        "Answer within ten working days, log shown at visits",
        "Deputy manager",
        -25,
        None,
    ),
)
NEXT = ("Changed & Carried Forward", "No Longer Required/ Superseded")


class Improving(NamedTuple):
    """Plays the contracts officer after the assessments."""

    officer: User
    today: date

    def play(self, failing: Service, watched: Service) -> None:
        """`failing` is at its second plan, and termination is considered; in `watched` placements are suspended."""
        self.contract(failing)
        decision = self.summit(failing)
        second = self.two_plans(failing, decision)
        self.let_in(failing.provider, second)
        self.consider(failing, decision)
        self.suspend(watched)

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def contract(self, service: Service) -> None:
        contracts.record_contract(
            by=self.officer, provider=service.provider, commissioner="council",
            title="Accommodation And Service Agreement", termination_clause="Clause 18", dispute_clause="Clause 22",
            notice_clause="Three months, in writing",
        )  # fmt: skip

    def summit(self, service: Service) -> RiskDecision:
        """Six weeks ago; its review is past due."""
        meeting = decisions.record_meeting(
            by=self.officer, service=service, kind="summit", held_on=self.day(-58),
            attendees="Contracts Team (chair)\nCCG quality lead\nCQC inspector\nCare management",
        )  # fmt: skip
        made = decisions.decide(
            by=self.officer, meeting=meeting, options=["BPL-RS01", "BPL-RS10"], review_on=self.day(-4),
            reason="People are at risk at night, and two managers have left.", decided_by="The chair, for the meeting",
        )  # fmt: skip
        appeals.log_letter(
            by=self.officer, step=made, sent_on=self.day(-56), sent_to="Provider’s director", how="By post and e-mail",
            says="What the Risk Summit decided, why, and when it is reviewed.",
        )  # fmt: skip
        return made

    def two_plans(self, service: Service, decision: RiskDecision) -> ActionPlan:
        plan = action_plans.start_plan(
            by=self.officer, service=service, started_on=self.day(-55), agreed_with="Provider’s director",
            review_on=self.day(-14), decision=decision,
        )  # fmt: skip
        self.fill(plan)
        plan.refresh_from_db()
        action_plans.close_plan(
            by=self.officer, plan=plan, version=plan.version, closed_on=self.day(-14),
            outcome="A manager is in post. Nights are not safe yet.",
        )  # fmt: skip
        new = action_plans.carry_over(
            by=self.officer, plan=plan, started_on=self.day(-14), agreed_with="Provider’s director",
            review_on=self.day(14), due_on=self.day(-1),
        )  # fmt: skip
        action_plans.add_row(
            by=self.officer, plan=new, source="visit", source_words="Visit after the plan", due_on=self.day(10),
            nature="Weights not recorded for a week", action="Weigh weekly; chart seen by the deputy each Monday",
            by_whom="Deputy manager", measure="Charts sampled at the next visit",
        )  # fmt: skip
        return new

    def fill(self, plan: ActionPlan) -> None:
        unmet = iter(NEXT)
        for nature, action, whom, days, completed in FIRST:
            row = action_plans.add_row(
                by=self.officer, plan=plan, source="assessment", source_words="Risk Summit", nature=nature,
                action=action, by_whom=whom, due_on=self.day(days), measure="Seen at a monitoring visit",
            )  # fmt: skip
            facts = {"met_on": self.day(-completed)} if completed else {"next_step": next(unmet)}
            action_plans.change_row(by=self.officer, row=row, version=row.version, **facts)

    def let_in(self, provider: Provider, plan: ActionPlan) -> None:
        """The provider's manager signs in, and has answered one concern."""
        system = User.objects.system()
        organisation = accounts.register_organisation(
            by=system, name=f"{provider} (provider)"[:200], kind=Organisation.Kind.PROVIDER
        )
        manager = accounts.invite_user(
            by=system, email=MANAGER, name="Tamsin Okehurst", organisation=organisation, role=User.Role.PROVIDER,
            password=settings.DEMO_PASSWORD,
        )  # fmt: skip
        provider_access.open_access(by=self.officer, provider=provider, organisation=organisation)
        action_plans.show_plan(by=self.officer, plan=plan)
        row = plan.rows.order_by("number").first()
        action_plans.answer_row(
            by=manager, row=row, version=row.version, response="A second nurse starts on Monday.",
            evidence="Rota for the next two weeks sent by e-mail.",
        )  # fmt: skip

    def consider(self, service: Service, decision: RiskDecision) -> None:
        terminations.consider_termination(
            by=self.officer, service=service, opened_on=self.day(-2), considerations=["BPL-TM1", "BPL-TM3"],
            clause="", contract=service.provider.contracts.first(), decision=decision,
            evidence="The first plan did not make nights safe; weights were missed since.",
            weighing="Moving everybody is a risk too: most people have lived here for more than two years.",
        )  # fmt: skip

    def suspend(self, service: Service) -> None:
        """The provider agrees to take nobody and does; the council makes it mandatory, and the provider appeals."""
        agreed = suspensions.suspend(
            by=self.officer, service=service, kind="voluntary", imposed_by="provider", from_on=self.day(-9),
            reason="Two carers for 31 people at night, until a third is hired.",
            effect="No new people; four rooms stay empty.", interim="The council visits each night this week.",
        )  # fmt: skip
        held = suspensions.make_mandatory(
            by=self.officer, suspension=agreed, version=agreed.version, from_on=self.day(-3), review_on=self.day(11),
            reason="Somebody was admitted all the same.",
        )  # fmt: skip
        appeals.lodge_appeal(
            by=self.officer, step=held, lodged_on=self.today, lodged_by="The provider’s director", clause="Clause 22",
            grounds="A third carer has been hired.", interim="No new placements; nightly visits go on.",
        )  # fmt: skip
