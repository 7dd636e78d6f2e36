"""Changing one person: merged, refused, settled; each with its history."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import AccessEntry, User
from accounts.versions import Conflict
from tests.factories.events import share
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.models import TrackerEntry
from trackers.operations import edit_entry, settle_conflict

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 27)


def edit(by, entry, **changes):
    return edit_entry(
        by=by, entry=entry, version=entry.version, person_version=entry.service_user.version, changes=changes
    )


def last_context(record):
    return record.history().last().pgh_context.metadata


def test_edit_is_saved_with_who_and_what(care_manager, entry):
    row = edit(care_manager, entry, capacity="lacks")

    entry.refresh_from_db()
    assert (entry.capacity, entry.version, entry.changed_by) == ("lacks", 2, care_manager)
    assert last_context(row)["user"] == care_manager.pk
    assert last_context(row)["operation"] == "tracker_entry.edited"


def test_stage_follows_in_the_same_version(care_manager, entry):
    row = edit(care_manager, entry, move_on=DAY)

    assert (row.stage, row.version, row.history().count()) == ("move_booked", 2, 2)


def test_edit_that_changes_nothing_makes_no_version(care_manager, entry):
    assert edit(care_manager, entry, room="1").version == 1


def test_edits_of_different_fields_are_merged(officer, care_manager, entry):
    edit(officer, entry, destination="Tansywick Lodge")

    row = edit(care_manager, entry, capacity="has")

    assert (row.destination, row.capacity, row.version) == ("Tansywick Lodge", "has", 3)


def test_edits_of_the_same_field_clash_and_nothing_is_saved(officer, care_manager, entry):
    edit(officer, entry, destination="Tansywick Lodge")

    with pytest.raises(Conflict) as refusal:
        edit(care_manager, entry, destination="Wrenfold Manor", capacity="has")

    (clash,) = refusal.value.clashes
    assert (clash.yours, clash.theirs, clash.by) == ("Wrenfold Manor", "Tansywick Lodge", officer.name)
    assert TrackerEntry.objects.get(pk=entry.pk).capacity == "unknown"


def test_fields_of_the_person_have_their_own_version(officer, care_manager, entry):
    edit(officer, entry, known_as="Aggie", room="7")

    entry.refresh_from_db()
    assert (entry.service_user.known_as, entry.service_user.version, entry.version) == ("Aggie", 2, 2)


def test_clash_in_a_field_of_the_person_saves_nothing_of_the_entry_either(officer, care_manager, entry):
    edit(officer, entry, known_as="Aggie")

    with pytest.raises(Conflict):
        edit(care_manager, entry, known_as="Nessie", room="9")

    assert TrackerEntry.objects.get(pk=entry.pk).room == "1"


@pytest.mark.parametrize("keep", ["yours", "theirs"])
def test_settling_a_conflict_keeps_both_values_in_the_history(officer, care_manager, entry, keep):
    edit(officer, entry, destination="Tansywick Lodge")
    typed = {"destination": "Wrenfold Manor"}

    row = settle_conflict(by=care_manager, entry=entry, version=2, changes=typed, keep={"destination": keep})

    kept, left = (
        ("Wrenfold Manor", "Tansywick Lodge") if keep == "yours" else ("Tansywick Lodge", "Wrenfold Manor")
    )
    assert (row.destination, row.version) == (kept, 3)
    assert last_context(row)["reason"] == f"New placement: kept {kept}. Not kept: {left}."


@pytest.mark.parametrize(
    ("mine", "theirs", "refused"),
    [
        ({"next_step": "Visit"}, {"next_step": "Ring"}, "has a final outcome"),
        ({"imca": "in_place"}, {"imca": "needed"}, "name of the IMCA"),
        ({"nhs_number": "9990000018"}, {"nhs_number": "9990000026"}, "NHS number"),
    ],
)
def test_settling_keeps_to_what_an_edit_keeps_to(officer, care_manager, entry, mine, theirs, refused):
    ServiceUserFactory(nhs_number="9990000018")
    edit(officer, entry, **theirs)
    TrackerEntry.objects.filter(pk=entry.pk, next_step="Ring").update(
        next_step="", final_outcome="stayed", final_outcome_on=DAY, version=3
    )
    entry = TrackerEntry.objects.get(pk=entry.pk)
    versions = {"version": entry.version, "person_version": entry.service_user.version}

    with pytest.raises(ValidationError, match=refused):
        settle_conflict(
            by=care_manager, entry=entry, changes=mine, keep=dict.fromkeys(mine, "yours"), **versions
        )


def test_settling_says_who_confirmed_the_details(officer, care_manager, entry):
    edit(officer, entry, details_confirmed_on=DAY)
    mine = {"details_confirmed_on": DAY - timedelta(days=1)}

    row = settle_conflict(
        by=care_manager, entry=entry, version=2, changes=mine, keep=dict.fromkeys(mine, "yours")
    )

    assert row.details_confirmed_by == care_manager.name


def test_settling_meets_a_third_person(officer, care_manager, administrator, entry):
    edit(officer, entry, destination="Tansywick Lodge")
    entry.refresh_from_db()
    edit(administrator, entry, destination="Merrybeck Court")

    with pytest.raises(Conflict):
        settle_conflict(
            by=care_manager,
            entry=entry,
            version=2,
            changes={"destination": "Mine"},
            keep={"destination": "yours"},
        )


@pytest.mark.parametrize("key", ["stage", "final_outcome", "moved_on", "event", "version", "nonsense"])
def test_fields_with_an_operation_of_their_own_are_refused(officer, entry, key):
    with pytest.raises(ValidationError):
        edit(officer, entry, **{key: "x"})


@pytest.mark.parametrize(
    ("key", "value"), [("capacity", "maybe"), ("destination", "x" * 201), ("surname", "")]
)
def test_value_that_the_model_refuses_is_refused_by_field(officer, entry, key, value):
    with pytest.raises(ValidationError) as refusal:
        edit(officer, entry, **{key: value})

    assert list(refusal.value.error_dict) == [key]


@pytest.mark.parametrize(
    ("status", "word"), [("draft", "draft"), ("closed", "closed"), ("stood_down", "stood down")]
)
def test_event_that_is_not_open_refuses_in_a_sentence(officer, entry, status, word):
    type(entry.event).objects.filter(pk=entry.event_id).update(status=status)

    with pytest.raises(ValidationError, match=word):
        edit(officer, entry, room="2")


def test_reader_may_not_edit(reader, entry):
    with pytest.raises(PermissionDenied):
        edit(reader, entry, room="2")


def test_partner_edits_its_own_people(partner, funded):
    assert edit(partner, funded, capacity="lacks").capacity == "lacks"


@pytest.mark.parametrize("key", ["room", "funding_type", "move_on", "surname", "next_step_owner"])
def test_partner_edits_only_listed_fields(partner, funded, key):
    with pytest.raises(PermissionDenied):
        edit(partner, funded, **{key: "x"})


def test_partner_does_not_edit_other_people(partner, funded, entry):
    with pytest.raises(PermissionDenied):
        edit(partner, entry, capacity="lacks")

    assert TrackerEntry.objects.get(pk=entry.pk).capacity == "unknown"


def test_naming_a_partner_as_funder_is_recorded_as_a_share(officer, entry, icb):
    share(entry.event, icb)

    edit(officer, entry, funding_authority=icb)

    shared = AccessEntry.objects.get(kind="share")
    assert (shared.people, shared.recipient) == ([entry.pk], icb.name)


def test_next_step_of_somebody_with_an_outcome_is_refused(officer, event):
    entry = EntryFactory(event=event, final_outcome="died", final_outcome_on=DAY, stage="other")

    with pytest.raises(ValidationError, match="Died"):
        edit(officer, entry, next_step="Ring the family")

    assert edit(officer, entry, room="2").room == "2"


def test_nhs_number_of_somebody_else_is_refused_by_name(officer, entry, event):
    other = EntryFactory(event=event, service_user=ServiceUserFactory(surname="Zouchley"))

    with pytest.raises(ValidationError, match="Zouchley"):
        edit(officer, entry, nhs_number=other.service_user.nhs_number)


def test_nhs_number_of_somebody_out_of_sight_is_refused_without_a_name(officer, entry):
    hidden = ServiceUserFactory(surname="Zouchley")

    with pytest.raises(ValidationError) as refusal:
        edit(officer, entry, nhs_number=hidden.nhs_number)

    assert "Zouchley" not in str(refusal.value)


def test_own_nhs_number_is_no_clash_and_a_free_one_is_taken(officer, entry):
    assert edit(officer, entry, nhs_number=entry.service_user.nhs_number).version == 1

    edit(officer, entry, nhs_number="9990000018")

    entry.refresh_from_db()
    assert entry.service_user.nhs_number == "9990000018"


def test_service_itself_may_edit_without_event_access(entry):
    assert edit(User.objects.system(), entry, room="2").room == "2"
