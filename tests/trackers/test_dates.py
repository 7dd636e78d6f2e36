import datetime as dt

import pytest

from trackers.rules.dates import Span, age_on, order_of, parse_date

TODAY = dt.date(2026, 11, 7)
BIRTH = Span("date of birth", TODAY)
ADMITTED = Span("date admitted", TODAY)
MARCH = dt.date(1934, 3, 12)


@pytest.mark.parametrize(
    "value",
    [
        "12/03/1934", "12/3/34", "12.3.34", "12-03-1934", "12 3 1934", "12-Mar-1934", "12 March 1934", "12Mar34",
        "12th of March, 1934", "March 12 1934", "March 12th, 1934", "Mar 12, '34", "12/Mar/1934", "1934-03-12",
        "1934/03/12", "1934-03-12T00:00:00", "12/03/1934 00:00", "Mon 12 March 1934", "12/03/1934 (92)",
        "12/03/1934 aged 92", "12031934", "120334", "19340312", "12490", 12490, 12490.0, 12031934, MARCH,
        dt.datetime(1934, 3, 12, 9, 30, tzinfo=dt.UTC),
    ],
)  # fmt: skip
def test_every_usual_form_is_the_same_day(value):
    parsed = parse_date(value, BIRTH)

    assert (parsed.value, parsed.level, parsed.reason) == (MARCH, None, "")


@pytest.mark.parametrize("value", [None, "", "?", "unknown", "N/K", "Not known", "TBC", "-"])
def test_unknown_date_is_accepted(value):
    parsed = parse_date(value, BIRTH)

    assert (parsed.value, parsed.level) == (None, None)


@pytest.mark.parametrize("value", ["1934", 1934, "c. 1934", "circa 1934", "March 1934", "03/1934", "Mar-34"])
def test_part_of_a_date_is_accepted_with_a_warning(value):
    parsed = parse_date(value, BIRTH)

    assert (parsed.value, parsed.level) == (None, "warning")
    assert parsed.reason.startswith("Only the")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("31/06/1944", "31 June 1944 is not a date."),
        ("29/02/1935", "29 February 1935 is not a date."),
        ("13/13/1944", "13/13/1944 is not a date: there is no month 13."),
        ("12/03/2031", "12 March 2031 is in the future."),
        ("12/03/1834", "12 March 1834 would make this person 192 years old."),
        ("soon", "“soon” is not a date."),
        ("12 Marble 1934", "“12 Marble 1934” is not a date."),
        (7, "7 is not a date."),
        (True, "True is not a date."),
    ],
)
def test_what_is_no_date_is_an_error_in_plain_words(value, reason):
    parsed = parse_date(value, BIRTH)

    assert (parsed.value, parsed.level, parsed.reason) == (None, "error", reason)


@pytest.mark.parametrize(
    ("text", "year"), [("1/2/34", 1934), ("1/2/20", 1920), ("1/2/05", 2005), ("1/2/16", 1916)]
)
def test_two_figure_year_of_birth_is_one_that_a_resident_can_have(text, year):
    assert parse_date(text, BIRTH).value == dt.date(year, 2, 1)


@pytest.mark.parametrize(("text", "year"), [("1/2/24", 2024), ("1/2/98", 1998)])
def test_two_figure_year_of_admission_is_the_latest_past_one(text, year):
    assert parse_date(text, ADMITTED).value == dt.date(year, 2, 1)


def test_unlikely_ages_are_pointed_out():
    assert parse_date("1/2/2015", BIRTH).level == "warning"
    assert parse_date("1/2/1912", BIRTH).level == "warning"


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["3/4/1934", "5/6/1940"], "day_first"),
        (["3/4/1934", "25/6/1940"], "day_first"),
        (["3/4/1934", "6/25/1940"], "month_first"),
        (["25/4/1934", "6/25/1940"], "mixed"),
        (["1934-04-25", dt.date(1934, 4, 25), None, 12490], "day_first"),
    ],
)
def test_order_of_day_and_month_is_settled_for_the_file(values, order):
    assert order_of(values) == order


def test_month_first_file_is_read_month_first():
    assert parse_date("3/4/1934", BIRTH, "month_first").value == dt.date(1934, 3, 4)
    assert parse_date("25/4/1934", BIRTH, "month_first").value == dt.date(1934, 4, 25)


def test_file_that_writes_both_ways_names_what_each_date_could_be():
    parsed = parse_date("3/4/1934", BIRTH, "mixed")

    assert parsed.level == "error"
    assert parsed.reason == "3/4/1934 could be 3 April or 4 March: this file writes dates both ways."
    assert parse_date("6/25/1940", BIRTH, "mixed").value == dt.date(1940, 6, 25)
    assert parse_date("25/6/1940", BIRTH, "mixed").value == dt.date(1940, 6, 25)
    assert parse_date("4/4/1940", BIRTH, "mixed").value == dt.date(1940, 4, 4)


def test_age_is_in_full_years():
    assert age_on(dt.date(1934, 11, 8), TODAY) == 91
    assert age_on(dt.date(1934, 11, 7), TODAY) == 92
