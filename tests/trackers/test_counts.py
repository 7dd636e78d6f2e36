"""The kept counts equal the list, whatever writes to it."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count

from events.models import PeopleCount
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.models import TrackerEntry
from trackers.operations import edit_entry, record_final_outcome

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


def kept() -> dict:
    rows = PeopleCount.objects.values_list("event", "stage", "final_outcome", "people")
    return {tuple(row[:3]): row[3] for row in rows if row[3]}


def counted() -> dict:
    rows = TrackerEntry.objects.values_list("event", "stage", "final_outcome").annotate(n=Count("pk"))
    return {tuple(row[:3]): row[3] for row in rows}


def test_counts_equal_the_list_after_single_and_bulk_inserts():
    event = EventFactory()
    EntryFactory(event=event)
    people = ServiceUserFactory.create_batch(30)

    TrackerEntry.objects.bulk_create(
        [
            TrackerEntry(event=event, service_user=one, service=event.service, stage="looking")
            for one in people
        ]
    )

    assert kept() == counted() == {(event.pk, "assessing", ""): 1, (event.pk, "looking", ""): 30}


def test_counts_equal_the_list_after_operations_and_bulk_updates(care_manager):
    event = EventFactory()
    entries = EntryFactory.create_batch(6, event=event)
    edit_entry(by=care_manager, entry=entries[0], version=1, changes={"move_on": DAY})
    record_final_outcome(
        by=care_manager, entry=entries[1], final_outcome="died", final_outcome_on=DAY, version=1
    )

    TrackerEntry.objects.filter(pk__gt=entries[2].pk).update(stage="safe")

    assert kept() == counted()
    assert sum(kept().values()) == 6


def test_counts_equal_the_list_after_a_move_between_events_and_deletes():
    event, other = EventFactory(), EventFactory()
    entries = EntryFactory.create_batch(6, event=event)

    TrackerEntry.objects.filter(pk__in=[one.pk for one in entries[:2]]).update(event=other)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM trackers_trackerentry WHERE id = ANY(%s)", [[entries[2].pk, entries[3].pk]]
        )

    assert kept() == counted() == {(event.pk, "assessing", ""): 2, (other.pk, "assessing", ""): 2}
