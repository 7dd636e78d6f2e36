"""What follows when everybody has a final outcome: systems, contracts, reviews, lessons. SOP 11.7, 11.8."""

from datetime import date, time, timedelta
from typing import NamedTuple

from accounts.models import User
from events.models import FailureEvent, Meeting
from events.operations import meetings, resolution
from trackers import operations as tracker
from trackers.models import Review
from trackers.operations import reviews

LEARNT = [
    (
        "The resident list took nine days to come.",
        "Ask each home for a list every quarter, and try one out.",
        -3,
    ),
    ("Two families heard it from staff first.", "Agree with each provider who tells families, and when.", 25),
]


class End(NamedTuple):
    """Plays the end of one resolved event."""

    officer: User
    care_manager: User
    event: FailureEvent
    today: date

    def play(self, *, everything: bool) -> None:
        """`everything`: nothing is left to do; else some people, reviews and findings wait."""
        self.update_systems(but=0 if everything else 2)
        self.end_contracts()
        self.review(but=0 if everything else 4)
        self.learn(done=everything)

    def update_systems(self, *, but: int) -> None:
        people = list(self.event.entries.order_by("pk"))
        for entry in people[: len(people) - but]:
            changes = {"system_updated_on": self.today}
            tracker.edit_entry(by=self.care_manager, entry=entry, version=entry.version, changes=changes)

    def end_contracts(self) -> None:
        resolution.record_termination(
            by=self.officer,
            event=self.event,
            issued_to=self.event.provider.name,
            contract_reference=f"RES-{self.event.pk:04d}",
            issued_on=self.event.closes_on,
            issued_by="Contracts Team",
            notes="Ends every residential placement there.",
        )

    def review(self, *, but: int) -> None:
        due = list(Review.objects.filter(event=self.event).due().order_by("pk"))
        for row in due[: len(due) - but]:
            reviews.record_review(
                by=self.care_manager,
                review=row,
                version=row.version,
                done_on=self.today,
                outcome="Settled, and eats well. The family visits weekly.",
            )

    def learn(self, *, done: bool) -> None:
        """The meeting was held, and two things are to change; of the first the day has gone by."""
        meetings.record_meeting(
            by=self.officer,
            event=self.event,
            kind=Meeting.Kind.LESSONS,
            held_on=self.today - timedelta(days=10),
            starts_at=time(10, 0),
            people=[self.officer, self.care_manager],
            venue="County Hall, room 2",
        )
        for happened, change, days in LEARNT:
            words = {"happened": happened, "change": change, "due_on": self.today + timedelta(days=days)}
            row = resolution.record_finding(
                by=self.officer, event=self.event, owner=self.care_manager, **words
            )
            if done:
                resolution.update_finding(
                    by=self.care_manager,
                    finding=row,
                    version=row.version,
                    owner=row.owner,
                    done_on=self.today,
                    **words,
                )
