"""Claims on one body, from the draft to the payment. SOP 4.6, 4.7, 5.0; LGiU T13."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from costs.models import Claim, ClaimLine, CostPart
from costs.operations.claims import (
    agree_claim,
    make_claim,
    pay_claim,
    send_claim,
    total_of,
    withdraw_claim,
)
from costs.operations.costs import edit_cost, work_out_bearers
from tests.costs.money import TODAY, ago, bears, nights, person
from tests.trackers.test_concurrency import at_once
from trackers.operations.legal_endings import end_duty

pytestmark = pytest.mark.django_db


def claimed(officer, event, neighbour, totals=("700.00", "0.01", "33.33")):
    for total in totals:
        nights(officer, person(event, "other_authority", neighbour), total=total)
    nights(officer, person(event, "self_funder"))
    return make_claim(by=officer, event=event, bearer="other_english_council", body=neighbour)


def test_claim_is_the_sum_of_its_people(officer, failed, neighbour):
    claim = claimed(officer, failed, neighbour)

    assert (total_of(claim), claim.lines.count(), claim.state) == (Decimal("733.34"), 3, "draft")
    assert {line.part.bearer for line in claim.lines.all()} == {"other_english_council"}


def test_a_cost_is_in_one_claim(officer, failed, neighbour):
    claim = claimed(officer, failed, neighbour)
    with pytest.raises(ValidationError, match="nothing to claim"):
        make_claim(by=officer, event=failed, bearer="other_english_council", body=neighbour)
    cost = claim.lines.first().part.cost
    with pytest.raises(ValidationError, match="Withdraw that claim first"):
        edit_cost(by=officer, cost=cost, version=1, total=Decimal(1))

    withdraw_claim(by=officer, claim=claim, version=1, withdrawn_on=TODAY, why="Wrong body")
    again = make_claim(by=officer, event=failed, bearer="other_english_council", body=neighbour)

    assert (again.number, total_of(again), total_of(claim)) == (2, Decimal("733.34"), Decimal("733.34"))


def test_claim_on_an_icb_waits_for_its_agreement(officer, failed, icb):
    nights(officer, person(failed, "nhs_chc", icb))
    claim = make_claim(by=officer, event=failed, bearer="icb", body=icb)
    assert claim.state == "to_be_agreed"

    with pytest.raises(ValidationError, match="Record first that the integrated care board agreed"):
        send_claim(by=officer, claim=claim, version=1, sent_on=TODAY, sent_to="Finance")

    agree_claim(by=officer, claim=claim, version=1, agreed_on=TODAY, agreed_with="Director of finance")
    claim = send_claim(by=officer, claim=claim, version=2, sent_on=TODAY, sent_to="Finance")
    assert claim.state == "sent"


def test_claim_needs_a_named_body(officer, failed):
    nights(officer, person(failed, "nhs_chc"))

    with pytest.raises(ValidationError, match="which body this is"):
        make_claim(by=officer, event=failed, bearer="icb")


@pytest.mark.parametrize(
    ("paid", "why", "words"),
    [
        ("733.35", "", "no more can be paid"),
        ("700.00", "", "£33.34 less"),
        ("700.00", "Settled", ""),
        ("733.34", "", ""),
    ],
)
def test_payment_is_at_most_the_claim(officer, failed, neighbour, paid, why, words):
    claim = claimed(officer, failed, neighbour)
    claim = send_claim(by=officer, claim=claim, version=1, sent_on=TODAY, sent_to="Finance")
    payment = {"claim": claim, "version": 2, "paid_on": TODAY, "paid_amount": Decimal(paid), "why": why}

    if words:
        with pytest.raises(ValidationError, match=words):
            pay_claim(by=officer, **payment)
    else:
        assert pay_claim(by=officer, **payment).state == "paid"


def test_two_people_taking_a_step_of_one_claim(officer, administrator, failed, neighbour):
    claim = claimed(officer, failed, neighbour)
    withdraw_claim(by=administrator, claim=claim, version=1, withdrawn_on=TODAY, why="Wrong body")

    with pytest.raises(ValidationError, match="The claim is withdrawn"):
        send_claim(by=officer, claim=claim, version=1, sent_on=TODAY, sent_to="Finance")


@pytest.mark.django_db(transaction=True)
def test_two_claims_at_once_never_hold_one_cost(officer, administrator, event, neighbour):
    for _ in range(3):
        nights(officer, person(event, "other_authority", neighbour))

    def claim(by):
        try:
            return make_claim(by=by, event=event, bearer="other_english_council", body=neighbour)
        except ValidationError:
            return None

    made = at_once([lambda by=by: claim(by) for by in (officer, administrator, officer)])

    assert sum(one is not None for one in made) == 1
    assert (Claim.objects.count(), ClaimLine.objects.count()) == (1, 3)
    assert CostPart.objects.filter(claim=None).count() == 0


def test_what_is_claimed_stays_as_it_was(officer, failed, neighbour):
    claim = claimed(officer, failed, neighbour, ("700.00",))
    part = claim.lines.get().part
    end_duty(by=officer, entry=part.entry, ended_on=ago(9), reason="Settled", meets_needs=True)

    work_out_bearers(by=officer, entry=part.entry)
    claim = send_claim(by=officer, claim=claim, version=1, sent_on=TODAY, sent_to="Finance")
    pay_claim(by=officer, claim=claim, version=2, paid_on=TODAY, paid_amount=Decimal(700))

    assert bears(part.cost) == [("other_english_council", "700.00")]
    with pytest.raises(ValidationError, match="which was paid, so it stands"):
        edit_cost(by=officer, cost=part.cost, version=1, total=Decimal(1))
