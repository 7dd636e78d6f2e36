"""Two rows of one person: merged, reached from the one that stays, and taken apart as they were."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events.models import PeopleCount
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory
from trackers.models import EntryMerge, PersonFact, Representative, Review, ServiceUser, TrackerEntry
from trackers.operations import edit_entry, merges, share_entry
from trackers.operations.merged_rows import links
from trackers.person import history_of
from trackers.rules.merging import differing, outcome

pytestmark = pytest.mark.django_db
BOOKKEEPING = {"version", "changed_at", "changed_by_id"}


@pytest.fixture
def twin(event):
    """The same person as `entry`, entered again under a misspelt name."""
    person = ServiceUserFactory(surname="Aplesham", forename="Agnes", client_record_number="C-77")
    return EntryFactory(event=event, service_user=person, room="1", destination="Wrenfold Manor")


def merge(by, entry, other, **answers):
    return merges.merge_entries(
        by=by, entry=entry, other=other, answers=answers, seen=merges.seen_of(entry, other)
    )


def fresh(entry):
    return TrackerEntry.with_merged.select_related("service_user").get(pk=entry.pk)


def everything() -> dict:
    """Every fact of every row, and where each thing hangs."""
    kept = {}
    for model in (TrackerEntry, ServiceUser, *(model for model, _ in links())):
        for row in model._base_manager.all():
            facts = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
            kept[model._meta.label, row.pk] = {
                name: value for name, value in facts.items() if name not in BOOKKEEPING
            }
    return kept


def test_row_that_stays_has_what_was_chosen_and_what_hung_on_the_other(officer, entry, twin):
    contact = RepresentativeFactory(entry=twin)

    done = merge(officer, entry, twin, destination="merged", surname="stays")

    stays = fresh(entry)
    assert (stays.destination, stays.service_user.surname) == ("Wrenfold Manor", "Applesham")
    assert stays.service_user.client_record_number == "C-77"
    assert list(stays.representatives.all()) == [contact]
    assert list(entry.event.entries.all()) == [entry]
    assert fresh(twin).merged_into == entry
    assert done.merged == twin


def test_people_are_counted_once(officer, entry, twin):
    def people():
        return sum(count.people for count in PeopleCount.objects.filter(event=entry.event))

    done = merge(officer, entry, twin)
    assert people() == TrackerEntry.objects.filter(event=entry.event).count() == 1

    merges.undo_merge(by=officer, merge=done, reason="Sisters")
    assert people() == 2


def test_main_contact_review_and_share_of_both_make_room(officer, entry, twin, icb):
    from tests.factories.events import share

    share(entry.event, icb)
    for row in (entry, twin):
        RepresentativeFactory(entry=row, is_main=True)
        share_entry(by=officer, entry=row, organisation=icb, reason="Jointly")
        Review.objects.create(
            entry=row, event=row.event, due_on=date(2027, 1, 4), why_then="x", by_hand=True, number=2
        )
        PersonFact.objects.create(entry=row, event=row.event, name="needs_urgent", value="yes")
        merges._follow(officer, "x", row)
    before = everything()

    done = merge(officer, fresh(entry), fresh(twin))

    assert entry.representatives.count() == 2
    assert entry.representatives.filter(is_main=True).count() == 1
    assert entry.reviews.due().count() == 1
    assert entry.shares.filter(ended_at=None).count() == 1
    merges.undo_merge(by=officer, merge=done, reason="Two people")
    after = everything()
    assert {key: after[key] for key in before} == before


def test_number_of_the_other_row_is_taken_over_and_goes_back(officer, entry, twin):
    own, number = entry.service_user.nhs_number, twin.service_user.nhs_number

    done = merge(officer, entry, twin, nhs_number="merged")
    assert (fresh(entry).service_user.nhs_number, fresh(twin).service_user.nhs_number) == (number, "")

    merges.undo_merge(by=officer, merge=done, reason="Two people")
    assert (fresh(entry).service_user.nhs_number, fresh(twin).service_user.nhs_number) == (own, number)


def test_number_used_on_another_tracker_stays_there(officer, entry, twin):
    EntryFactory(service_user=twin.service_user)

    with pytest.raises(ValidationError, match="Keep that row and merge this one into it"):
        merge(officer, entry, twin, nhs_number="merged")

    assert fresh(twin).merged_into is None


def test_what_was_changed_since_stays_and_is_named(officer, entry, twin):
    done = merge(officer, entry, twin)
    stays = TrackerEntry.objects.select_related("service_user", "event").get(pk=entry.pk)
    edit_entry(by=officer, entry=stays, version=stays.version, changes={"destination": "Merrybeck Court"})

    undone = merges.undo_merge(by=officer, merge=done, reason="Two people")

    assert fresh(entry).destination == "Merrybeck Court"
    assert fresh(twin).destination == "Wrenfold Manor"
    assert undone.kept_since == ["New placement"]


def test_merges_are_taken_back_in_the_order_that_makes_sense(officer, event, entry, twin):
    first = merge(officer, entry, twin)
    third = EntryFactory(event=event)
    second = merge(officer, third, TrackerEntry.objects.get(pk=entry.pk))

    with pytest.raises(ValidationError, match="merged with another row later"):
        merges.undo_merge(by=officer, merge=first, reason="Two people")

    merges.undo_merge(by=officer, merge=second, reason="Two people")
    merges.undo_merge(by=officer, merge=first, reason="Two people")
    assert event.entries.count() == 3


def test_number_given_to_somebody_else_since_is_said(officer, entry, twin):
    number = twin.service_user.nhs_number
    done = merge(officer, entry, twin, nhs_number="merged")
    ServiceUser.objects.filter(pk=entry.service_user_id).update(nhs_number="")
    ServiceUserFactory(nhs_number=number)

    with pytest.raises(ValidationError, match="belongs to somebody else by now"):
        merges.undo_merge(by=officer, merge=done, reason="Two people")

    assert EntryMerge.objects.get().undone_at is None


def test_histories_of_both_are_read_from_the_row_that_stays(officer, entry, twin):
    RepresentativeFactory(entry=twin, surname="Kinsworth")
    merge(officer, entry, twin)

    items, _ = history_of(fresh(entry), officer, before="", most=50, in_full=True)

    told = " ".join(line for item in items for line in item["lines"])
    assert "Aplesham" in told
    assert "Kinsworth" in told
    assert any(item["title"].startswith("Two rows of one person merged") for item in items)


def test_refusals_say_what_to_do(officer, reader, event, entry, twin):
    seen = merges.seen_of(entry, twin)
    edit_entry(by=officer, entry=twin, version=1, changes={"room": "9"})
    with pytest.raises(ValidationError, match="Look at both again"):
        merges.merge_entries(by=officer, entry=entry, other=twin, answers={}, seen=seen)
    with pytest.raises(PermissionDenied):
        merge(reader, entry, fresh(twin))
    with pytest.raises(ValidationError, match="not two people on this tracker"):
        merge(officer, entry, EntryFactory())
    done = merge(officer, entry, fresh(twin))
    with pytest.raises(ValidationError, match="merged already"):
        merge(officer, fresh(entry), fresh(twin))
    with pytest.raises(ValidationError, match="Enter why"):
        merges.undo_merge(by=officer, merge=done, reason=" ")


def test_every_link_to_a_person_is_known():
    names = {(model._meta.label, field) for model, field in links()}

    assert ("trackers.Representative", "entry_id") in names
    assert ("trackers.ReconcileDecision", "entry_id") in names
    assert ("events.AgendaItem", "entry") in names
    assert not any("Event" in label and label.endswith("Event") for label, _ in names if "trackers" in label)


texts = st.sampled_from(["", "one", "two"])
days = st.sampled_from([None, date(2026, 11, 1), date(2026, 11, 2)])
rows = st.fixed_dictionaries(
    {"room": texts, "situation": texts, "destination": texts, "next_step": texts, "move_on": days}
)


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.generate,),  # each example writes rows: looking for a smaller one takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows, rows, st.dictionaries(st.sampled_from(["room", "situation", "destination"]),
       st.sampled_from(["stays", "merged", "both"])), st.integers(0, 3))  # fmt: skip
def test_merging_and_taking_back_is_nothing_at_all(officer, event, ours, theirs, answers, contacts):
    one, other = (EntryFactory(event=event, **facts) for facts in (ours, theirs))
    for number in range(contacts):
        RepresentativeFactory(entry=(one, other)[number % 2])
    merges._follow(officer, "x", one)  # what is worked out is worked out
    merges._follow(officer, "x", other)
    one, other, before = fresh(one), fresh(other), everything()

    done = merge(officer, one, other, **answers)
    assert Representative.objects.filter(entry=one).count() == contacts
    merges.undo_merge(by=officer, merge=done, reason="Two people")

    after = everything()
    assert {key: after[key] for key in before} == before


def test_choices_name_what_differs_and_what_belongs_together():
    from trackers.rules.fields import FIELDS

    stays = dict.fromkeys(FIELDS, "") | {"room": "1", "situation": "Calm", "stage": "looking"}
    merged = dict.fromkeys(FIELDS, "") | {"room": "2", "situation": "Frail", "final_outcome": "died"}
    merged |= {"final_outcome_on": date(2026, 11, 2), "stage": "other"}

    found = {choice.key: choice.default for choice in differing(stays, merged)}

    assert found == {"room": "stays", "situation": "both", "final_outcome": "merged"}
    assert outcome(stays, merged, {"room": "merged"}) == {
        "room": "2", "situation": "Calm\nFrail", "final_outcome": "died", "final_outcome_on": date(2026, 11, 2),
    }  # fmt: skip


def test_whoever_must_not_be_told_by_one_row_is_not_told_by_the_other(officer, entry, twin):
    who = {"forename": "Dean", "surname": "Hollowby"}
    RepresentativeFactory(entry=entry, **who, must_not_be_told=True)
    RepresentativeFactory(entry=twin, **who, is_main=True, involved="carer")

    done = merge(officer, fresh(entry), fresh(twin))

    assert not entry.representatives.filter(must_not_be_told=False).exists()
    assert not entry.representatives.filter(is_main=True).exists()
    merges.undo_merge(by=officer, merge=done, reason="Two people")
    contact = Representative.objects.get(entry=twin)
    assert (contact.must_not_be_told, contact.is_main, contact.involved) == (False, True, "carer")
