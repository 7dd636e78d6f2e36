"""What the council knew of some services before and beside their failures: concerns and assessments of risk."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from accounts.models import User
from providers.models import Service
from risk.models import Grading, InitialAssessment, RiskAssessment
from risk.operations import assessments, concerns, gradings, initial

HEALTH, CARE = "District nurse, at the visit", "The care manager, at the visit"
# (which service, days ago, source, indicators, who told, what)
CONCERNS = (
    (
        "failing",
        75,
        "visit",
        ["BPL-IN09", "BPL-IN13"],
        "Monitoring visit",
        "Third manager in a year; rota not kept.",
    ),
    ("watched", 12, "complaint", ["BPL-IN04"], "Complaint 2231", "Call bells are not answered at night."),
    (
        "watched",
        6,
        "safeguarding",
        ["BPL-IN08"],
        "Referral 118",
        "A fall at night was found in the morning.",
    ),
)
# Number of the row: (issue, cell for the person, cell for others, immediate action)
FIRST = {
    "6": (
        "Lost 3 kg in a month, and nobody was told.",
        (4, 4),
        (2, 3),
        "Weighed weekly from today; the GP was called.",
    ),
    "8": (
        "Grade 2 pressure sore on the left heel. The turning chart has gaps.",
        (3, 4),
        (2, 3),
        "District nurse today.",
    ),
    "18": ("Two complaints were not answered.", (2, 3), (2, 3), ""),
    "23": ("One nurse for 19 people at night.", (3, 4), (3, 4), "Agency nurse from tonight."),
}
SECOND = {
    "6": ("Weight is stable; one week was not recorded.", (2, 2), (2, 2), ""),
    "23": (
        "Two nights last month with one nurse.",
        (3, 3),
        (3, 3),
        "The rota is sent to the council each Friday.",
    ),
}


class Weighing(NamedTuple):
    """Plays the work of the contracts officer on three services."""

    officer: User
    care_manager: User
    partner: User
    today: date

    def play(self, failing: Service, watched: Service, quiet: Service) -> None:
        """`failing` was assessed twice, `watched` is being assessed, and `quiet` is to be looked at again."""
        self.raise_concerns(failing, watched)
        self.assess_twice(failing)
        self.begin(watched)
        self.look_again(quiet)

    def raise_concerns(self, failing: Service, watched: Service) -> None:
        services = {"failing": failing, "watched": watched}
        for which, days, source, indicators, told_by, details in CONCERNS:
            service = services[which]
            concerns.record_concern(
                by=self.officer, provider=service.provider, service=service, indicators=indicators, source=source,
                raised_on=self.today - timedelta(days=days), told_by=told_by, details=details,
            )  # fmt: skip

    def assess_twice(self, service: Service) -> None:
        begun = assessments.start_assessment(
            by=self.officer,
            service=service,
            started_on=self.today - timedelta(days=70),
            people=["WO", "EH", "RT"],
        )
        for number, line in FIRST.items():
            self.fill(begun, 1, number, *line)
        assessments.add_factor(
            by=self.officer, assessment=begun, factor="Staffing", comment="Bank nurses from a sister home"
        )
        self.settle(begun, "Extreme", target="Moderate")
        self.sign(begun, days_ago=62)
        again = assessments.revise_assessment(
            by=self.officer, assessment=begun, reason="Visit after the action plan"
        )
        for number, line in SECOND.items():
            self.fill(again, 1, number, *line)
        self.fill(again, 1, "8", "", None, None, "")
        self.settle(
            again, "Moderate", level_reason="Nights are covered, and the rota is checked.", target="Low"
        )
        self.sign(again, days_ago=0)

    def begin(self, service: Service) -> None:
        made = initial.make_initial_assessment(
            by=self.officer, service=service, occasion="BPL-IAO3", nature="People are not helped in time at night.",
            started_on=self.today - timedelta(days=3), concerns=list(service.concerns.all()),
            scores={"2": 4, "3": 3, "4": 3, "5": 4, "6": 3, "7": 3, "8": 4, "9": 5},
        )  # fmt: skip
        self.decide(made, 3, reason="Somebody could come to harm any night.")
        begun = assessments.start_assessment(
            by=self.officer,
            service=service,
            started_on=self.today,
            people=["AB", "JM"],
            initial_assessment=made,
        )
        gradings.ask_in(by=self.officer, assessment=begun, user=self.partner, parties=["Health"])
        self.fill(begun, 1, "5", "Hoist sling not labelled.", (2, 4), (2, 4), "Sling replaced.")
        self.fill(begun, 1, "23", "Two carers for 31 people at night.", (4, 4), (4, 4), "")

    def look_again(self, service: Service) -> None:
        made = initial.make_initial_assessment(
            by=self.officer, service=service, occasion="BPL-IAO1", nature="Menus were not kept to.",
            started_on=self.today, scores={"2": 3, "3": 2, "4": 2, "5": 2, "6": 1, "7": 1, "8": 2, "9": 2},
        )  # fmt: skip
        self.decide(
            made, 2, reason="Small, and put right at once.", follow_up_on=self.today + timedelta(days=28)
        )

    def decide(self, made: InitialAssessment, outcome: int, **facts: Any) -> None:
        initial.decide_initial_assessment(
            by=self.officer, assessment=made, version=made.version, outcome=outcome, **facts
        )

    def fill(self, begun: RiskAssessment, who: int, number: str, issue, person, others, action) -> None:
        row = Grading.objects.get(assessment=begun, person__number=who, domain_number=number)
        agreed = HEALTH if "Health" in row.parties else CARE
        gradings.fill_row(
            by=self.officer, grading=row, version=row.version, issue=issue, person=person, others=others,
            immediate_action=action, agreed_with=agreed,
        )  # fmt: skip

    def settle(self, begun: RiskAssessment, level: str, *, target: str, level_reason: str = "") -> None:
        begun.refresh_from_db()
        assessments.settle_level(
            by=self.officer, assessment=begun, version=begun.version, level=level, level_reason=level_reason,
            remedy="The provider writes an action plan, and the council visits each week.", target=target,
            target_on=self.today + timedelta(days=30),
        )  # fmt: skip

    def sign(self, begun: RiskAssessment, *, days_ago: int) -> None:
        begun.refresh_from_db()
        day = self.today - timedelta(days=days_ago)
        assessments.sign_assessment(
            by=self.officer, assessment=begun, version=begun.version, completed_by=self.officer.name,
            designation=self.officer.get_role_display(), organisation=str(self.officer.organisation),
            signature=self.officer.name, signed_on=day, feedback_how="By telephone",
        )  # fmt: skip
