"""Many people, one row: every edit that was acknowledged is there."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from accounts.versions import Conflict
from events.models import FailureEvent
from tests.factories.accounts import make_user
from tests.factories.trackers import EntryFactory
from trackers.models import ServiceUser, TrackerEntry
from trackers.operations import add_person, edit_entry
from trackers.operations.bulk import change_many

FIELDS = [
    "destination",
    "mobility_needs",
    "situation",
    "next_step",
    "next_step_owner",
    "room",
    "capacity",
    "advocate",
]
CHOICES = {"capacity": ["has", "lacks"], "advocate": ["needed", "in_place"]}


def at_once(calls):
    """Run the calls in threads of their own, each with its own connection; their results."""

    def run(call):
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


@pytest.mark.django_db(transaction=True)
def test_edits_of_different_fields_at_once_all_stay():
    entry, people = EntryFactory(), [make_user("care_manager") for _ in FIELDS]
    values = {field: CHOICES.get(field, [f"new {field[:8]}"])[0] for field in FIELDS}

    at_once(
        [
            lambda by=by, field=field: edit_entry(
                by=by, entry=entry, version=1, changes={field: values[field]}
            )
            for by, field in zip(people, FIELDS, strict=True)
        ]
    )

    row = TrackerEntry.objects.get(pk=entry.pk)
    assert {field: getattr(row, field) for field in FIELDS} == values
    assert (row.version, row.history().count()) == (len(FIELDS) + 1, len(FIELDS) + 1)


@pytest.mark.django_db(transaction=True)
def test_edits_of_one_field_at_once_leave_one_and_show_the_others_theirs():
    entry, people = EntryFactory(), [make_user("care_manager") for _ in range(12)]

    def edit(by):
        try:
            return edit_entry(
                by=by, entry=entry, version=1, changes={"destination": f"Home of {by.pk}"}
            ).destination
        except Conflict as clash:
            return clash

    answers = at_once([lambda by=by: edit(by) for by in people])

    won = [answer for answer in answers if isinstance(answer, str)]
    row = TrackerEntry.objects.get(pk=entry.pk)
    assert (won, row.version) == ([row.destination], 2)
    assert all(
        answer.clashes[0].theirs == row.destination for answer in answers if isinstance(answer, Conflict)
    )


@pytest.mark.django_db(transaction=True)
def test_acknowledged_edits_equal_the_history_when_everybody_tries_again():
    entry, people = EntryFactory(), [make_user("care_manager") for _ in range(8)]

    def keep_trying(by):
        version = 1
        while True:
            try:
                return edit_entry(
                    by=by, entry=entry, version=version, changes={"situation": f"Seen by {by.pk}"}
                ).version
            except Conflict as clash:
                version = clash.record.version

    versions = at_once([lambda by=by: keep_trying(by) for by in people])

    assert sorted(versions) == list(range(2, len(people) + 2))
    said = TrackerEntry.objects.get(pk=entry.pk).history().values_list("situation", flat=True)
    assert set(said) == {"", *(f"Seen by {by.pk}" for by in people)}


@pytest.mark.django_db(transaction=True)
def test_one_person_added_to_two_events_at_once_is_one_record():
    events, by = [EntryFactory().event, EntryFactory().event], make_user("care_manager")

    def add(event):
        try:
            return add_person(by=by, event=event, surname="Dapplemere", nhs_number="9990000018")
        except ValidationError as refusal:
            return refusal

    answers = at_once([lambda event=event: add(event) for event in events])

    assert ServiceUser.objects.filter(nhs_number="9990000018").count() == 1
    assert sum(isinstance(answer, TrackerEntry) for answer in answers) == 1


@pytest.mark.django_db(transaction=True)
def test_edits_of_two_people_do_not_wait_for_each_other_but_closing_waits():
    entry, by = EntryFactory(), make_user("care_manager")
    other = EntryFactory(event=entry.event)

    with connection.cursor() as cursor:
        cursor.execute("BEGIN; SELECT 1 FROM events_failureevent WHERE id = %s FOR SHARE", [entry.event_id])
        row = at_once([lambda: edit_entry(by=by, entry=other, version=1, changes={"room": "2"})])[0]
        free = at_once([lambda: list(FailureEvent.objects.raw(CLOSING, [entry.event_id]))])[0]
        cursor.execute("ROLLBACK")

    assert (row.room, free) == ("2", [])


CLOSING = "SELECT * FROM events_failureevent WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED"


@pytest.mark.django_db(transaction=True)
def test_change_of_several_people_and_edits_of_each_at_once_lose_nothing():
    first = EntryFactory()
    people = [first, *EntryFactory.create_batch(5, event=first.event)]
    one, many = make_user("care_manager"), make_user("care_manager")
    seen = {entry.pk: 1 for entry in people}

    at_once(
        [
            lambda: change_many(by=many, event=first.event, field="worker", value="Kit", seen=seen),
            *[
                lambda entry=entry: edit_entry(by=one, entry=entry, version=1, changes={"room": "7"})
                for entry in people
            ],
        ]
    )

    rows = TrackerEntry.objects.filter(pk__in=seen)
    assert {(row.worker, row.room, row.version) for row in rows} == {("Kit", "7", 3)}
    assert all(row.history().count() == 3 for row in rows)


@pytest.mark.django_db(transaction=True)
def test_change_of_several_people_never_writes_over_an_edit_of_the_same_field():
    first = EntryFactory()
    people = [first, *EntryFactory.create_batch(3, event=first.event)]
    one, many = make_user("care_manager"), make_user("care_manager")
    seen = {entry.pk: 1 for entry in people}

    def edit(entry):
        try:
            return edit_entry(by=one, entry=entry, version=1, changes={"worker": "Ana"}).worker
        except Conflict as clash:
            return clash.clashes[0].theirs

    def change():
        try:
            done = change_many(by=many, event=first.event, field="worker", value="Kit", seen=seen)
        except ValidationError:  # everybody was edited before
            return set()
        return {pk for pk, _ in done.was["rows"]}

    changed, *said = at_once([change, *[lambda entry=entry: edit(entry) for entry in people]])

    now = dict(TrackerEntry.objects.filter(pk__in=seen).values_list("pk", "worker"))
    assert now == {entry.pk: worker for entry, worker in zip(people, said, strict=True)}
    assert {pk for pk, worker in now.items() if worker == "Kit"} == changed
