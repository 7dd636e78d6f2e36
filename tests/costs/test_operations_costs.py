"""Costs, who bears them, charges, shares, claims. SOP 4.5, 4.6, 4.7, 5.0; LGiU T13; Coventry 4, 7."""

from datetime import timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.versions import Conflict
from costs.models import Cost
from costs.operations.charges import (
    edit_charge,
    record_charge,
    record_shares,
    take_back_charge,
    take_back_shares,
)
from costs.operations.claims import (
    dispute_claim,
    make_claim,
    pay_claim,
    send_claim,
)
from costs.operations.costs import edit_cost, record_cost, take_back_cost, work_out_bearers
from tests.costs.money import TODAY, ago, bears, nights, person
from tests.factories.events import EventFactory
from tests.factories.history import stamp
from tests.trackers.test_operations_legal import say_of
from trackers.models import TrackerEntry
from trackers.operations import edit_entry, record_move
from trackers.operations.legal_disputes import open_dispute
from trackers.operations.legal_endings import end_duty

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("funding", "lives", "bearer", "section"),
    [
        ("this_council", "this_council", "this_council", "4.6"),
        ("self_funder", "", "self_funder", "LGiU template T13"),
        ("other_authority", "other_english_council", "other_english_council", "SOP 4.6"),
        ("other_authority", "wales", "wales", "4.7"),
        ("other_authority_direct_payment", "scotland", "scotland", "4.7"),
        ("other_authority", "northern_ireland", "northern_ireland", "4.7"),
        ("other_authority", "", "other_english_council", "LGiU template T13"),
        ("nhs_chc", "", "icb", "LGiU template T13"),
        ("joint", "", "not_known", "Coventry"),
        ("unknown", "", "not_known", "4.6"),
    ],
)
def test_rules_say_who_bears_a_cost(officer, failed, neighbour, funding, lives, bearer, section):
    entry = person(failed, funding, neighbour)
    if lives:
        say_of(officer, entry, ordinary_residence=lives)

    cost = nights(officer, entry)

    (part,) = cost.parts.all()
    assert (part.bearer, part.amount) == (bearer, Decimal("700.00"))
    assert section in part.section
    assert cost.quantity == 7
    named = bearer not in ("this_council", "self_funder", "not_known")
    assert part.body == (neighbour if named else None)


def test_staff_at_the_service_come_from_the_provider(officer, event):
    cost = record_cost(
        by=officer,
        event=event,
        kind="staffing",
        first_on=ago(3),
        last_on=ago(1),
        quantity=Decimal(24),
        rate=Decimal("19.99"),
    )

    assert (cost.total, bears(cost)) == (Decimal("479.76"), [("provider", "479.76")])


def test_advice_is_always_the_councils(officer, failed):
    assert bears(nights(officer, person(failed, "self_funder"), kind="advice", total="50")) == [
        ("this_council", "50.00")
    ]


def test_cost_is_split_on_the_day_the_duty_ended(officer, failed, neighbour):
    entry = person(failed, "other_authority", neighbour)
    say_of(officer, entry, ordinary_residence="other_english_council")
    end_duty(by=officer, entry=entry, ended_on=ago(9), reason="Settled", meets_needs=True)

    cost = nights(officer, entry, total="100.00")  # 7 nights, 4 of them before the duty ended

    assert bears(cost) == [("other_english_council", "57.14"), ("this_council", "42.86")]
    assert "It ended on" in cost.parts.last().why


def test_own_arranger_bears_the_days_after_the_duty(officer, failed):
    entry = person(failed, "self_funder")
    end_duty(
        by=officer, entry=entry, ended_on=ago(9), reason="Settled", meets_needs=True, arranges_own_care=True
    )

    cost = nights(officer, entry)

    assert [part.section for part in cost.parts.all()] == [
        "LGiU template T13; Staffordshire SOP 4.6",
        "Staffordshire SOP 4.5",
    ]


def test_cost_is_split_on_the_day_the_funder_changed(officer, failed, neighbour):
    entry = person(failed, "self_funder")
    stamp(timezone.now() - timedelta(days=20), TrackerEntry)
    changes = {"funding_type": "other_authority", "funding_authority": neighbour}
    entry = edit_entry(by=officer, entry=entry, version=entry.version, changes=changes)
    latest = TrackerEntry.pgh_event_model.objects.filter(pgh_obj_id=entry.pk).latest("pgh_id")
    with pgtrigger.ignore():
        type(latest).objects.filter(pk=latest.pk).update(pgh_created_at=timezone.now() - timedelta(days=9))

    cost = nights(officer, entry)

    assert bears(cost) == [("self_funder", "400.00"), ("other_english_council", "300.00")]
    assert "Who pays was changed on the tracker" in cost.parts.last().why


def test_a_decision_of_a_person_comes_before_the_rules(officer, event, icb):
    cost = nights(officer, person(event), bearer="icb", body=icb, bearer_reason="Agreed by letter")

    (part,) = cost.parts.all()
    assert (part.bearer, part.body, part.why) == ("icb", icb, "Decided: Agreed by letter")


def test_later_facts_change_nothing_until_it_is_worked_out_again(officer, failed):
    entry = person(failed)
    cost = nights(officer, entry)
    end_duty(by=officer, entry=entry, ended_on=ago(9), reason="Settled", meets_needs=True)
    assert len(bears(cost)) == 1

    work_out_bearers(by=officer, entry=entry)

    assert len(bears(cost)) == 2
    assert cost.parts.count() == 3  # the first stays on record


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"last_on": TODAY + timedelta(days=1)}, "last_on"),
        ({"bearer": "icb"}, "bearer_reason"),
        ({"kind": "pocket money"}, "kind"),
        ({"total": Decimal("-0.01")}, "total"),
        ({"total": Decimal("0.001")}, "total"),
    ],
)
def test_wrong_costs_are_refused(officer, event, entry, change, field):
    with pytest.raises(ValidationError) as refusal:
        nights(officer, entry, **change)

    assert field in refusal.value.message_dict
    assert not Cost.objects.exists()


def test_nights_in_two_places_need_a_reason(officer, entry):
    nights(officer, entry)
    with pytest.raises(ValidationError, match="has nights from"):
        nights(officer, entry, since=8, until=2)

    nights(officer, entry, since=8, until=2, both_reason="The room was kept")

    assert Cost.objects.count() == 2


def test_a_total_follows_its_rate(officer, entry):
    cost = nights(officer, entry, quantity=Decimal(7), rate=Decimal(100), total="700.00")

    cost = edit_cost(by=officer, cost=cost, version=1, rate=Decimal("110.00"))

    assert (cost.total, bears(cost)[0][1], cost.version) == (Decimal("770.00"), "770.00", 2)


def test_nights_are_counted_again_when_the_days_change(officer, entry):
    cost = nights(officer, entry, rate=Decimal(100))

    cost = edit_cost(by=officer, cost=cost, version=1, last_on=ago(6))

    assert (cost.quantity, cost.total) == (8, Decimal("800.00"))


def test_a_person_of_another_event_is_not_theirs(officer, event, entry):
    with pytest.raises(PermissionDenied):
        record_cost(
            by=officer,
            event=EventFactory(),
            entry=entry,
            kind="other",
            first_on=TODAY,
            last_on=TODAY,
            total=Decimal(1),
        )


def test_who_may_not_record(officer, partner, reader, care_manager, outsider, entry):
    for by in (partner, reader, care_manager, outsider):
        with pytest.raises(PermissionDenied):
            nights(by, entry)


def test_two_people_changing_one_cost_see_both(officer, administrator, entry):
    cost = nights(officer, entry)
    edit_cost(by=administrator, cost=cost, version=1, total=Decimal(800))

    with pytest.raises(Conflict):
        edit_cost(by=officer, cost=cost, version=1, total=Decimal(900))


def test_open_dispute_holds_nothing_up(officer, failed, neighbour):
    entry = person(failed, "other_authority", neighbour)
    open_dispute(
        by=officer, event=failed, about="cost", parties="Us and them", opened_on=ago(1), people=[entry]
    )

    nights(officer, entry)
    record_move(by=officer, entry=entry, moved_on=ago(7), destination="Merrybeck", version=entry.version)
    claim = make_claim(by=officer, event=failed, bearer="other_english_council", body=neighbour)
    claim = send_claim(by=officer, claim=claim, version=1, sent_on=TODAY, sent_to="Finance")
    claim = dispute_claim(by=officer, claim=claim, version=2, disputed_on=TODAY, why="Residence")
    claim = pay_claim(by=officer, claim=claim, version=3, paid_on=TODAY, paid_amount=Decimal(700))

    assert claim.state == "paid"


# --- Charges


def test_charge_is_never_above_the_cost_of_its_time(officer, failed):
    entry = person(failed, "self_funder")
    nights(officer, entry)
    days = {"first_on": ago(13), "last_on": ago(10)}

    with pytest.raises(ValidationError, match=r"more than the actual cost, £400.00 \(SOP 4.6\)"):
        record_charge(by=officer, entry=entry, amount=Decimal("400.01"), **days)

    charge = record_charge(by=officer, entry=entry, amount=Decimal("400.00"), **days)
    with pytest.raises(ValidationError, match="more than the actual cost"):
        edit_charge(by=officer, charge=charge, version=1, amount=Decimal("400.01"))


def test_advice_only_is_free(officer, failed):
    entry = person(failed, "self_funder", response_level="information_and_advice_only")
    nights(officer, entry, kind="advice")

    with pytest.raises(ValidationError, match="Information and advice are free"):
        record_charge(by=officer, entry=entry, first_on=ago(13), last_on=ago(7), amount=Decimal("0.01"))
    record_charge(by=officer, entry=entry, first_on=ago(13), last_on=ago(7), amount=Decimal(0))


def test_advice_never_counts_towards_a_charge(officer, failed):
    entry = person(failed, "self_funder")
    nights(officer, entry, kind="advice")

    with pytest.raises(ValidationError, match=r"£0.00"):
        record_charge(by=officer, entry=entry, first_on=ago(13), last_on=ago(7), amount=Decimal(1))


def test_one_time_is_charged_once(officer, failed):
    entry = person(failed, "self_funder")
    nights(officer, entry)
    record_charge(by=officer, entry=entry, first_on=ago(13), last_on=ago(10), amount=Decimal(1))

    with pytest.raises(ValidationError, match="is charged already"):
        record_charge(by=officer, entry=entry, first_on=ago(10), last_on=ago(7), amount=Decimal(1))


def test_cost_is_not_lowered_under_its_charge(officer, failed):
    entry = person(failed, "self_funder")
    cost = nights(officer, entry)
    charge = record_charge(by=officer, entry=entry, first_on=ago(13), last_on=ago(7), amount=Decimal(700))

    with pytest.raises(ValidationError, match="Lower the charge or take it back first"):
        edit_cost(by=officer, cost=cost, version=1, total=Decimal("699.99"))
    with pytest.raises(ValidationError, match="take it back first"):
        take_back_cost(by=officer, cost=cost, reason="Wrong")

    take_back_charge(by=officer, charge=charge, reason="Wrong")
    take_back_cost(by=officer, cost=cost, reason="Wrong")
    assert not Cost.objects.exists()
    assert bears(cost) == []


def test_self_funder_is_not_asked_twice(officer, failed):
    entry = person(failed, "self_funder")
    nights(officer, entry)
    record_charge(by=officer, entry=entry, first_on=ago(13), last_on=ago(7), amount=Decimal("0.01"))

    with pytest.raises(ValidationError, match="would be above it"):
        make_claim(by=officer, event=failed, bearer="self_funder", entry=entry)


# --- Shares


def test_shares_add_up_to_a_hundred(officer, entry, icb):
    shares = {"first_on": ago(20), "agreed_with": "The board", "icb": icb}
    with pytest.raises(ValidationError, match=r"add up to 99\.99 percent"):
        record_shares(
            by=officer, entry=entry, council_percent=Decimal("59.99"), icb_percent=Decimal(40), **shares
        )

    record_shares(by=officer, entry=entry, council_percent=Decimal(60), icb_percent=Decimal(40), **shares)

    cost = nights(officer, entry, total="0.03")
    assert bears(cost) == [("this_council", "0.02"), ("icb", "0.01")]
    assert cost.parts.last().body == icb


def test_shares_work_the_costs_out_again_and_back(officer, event, icb):
    entry = person(event, "joint")
    cost = nights(officer, entry)
    assert bears(cost) == [("not_known", "700.00")]

    shares = record_shares(
        by=officer, entry=entry, first_on=ago(10), agreed_with="The board", icb=icb,
        council_percent=Decimal(25), icb_percent=Decimal(75),
    )  # fmt: skip
    assert bears(cost) == [("not_known", "300.00"), ("this_council", "100.00"), ("icb", "300.00")]

    take_back_shares(by=officer, shares=shares, reason="They never agreed")
    assert bears(cost) == [("not_known", "700.00")]


def test_days_are_shared_once(officer, entry):
    days = {"agreed_with": "The board", "council_percent": Decimal(100)}
    record_shares(by=officer, entry=entry, first_on=ago(20), **days)

    with pytest.raises(ValidationError, match="Take them back first"):
        record_shares(by=officer, entry=entry, first_on=ago(5), last_on=ago(4), **days)


# --- Not twice, and not what nobody paid


def test_what_a_person_is_charged_is_not_claimed_from_others_too(officer, failed, neighbour):
    entry = person(failed, "other_authority", neighbour)
    nights(officer, entry)
    days = {"first_on": ago(13), "last_on": ago(7)}
    charge = record_charge(by=officer, entry=entry, amount=Decimal("0.01"), **days)
    claiming = {"by": officer, "event": failed, "bearer": "other_english_council", "body": neighbour}

    with pytest.raises(ValidationError, match="take the charge back or withdraw the claim first"):
        make_claim(**claiming)
    take_back_charge(by=officer, charge=charge, reason="The council pays")
    make_claim(**claiming)

    with pytest.raises(ValidationError, match=r"£700.00 is charged or claimed already"):
        record_charge(by=officer, entry=entry, amount=Decimal("0.01"), **days)


@pytest.mark.parametrize("kind", ["nights", "care"])
def test_days_after_a_death_are_paid_for_with_a_reason(officer, failed, kind):
    entry = person(failed, final_outcome="died", final_outcome_on=ago(8))

    with pytest.raises(ValidationError, match="died on") as refusal:
        nights(officer, entry, kind=kind)
    assert "notes" in refusal.value.message_dict
    nights(officer, entry, kind=kind, until=8)
    nights(officer, entry, kind=kind, since=7, notes="A week’s notice by the contract")

    assert Cost.objects.count() == 2


def test_days_long_before_the_failure_are_paid_for_with_a_reason(officer, failed):
    entry = person(failed)  # notified 30 days ago

    with pytest.raises(ValidationError, match="The failure was notified on"):
        nights(officer, entry, since=62, until=61)
    nights(officer, entry, since=62, until=61, notes="Cover while the manager was ill")
    nights(officer, entry, since=60, until=59)


@pytest.mark.parametrize("facts", [{"total": "1000000.01"}, {"quantity": 7, "rate": "142857.15"}])
def test_a_slip_of_the_keyboard_is_no_cost(officer, entry, facts):
    facts = {name: Decimal(value) for name, value in facts.items()}
    days = {"kind": "nights", "first_on": ago(13), "last_on": ago(7)}

    with pytest.raises(ValidationError, match=r"One cost is at most £1,000,000\.00"):
        record_cost(by=officer, event=entry.event, entry=entry, **days, **facts)
