"""What the procedure says to a notice, from tables. Staffordshire SOP 10."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from events.procedure import loader
from events.rules.response import INVALID, NOT_ENOUGH, OTHER, package_return, suggest_response

VECTORS = yaml.safe_load((Path(__file__).parent / "data" / "staffordshire_vectors.yaml").read_text())
PACK = loader.load("staffordshire")
STANDARD, INVOKE = "Standard Practice", "Invoke Provider Failure Procedure"


@pytest.mark.parametrize("line", VECTORS["triggers"], ids=lambda line: line["id"])
def test_every_notice_has_the_answer_of_the_table(line):
    answer = suggest_response(PACK, line["id"])

    assert (answer.response, answer.rule) == (line["response"], line["id"])
    assert answer.section == f"Staffordshire SOP {line['section']}"


@pytest.mark.parametrize("vector", VECTORS["package_returns"], ids=lambda vector: vector["id"])
@pytest.mark.parametrize("chosen", ["STF-T08", "STF-T09"])
def test_package_vectors_give_the_expected_answer(vector, chosen):
    answer = suggest_response(PACK, chosen, vector["packages"], vector["hours"])

    assert answer.response == vector["response"]


@pytest.mark.parametrize(
    ("packages", "hours", "response"),
    [
        ("4", "50.00", INVOKE),
        ("4", "50.01", INVOKE),
        ("4", "49.999", STANDARD),
        ("5", "0.5", INVOKE),
        ("1", "168", INVOKE),
        (" 4 ", "49.5", STANDARD),
        ("4.0", ".5", STANDARD),
        ("04", "49", STANDARD),
        ("5", "unknown", INVOKE),
        (4, 49.99, STANDARD),
        (None, None, NOT_ENOUGH),
        ("", "?", NOT_ENOUGH),
    ],
)
def test_either_limb_invokes(packages, hours, response):
    assert package_return(PACK, packages, hours).response == response


@pytest.mark.parametrize(
    ("packages", "hours", "words"),
    [
        ("4", "1,5", "A comma could mark thousands or decimals: write 1500 or 1.5."),
        ("1,000", "", 'Number of care packages is written "1,000".'),
        ("four", "10", "Number of care packages must be a number, such as 4."),
        ("4", "50 hours", "Hours per week must be a number, such as 49.5."),
        ("4", "12:30", "Hours per week must be a number"),
        ("4.5", "10", "Number of care packages must be a whole number, such as 4."),
        ("-1", "10", "Number of care packages cannot be less than zero."),
        ("4", "\N{MINUS SIGN}3", "Hours per week cannot be less than zero."),
        ("0", "12", "Number of care packages must be more than zero."),
        ("3", "0", "Hours per week must be more than zero."),
        ("3", "0.0", "Hours per week must be more than zero."),
        ("5", "many", "Hours per week must be a number"),
        ("1e9", "10", "must be a number"),
        ("4", "inf", "must be a number"),
        ("4", "nan", "must be a number"),
        ("٤", "10", "must be a number"),
        ("4", "9" * 40, "Hours per week must be 100,000 or less."),
        (True, "10", "must be a number"),
    ],
)
def test_figures_that_cannot_be_read_are_invalid_with_a_sentence(packages, hours, words):
    answer = package_return(PACK, packages, hours)

    assert answer.response == INVALID
    assert words in answer.reason


def test_unknown_hours_are_named_with_what_they_would_change():
    answer = package_return(PACK, "3", None)

    assert answer.missing == ("hours",)
    assert answer.reason == (
        "3 packages alone gives Standard Practice. The hours per week are not known: "
        "50 or more would change the answer."
    )
    assert not answer.is_settled


def test_unknown_packages_are_named():
    answer = package_return(PACK, "", "20")

    assert answer.missing == ("packages",)
    assert "5 or more would change the answer." in answer.reason


def test_reason_tells_which_limit_was_reached():
    answer = package_return(PACK, "6", "60")

    assert answer.reason == "6 packages reaches the limit of 5 and 60 hours a week reaches the limit of 50."
    assert (answer.rule, answer.section) == ("STF-T09", "Staffordshire SOP 10.3")


def test_figures_that_fit_the_other_line_say_so():
    answer = suggest_response(PACK, "STF-T08", "6", "20")

    assert (answer.response, answer.trigger) == (INVOKE, "STF-T09")
    assert "not the notice that was chosen" in answer.notes[0]


def test_package_notice_without_figures_names_what_would_check_it():
    answer = suggest_response(PACK, "STF-T08", "", " ")

    assert answer.response == STANDARD
    assert answer.missing == ("packages", "hours")


def test_other_event_leaves_the_decision_to_a_person():
    answer = suggest_response(PACK, OTHER)

    assert answer.response == NOT_ENOUGH
    assert answer.missing == ("decision",)
    assert answer.section == "Staffordshire SOP 10.0"


def test_notice_that_is_not_in_the_procedure_is_invalid():
    assert suggest_response(PACK, "STF-T99").response == INVALID


def test_thresholds_come_from_the_pack():
    text = (loader.FOLDER / "staffordshire.yaml").read_text()
    text = text.replace("hours_below: 50.0", "hours_below: 30.0").replace(
        "hours_min: 50.0", "hours_min: 30.0"
    )
    text = text[: text.index("cases:\n  - id")].replace("  cases: 52\n", "")

    answer = package_return(loader.loads(text), "1", "30")

    assert answer.response == INVOKE


@given(packages=st.integers(1, 40), hours=st.decimals(min_value="0.01", max_value=400, places=2))
def test_answer_is_never_lower_than_either_limb(packages, hours):
    answer = package_return(PACK, str(packages), str(hours))

    assert answer.response == (INVOKE if packages >= 5 or hours >= 50 else STANDARD)


@given(packages=st.text(max_size=12), hours=st.text(max_size=12))
def test_anything_typed_gets_one_of_four_answers(packages, hours):
    answer = suggest_response(PACK, "STF-T08", packages, hours)

    assert answer.response in {STANDARD, INVOKE, NOT_ENOUGH, INVALID}
    assert answer.reason
