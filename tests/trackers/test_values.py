import pytest

from trackers.rules import values
from trackers.rules.contacts import Contact, contact


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("Y", "yes"), ("yes - full", "yes"), (True, "yes"), (1, "yes"), ("In place", "yes"), ("Granted", "yes"),
        ("N", "no"), ("No.", "no"), (False, "no"), (0, "no"), ("Lacks capacity", "no"), ("Not required", "no"),
        ("?", "unknown"), ("TBC", "unknown"), ("not known", "unknown"), (None, None), ("", None),
    ],
)  # fmt: skip
def test_yes_no_and_unknown_are_told_apart(value, answer):
    parsed = values.yes_or_no(value)

    assert (parsed.value, parsed.level) == (answer, None)


@pytest.mark.parametrize("value", ["fluctuates", "applied 3/5/26", "ask daughter", "Yes, under review"])
def test_answer_between_yes_and_no_is_unknown_with_a_warning(value):
    parsed = values.yes_or_no(value)

    assert (parsed.value, parsed.level) == ("unknown", "warning")


def test_heading_that_asks_the_opposite_turns_the_answer():
    assert values.yes_or_no("Y", is_turned=True).value == "no"
    assert values.yes_or_no("N", is_turned=True).value == "yes"
    assert values.yes_or_no("Lacks capacity", is_turned=True).value == "no"


@pytest.mark.parametrize(
    "value", ["999 000 0018", "999-000-0018", 9990000018, 9990000018.0, "NHS No: 9990000018"]
)
def test_nhs_number_is_ten_digits_as_text(value):
    parsed = values.nhs_number(value)

    assert (parsed.value, parsed.level) == ("9990000018", None)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("999 000 0019", "its last digit does not fit"),
        ("999000001", "has ten digits; 999000001 has 9. No zero can have been lost"),
        ("99900000189", "has ten digits; 99900000189 has 11."),
        ("9.99E+09", "has shortened this NHS number"),
        ("999000001X", "ten digits and nothing else"),
        ("0000000000", "does not fit"),
    ],
)
def test_wrong_nhs_number_is_an_error_that_says_why(value, said):
    parsed = values.nhs_number(value)

    assert (parsed.value, parsed.level) == (None, "error")
    assert said in parsed.reason


@pytest.mark.parametrize("value", [None, "", "N/K", "unknown", "none", "-"])
def test_nhs_number_may_be_unknown(value):
    assert values.nhs_number(value) == values.Parsed()


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("01632 960011", "01632 960011"),
        (1632960011, "01632960011"),
        (7700900123.0, "07700900123"),
        ("+44 1632 960011", "+44 1632 960011"),
        ("01632 960011 / 07700 900123", "01632 960011 / 07700 900123"),
        ("none", None),
        (None, None),
    ],
)
def test_telephone_number_keeps_its_form_and_gets_its_zero_back(value, number):
    parsed = values.phone(value)

    assert (parsed.value, parsed.level) == (number, None)


@pytest.mark.parametrize("value", ["see file", "1.63E+09"])
def test_odd_telephone_number_is_a_warning(value):
    assert values.phone(value).level == "warning"


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        (14, 14.0),
        ("14.5 hrs", 14.5),
        ("14h 30m", 14.5),
        ("14:30", 14.5),
        ("21 hours per week", 21.0),
        ("nil", 0.0),
    ],
)
def test_hours_are_read_in_every_form(value, hours):
    assert values.hours_per_week(value) == values.Parsed(hours)


@pytest.mark.parametrize("value", ["200", "lots", "-3"])
def test_impossible_hours_are_left_out_with_a_warning(value):
    parsed = values.hours_per_week(value)

    assert (parsed.value, parsed.level) == (None, "warning")


@pytest.mark.parametrize(
    ("value", "years", "level"),
    [(92, 92, None), ("92 yrs", 92, None), ("old", None, "warning"), (12, 12, "warning")],
)
def test_age_is_in_years(value, years, level):
    parsed = values.age(value)

    assert (parsed.value, parsed.level) == (years, level)


def test_gender_and_email():
    assert [values.gender(text).value for text in ("F", "Male", "non-binary", "-")] == [
        "female",
        "male",
        "other",
        None,
    ]
    assert values.email("olive@quillmere.example").value == "olive@quillmere.example"
    assert values.email("none").value is None
    assert values.email("olive at home").level == "warning"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs J Applesham (daughter) 01632 960011", Contact("Mrs J Applesham", "daughter", "01632 960011")),
        ("nephew P. Ash", Contact("P. Ash", "nephew")),
        (
            "Son: Peter Ash, 07700 900123, p@ash.example",
            Contact("Peter Ash", "son", "07700 900123", "p@ash.example"),
        ),
        (
            "Ivy Moss - Tel: 01632 960011 Mob: 07700 900123",
            Contact("Ivy Moss", "", "01632 960011 / 07700 900123"),
        ),
        ("Olive Sonnet", Contact("Olive Sonnet")),
    ],
)
def test_next_of_kin_in_one_cell_is_taken_apart(text, expected):
    assert contact(text) == expected
