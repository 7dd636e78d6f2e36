"""The numbers above the tracker come from a statement that is kept: they equal what each list holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory
from trackers import lists
from trackers.lists import VIEWS
from trackers.models import TrackerEntry
from trackers.shown_steps import ShownSteps
from trackers.unaccounted import unaccounted

pytestmark = pytest.mark.django_db
EVERY = list(VIEWS.values())


def people_of(event):
    now = timezone.now()
    facts = [
        {"whereabouts": "on_the_way", "whereabouts_at": now - timedelta(hours=5)},
        {"whereabouts": "on_the_way", "whereabouts_at": now - timedelta(hours=1)},
        {"whereabouts": "unknown", "whereabouts_at": now},
        {"capacity": "lacks", "destination": "Larch House"},
        {"final_outcome": "died", "final_outcome_on": timezone.localdate()},
        {"next_step_due_on": timezone.localdate() - timedelta(days=1)},
    ]
    return [EntryFactory(event=event, **each) for each in facts]


def test_each_number_is_that_of_its_list():
    event, other = EventFactory(), EventFactory()
    people_of(event), people_of(other)
    people, now = TrackerEntry.objects.filter(event=event), timezone.now()
    steps = ShownSteps(people, partner=False, now=now)
    found = lists.counts(steps, EVERY)
    assert found == {one.key: lists.filtered(steps, {"view": one.key}).count() for one in EVERY}
    assert found["everyone"] == 6
    assert found["unaccounted"] == 2


def test_the_kept_statement_goes_with_the_clock():
    people_of(EventFactory())
    people, later = TrackerEntry.objects.all(), timezone.now() + timedelta(hours=3, minutes=30)
    assert lists.counts(ShownSteps(people, partner=False), EVERY)["unaccounted"] == 2
    assert lists.counts(ShownSteps(people, partner=False, now=later), EVERY)["unaccounted"] == 3


def test_nobody_is_no_number():
    steps = ShownSteps(TrackerEntry.objects.all(), partner=False)
    assert set(lists.counts(steps, EVERY).values()) == {0}
    nobody = ShownSteps(TrackerEntry.objects.none(), partner=False)
    assert set(lists.counts(nobody, EVERY).values()) == {0}


def test_now_and_at_a_moment_are_one_condition():
    people_of(EventFactory())
    assert TrackerEntry.objects.filter(unaccounted()).count() == 2
