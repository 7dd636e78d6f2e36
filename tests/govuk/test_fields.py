from datetime import date, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from govuk.fields import DateField, MoneyField, NHSNumberField, PostcodeField, TimeField, is_nhs_number
from govuk.widgets import DateBoxes


def problem(field, value) -> tuple[str, str]:
    """The sentence and the code that a field refuses a value with."""
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages[0], refused.value.error_list[0].code


@pytest.mark.parametrize(
    "typed",
    [
        ("4", "12", "2026"),
        ("04", "Dec", "2026"),
        ("4", "december", "2026"),
        "2026-12-04",
        "4/12/2026",
        "4 December 2026",
        "4/12/26",
        "4.12.26",
        "Friday 4th December 2026",
        "fri, 4 Dec 26",
    ],
)
def test_date_is_read_however_people_type_it(typed):
    assert DateField(label="Date notified").clean(typed) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("typed", "sentence", "code"),
    [
        (("31", "2", "2026"), "Date notified must be a real date", "day-month-year"),
        (("x", "2", "2026"), "Date notified must be a real date", "day"),
        (("1", "13", "2026"), "Date notified must be a real date", "month"),
        (("1", "Ju", "2026"), "Date notified must be a real date", "month"),
        (("4", "", "2026"), "Date notified must include a month", "month"),
        (("", "", "2026"), "Date notified must include a day and a month", "day-month"),
        (("4", "12", "26"), "The year of date notified must have 4 numbers, like 2026", "year"),
        (("4", "12", "9999"), "The year of date notified must be between 1850 and 2150", "year"),
        (("4", "12", "0001"), "The year of date notified must be between 1850 and 2150", "year"),
        (("٤", "12", "2026"), "Date notified must be a real date", "day"),
        ("soon", "Date notified must be a real date", "day-month-year"),
    ],
)
def test_impossible_date_is_named_with_its_box(typed, sentence, code):
    assert problem(DateField(subject="Date notified"), typed) == (sentence, code)


def test_date_outside_its_limits_is_refused():
    field = DateField(subject="Date notified", earliest=date(2026, 1, 1), latest=lambda: date(2026, 11, 24))

    assert problem(field, "2025-12-31")[0] == "Date notified must be on or after Thursday 1 January 2026"
    assert problem(field, "2026-11-25")[0] == "Date notified must be today or in the past"


def test_date_boxes_keep_what_was_typed():
    widget = DateBoxes()
    typed = widget.value_from_datadict({"when-day": "31", "when-month": "2", "when-year": ""}, {}, "when")

    assert typed == ("31", "2", "")
    assert widget.boxes(typed) == ["31", "2", ""]
    assert widget.boxes(date(2026, 12, 4)) == ["4", "12", "2026"]
    assert widget.value_from_datadict({}, {}, "when") is None


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9.30am", time(9, 30)),
        ("9:30 AM", time(9, 30)),
        ("14:00", time(14)),
        ("1400", time(14)),
        ("2pm", time(14)),
        ("12am", time(0)),
        ("12.15 p.m.", time(12, 15)),
        ("midday", time(12)),
        ("", None),
    ],
)
def test_time_is_read_however_people_type_it(typed, clock):
    assert TimeField(required=False).clean(typed) == clock


@pytest.mark.parametrize("typed", ["9", "25:00", "9.75am", "13pm", "0am", "soon", "٩:٣٠"])
def test_unclear_time_is_refused(typed):
    assert problem(TimeField(label="Time"), typed)[0] == "Time must be a time, like 9.30am or 14:00"


@pytest.mark.parametrize(
    ("typed", "amount"), [("£1,284.50", "1284.50"), ("1284.5", "1284.50"), (" 12 ", "12.00"), (".5", "0.50")]
)
def test_money_is_read_with_or_without_signs(typed, amount):
    assert str(MoneyField().clean(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("about 200", "Weekly fee must be an amount in pounds, like 1284.50"),
        ("1e9", "Weekly fee must be an amount in pounds, like 1284.50"),
        ("NaN", "Weekly fee must be an amount in pounds, like 1284.50"),
        ("12.345", "Write pence with 2 figures, like 1284.50"),
        ("12,50", "Write pence after a full stop, and a comma only between thousands, like 1,284.50"),
        ("1,23,456", "Write pence after a full stop, and a comma only between thousands, like 1,284.50"),
        ("-1", "Weekly fee must be £0.00 or more"),
    ],
)
def test_wrong_amount_is_refused_in_words(typed, sentence):
    assert problem(MoneyField(label="Weekly fee"), typed)[0] == sentence


def test_money_may_be_left_empty():
    assert MoneyField(required=False).clean("") is None
    assert MoneyField(min_value=None).clean("-3") == Decimal("-3.00")


@pytest.mark.parametrize("number", ["9991234543", "9990000018", "9434765919"])
def test_nhs_number_has_its_check_digit(number):
    assert is_nhs_number(number)
    assert not is_nhs_number(number[:-1] + str((int(number[-1]) + 1) % 10))


def test_nhs_number_whose_check_value_is_ten_does_not_exist():
    assert not any(is_nhs_number(f"999123456{digit}") for digit in range(10))


def test_nhs_number_is_stored_as_ten_digits():
    field = NHSNumberField(label="NHS number", required=False)

    assert field.clean(" 999 123-4543 ") == "9991234543"
    assert field.clean("") == ""
    assert field.prepare_value("9991234543") == "999 123 4543"


def test_wrong_nhs_number_says_what_is_wrong():
    field = NHSNumberField(label="NHS number")

    assert problem(field, "999 123")[0] == "NHS number must have 10 digits, like 999 123 4543"
    assert "check each digit" in problem(field, "999 123 4544")[0]


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [("ex19zz", "EX1 9ZZ"), ("SW1A 1aa", "SW1A 1AA"), ("m1-1ae", "M1 1AE"), ("GIR 0AA", "GIR 0AA")],
)
def test_postcode_is_normalised(typed, postcode):
    assert PostcodeField().clean(typed) == postcode


def test_half_a_postcode_is_taken_only_where_asked_for():
    assert PostcodeField(partial=True).clean("ex1") == "EX1"
    assert (
        problem(PostcodeField(label="Postcode"), "EX1")[0]
        == "Postcode must be a full UK postcode, like EX1 9ZZ"
    )


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "limits", "day"),
    [
        ("3 dec", {}, date(2026, 12, 3)),
        ("3/11", {}, date(2026, 11, 3)),
        ("3/2", {}, date(2027, 2, 3)),
        ("3/12", {"latest": TODAY}, date(2025, 12, 3)),
        ("3/12/42", {"latest": TODAY}, date(1942, 12, 3)),
        ("3/12/42", {}, date(2042, 12, 3)),
    ],
)
def test_year_in_one_line_is_the_nearest_to_today(monkeypatch, typed, limits, day):
    monkeypatch.setattr("govuk.fields.timezone.localdate", lambda: TODAY)

    assert DateField(subject="Date", **limits).clean(typed) == day


@pytest.mark.parametrize(
    ("typed", "limits", "said"),
    [
        ("29 feb", {"latest": TODAY}, "must be a real date"),
        ("3/12/42", {"whole_year": True}, "must have 4 numbers"),
        ("3/12", {"whole_year": True}, "must include a year"),
        ("3/12/²6", {}, "must be a real date"),
        ("dec", {}, "must be a real date"),
        (("3", "12", "26"), {}, "must have 4 numbers"),
        (("3", "12", ""), {}, "must include a year"),
    ],
)
def test_day_that_cannot_be_told_is_asked_for(monkeypatch, typed, limits, said):
    monkeypatch.setattr("govuk.fields.timezone.localdate", lambda: TODAY)

    assert said in problem(DateField(subject="Date", **limits), typed)[0]
