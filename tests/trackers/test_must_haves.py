"""Must-haves in the person's words, and a place that lacks one. LGiU template T11."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from failure_response.worklist import worklist
from tests.factories.trackers import EntryFactory
from trackers import operations as tracker
from trackers.lists import VIEWS
from trackers.models import Acceptance, TrackerEntry
from trackers.operations import must_haves
from trackers.rules.must_haves import MustHave, found_at, open_at

pytestmark = pytest.mark.django_db
PLACE = "Tansywick Lodge"


def today():
    return timezone.localdate()


@pytest.fixture
def room(officer, entry):
    facts = {"words": "A room downstairs", "kind": "room", "weight": "essential"}
    return must_haves.add_must_have(by=officer, entry=entry, **facts)


def choose(by, entry, **changes):
    entry.refresh_from_db()
    why = {name: changes.pop(name) for name in ("override_reason", "put_right_on") if name in changes}
    return tracker.edit_entry(by=by, entry=entry, version=entry.version, changes=changes, **why)


def met(by, must_have, found="met", place=PLACE):
    must_have.refresh_from_db()
    said = {"place": place, "found": found, "note": "The manager, by phone"}
    return must_haves.look_for(by=by, must_have=must_have, version=must_have.version, **said)


@pytest.mark.parametrize(
    ("found", "looked_at", "asked", "said"),
    [
        ("met", "Tansywick Lodge", "tansywick lodge.", "met"),
        ("unmet", "Tansywick Lodge", "Tansywick Lodge", "unmet"),
        ("met", "Tansywick Lodge", "Another", "unknown"),
        ("met", "", "", "unknown"),
    ],
)
def test_what_was_found_is_about_one_place(found, looked_at, asked, said):
    one = MustHave("A garden", "essential", found, looked_at)

    assert found_at(one, asked) == said
    assert bool(open_at([one], asked)) is (said != "met")
    assert open_at([one._replace(weight="preferred")], asked) == []


def test_place_with_something_unknown_is_refused_and_says_what(officer, entry, room):
    with pytest.raises(ValidationError, match=r"A room downstairs \(not known\)"):
        choose(officer, entry, destination=PLACE)
    assert TrackerEntry.objects.get(pk=entry.pk).destination == ""


def test_place_where_it_is_met_is_chosen_and_booked(officer, entry, room):
    met(officer, room)

    assert choose(officer, entry, destination=PLACE).destination == PLACE
    assert choose(officer, entry, move_on=today()).move_on == today()


def test_reason_and_day_take_it_all_the_same_until_put_right(officer, event, entry, room):
    met(officer, room, "unmet")
    choose(officer, entry, destination=PLACE, override_reason="Only bed near Jo", put_right_on=today())

    accepted = Acceptance.objects.get()
    assert accepted.missing == "A room downstairs (not met)"
    assert TrackerEntry.objects.filter(VIEWS["put-right"].where(today(), timezone.now())).get() == entry
    texts = [line["text"] for line in worklist(officer, [event], today())[event.pk]]
    assert "Put right what 1 accepted place lacks" in texts
    must_haves.put_right(by=officer, acceptance=accepted, how="She has room 2 now")
    assert not TrackerEntry.objects.filter(VIEWS["put-right"].where(today(), timezone.now())).exists()


def test_accepted_place_is_not_asked_about_again(officer, entry, room):
    choose(officer, entry, destination=PLACE, override_reason="Urgent", put_right_on=today())
    choose(officer, entry, move_on=today())

    entry.refresh_from_db()
    assert tracker.record_move(by=officer, entry=entry, moved_on=today(), version=entry.version).moved_on


@pytest.mark.parametrize(
    ("why", "field"),
    [
        ({"override_reason": "Urgent"}, "put_right_on"),
        ({"put_right_on": timezone.localdate()}, "override_reason"),
        ({"override_reason": "U", "put_right_on": timezone.localdate() - timedelta(days=2)}, "put_right_on"),
    ],
)
def test_half_a_reason_is_refused(officer, entry, room, why, field):
    with pytest.raises(ValidationError) as refused:
        choose(officer, entry, destination=PLACE, **why)
    assert field in refused.value.message_dict


def test_recording_the_move_and_the_outcome_ask_too(officer, entry, room):
    with pytest.raises(ValidationError, match="A room downstairs"):
        tracker.record_move(by=officer, entry=entry, moved_on=today(), destination=PLACE, version=1)
    outcome = {"final_outcome": "moved", "final_outcome_on": today()}
    with pytest.raises(ValidationError, match="A room downstairs"):
        tracker.record_final_outcome(by=officer, entry=entry, version=1, **outcome)


def test_somebody_who_stays_needs_no_place(officer, entry, room):
    outcome = {"final_outcome": "stayed", "final_outcome_on": today()}

    assert tracker.record_final_outcome(by=officer, entry=entry, version=1, **outcome).is_finished


def test_partner_is_told_nothing_of_what_is_missing(officer, partner, funded):
    facts = {"words": "Her faith", "kind": "faith", "weight": "essential"}
    must_haves.add_must_have(by=officer, entry=funded, **facts)

    with pytest.raises(ValidationError) as refused:
        choose(partner, funded, destination=PLACE)
    assert "faith" not in str(refused.value)
    with pytest.raises(PermissionDenied):
        must_haves.add_must_have(by=partner, entry=funded, **facts)


def test_list_of_places_to_confirm(officer, event, entry, room):
    other = EntryFactory(event=event, destination=PLACE)
    must_haves.add_must_have(by=officer, entry=other, words="A cat", kind="pets", weight="essential")
    found = TrackerEntry.objects.filter(VIEWS["must-haves"].where(today(), timezone.now()))

    assert list(found) == [other]
    met(officer, other.musthaves.get(), place="tansywick LODGE")
    assert not found.all().exists()


def test_one_no_longer_asked_for_holds_nobody_back(officer, entry, room):
    said = {"words": room.words, "kind": "room", "weight": "essential", "is_over": True}
    must_haves.edit_must_have(by=officer, must_have=room, version=1, **said)

    assert choose(officer, entry, destination=PLACE).destination == PLACE
    assert [row.ended_at is None for row in room.history()] == [True, False]


def test_answer_without_who_confirmed_it_is_refused(officer, room):
    with pytest.raises(ValidationError, match="Enter who confirmed it"):
        must_haves.look_for(by=officer, must_have=room, version=1, place=PLACE, found="met")


def test_form_asks_why_and_keeps_what_was_typed(sign_in, officer, entry, room):
    client = sign_in(officer)
    page = f"/people/{entry.pk}/change/move/"
    typed = {"destination": PLACE, "version": "1", "person_version": "1", "move_on": ""}

    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "A room downstairs (not known)" in refused.content.decode()
    day = {f"put_right_on-{part}": getattr(today(), part) for part in ("day", "month", "year")}
    taken = client.post(page, typed | {"override_reason": "Urgent"} | day)
    assert taken.status_code == 302, taken.content.decode()[:3000]
    assert Acceptance.objects.get().reason == "Urgent"


def test_accepted_placement_asks_too(sign_in, officer, entry, room):
    client, page = sign_in(officer), f"/people/{entry.pk}/placements/add/?service=none"
    typed = {
        "service": "none",
        "kind": "care_home",
        "place": PLACE,
        "status": "accepted",
        "carers_per_call": 1,
    }

    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "A room downstairs (not known)" in refused.content.decode()
    day = {f"put_right_on-{part}": getattr(today(), part) for part in ("day", "month", "year")}
    assert client.post(page, typed | {"override_reason": "Urgent"} | day).status_code == 302
    assert Acceptance.objects.get().place == PLACE


def test_place_taken_with_a_reason_is_to_put_right_and_not_to_confirm_again(sign_in, officer, entry, room):
    choose(officer, entry, destination=PLACE, override_reason="Only bed near Jo", put_right_on=today())

    page = sign_in(officer).get(entry.get_absolute_url()).content.decode()

    assert "Put right: A room downstairs" in page
    assert "not confirmed at" not in page
