"""Places offered and accepted, moves arranged, people in hospital: the way to safe and well. SOP 11.7."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from failure_response.demonstration.needs import say_needs
from providers.models import Service
from trackers.models import TrackerEntry
from trackers.operations import placements, transfers, whereabouts

MANY = 30  # in the largest event somebody is unaccounted for
READY = ("notice", "explained", "belongings", "medication_list", "welcome")


class Placing(NamedTuple):
    """Brings the people of one event on their way."""

    by: User
    event: FailureEvent
    now: datetime

    def play(self) -> None:
        people = self.event.entries.order_by("pk")
        homes = list(self.homes())
        for place, entry in enumerate(people.filter(stage="looking")[:3]):
            self.look(entry, homes, place)
        for place, entry in enumerate(people.filter(stage="move_booked", moved_on=None)):
            self.arrange(entry, place)
        if entry := people.filter(stage="assessing").first():
            self.package(entry)
        if entry := people.filter(stage="assessing").last():
            self.say(entry, "hospital", "St Wilfrid’s Hospital, ward 4", "Ward sister")
        if people.count() > MANY and (entry := people.filter(stage="assessing")[1:2].first()):
            self.say(entry, "unknown", "", "Night nurse: not in the room, not signed out")
        if entry := people.filter(stage="looking").last():
            self.say(entry, "family", "A sister’s house", "Nurse in charge")

    def homes(self):
        near = Service.objects.registered().care_homes().filter(name_withheld=False, dormant=False)
        return near.exclude(pk__in=FailureEvent.objects.values("service")).order_by("-cqc_id")[:2]

    def look(self, entry: TrackerEntry, homes: list[Service], place: int) -> None:
        """The first was offered a place, the second refused one, the third only looked."""
        facts = ({"status": "offered"}, {"status": "refused", "refused_because": "Too far for the daughter"})
        placements.add_placement(
            by=self.by, entry=entry, service=homes[place % len(homes)], kind="care_home",
            **(facts[place] if place < len(facts) else {"status": "looked_at"}),
        )  # fmt: skip

    def arrange(self, entry: TrackerEntry, place: int) -> None:
        """The place the tracker names is accepted, and a vehicle is booked; half of the list is ready."""
        placements.add_placement(
            by=self.by, entry=entry, kind="care_home", place=entry.destination, status="accepted",
            provided_by="Merrybeck Care", agreed_by="The family",
        )  # fmt: skip
        move = entry.transfers.under_way().get()
        booked = (
            {}
            if place % 3 == 2
            else {"transport": "adapted", "booking": "booked", "escort": "A carer they know well"}
        )
        transfers.arrange_transfer(
            by=self.by,
            entry=entry,
            version=move.version,
            on=move.on,
            leaves_at=time(10 + place % 4, 30),
            **booked,
        )
        done = move.items.filter(code__in=READY[: 2 + place % 4]).values_list("pk", flat=True)
        transfers.tick_items(by=self.by, transfer=move, ticked=done, shown=[])

    def package(self, entry: TrackerEntry) -> None:
        """Somebody could go home with care: four double-handed calls, offered."""
        placements.add_placement(
            by=self.by, entry=entry, kind="home_care", place="Fernlea Home Care", status="looked_at",
            calls_per_day=4, call_minutes=30, carers_per_call=2,
        )  # fmt: skip

    def say(self, entry: TrackerEntry, kind: str, place: str, told_by: str) -> None:
        whereabouts.record_stay(
            by=self.by,
            entry=entry,
            kind=kind,
            place=place,
            told_by=told_by,
            since=self.now - timedelta(hours=5),
        )


def place(by: User, event: FailureEvent) -> None:
    """For an event whose procedure runs."""
    if event.status == FailureEvent.Status.INVOKED:
        Placing(by, event, timezone.now()).play()
        say_needs(by, event)
