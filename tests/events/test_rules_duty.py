"""The temporary duty and the section 19 power, from tables and from random facts. SOP 2 to 6."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from events.procedure import loader
from events.rules.duty import UNDETERMINED, evaluate_duty

VECTORS = yaml.safe_load((Path(__file__).parent / "data" / "staffordshire_vectors.yaml").read_text())["duty"]
PACK = loader.load("staffordshire")
VALUES = {
    fact.name: (list(fact.values) if fact.kind == "choice" else [True, False]) for fact in PACK.rule_inputs
}
# What the pack takes as not so while nobody has recorded it; the answer names each such assumption.
ASSUMED = {
    "needs_will_be_met_by_new_provider",
    "funding",
    "needs_urgent",
    "provision_in_imminent_jeopardy",
    "return_to_normal_unlikely",
    "response_level",
}
FAILED = next(vector["facts"] for vector in VECTORS if vector["id"] == "STF-V01")


def all_facts():
    return st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_vectors_give_the_expected_answer_and_rules(vector):
    answer = evaluate_duty(PACK, vector["facts"])

    assert {name: answer.value(name) for name in vector["expected"]} == vector["expected"]
    assert set(vector["rules"]) <= set(answer.rules)
    assert all(section.startswith("Staffordshire SOP ") for section in answer.sections)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
@pytest.mark.parametrize("gone", ["left out", "unknown", "empty"])
def test_vector_without_one_fact_is_never_confidently_wrong(vector, gone):
    for name in vector["facts"]:
        facts = {**vector["facts"], name: {"unknown": "unknown"}.get(gone)}
        if gone == "left out":
            del facts[name]

        answer = evaluate_duty(PACK, facts)

        for dimension, expected in vector["expected"].items():
            got = answer.outcomes[dimension]
            wrong = got.value not in (expected, UNDETERMINED)
            assert not wrong or (name in ASSUMED and answer.assumptions), (name, dimension, got)
            assert got.value != UNDETERMINED or name in got.missing, (name, dimension, got)


@settings(max_examples=300, deadline=None)
@given(facts=all_facts(), unknown=st.sets(st.sampled_from(sorted(set(VALUES) - ASSUMED))))
def test_taking_facts_away_never_changes_an_answer_into_another(facts, unknown):
    whole = evaluate_duty(PACK, facts)

    partly = evaluate_duty(PACK, {name: value for name, value in facts.items() if name not in unknown})

    for dimension, outcome in partly.outcomes.items():
        assert outcome.value in (whole.value(dimension), UNDETERMINED), dimension
        if outcome.value == UNDETERMINED and whole.value(dimension) != UNDETERMINED:
            assert set(outcome.missing) & unknown


@settings(max_examples=200, deadline=None)
@given(facts=all_facts(), unknown=st.sets(st.sampled_from(sorted(VALUES))))
def test_an_answer_that_assumes_something_says_so(facts, unknown):
    whole = evaluate_duty(PACK, facts)

    partly = evaluate_duty(PACK, {name: value for name, value in facts.items() if name not in unknown})

    for dimension, outcome in partly.outcomes.items():
        if outcome.value not in (whole.value(dimension), UNDETERMINED):
            assert partly.assumptions


@settings(max_examples=200, deadline=None)
@given(facts=all_facts())
def test_all_facts_known_leaves_open_only_a_cause_that_contradicts(facts):
    answer = evaluate_duty(PACK, facts)

    for outcome in answer.outcomes.values():
        assert outcome.value != UNDETERMINED or outcome.missing == ("cause",)


def test_nothing_known_is_undetermined_and_names_the_facts():
    answer = evaluate_duty(PACK, {})

    assert answer.temporary_duty == UNDETERMINED
    assert {"service_in_area", "provider_registered", "business_failed", "council_aware"} <= set(
        answer.missing
    )


def test_running_service_of_an_unknown_business_is_undetermined():
    answer = evaluate_duty(PACK, {"cause": "business_failure", "service_still_running": True})

    assert answer.temporary_duty == UNDETERMINED
    assert "business_failed" in answer.outcomes["temporary_duty"].missing


@pytest.mark.parametrize(
    "name", ["ordinary_residence", "assessment_exists", "needs_meet_eligibility_criteria"]
)
def test_facts_that_never_block_leave_the_duty_as_it_is(name):
    for value in VALUES[name]:
        assert evaluate_duty(PACK, {**FAILED, name: value}).temporary_duty == "applies"


@pytest.mark.parametrize("funding", [*sorted(set(VALUES["funding"]) - {"nhs_chc"}), "unknown"])
def test_who_pays_never_blocks_the_duty_except_the_nhs(funding):
    assert evaluate_duty(PACK, {**FAILED, "funding": funding}).temporary_duty == "applies"


def test_unknown_payer_is_said_with_the_answer():
    answer = evaluate_duty(PACK, FAILED)

    assert any("who pays" in said for said in answer.assumptions)
    assert answer.charge_person == UNDETERMINED
    assert "funding" in answer.outcomes["charge_person"].missing


@pytest.mark.parametrize(
    ("facts", "duty"),
    [
        ({"needs_will_be_met_by_new_provider": True, "funding": "nhs_chc"}, "ended"),
        ({"funding": "nhs_chc", "service_in_area": False}, "nhs_responsible"),
        ({"service_in_area": False, "council_aware": False}, "does_not_apply"),
        ({"council_aware": False, "provider_confirmed_unable": True}, "not_yet_triggered"),
        ({"cause": "quality_failing"}, UNDETERMINED),
    ],
)
def test_precedence_settles_which_answer_wins(facts, duty):
    assert evaluate_duty(PACK, {**FAILED, **facts}).temporary_duty == duty


@pytest.mark.parametrize(
    ("facts", "power"),
    [
        ({"needs_urgent": True, "risk_assessment_completed": True}, "available"),
        ({"needs_urgent": True, "risk_assessment_completed": False}, "awaiting_risk_assessment"),
        ({"needs_urgent": True}, UNDETERMINED),
        ({"needs_urgent": False, "risk_assessment_completed": True}, "not_indicated"),
        ({"risk_assessment_completed": True}, UNDETERMINED),
    ],
)
def test_power_fills_the_gap_before_the_provider_confirms(facts, power):
    answer = evaluate_duty(PACK, {**FAILED, "provider_confirmed_unable": False, **facts})

    assert answer.temporary_duty == "not_yet_triggered"
    assert answer.discretionary_power == power


@pytest.mark.parametrize(
    ("residence", "funding", "body"),
    [
        ("scotland", "other_authority", "scotland"),
        ("other_english_council", "other_authority_direct_payment", "other_english_council"),
        ("other_english_council", "self_funder", "nobody"),
        ("this_council", "this_council", "nobody"),
        (None, "other_authority", UNDETERMINED),
        ("wales", None, UNDETERMINED),
    ],
)
def test_costs_are_recovered_only_from_a_body_that_funded(residence, funding, body):
    answer = evaluate_duty(PACK, {**FAILED, "ordinary_residence": residence, "funding": funding})

    assert answer.recover_from == body


def test_nothing_is_charged_where_neither_duty_nor_power_is_used():
    answer = evaluate_duty(PACK, {**FAILED, "service_in_area": False, "funding": "self_funder"})

    assert (answer.charge_person, answer.recover_from) == ("not_used", "not_used")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"cause": "bankruptcy"}, "bankruptcy is not a value of cause."),
        ({"provider_asleep": True}, "There is no fact provider_asleep."),
        ({"council_aware": 1}, "1 is not a value of council_aware."),
        ({"council_aware": ["a"]}, "is not a value of council_aware."),
    ],
)
def test_fact_that_the_procedure_does_not_know_is_refused(facts, words):
    with pytest.raises(ValueError, match=words.replace("(", ".")):
        evaluate_duty(PACK, facts)


def test_provider_stays_responsible_while_the_business_has_not_failed():
    assert evaluate_duty(PACK, {"business_failed": False}).provider_responsible is True
    assert evaluate_duty(PACK, {"business_failed": True}).provider_responsible is False


def test_procedure_without_rules_decides_nothing():
    answer = evaluate_duty(loader.load("lgiu"), {})

    assert (answer.temporary_duty, answer.rules) == (UNDETERMINED, ())


def test_administrator_on_friday_to_confirmation_on_monday_gives_three_answers():
    friday = {**FAILED, "service_still_running": True, "provider_confirmed_unable": False}
    sunday = {**friday, "service_still_running": False}
    monday = {**sunday, "provider_confirmed_unable": True}

    answers = [evaluate_duty(PACK, facts).temporary_duty for facts in (friday, sunday, monday)]

    assert answers == ["does_not_apply", "not_yet_triggered", "applies"]
