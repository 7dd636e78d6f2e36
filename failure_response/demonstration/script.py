"""The scenes of the demonstration council as data: what failed, how far it is, who lives there."""

from datetime import date
from typing import NamedTuple

from accounts.models import Organisation, User


class World(NamedTuple):
    """What the scenes are played with."""

    people: dict[str, User]  # by e-mail address
    organisations: dict[str, Organisation]  # by key of the cast
    today: date

    def who(self, name: str) -> User:
        return next(user for email, user in self.people.items() if email.startswith(f"{name}@"))


class Scene(NamedTuple):
    """One event: what was notified how long ago, how far the checklist is, how many people in which state."""

    trigger: str
    days_ago: int
    told_by: str
    nature: str
    steps_done: int
    people: dict[str, int]
    closes_in: int | None = None
    shared: tuple[str, ...] = ()
    meeting_in: int | None = None
    plan: bool = False
    checklist: str = ""  # code of another plan that was begun
    ended: str = ""  # why it was closed or stood down
    ends_as: str = "closed"  # closed | resolved | stood_down
    facts: dict[str, str] = {}  # what the legal basis rests on
    costs: bool = False  # what it cost was recorded, and claimed
    letters: bool = False  # families and residents were written to


RUNNING = {"business_failed": "no", "service_still_running": "yes", "needs_met_immediately_before": "yes"}
IN_ADMINISTRATION = RUNNING | {
    "cause": "business_failure",
    "business_failed": "yes",
    "regulated_activity": "yes",
}
STOPPED = IN_ADMINISTRATION | {
    "service_in_area": "yes",
    "service_still_running": "no",
    "provider_confirmed_unable": "yes",
}
BY_CQC = RUNNING | {"cause": "cqc_standards_failure", "regulated_activity": "yes", "needs_urgent": "no"}
INTERRUPTED = RUNNING | {"cause": "service_interruption", "needs_urgent": "yes"}
SCENES = [
    Scene(
        "STF-T11", 18, "The administrators, by telephone",
        "The administrators stop funding the service. Night staff have given notice.",
        steps_done=17,
        people={"assessing": 5, "looking": 10, "move_booked": 6, "check_due": 3, "safe": 9, "other": 3},
        closes_in=10, shared=("icb", "neighbour"), meeting_in=1, plan=True, letters=True,
        facts=IN_ADMINISTRATION | {"service_in_area": "yes", "provider_confirmed_unable": "no"},
    ),
    Scene(
        "STF-T04", 1, "CQC inspector, by e-mail",
        "CQC has decided to close the service after two inspections.",
        steps_done=1, people={}, closes_in=27, checklist="appendix-b", facts=BY_CQC | {"service_in_area": "yes"},
    ),
    Scene(
        "STF-T07", 4, "The provider's director, in a meeting",
        "The building is to be sold and no care is to be given in it afterwards.",
        steps_done=5, people={"assessing": 14}, closes_in=60,
    ),
    Scene(
        "STF-T13", 9, "The registered manager, by telephone",
        "The boiler and the lift have failed, and the continuity plan did not work.",
        steps_done=11, people={"assessing": 7, "looking": 4}, closes_in=14, shared=("icb",), meeting_in=3, plan=True,
        facts=INTERRUPTED | {"service_in_area": "yes"},
    ),
    Scene(
        "STF-T03", 45, "CQC inspector, by telephone",
        "CQC proposes to close the location.",
        steps_done=23, people={"safe": 10, "other": 2}, closes_in=-5,
    ),
    Scene(
        "STF-T10", 6, "The provider's solicitor, by letter",
        "The provider has entered administration. The service goes on as before.",
        steps_done=0, people={},
    ),
    Scene(
        "STF-T11", 120, "The administrators, by letter",
        "The administrators stopped funding the service.",
        steps_done=28, people={"safe": 8, "other": 1}, closes_in=-60, ended="Everybody has a new home.",
    ),
    Scene(
        "STF-T11", 80, "The administrators, by e-mail",
        "The administrators sold the building.",
        steps_done=25, people={"safe": 6, "other": 1}, closes_in=-44, ended="Everybody has moved.", ends_as="resolved",
        facts=STOPPED, costs=True,
    ),
    Scene(
        "STF-T04", 20, "CQC inspector, by telephone",
        "CQC has decided to close the service.",
        steps_done=4, people={"assessing": 3}, closes_in=40, ended="A new provider has taken the service over.",
        ends_as="stood_down",
    ),
]  # fmt: skip
