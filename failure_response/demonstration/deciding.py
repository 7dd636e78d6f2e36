"""The approach to the demonstration's main event, who was involved, a press statement with one approval."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from accounts.models import User
from events.models import FailureEvent
from plans.models import Approach, MarketProject
from plans.operations import approaches, involvement, press, programme, sign_off

# Option: (cost in pounds, people, how soon, notes, {factor: (bears, what is known)})
OPTIONS = {
    "COV-A1-AC1": (
        38_400, 18, "Within ten days", "Eighteen rooms in five homes, all within eight miles.",
        {
            "COV-A1-AC1-F1": ("for", "Eighteen vacancies on Monday’s list"),
            "COV-A1-AC1-F2": ("against", "£120 a week more for each person"),
            "COV-A1-AC1-F3": ("for", "All five homes have hoists"),
        },
    ),
    "COV-A1-AC2": (
        212_000, 36, "Today, for four weeks", "Only as long as the administrators fund the building.",
        {
            "COV-A1-AC2-F1": ("for", "People stay where they are"),
            "COV-A1-AC2-F2": ("against", "The landlord is a creditor and asks for arrears first"),
        },
    ),
    "COV-A1-AC3": (None, None, "", "", {"COV-A1-AC3-F2": ("against", "Nobody to staff a second building")}),
    "COV-A1-ST2": (
        9_500, 36, "Within a week", "",
        {
            "COV-A1-ST2-F1": ("for", "Merrybeck Care can start on Thursday"),
            "COV-A1-ST2-F2": ("neither", "Existing terms for three months"),
        },
    ),
    "COV-A1-ST3": (21_000, 36, "At once", "", {"COV-A1-ST3-F1": ("against", "12 percent above the usual rate")}),
    "COV-A1-CL1": (4_200, 36, "Begun", "", {"COV-A1-CL1-F1": ("for", "Self-funders agreed to be reviewed")}),
}  # fmt: skip
DECIDED = {
    "Accommodation": (
        ["Source alternative accommodation"],
        "The building cannot be kept beyond the closing date.",
    ),
    "Clients": (
        ["Reviews", "Health and well-being checks"],
        "Everybody moves, so everybody is seen before and after.",
    ),
}
TEXT = (
    "The administrators of the home have told the council that they cannot fund it after this month.\n\n"
    "The council and the NHS are working with everybody who lives there and with their families. Nobody is asked to "
    "move before a new place has been found and agreed.\n\n"
    "Families can call the council’s contact centre at any time."
)


class Deciding(NamedTuple):
    """Plays the officer and those who approve."""

    officer: User
    leader: User
    contracts: User
    event: FailureEvent
    today: date

    def play(self) -> None:
        self.involve()
        approach = self.work_through()
        sign_off.record_sign_off(
            by=self.officer, event=self.event, organisation="CCC", body="Market Management", name="Hollis Brandreth",
            signed_on=self.today, revision=approach.revision, note="Meeting of this morning",
        )  # fmt: skip
        self.write_to_the_press()
        self.keep_programme()

    def involve(self) -> None:
        """Council, integrated care board and regulator; nobody of the trust yet."""
        for organisation, name, method, days in (
            ("CCC", "Adult social care, senior management", "meeting", 17),
            ("CQC", "Inspection manager for the area", "phone", 17),
            ("CRCCG", "Head of continuing healthcare", "email", 15),
        ):
            involvement.record_involvement(
                by=self.officer, event=self.event, organisation=organisation, name=name, method=method,
                involved_on=self.today - timedelta(days=days),
            )  # fmt: skip

    def work_through(self) -> Approach:
        row = approaches.choose_approach(
            by=self.officer, event=self.event, provider_type="Care Home", key_factor="Building closed down",
            kind="approach_1",
        )  # fmt: skip
        for option in row.options.filter(code__in=OPTIONS):
            cost, people, ready, note, said = OPTIONS[option.code]
            factors = {code: {"bears": bears, "note": known} for code, (bears, known) in said.items()}
            approaches.work_through(
                by=self.officer, option=option, version=1, factors=factors, people=people, ready=ready, note=note,
                cost=Decimal(cost) if cost else None,
            )  # fmt: skip
        for issue in row.issues.filter(label__in=DECIDED):
            chosen, reason = DECIDED[issue.label]
            approaches.decide_issue(by=self.officer, issue=issue, version=1, chosen=chosen, reason=reason)
        row.refresh_from_db()
        return row

    def write_to_the_press(self) -> None:
        held = press.draft_statement(
            by=self.officer, event=self.event, action="BPL-CP07", title=f"{self.event.service}: what happens next",
            text=TEXT,
        )  # fmt: skip
        press.approve_statement(
            by=self.leader, statement=held, text_version=1, body="DASS", method="here", approved_on=self.today
        )

    def keep_programme(self) -> None:
        """The outline's projects with days of this council; one is late."""
        days = {
            "COV-MP1": (120, "under_way", "Tender is out"),
            "COV-MP2": (-6, "under_way", "Two bids are scored"),
        }
        for row in programme.take_programme(by=self.contracts):
            on, state, progress = days.get(row.code, (None, MarketProject.State.NOT_STARTED, ""))
            if on is not None:
                programme.change_project(
                    by=self.contracts, row=row, version=1, area=row.area, project=row.project, state=state,
                    due_on=self.today + timedelta(days=on), owner=self.contracts.name, progress=progress,
                )  # fmt: skip
