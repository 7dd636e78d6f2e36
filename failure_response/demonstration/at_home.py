"""A home care branch that hands its packages back at once: people in their own homes, Approach 2 and Appendix B.

Coventry outline 7, App B; Staffordshire SOP 10.3. The branch is invented, as everybody of the demonstration is.
"""

from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from accounts.models import User
from events.models import FailureEvent
from events.operations import events
from failure_response.demonstration.planning import Planning
from failure_response.demonstration.residents import next_of_kin, residents
from plans.operations import approaches
from providers.models import Service
from providers.operations import load_register
from trackers import operations as tracker

REGISTER = Path(__file__).with_name("home_care.csv")
BRANCH = "1-9990000001"
SEED, PEOPLE, HOURS = 90, 5, "62"


class AtHome(NamedTuple):
    """Plays the officer who logs it and the care manager."""

    officer: User
    care_manager: User
    today: date

    def play(self) -> None:
        load_register(by=User.objects.system(), path=REGISTER)
        event = self.log(Service.objects.get(cqc_id=BRANCH))
        for place, person in enumerate(islice(residents(SEED), PEOPLE)):
            own = {"room": "", "address_before": f"{place + 3} Weir Lane, Exampleton, EX4 {place + 2}AB"}
            entry = tracker.add_person(
                by=self.officer, event=event, **person | own,
                funding_type="this_council", funding_authority=self.officer.organisation,
            )  # fmt: skip
            tracker.add_representative(by=self.care_manager, entry=entry, **next_of_kin(person, place))
        approaches.choose_approach(
            by=self.officer, event=event, provider_type="Home Support", key_factor="Branch closed immediately",
            kind="approach_2",
        )  # fmt: skip
        Planning(self.officer, [self.care_manager], event, self.today).checklist("appendix-b", done=1)

    def log(self, branch: Service) -> FailureEvent:
        """Told the day before; the branch stops in a week."""
        event = events.log_event(
            by=self.officer, service=branch, notified_on=self.today - timedelta(days=1),
            notified_by="The branch manager, by telephone", service_type="Homecare agencies",
            nature_of_failure="The branch closes and hands all its packages of care back.",
            trigger="STF-T09", response="Invoke Provider Failure Procedure", packages=str(PEOPLE), hours=HOURS,
        )  # fmt: skip
        return events.set_closing_date(
            by=self.officer, event=event, closes_on=self.today + timedelta(days=7), version=event.version
        )
