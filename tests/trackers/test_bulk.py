"""One value for several people: who changes, who is left out and why, and taking it back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessEntry
from tests.factories.events import EventFactory
from tests.factories.trackers import EntryFactory
from trackers.models import BulkChange, TrackerEntry
from trackers.operations import edit_entry
from trackers.operations.bulk import change_many, take_back_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(event):
    return EntryFactory.create_batch(3, event=event)


def seen(people):
    return {entry.pk: entry.version for entry in people}


def values(people, field):
    return [getattr(TrackerEntry.objects.get(pk=entry.pk), field) for entry in people]


def test_each_person_has_the_value_and_one_line_of_history(care_manager, event, people):
    change = change_many(
        by=care_manager, event=event, field="worker", value="Kit Moorland", seen=seen(people)
    )

    assert values(people, "worker") == ["Kit Moorland"] * 3
    assert change.people == 3
    for entry in people:
        lines = list(TrackerEntry.objects.get(pk=entry.pk).history())
        assert [line.version for line in lines] == [1, 2]
        assert lines[-1].pgh_context.metadata["operation"] == "tracker_entries.changed"
        assert lines[-1].changed_by_id == care_manager.pk


@pytest.mark.parametrize(
    ("field", "value", "stage"),
    [
        ("assessed_on", date(2026, 3, 2), "looking"),
        ("move_on", date(2026, 12, 1), "move_booked"),
        ("capacity", "has", "assessing"),
    ],
)
def test_stage_follows_from_the_new_value(care_manager, event, people, field, value, stage):
    change_many(by=care_manager, event=event, field=field, value=value, seen=seen(people))

    assert values(people, "stage") == [stage] * 3
    assert values(people, field) == [value] * 3


def test_final_outcome_same_value_and_newer_change_are_left_out_with_the_reason(
    care_manager, officer, event, people
):
    ended = EntryFactory(event=event, final_outcome="died", final_outcome_on="2026-03-01", stage="other")
    same = EntryFactory(event=event, worker="Kit Moorland")
    before = seen([*people, ended, same])
    edit_entry(by=officer, entry=people[0], version=1, changes={"worker": "Ana Copley"})
    edit_entry(by=officer, entry=people[1], version=1, changes={"room": "7"})  # another field: no reason

    change = change_many(by=care_manager, event=event, field="worker", value="Kit Moorland", seen=before)

    assert values(people, "worker") == ["Ana Copley", "Kit Moorland", "Kit Moorland"]
    reasons = dict(change.left_out)
    assert reasons[ended.pk] == "Has a final outcome: Died"
    assert reasons[same.pk] == "Is so already"
    assert reasons[people[0].pk].startswith("Priya Marlowe changed it meanwhile to Ana Copley, at ")


def test_systems_are_brought_up_to_date_after_the_outcome_too(care_manager, event):
    ended = EntryFactory(event=event, final_outcome="died", final_outcome_on="2026-03-01", stage="other")

    change_many(
        by=care_manager, event=event, field="system_updated_on", value=date(2026, 3, 2), seen=seen([ended])
    )

    assert values([ended], "system_updated_by") == [care_manager.name]


def test_a_new_funder_who_has_the_event_is_recorded_as_a_share(officer, event, funded, people, icb):
    change_many(by=officer, event=event, field="funding_authority", value=icb, seen=seen(people))

    shared = AccessEntry.objects.get(kind=AccessEntry.Kind.SHARE, subject="Named as funder")
    assert (shared.people, shared.recipient) == ([entry.pk for entry in people], icb.name)


def test_people_of_another_event_stay_as_they_are(care_manager, event, people):
    elsewhere = EntryFactory(event=EventFactory())

    change_many(by=care_manager, event=event, field="room", value="9", seen=seen([*people, elsewhere]))

    assert values([elsewhere], "room") == [""]


def test_partner_changes_own_people_and_listed_fields_only(partner, event, entry, funded):
    both = seen([entry, funded])

    with pytest.raises(PermissionDenied):
        change_many(by=partner, event=event, field="room", value="9", seen=both)
    change_many(by=partner, event=event, field="capacity", value="has", seen=both)

    assert values([entry, funded], "capacity") == ["unknown", "has"]


@pytest.mark.parametrize("field", ["nhs_number", "stage", "final_outcome", "nonsense"])
def test_what_is_one_persons_alone_is_no_value_for_several(care_manager, event, people, field):
    with pytest.raises(ValidationError, match="Choose what to change"):
        change_many(by=care_manager, event=event, field=field, value="x", seen=seen(people))


def test_reader_and_closed_event_are_refused(reader, care_manager, event, people):
    with pytest.raises(PermissionDenied):
        change_many(by=reader, event=event, field="room", value="9", seen=seen(people))
    type(event).objects.filter(pk=event.pk).update(status="closed")
    with pytest.raises(ValidationError, match="closed"):
        change_many(by=care_manager, event=event, field="room", value="9", seen=seen(people))


def test_many_people_take_as_many_statements_as_few(care_manager, event, people):
    counted = []
    for several in (people, [*people, *EntryFactory.create_batch(40, event=event)]):
        value = f"Worker {len(several)}"
        with CaptureQueriesContext(connection) as queries:
            change_many(by=care_manager, event=event, field="worker", value=value, seen=versions(several))
        counted.append(len(queries))

    assert counted[0] == counted[1]


def versions(people):
    keys = [entry.pk for entry in people]
    return dict(TrackerEntry.objects.filter(pk__in=keys).values_list("pk", "version"))


def test_taking_back_gives_each_their_own_value_again(care_manager, event, people):
    for entry, room in zip(people, ["1", "2", ""], strict=True):
        TrackerEntry.objects.filter(pk=entry.pk).update(room=room)
    change = change_many(by=care_manager, event=event, field="room", value="9", seen=seen(people))

    change = take_back_many(by=care_manager, change=change)

    assert values(people, "room") == ["1", "2", ""]
    assert (change.put_back, change.left_out) == (3, [])


@pytest.mark.parametrize("field", ["move_on", "assessed_on"])
def test_taking_back_a_day_puts_the_stage_back_too(care_manager, event, people, field):
    change = change_many(by=care_manager, event=event, field=field, value=date(2026, 3, 2), seen=seen(people))

    take_back_many(by=care_manager, change=change)

    assert values(people, "stage") == ["assessing"] * 3


def test_taking_back_leaves_who_was_changed_again_and_says_so(care_manager, officer, event, people):
    change = change_many(by=care_manager, event=event, field="room", value="9", seen=seen(people))
    edit_entry(by=officer, entry=people[0], version=2, changes={"room": "10"})

    change = take_back_many(by=care_manager, change=change)

    assert values(people, "room") == ["10", "", ""]
    assert (change.put_back, change.left_out) == (2, [[people[0].pk, "Changed again since: 10"]])


def test_only_its_maker_takes_back_only_the_last_and_only_once(care_manager, officer, event, people):
    first = change_many(by=care_manager, event=event, field="room", value="9", seen=seen(people))
    last = change_many(by=care_manager, event=event, field="worker", value="Kit", seen=versions(people))

    with pytest.raises(PermissionDenied):
        take_back_many(by=officer, change=last)
    with pytest.raises(ValidationError, match="Take your last change back first"):
        take_back_many(by=care_manager, change=first)
    take_back_many(by=care_manager, change=last)
    with pytest.raises(ValidationError, match="taken back already"):
        take_back_many(by=care_manager, change=last)
    assert BulkChange.objects.visible_to(officer).count() == 0
