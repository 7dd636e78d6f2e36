"""What some people of the demonstration need, whom they belong with, and two concerns."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from trackers import operations as tracker
from trackers.models import TrackerEntry
from trackers.operations.assessments import record_heading
from trackers.operations.concerns import close_concern, raise_concern
from trackers.operations.links import link_people
from trackers.operations.must_haves import add_must_have, look_for
from trackers.rules.assessment import headings

FEWEST = 8  # people without an outcome, below which an event stays as it is
HOUSE = "Tansywick Lodge"
MUST_HAVES = [  # words, kind, weight, what was found at the house, who confirmed it
    ("Near enough for my daughter to come on the bus", "near", "essential", "met", "Bus 12, four stops"),
    ("Ground floor, I don’t like lifts", "room", "essential", "met", "Room 6 seen. The manager"),
    ("My piano, or one I may play", "other", "preferred", "unmet", "The lounge piano is broken. The manager"),
    ("A bath I can get into, not a shower", "care", "essential", "unknown", ""),
]
FOUND = [
    "Sees friends at the day centre on Tuesdays; plays cards.",
    "Dr P. Larkin, Mill Bank Surgery. Hospital eye clinic in three weeks.",
    "Blister pack from the High Street pharmacy, twice a day. No controlled drugs.",
]


def say_needs(by: User, event: FailureEvent) -> None:
    """Give the first people without an outcome what the pages about needs can show."""
    people = list(event.entries.unresolved().select_related("service_user").order_by("pk"))
    if len(people) < FEWEST:
        return
    for entry in people[:6]:
        change(by, entry, worker="Dele Winterbourne", worker_phone="01632 960200", gp="Mill Bank Surgery")
    waiting = [entry for entry in people if not entry.destination and not entry.moved_on]
    say_must_haves(by, (waiting or people)[0])
    say_safeguards(by, [entry for entry in people if entry.capacity == "lacks"])
    link_people(
        by=by, entry=people[0], other=people[1], kind="couple", stay_together=True, words="Married in 1961"
    )
    link_people(by=by, entry=people[2], other=people[3], kind="friends", words="Sit together at every meal")
    link_people(by=by, entry=people[4], other=people[5], kind="never_with", words="They fell out badly")
    for text, one in zip(FOUND, headings(), strict=False):
        record_heading(by=by, entry=people[0], heading=one.code, text=text, version=0)
    raise_concern(by=by, entry=people[1], kind="quality", what="Supper was cold three evenings in a row.")
    said = {"kind": "safeguarding", "what": "A bruise on the left arm that nobody can explain."}
    concern = raise_concern(by=by, entry=people[2], **said)
    seen = "Seen by the nurse: a fall that was not written down. The manager has been told."
    close_concern(by=by, concern=concern, version=concern.version, outcome=seen)


def say_must_haves(by: User, entry: TrackerEntry) -> None:
    for words, kind, weight, found, note in MUST_HAVES:
        row = add_must_have(by=by, entry=entry, words=words, kind=kind, weight=weight)
        if note:
            look_for(by=by, must_have=row, version=row.version, place=HOUSE, found=found, note=note)


def say_safeguards(by: User, people: list[TrackerEntry]) -> None:
    """The first has all decided, the second an authorisation that does not move with the person."""
    today = timezone.localdate()
    for entry in people[:1]:
        decided = {
            "best_interests_by": "Dele Winterbourne",
            "best_interests_outcome": "A home near the family",
        }
        advocate = {"advocate": "in_place", "advocate_name": "Rosa Tindle, Exampleshire Advocacy"}
        made = {"best_interests": "made", "best_interests_on": today - timedelta(days=1)}
        change(by, entry, imca="not_needed", **made, **decided, **advocate)
        kin = entry.representatives.first()
        tracker.edit_representative(by=by, representative=kin, version=kin.version, involved="interested")
    for entry in people[1:2]:
        until = today + timedelta(days=20)
        change(by, entry, imca="needed", advocate="unknown", dols="authorised", dols_until=until)


def change(by: User, entry: TrackerEntry, **changes) -> None:
    now = TrackerEntry.objects.select_related("event", "service_user").get(pk=entry.pk)
    tracker.edit_entry(by=by, entry=now, version=now.version, changes=changes)
