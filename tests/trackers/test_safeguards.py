"""What is to be settled for somebody who cannot decide. Staffordshire SOP 4.4; Coventry plan 6; Blackpool App 5."""

from datetime import date

import pytest
from django.utils import timezone

from tests.factories.trackers import EntryFactory, RepresentativeFactory
from trackers.lists import VIEWS
from trackers.models import TrackerEntry
from trackers.rules.safeguards import Facts, needs

TODAY = date(2026, 11, 22)
SETTLED = {"capacity": "lacks", "advocate": "in_place", "best_interests": "made", "interested": True}
CASES = [
    ({}, []),
    ({"capacity": "has"}, []),
    ({"capacity": "lacks"}, ["advocate", "best-interests", "nobody-interested"]),
    (SETTLED, []),
    (SETTLED | {"advocate": "unknown", "imca": "instructed"}, []),
    (SETTLED | {"advocate": "unknown", "imca": "not_needed"}, ["advocate"]),
    (SETTLED | {"imca": "needed"}, ["no-imca"]),
    (SETTLED | {"advocate": "needed"}, ["advocate"]),
    (SETTLED | {"best_interests": "needed"}, ["best-interests"]),
    (SETTLED | {"best_interests": "needed", "moved_on": TODAY}, []),
    (SETTLED | {"interested": False}, ["nobody-interested"]),
    (SETTLED | {"interested": False, "involvement_capacity": "has"}, []),
    ({"capacity": "has", "involvement_capacity": "lacks"}, ["nobody-interested"]),
    ({"move_on": date(2026, 12, 1)}, ["to-assess"]),
    ({"move_on": date(2026, 12, 1), "moved_on": TODAY}, []),
    ({"dols": "authorised"}, ["dols-due"]),
    ({"dols": "authorised", "dols_until": date(2027, 6, 1)}, []),
    ({"dols": "authorised", "dols_until": date(2026, 12, 20)}, ["dols-due"]),
    ({"dols": "authorised", "dols_until": date(2026, 11, 21)}, ["dols-due"]),
    ({"dols": "authorised", "dols_until": date(2027, 6, 1), "destination": "Tansywick"}, ["dols-due"]),
    (
        {"dols": "authorised", "dols_until": date(2027, 6, 1), "destination": "T", "dols_next": "applied"},
        [],
    ),
    ({"dols": "authorised", "moved_on": TODAY, "dols_next": "needed"}, ["dols-due"]),
    ({"dols": "authorised", "moved_on": TODAY, "dols_next": "authorised"}, []),
    ({"dols": "none", "moved_on": TODAY, "dols_next": "needed"}, ["dols-due"]),
    ({"capacity": "lacks", "dols": "authorised", "final_outcome": "died"}, []),
]


@pytest.mark.parametrize(("facts", "codes"), CASES)
def test_what_is_to_be_settled(facts, codes):
    assert sorted(need.code for need in needs(Facts(**facts), TODAY)) == sorted(codes)


@pytest.mark.parametrize(("facts", "codes"), CASES)
@pytest.mark.django_db
def test_ready_made_lists_say_the_same(event, facts, codes):
    known = {name: value for name, value in facts.items() if name != "interested"}
    if known.get("final_outcome"):
        known["final_outcome_on"] = TODAY
    entry = EntryFactory(event=event, **known)
    if facts.get("interested"):
        RepresentativeFactory(entry=entry, involved="interested")
    lists = {"advocate", "no-imca", "best-interests", "nobody-interested", "to-assess", "dols-due"}

    people = TrackerEntry.objects.all()
    assert {key for key in lists if people.filter(VIEWS[key].where(TODAY, timezone.now())).exists()} == set(
        codes
    )


def test_each_says_where_it_is_written():
    facts = Facts(capacity="lacks", dols="authorised", destination="T", imca="needed")

    assert all(need.section for need in needs(facts, TODAY))
    assert "our addition" in needs(facts, TODAY)[0].section
