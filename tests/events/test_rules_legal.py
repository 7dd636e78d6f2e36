"""Dated rules, what would change an answer, lines of need, who may be charged. SOP 4.5 to 4.8; LGiU template T13."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.procedure import loader
from events.rules.charging import charge_limit, charge_problem, payers, shares_problem
from events.rules.duty import UNDETERMINED, evaluate_duty
from events.rules.flips import flips, values_of
from events.rules.in_force import pack_on
from events.rules.legal import DUTY, POWER, has_rules, legal_basis

PACK = loader.load("staffordshire")
FAILED = {
    "service_in_area": True,
    "provider_registered": True,
    "regulated_activity": True,
    "cause": "business_failure",
    "business_failed": True,
    "council_aware": True,
    "provider_confirmed_unable": True,
    "service_still_running": False,
    "needs_met_immediately_before": True,
}
FACTS = st.dictionaries(
    st.sampled_from([fact.name for fact in PACK.rule_inputs]), st.none(), max_size=30
).flatmap(
    lambda names: st.fixed_dictionaries(
        {fact.name: st.sampled_from(values_of(fact)) for fact in PACK.rule_inputs if fact.name in names}
    )
)


def dated(**days):
    """The pack with these days on the rule about CQC closures."""
    rules = tuple(rule.model_copy(update=days) if rule.id == "STF-R04" else rule for rule in PACK.rules)
    return PACK.model_copy(update={"rules": rules})


def duty_on(pack, day, **facts):
    return evaluate_duty(pack, FAILED | facts, day).temporary_duty


@pytest.mark.parametrize(
    ("days", "day", "duty"),
    [
        ({"in_force_until": date(2026, 3, 31)}, date(2026, 3, 31), "does_not_apply"),
        ({"in_force_until": date(2026, 3, 31)}, date(2026, 4, 1), UNDETERMINED),
        ({"in_force_from": date(2026, 4, 1)}, date(2026, 3, 31), UNDETERMINED),
        ({"in_force_from": date(2026, 4, 1)}, date(2026, 4, 1), "does_not_apply"),
    ],
)
def test_rule_counts_only_between_its_days(days, day, duty):
    assert duty_on(dated(**days), day, cause="cqc_standards_failure") == duty


def test_way_counts_only_between_its_days():
    decision = PACK.decisions[0]
    ways = tuple(
        way.model_copy(update={"in_force_until": date(2026, 3, 31)})
        if way.gives == "nhs_responsible"
        else way
        for way in decision.ways
    )
    decisions = (decision.model_copy(update={"ways": ways}), *PACK.decisions[1:])
    pack = PACK.model_copy(update={"decisions": decisions})

    assert duty_on(pack, date(2026, 3, 31), funding="nhs_chc") == "nhs_responsible"
    assert duty_on(pack, date(2026, 4, 1), funding="nhs_chc") == "applies"


def test_nothing_is_answered_for_a_day_before_the_document():
    answer = evaluate_duty(PACK, FAILED, date(2017, 2, 28))

    assert answer.temporary_duty == UNDETERMINED
    assert "in force on that day" in answer.reasons[0]
    assert duty_on(PACK, date(2017, 3, 1)) == "applies"


def test_pack_without_dates_is_used_as_it_is():
    assert pack_on(PACK, date(2026, 4, 1)) is PACK


def test_days_the_wrong_way_round_are_a_fault_of_the_file():
    text = (loader.FOLDER / "staffordshire.yaml").read_text()
    wrong = text.replace(
        "  - id: STF-R04\n",
        "  - id: STF-R04\n    in_force_from: 2026-04-01\n    in_force_until: 2026-03-31\n",
    )

    with pytest.raises(loader.InvalidPack, match="in_force_until is before in_force_from"):
        loader.loads(wrong)


@settings(max_examples=15, deadline=None)
@given(facts=FACTS)
def test_each_flip_changes_the_answer_and_none_is_left_out(facts):
    now = evaluate_duty(PACK, facts).temporary_duty
    named = {(flip.fact, flip.value): flip.becomes for flip in flips(PACK, facts)}

    for fact in PACK.rule_inputs:
        for value in values_of(fact):
            then = evaluate_duty(PACK, {**facts, fact.name: value}).temporary_duty
            expected = None if then in (now, UNDETERMINED) or facts.get(fact.name) == value else then
            assert named.get((fact.name, value)) == expected


@settings(max_examples=100, deadline=None)
@given(facts=FACTS, data=st.data())
def test_taking_a_fact_of_the_duty_away_never_gives_another_confident_duty(facts, data):
    whole = evaluate_duty(PACK, facts).temporary_duty
    assumed = {"needs_will_be_met_by_new_provider", "funding"}
    gone = data.draw(st.sampled_from(sorted(set(facts) - assumed) or ["service_in_area"]))

    partly = evaluate_duty(PACK, {name: value for name, value in facts.items() if name != gone})

    assert partly.temporary_duty in (whole, UNDETERMINED)


def test_confirmation_is_the_fact_that_would_make_the_duty_apply():
    found = flips(PACK, FAILED | {"provider_confirmed_unable": False})

    assert [flip.fact for flip in found if flip.becomes == "applies"] == ["provider_confirmed_unable"]


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ({"funding": "self_funder"}, [("", "applies")]),
        ({"funding": "nhs_chc"}, [("", "nhs_responsible")]),
        (
            {"funding": "nhs_chc", "social_care_payer": "this_council"},
            [("Healthcare needs", "nhs_responsible"), ("Social care needs", "applies")],
        ),
        ({"funding": "joint"}, [("Healthcare needs", "nhs_responsible"), ("Social care needs", "applies")]),
        ({"funding": "self_funder", "social_care_payer": "this_council"}, [("", "applies")]),
    ],
)
def test_each_kind_of_need_has_its_line(facts, lines):
    basis = legal_basis(PACK, FAILED | facts)

    assert [(line.need, line.answer.temporary_duty) for line in basis.lines] == lines


def test_what_would_change_the_power_is_said_where_the_duty_does_not_apply():
    basis = legal_basis(PACK, FAILED | {"cause": "cqc_standards_failure", "needs_urgent": True})

    becomes = {(flip.fact, flip.value): flip.becomes for flip in basis.lines[0].flips}
    assert becomes["risk_assessment_completed", True] == "available"
    assert becomes["cause", "business_failure"] == "applies"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"funding": "self_funder"}, {"self_funder": "may_charge", "provider": "may_recover"}),
        (
            {"funding": "other_authority", "ordinary_residence": "wales"},
            {"wales": "may_recover", "person": "may_charge", "provider": "may_recover"},
        ),
        (
            {"funding": "other_authority", "ordinary_residence": "other_english_council"},
            {"other_english_council": "may_recover", "person": "may_charge", "provider": "may_recover"},
        ),
        ({"funding": "nhs_chc"}, {"icb": "to_be_agreed", "provider": "may_recover"}),
        ({"service_in_area": False}, {}),
    ],
)
def test_who_may_bear_the_cost(facts, found):
    facts = FAILED | facts

    assert {one.kind: one.certainty for one in payers(evaluate_duty(PACK, facts), facts)} == found


@pytest.mark.parametrize(
    ("facts", "charge", "words"),
    [
        ({"funding": "self_funder"}, "100.00", ""),
        ({"funding": "self_funder"}, "100.01", "more than the actual cost"),
        ({"funding": "self_funder"}, "-0.01", "less than nothing"),
        ({}, "1.00", "not known yet"),
        ({}, "0.00", ""),
        ({"funding": "self_funder", "response_level": "information_and_advice_only"}, "0.01", "free"),
        ({"service_in_area": False, "funding": "self_funder"}, "0.01", "Neither"),
        ({"funding": "self_funder", "needs_will_be_met_by_new_provider": True}, "100.00", ""),
        ({"funding": "nhs_chc"}, "0.01", "Neither"),
    ],
)
def test_charge_is_never_more_than_the_actual_cost(facts, charge, words):
    answer = evaluate_duty(PACK, FAILED | facts)

    found = charge_problem(answer, Decimal(charge), Decimal("100.00"))

    assert (words in found) if words else found == ""


def test_limit_of_a_charge_is_open_while_the_payer_is_unknown():
    assert charge_limit(evaluate_duty(PACK, FAILED), Decimal(100)) is None


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({"council": "50", "icb": "50"}, ""),
        ({"council": "33.34", "icb": "66.66"}, ""),
        ({"council": "50", "icb": "49.99"}, "add up to 99.99 percent"),
        ({"council": "150", "icb": "-50"}, "less than nothing"),
        ({}, "add up to 0 percent"),
    ],
)
def test_shares_of_a_joint_package_add_up_to_a_hundred(shares, words):
    found = shares_problem({name: Decimal(share) for name, share in shares.items()})

    assert (words in found) if words else found == ""


def test_only_a_procedure_with_rules_is_asked():
    assert has_rules(PACK)
    assert not has_rules(loader.load("lgiu"))
    assert (DUTY, POWER) == ("temporary_duty", "discretionary_power")
