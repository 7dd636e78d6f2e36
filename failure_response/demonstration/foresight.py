"""What the council thought through before anybody failed: contingency plans, and who would step in."""

from datetime import date, timedelta
from typing import NamedTuple

from accounts.models import User
from plans.models import ContingencyPlan
from plans.operations import contingency, contingency_facts
from providers.models import Service

TEXTS = {
    "T1": "Care Act 2014, section 48: whoever is no longer cared for because a provider failed gets what they need "
    "from us, for as long as it is necessary, whoever pays. Section 19(3) where it is urgent.",
    "T2": "We meet CQC each quarter, and the care association each month. Contracts officers note early warning signs; "
    "the provider list shows them.",
    "T3": "Notice of 28 days, and people’s information handed over within 48 hours, are clauses of each agreement.",
    "T4": "People stay together where they wish to. Nobody is moved twice. Families and carers hear it from us first.",
    "T5": "The commissioning officer on call invokes the procedure. The director decides on costs over £50,000.",
    "T6": "Bank nurses of the Trust can cover six shifts a week. We pay invoices within five days while it lasts.",
    "T8": "Comms writes one message for everybody. The Cabinet Member is told before the press. Age UK is asked to "
    "sit with families on the first day.",
    "T9": "First the homes below, then those in the neighbouring council. Self-funders get the same list and the "
    "number of an independent financial adviser.",
    "T11": "Two social workers and a nurse assess everybody within three days, with equipment and medicines listed.",
    "T12": "One move a day from each floor, never after 3pm. Somebody whom the person knows goes with them.",
}
BEGUN = ("T6",)
WIDE = {
    "T1": "Care Act 2014, sections 19 and 48.",
    "T4": "Continuity of care, choice, and support for carers and staff.",
}
HOMES = (  # what it could do, free places, days since it said so, days since it told its places
    ("4 residential places", 4, 20, 6),
    ("2 nursing places, and 1 for respite", 2, 245, 60),
    ("6 places in a wing that can be opened in a week", 6, 95, 12),
)
LEADS = ("Provider Failure Lead", "Safeguarding Lead")


class Foresight(NamedTuple):
    """Plays the work of the contracts officer: a plan for the service that fails, and one for the whole area."""

    officer: User
    runs: User
    care_manager: User
    today: date

    def play(self, failing: Service, busy: list[Service]) -> None:
        """Homes nearby, none `busy`, said that they would step in; one so long ago that it is to be asked again."""
        near = Service.objects.registered().care_homes().filter(local_authority=failing.local_authority)
        fit = near.filter(name_withheld=False).exclude(provider=failing.provider_id)
        self.fill_register(
            list(fit.exclude(pk__in=[one.pk for one in busy]).order_by("cqc_id")[: len(HOMES)])
        )
        plan = contingency.begin_plan(
            by=self.officer, title=f"Contingency plan: {failing}", owner=self.officer, service=failing
        )
        self.write(plan, TEXTS)
        for role, user in zip(LEADS, (self.runs, self.care_manager), strict=True):
            contingency_facts.propose_lead(by=self.officer, plan=plan, role=role, user=user)
        whole = contingency.begin_plan(
            by=self.officer, title="Contingency plan for the care market", owner=self.runs
        )
        self.write(whole, WIDE)
        contingency_facts.link_plan(by=self.officer, plan=plan, related=whole)
        plan.refresh_from_db()
        contingency.publish_plan(
            by=self.officer,
            plan=plan,
            version=contingency.draft_version(plan),
            words="1.0",
            note="First version, agreed with health.",
        )

    def fill_register(self, services: list[Service]) -> None:
        for number, (service, home) in enumerate(zip(services, HOMES, strict=False)):
            capacity, places, said, told = home
            contingency_facts.record_alternative(
                by=self.officer, service=service, capacity=capacity, places=places, contact_name="Registered manager",
                phone=f"01632 96040{number}", is_last_resort=number == 2, said_on=self.today - timedelta(days=said),
                places_on=self.today - timedelta(days=told),
            )  # fmt: skip

    def write(self, plan: ContingencyPlan, texts: dict[str, str]) -> None:
        for number, text in texts.items():
            section = plan.sections.get(number=number)
            contingency.write_section(
                by=self.officer, section=section, version=section.version, text=text, owner=self.officer,
                is_done=number not in BEGUN,
            )  # fmt: skip
