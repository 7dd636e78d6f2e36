"""Splitting money to the penny, and what may be recorded of costs and claims. SOP 4.6; LGiU T13; Coventry 4, 7."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costs.rules import (
    LONGEST,
    Funder,
    Party,
    Stretch,
    apportion,
    cost_faults,
    cut,
    days_of,
    first_state,
    funders,
    overlap_fault,
    parts_of,
    priced,
    step_fault,
    within,
)
from events.rules.charging import Payer

DAY = date(2026, 11, 2)
amounts = st.decimals(min_value="0.01", max_value="99999999.99", places=2)


def on(number):
    return date(2026, 11, number)


def party(kind="this_council", percent=100):
    return Party(Payer(kind, kind, "bears", "", ""), None, Decimal(percent))


@given(amounts, st.lists(st.decimals(min_value="0.01", max_value="100", places=2), min_size=1, max_size=8))
def test_shares_of_an_amount_add_up_to_it_and_are_near_their_part(total, weights):
    shares = apportion(total, weights)

    assert sum(shares) == total
    assert all(
        abs(one - total * weight / sum(weights)) < Decimal("0.01")
        for one, weight in zip(shares, weights, strict=True)
    )


@given(amounts, st.integers(1, LONGEST), st.lists(st.integers(1, LONGEST), max_size=4), st.integers(1, 99))
def test_a_cost_cut_at_changes_and_shared_loses_no_penny(total, length, changes, percent):
    last = DAY + timedelta(days=length - 1)
    pieces = cut(DAY, last, [DAY + timedelta(days=at) for at in changes])
    parties = (party(percent=percent), party("icb", 100 - percent))

    parts = parts_of(total, [Stretch(since, until, parties) for since, until in pieces])

    assert sum(part.amount for part in parts) == total
    assert sum(days_of(*piece) for piece in pieces) == length
    assert all(part.amount > 0 for part in parts)


@given(amounts, st.integers(1, 60), st.integers(0, 59))
def test_a_cost_seen_in_two_periods_is_the_same_cost(total, length, at):
    last = DAY + timedelta(days=length - 1)
    middle = DAY + timedelta(days=at)

    before = within(total, DAY, last, DAY - timedelta(days=9), middle)
    after = within(total, DAY, last, middle + timedelta(days=1), last + timedelta(days=9))

    assert before + after == total


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        ("0.01", [50, 50], ["0.01", "0.00"]),
        ("0.02", [1, 1, 1], ["0.01", "0.01", "0.00"]),
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("10.00", [Decimal("33.34"), Decimal("66.66")], ["3.33", "6.67"]),
        ("0.00", [1, 2], ["0.00", "0.00"]),
    ],
)
def test_odd_pennies_go_to_the_largest_remainders(total, weights, shares):
    assert apportion(Decimal(total), weights) == [Decimal(one) for one in shares]


def test_nothing_can_be_shared_by_nothing():
    with pytest.raises(ValueError, match="Nothing to share by"):
        apportion(Decimal(1), [0, 0])


def test_a_part_of_nothing_is_left_out():
    parts = parts_of(Decimal("0.01"), [Stretch(on(2), on(3), (party(percent=60), party("icb", 40)))])

    assert [(part.party.payer.kind, part.amount) for part in parts] == [("this_council", Decimal("0.01"))]


def test_half_a_penny_is_rounded_up():
    assert priced(Decimal("1.50"), Decimal("0.03")) == Decimal("0.05")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([], []),
        ([(on(1), "unknown", None), (on(3), "self_funder", None)], [Funder(None, "self_funder", None)]),
        (
            [(on(1), "self_funder", None), (on(5), "other_authority", 7)],
            [Funder(None, "self_funder", None), Funder(on(5), "other_authority", 7)],
        ),
        ([(on(5), "self_funder", None), (on(5), "this_council", 1)], [Funder(None, "this_council", 1)]),
        ([(on(1), "nhs_chc", None), (on(4), "nhs_chc", 3)], [Funder(None, "nhs_chc", 3)]),
        (
            [(on(1), "nhs_chc", 3), (on(4), "unknown", None)],
            [Funder(None, "nhs_chc", 3), Funder(on(4), "unknown", None)],
        ),
    ],
)
def test_who_paid_from_which_day_on(changes, found):
    assert funders(changes) == found


GOOD = {
    "kind": "nights",
    "first_on": on(1),
    "last_on": on(7),
    "quantity": None,
    "rate": None,
    "total": Decimal(7),
}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({}, "", ""),
        ({"quantity": Decimal(7), "rate": Decimal(1)}, "", ""),
        ({"last_on": on(1) - timedelta(days=1)}, "last_on", "after it"),
        ({"last_on": on(30)}, "last_on", "in the past"),
        ({"first_on": date(2025, 1, 1)}, "last_on", "more than a year"),
        ({"quantity": Decimal(8)}, "quantity", "are 7 nights, not 8"),
        ({"last_on": on(1), "quantity": Decimal(2)}, "quantity", "is 1 night, not 2"),
        ({"kind": "care", "rate": Decimal(20)}, "quantity", "Enter how many"),
        ({"total": None}, "total", "Enter the total"),
        ({"total": Decimal("-0.01")}, "total", "less than nothing"),
        ({"quantity": Decimal(7), "rate": Decimal(2)}, "total", "7 at £2.00 are £14.00, not £7.00"),
        (
            {"kind": "care", "quantity": Decimal(999999), "rate": Decimal(9999999999), "total": None},
            "rate",
            "Check how many",
        ),
    ],
)
def test_a_cost_that_cannot_be_gets_a_sentence(change, field, words):
    faults = cost_faults(today=on(20), **GOOD | change)

    assert list(faults) == ([field] if field else [])
    assert words in faults.get(field, "")


def test_nights_of_one_person_do_not_overlap():
    assert overlap_fault("A", [(on(1), on(7))], on(8), on(9)) == ""
    assert "Sunday 1 November 2026 to Saturday 7 November 2026" in overlap_fault(
        "A", [(on(1), on(7))], on(7), on(9)
    )


@pytest.mark.parametrize(
    ("step", "state", "words"),
    [
        ("send", "draft", ""),
        ("send", "to_be_agreed", "Record first that the integrated care board agreed"),
        ("agree", "draft", "The claim is draft"),
        ("pay", "disputed", ""),
        ("pay", "draft", "cannot be done"),
        ("withdraw", "paid", "cannot be done"),
        ("dispute", "sent", ""),
    ],
)
def test_steps_of_a_claim_come_in_order(step, state, words):
    fault = step_fault(step, state, state)

    assert (words in fault) if words else fault == ""


def test_only_a_claim_on_an_icb_is_to_be_agreed():
    assert (first_state("icb"), first_state("wales"), first_state("provider")) == (
        "to_be_agreed",
        "draft",
        "draft",
    )
