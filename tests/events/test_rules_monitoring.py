"""Risk-based monitoring from tables: suggested rating, action lists and schedules. Coventry outline App 1."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from events.procedure import loader
from events.procedure.problems import InvalidPack
from events.rules import monitoring as rules

PACK = loader.load("coventry")
LOW, MEDIUM, HIGH = 1, 2, 3


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ([1, 1, 1, 1, 1, 1, 1], "Low Risk"),
        ([1, 1, 2, 1, 1, 1, 1], "Medium Risk"),
        ([1, 3, 2, 1, None, 1, 1], "High Risk"),
        ([None, None], None),
        ([], None),
    ],
)
def test_highest_rating_of_a_data_set_is_suggested(given, label):
    found = rules.suggested(PACK, given)

    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("rating", "required", "visits", "possible"),
    [
        (LOW, 2, {"COV-RL1": "annual"}, 0),
        (
            MEDIUM,
            8,
            {"COV-RM1": "immediately", "COV-RM2": "immediately", "COV-RM6": "quarterly"},
            1,
        ),
        (HIGH, 6, {"COV-RH1": "immediately", "COV-RH3": "weekly"}, 6),
    ],
)
def test_listed_actions_are_required_and_those_of_lower_ratings_possible(rating, required, visits, possible):
    asked = rules.asked_by(PACK, rating)

    assert len(asked) == required
    assert {one.id: one.words for one in asked if one.is_visit} == visits
    assert len(rules.also_possible(PACK, rating)) == possible


@pytest.mark.parametrize(
    ("action", "last_visit", "on"),
    [
        ("COV-RH1", None, date(2026, 3, 2)),
        ("COV-RH3", None, date(2026, 3, 9)),
        ("COV-RH3", date(2026, 2, 27), date(2026, 3, 9)),  # from the rating, not from an earlier visit
        ("COV-RM6", None, date(2026, 6, 2)),
        ("COV-RL1", None, date(2027, 3, 2)),
        ("COV-RL1", date(2025, 9, 12), date(2026, 9, 14)),  # a Saturday: the working day that follows
        ("COV-RL1", date(2024, 9, 12), date(2026, 3, 2)),  # long past: now
        ("COV-RM3", None, None),
    ],
)
def test_first_visit_is_due(action, last_visit, on):
    asked = rules.named(PACK, action)
    starts = rules.begins_with_visit(PACK, {"H": HIGH, "M": MEDIUM, "L": LOW}[action[5]])

    found = rules.first_due(asked, decided_on=date(2026, 3, 2), last_visit=last_visit, from_now=starts)

    assert found == on


@pytest.mark.parametrize(
    ("action", "last", "following"),
    [
        ("COV-RH3", date(2026, 3, 30), date(2026, 4, 7)),  # Easter Monday is no working day
        ("COV-RM6", date(2026, 11, 30), date(2027, 3, 1)),  # the last day of February is a Sunday
        ("COV-RL1", date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_next_visit_falls_on_a_working_day(action, last, following):
    assert rules.next_due(rules.named(PACK, action), last) == following


def test_rhythm_that_slept_is_made_up_for_and_ends():
    weekly = rules.named(PACK, "COV-RH3")

    found = rules.due_until(weekly, date(2026, 3, 2), date(2026, 3, 20))

    assert found == [date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23)]
    assert len(rules.due_until(weekly, date(2020, 1, 6), date(2026, 3, 20))) == rules.MOST_AT_ONCE


@pytest.mark.parametrize(
    ("spend", "is_over"),
    [("999999.99", False), ("1000000", False), ("1000000.01", True), (None, False)],
)
def test_exactly_the_figure_is_not_over_it(spend, is_over):
    given = None if spend is None else Decimal(spend)

    assert rules.is_over(given, Decimal(PACK.monitoring.spend_over)) is is_over
    assert not rules.is_over(given, None)


def test_home_support_is_looked_at_otherwise():
    def look_at(*kinds):
        return next(one.look_at for one in rules.data_sets(PACK, kinds) if one.id == "COV-DS2")

    assert look_at("Homecare agencies").startswith("How many high cost packages")
    assert look_at("Nursing homes") == ""
    assert len(rules.data_sets(PACK, ["Nursing homes"])) == 7


OWN = "tests/risk/data/own_monitoring.yaml"


def test_another_councils_data_sets_and_rhythms_need_no_code():
    own = loader.loads(Path(OWN).read_text())

    assert [one.id for one in rules.data_sets(own, ["Nursing homes"])] == ["OV.D1"]
    assert [one.id for one in rules.data_sets(own, ["Homecare agencies"])] == ["OV.D1", "OV.D2"]
    assert rules.next_due(rules.named(own, "OV.A22"), date(2026, 3, 2)) == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("{action: OV.A22}", "{action: OV.A99}", "There is no action OV.A99"),
        ("{action: OV.A22}", "{action: OV.A21}", "OV.A21 is a visit: give its cadence"),
        ("data_set: OV.D2", "data_set: OV.D9", "There is no data set OV.D9"),
        ("value: 2,", "value: 1,", "from the lowest to the highest"),
        ("short: Watch, actions: OV.A2", "short: Watch, actions: OV.A7", "There are no actions OV.A7"),
    ],
)
def test_fault_in_monitoring_is_named(was, now, words):
    text = Path(OWN).read_text()
    assert was in text

    with pytest.raises(InvalidPack) as refused:
        loader.loads(text.replace(was, now))

    assert any(words in error.reason for error in refused.value.errors)
