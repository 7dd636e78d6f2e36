"""Termination considered with clause and audit trail; appeals that undo nothing."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Notification
from providers import holds
from risk.models import Appeal
from risk.operations import appeals, contracts, decisions, suspensions, terminations
from risk.operations.reminders import remind_of_all
from tests.factories.events import ProcedureFactory
from tests.factories.performance import (
    day,
    make_appeal,
    make_decision,
    make_plan,
    make_row,
    make_suspension,
    make_termination,
)
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_decision, make_plan, make_suspension, make_termination])
def test_any_step_can_be_appealed_against(contracts_officer, make):
    step = make(contracts_officer)

    made = make_appeal(contracts_officer, step)

    assert (made.about, made.service, made.was_over) == (step, step.service, "")


def test_appeal_leaves_the_suspension_in_force_even_when_upheld(contracts_officer):
    made = make_suspension(contracts_officer)
    appeal = make_appeal(contracts_officer, made)
    settle = {
        "by": contracts_officer,
        "appeal": appeal,
        "version": 1,
        "settled_on": day(),
        "outcome": "Too wide",
    }
    with pytest.raises(ValidationError, match="people who have moved"):
        appeals.settle_appeal(state="upheld", **settle)
    appeals.settle_appeal(state="upheld", follows="Two people may come back if they wish", **settle)

    assert len(holds.words_of(made.service)) == 1
    made.refresh_from_db()
    assert (made.lifted_on, made.version) == (None, 1)


def test_appeal_is_withdrawn_and_settled_once(contracts_officer):
    appeal = make_appeal(contracts_officer, make_decision(contracts_officer))
    settle = {
        "by": contracts_officer,
        "appeal": appeal,
        "version": 1,
        "settled_on": day(),
        "outcome": "Agreed",
    }
    appeals.settle_appeal(state="withdrawn", **settle)

    assert not Appeal.objects.open().exists()
    with pytest.raises(ValidationError, match="is settled"):
        appeals.settle_appeal(state="dismissed", **settle)


def test_appeal_against_what_is_completed_says_so(contracts_officer):
    made = make_suspension(contracts_officer)
    suspensions.lift_suspension(
        by=contracts_officer, suspension=made, version=1, lifted_on=day(), reason="Safe"
    )
    made.refresh_from_db()

    assert make_appeal(contracts_officer, made).was_over.startswith("Lifted ")


def test_appeal_and_termination_quote_the_clause_of_the_chosen_contract(contracts_officer):
    service = ServiceFactory()
    contract = contracts.record_contract(
        by=contracts_officer, provider=service.provider, commissioner="council", title="Accommodation Agreement",
        termination_clause="Clause 18", dispute_clause="Clause 22",
    )  # fmt: skip
    ended = make_termination(contracts_officer, service, contract=contract, clause="")
    appeal = make_appeal(contracts_officer, ended, contract=contract, clause="")

    assert (ended.clause, appeal.clause) == (
        "Clause 18, Accommodation Agreement",
        "Clause 22, Accommodation Agreement",
    )
    with pytest.raises(ValidationError, match="Enter the clause"):
        make_appeal(contracts_officer, ended, clause="")


def test_appeal_without_interim_arrangements_is_refused(contracts_officer):
    with pytest.raises(ValidationError, match="no more than safety needs"):
        make_appeal(contracts_officer, make_suspension(contracts_officer), interim=" ")


def test_termination_page_lists_plans_with_dates_and_warns_without_contingency_plan(
    contracts_officer, sign_in
):
    service = ServiceFactory()
    plan = make_plan(contracts_officer, service)
    make_row(contracts_officer, plan, due_on=day(-1))
    made = make_termination(contracts_officer, service)

    page = sign_in(contracts_officer).get(made.get_absolute_url()).content.decode()

    assert "No contingency plan is linked" in page and "Clause 18" in page
    assert "0 of 1 met, 1 late" in page and "Still open" in page and "Problems escalate" in page


def test_termination_form_names_the_clauses_and_asks_in_plain_words(contracts_officer, sign_in):
    ProcedureFactory(key="blackpool")
    address = f"/risk/services/{ServiceFactory().cqc_id}/terminations/new/"
    client = sign_in(contracts_officer)

    assert (
        "The procedure names Council: Clause 18; CCG: Module C Clause 32"
        in client.get(address).content.decode()
    )
    assert "Enter how the disruption is weighed" in client.post(address, {}).content.decode()


def test_contract_ends_with_its_last_day_only(contracts_officer):
    made = make_termination(contracts_officer)
    facts = {
        "outcome": "ended",
        "reason": "Harm",
        "decided_by": "Director",
        "settled_on": day(),
        "version": 1,
    }
    with pytest.raises(ValidationError, match="last day"):
        terminations.settle_termination(by=contracts_officer, termination=made, **facts)

    terminations.settle_termination(by=contracts_officer, termination=made, ends_on=day(28), **facts)

    with pytest.raises(ValidationError, match="settled"):
        terminations.settle_termination(by=contracts_officer, termination=made, ends_on=day(28), **facts)


def test_clock_reminds_once_of_reviews_and_late_rows_and_worklist_has_them(
    contracts_officer, officer, sign_in
):
    decision = make_decision(contracts_officer)
    type(decision).objects.update(review_on=day(-2))
    plan = make_plan(contracts_officer)
    make_row(contracts_officer, plan, due_on=day(-1))

    for _ in range(2):
        remind_of_all(by=type(contracts_officer).objects.system(), today=day())

    told = Notification.objects.filter(kind="risk.due")
    assert {one.to for one in told} == {contracts_officer} and told.count() == 2
    mine = sign_in(contracts_officer).get("/").content.decode()
    assert "Concern 1 is not met" in mine and "2 days late" in mine
    assert "Concern 1 is not met" not in sign_in(officer).get("/").content.decode()
    assert "Review a decision" in sign_in(officer).get("/work/").content.decode()
    decisions.review_decision(by=contracts_officer, decision=decision, reviewed_on=day(), outcome="Better")
    assert "Review a decision" not in sign_in(officer).get("/work/").content.decode()
