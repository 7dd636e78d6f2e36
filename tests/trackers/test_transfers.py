"""The arrangements of a move, controlled drugs, the day itself, and where somebody is."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Notification
from accounts.notifications import notify
from tests.factories.trackers import EntryFactory, RepresentativeFactory
from trackers.models import SafeAndWellCheck, TrackerEntry
from trackers.operations import edit_entry, record_final_outcome, record_safe_and_well, reopen_outcome
from trackers.operations.arrivals import confirm_arrival, record_arrival, record_leaving, take_transfer_back
from trackers.operations.reconcile import record_roll_call
from trackers.operations.transfers import arrange_transfer, count_in, count_out, tick_items
from trackers.operations.whereabouts import record_stay, withdraw_stay
from trackers.unaccounted import unaccounted

pytestmark = pytest.mark.django_db


def now(entry) -> TrackerEntry:
    return TrackerEntry.objects.get(pk=entry.pk)


def plan(by, entry, days=0, **facts):
    on = timezone.localdate() + timedelta(days=days)
    return arrange_transfer(by=by, entry=entry, version=0, on=on, **facts)


def out(by, transfer, **facts):
    given = {
        "medicine": "Morphine 10 mg",
        "counted_out": 12,
        "out_by": "Kit Moorland",
        "out_witness": "Ana Fell",
    }
    return count_out(**{"by": by, "transfer": transfer} | given | facts)


def end(by, entry, outcome):
    day = timezone.localdate()
    return record_final_outcome(
        by=by, entry=entry, final_outcome=outcome, final_outcome_on=day, version=now(entry).version
    )


def lost(entry) -> bool:
    return TrackerEntry.objects.filter(unaccounted(), pk=entry.pk).exists()


def test_planned_day_of_the_tracker_and_of_the_move_are_one(care_manager, entry):
    day = timezone.localdate() + timedelta(days=4)
    edit_entry(by=care_manager, entry=entry, version=1, changes={"move_on": day})
    move = entry.transfers.get()
    assert (move.on, move.items.filter(state="open").count() > 10) == (day, True)

    arrange_transfer(by=care_manager, entry=entry, version=1, on=day + timedelta(days=1))
    assert now(entry).move_on == day + timedelta(days=1)
    edit_entry(by=care_manager, entry=entry, version=now(entry).version, changes={"move_on": None})

    assert entry.transfers.get().state == "cancelled"


def test_ticks_keep_what_others_ticked_meanwhile(officer, care_manager, entry):
    move = plan(care_manager, entry)
    first, second = move.items.all()[:2]
    tick_items(by=officer, transfer=move, ticked=[first.pk], shown=[])

    tick_items(by=care_manager, transfer=move, ticked=[second.pk], shown=[])

    assert set(move.items.filter(state="done").values_list("done_by", flat=True)) == {
        officer.name,
        care_manager.name,
    }


def test_controlled_drugs_are_counted_before_they_are_ticked(care_manager, entry):
    move = plan(care_manager, entry)
    item = move.items.get(code="controlled_drugs")
    with pytest.raises(ValidationError, match="two signatures"):
        tick_items(by=care_manager, transfer=move, ticked=[item.pk], shown=[])
    with pytest.raises(ValidationError, match="another person"):
        out(care_manager, move, out_witness="kit  moorland")

    out(care_manager, move)

    item.refresh_from_db()
    assert (item.state, item.done_by) == ("done", "Kit Moorland and Ana Fell")


def test_drugs_that_do_not_match_are_told_to_the_lead(care_manager, entry):
    count = out(care_manager, plan(care_manager, entry))

    row = count_in(
        by=care_manager, count=count, version=1, counted_in=11, in_by="Lee Hart", in_witness="Jo Marsh"
    )

    assert row.is_mismatch
    told = Notification.objects.get(kind="transfer.drugs_differ")
    assert "Applesham" not in told.subject + told.body


def test_day_of_the_move_from_leaving_to_the_receiver(care_manager, entry):
    move = plan(care_manager, entry)

    record_leaving(by=care_manager, transfer=move)
    assert now(entry).whereabouts == "on_the_way"
    record_arrival(by=care_manager, transfer=move)
    assert (now(entry).whereabouts, now(entry).stage) == ("new_place", "check_due")
    confirm_arrival(by=care_manager, transfer=move, confirmed_by="Sister Okafor")

    move.refresh_from_db()
    assert (move.state, move.confirmed_by) == ("confirmed", "Sister Okafor")
    assert entry.stays.first().told_by == "Sister Okafor"
    with pytest.raises(ValidationError, match="recorded already"):
        record_leaving(by=care_manager, transfer=move)


def test_tap_too_many_is_taken_back(care_manager, entry):
    move = plan(care_manager, entry)
    record_stay(by=care_manager, entry=entry, kind="at_service", since=timezone.now() - timedelta(hours=3))
    record_arrival(by=care_manager, transfer=move)

    take_transfer_back(by=care_manager, transfer=move, reason="Wrong person")

    row = now(entry)
    assert (row.moved_on, row.whereabouts, row.stage) == (None, "at_service", "move_booked")
    assert not entry.checks.due().exists()


def test_checks_are_due_after_the_move_and_the_latest_is_on_the_tracker(care_manager, entry):
    record_arrival(by=care_manager, transfer=plan(care_manager, entry))
    assert list(entry.checks.values_list("name", "state")) == [
        ("First check", "due"), ("Day 3", "due"), ("Week 2", "due"),
    ]  # fmt: skip

    record_safe_and_well(
        by=care_manager, entry=entry, safe_and_well_on=timezone.localdate(), version=now(entry).version,
        safe_and_well_note="Well",
    )  # fmt: skip

    done = SafeAndWellCheck.objects.get(state="done")
    assert (done.name, done.note, now(entry).safe_and_well_on) == ("First check", "Well", done.done_on)


def test_hospital_and_back_and_the_same_service_again(care_manager, entry):
    then = timezone.now() - timedelta(hours=5)
    record_stay(by=care_manager, entry=entry, kind="hospital", place="St Wilfrid’s", since=then)
    assert now(entry).whereabouts == "hospital"

    record_stay(by=care_manager, entry=entry, kind="at_service", since=then + timedelta(hours=2))
    late_news = record_stay(by=care_manager, entry=entry, kind="family", since=then - timedelta(hours=1))

    assert (now(entry).whereabouts, late_news.told_by) == ("at_service", care_manager.name)
    withdraw_stay(by=care_manager, stay=entry.stays.first(), reason="Mistaken for another")
    assert now(entry).whereabouts == "hospital"


def test_unaccounted_until_somebody_says_where(care_manager, event, entry):
    assert not lost(entry)
    event.closes_on = timezone.localdate() + timedelta(days=2)
    event.save()
    assert lost(entry)

    record_stay(by=care_manager, entry=entry, kind="at_service", since=timezone.now())
    assert not lost(entry)
    event.closes_on = timezone.localdate() - timedelta(days=1)
    event.save()

    assert lost(entry)


def test_too_long_on_the_way_is_unaccounted_for(care_manager, entry):
    record_leaving(
        by=care_manager, transfer=plan(care_manager, entry), at=timezone.now() - timedelta(minutes=1)
    )
    assert not lost(entry)

    TrackerEntry.objects.update(whereabouts_at=timezone.now() - timedelta(hours=5))

    assert lost(entry)


def test_roll_call_says_who_is_there_and_who_is_missing(officer, event, entry):
    away = EntryFactory(event=event)
    record_stay(by=officer, entry=away, kind="hospital", since=timezone.now() - timedelta(hours=9))
    missing = EntryFactory(event=event)
    seen = {entry.pk: "present", missing.pk: "absent", away.pk: "absent"}

    record_roll_call(by=officer, event=event, as_at=timezone.now(), seen=seen)

    assert [now(one).whereabouts for one in (entry, missing, away)] == ["at_service", "unknown", "hospital"]
    assert lost(missing) and not lost(entry)


def test_death_stops_everything_at_once(care_manager, entry):
    plan(care_manager, entry, days=2)
    edit_entry(
        by=care_manager, entry=entry, version=now(entry).version, changes={"next_step": "Ring the family"}
    )
    about = {"to": care_manager, "kind": "next_step", "subject": "Due", "body": "Due"}
    notify(**about, dedupe=f"tracker_entry:{entry.pk}:stalled:1")

    end(care_manager, entry, "died")

    row = now(entry)
    assert (row.next_step, row.whereabouts, row.stage) == ("", "died", "other")
    assert entry.transfers.get().state == "cancelled"
    assert Notification.objects.get().state == "cancelled"
    with pytest.raises(ValidationError, match="has died"):
        plan(care_manager, entry)
    with pytest.raises(ValidationError, match="has died"):
        record_stay(by=care_manager, entry=entry, kind="hospital", since=timezone.now())


def test_death_that_was_a_mistake_gives_the_move_back(care_manager, entry):
    plan(care_manager, entry, days=2)
    end(care_manager, entry, "died")

    reopen_outcome(by=care_manager, entry=entry, reason="Another person", version=now(entry).version)

    assert now(entry).whereabouts == ""
    assert entry.transfers.get().state == "planned"  # the same one, with all that was arranged


def test_back_from_hospital(care_manager, entry):
    end(care_manager, entry, "hospital")
    assert now(entry).whereabouts == "hospital"

    reopen_outcome(by=care_manager, entry=entry, reason="Came back", version=now(entry).version)
    record_stay(by=care_manager, entry=entry, kind="at_service", since=timezone.now())

    assert (now(entry).whereabouts, now(entry).final_outcome) == ("at_service", "")


def test_move_of_yesterday_cannot_be_left_for_tomorrow(care_manager, entry):
    with pytest.raises(ValidationError, match="later day"):
        record_leaving(by=care_manager, transfer=plan(care_manager, entry, days=1))
    assert entry.transfers.get().on > date(2026, 1, 1)


@pytest.mark.parametrize("escort", ["Dean Hollowby", "hollowby, dean", "Mr D. Hollowby"])
def test_whoever_must_not_be_told_does_not_travel_along(care_manager, entry, escort):
    RepresentativeFactory(entry=entry, forename="Dean", surname="Hollowby", must_not_be_told=True)

    with pytest.raises(ValidationError, match="Dean Hollowby must not be told where they go"):
        plan(care_manager, entry, escort=escort)
    plan(care_manager, entry, escort="Jo Hollowby")
