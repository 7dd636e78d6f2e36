"""Places and packages: one truth with the tracker, warnings, hours."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories.events import EventFactory
from tests.factories.providers import ServiceFactory, record_by_hand
from trackers.models import TrackerEntry
from trackers.operations import edit_entry, record_final_outcome, record_move
from trackers.operations.placements import add_placement, edit_placement

pytestmark = pytest.mark.django_db
PACKAGE = {"kind": "home_care", "status": "accepted", "calls_per_day": 4, "call_minutes": 30}


def add(by, entry, **facts):
    return add_placement(
        **{"by": by, "entry": entry, "kind": "care_home", "place": "Tansywick Lodge"} | facts
    )


def now(entry) -> TrackerEntry:
    return TrackerEntry.objects.get(pk=entry.pk)


def test_accepted_place_is_the_new_placement(care_manager, entry):
    offered = add(care_manager, entry, status="offered")
    assert now(entry).destination == ""

    edit_placement(by=care_manager, placement=offered, version=1, status="accepted")

    assert (now(entry).destination, now(entry).stage) == ("Tansywick Lodge", "looking")
    assert now(entry).history().last().pgh_context.metadata["operation"] == "placement.edited"


def test_place_that_ends_is_no_longer_named(care_manager, entry):
    accepted = add(care_manager, entry, status="accepted")

    edit_placement(
        by=care_manager, placement=accepted, version=1, status="refused", refused_because="No lift"
    )

    assert now(entry).destination == ""


def test_refusal_says_why(care_manager, entry):
    with pytest.raises(ValidationError, match="why it was refused"):
        add(care_manager, entry, status="refused")


def test_one_place_at_a_time(care_manager, entry):
    add(care_manager, entry, status="accepted")

    with pytest.raises(ValidationError, match="Tansywick Lodge is accepted already"):
        add(care_manager, entry, place="Merrybeck Court", status="accepted")


def test_tracker_cannot_say_otherwise_than_the_placement(care_manager, entry):
    add(care_manager, entry, status="accepted")

    with pytest.raises(ValidationError, match="follows from the accepted placement"):
        edit_entry(
            by=care_manager, entry=entry, version=now(entry).version, changes={"destination": "Elsewhere"}
        )


def test_service_in_a_failure_is_taken_only_with_a_reason(care_manager, entry):
    failing = EventFactory().service

    with pytest.raises(ValidationError, match="open failure event"):
        add(care_manager, entry, place="", service=failing, status="accepted")
    row = add(
        care_manager,
        entry,
        place="",
        service=failing,
        status="accepted",
        warning_reason="Her sister is there",
    )

    assert "open failure event" in row.warning


def test_closed_service_is_warned_of(care_manager, entry):
    closed = ServiceFactory(status="deregistered", deregistered_on=date(2026, 3, 2))

    row = add(care_manager, entry, place="", service=closed, status="looked_at")

    assert row.warning == "Its CQC registration ended on Monday 2 March 2026."


def test_service_recorded_by_hand_is_a_place_like_others(officer, care_manager, entry, sign_in):
    service = record_by_hand(officer, address="4 Weaver Lane", postcode="EX1 9ZZ")

    row = add(care_manager, entry, place="", service=service, status="accepted")

    assert (row.warning, now(entry).destination) == ("", "Thistledown House")
    here = f"/people/{entry.pk}/placements/add/"
    found = sign_in(officer).get(f"{here}?q=Thistledown").content.decode()
    assert "Recorded by hand, not in CQC’s register" in found
    assert "4 Weaver Lane" in sign_in(care_manager).get(f"{here}?service={service.cqc_id}").content.decode()
    assert "/services/new/?then=" in found
    assert "/services/new/" not in sign_in(care_manager).get(f"{here}?q=Nothing").content.decode()


def test_hours_on_the_tracker_are_the_sum_of_the_packages(care_manager, entry):
    add(care_manager, entry, **PACKAGE, carers_per_call=2)
    night = add(
        care_manager, entry, place="Nightowl Care", kind="home_care", status="accepted", hours_per_week=10
    )
    assert now(entry).hours_per_week == Decimal("38.00")

    edit_placement(by=care_manager, placement=night, version=1, status="ended", hours_per_week=Decimal(10))

    assert now(entry).hours_per_week == Decimal("28.00")
    with pytest.raises(ValidationError, match="sum of the care packages"):
        edit_entry(by=care_manager, entry=entry, version=now(entry).version, changes={"hours_per_week": 3})


def test_move_starts_the_accepted_place_and_ends_the_one_before(care_manager, entry):
    first = add(care_manager, entry, status="accepted")
    record_move(by=care_manager, entry=entry, moved_on=date(2026, 3, 10), version=now(entry).version)
    second = add(care_manager, entry, place="Merrybeck Court", status="accepted")

    record_move(by=care_manager, entry=entry, moved_on=date(2026, 4, 10), version=now(entry).version)

    for row in (first, second):
        row.refresh_from_db()
    assert (first.status, first.ended_on, second.status) == ("ended", date(2026, 4, 10), "started")
    assert now(entry).destination == "Merrybeck Court"


def test_move_makes_the_systems_out_of_date(care_manager, entry):
    changes = {"system_updated_on": date(2026, 3, 1)}
    edit_entry(by=care_manager, entry=entry, version=1, changes=changes)

    record_move(by=care_manager, entry=entry, moved_on=date(2026, 3, 10), version=now(entry).version)

    assert now(entry).system_updated_on is None


def test_nothing_is_arranged_for_somebody_who_has_died(care_manager, entry):
    open_offer = add(care_manager, entry, status="offered")
    record_final_outcome(
        by=care_manager, entry=entry, final_outcome="died", final_outcome_on=date(2026, 3, 10),
        version=now(entry).version,
    )  # fmt: skip

    open_offer.refresh_from_db()
    assert open_offer.status == "ended"
    with pytest.raises(ValidationError, match="has died"):
        add(care_manager, entry)


def test_partner_places_nobody(partner, funded):
    with pytest.raises(PermissionDenied):
        add(partner, funded)
