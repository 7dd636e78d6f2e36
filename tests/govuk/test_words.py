from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from govuk import words

TODAY = date(2026, 11, 24)


def test_dates_are_written_out_in_full_and_short():
    day = date(2026, 12, 4)

    assert words.full_date(day) == "Friday 4 December 2026"
    assert words.short_date(day) == words.short_date(day, TODAY) == "Fri 4 Dec"
    assert words.short_date(date(2025, 12, 4), TODAY) == "Thu 4 Dec 2025"
    assert words.full_date(None) == ""


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (time(9, 31), "9.31am"),
        (time(14, 0), "2pm"),
        (time(0, 5), "12.05am"),
        (time(12, 0), "midday"),
        (time(0, 0), "midnight"),
    ],
)
def test_times_are_written_as_people_say_them(moment, text):
    assert words.clock_time(moment) == text


def test_moment_of_the_server_is_told_in_local_time():
    moment = datetime(2026, 7, 3, 23, 30, tzinfo=UTC)

    assert words.moment_words(moment) == "Saturday 4 July 2026, 12.30am"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 23), "1 day late"),
        (date(2026, 11, 4), "20 days late"),
        (TODAY, "Due today"),
        (date(2026, 11, 25), "Wednesday 25 November"),
        (date(2027, 1, 15), "Friday 15 January 2027"),
        (None, ""),
    ],
)
def test_due_day_is_seen_from_today(day, text):
    assert words.due_words(day, TODAY) == text


def test_recent_moments_are_today_and_yesterday():
    now = datetime(2026, 11, 24, 9, 40, tzinfo=UTC)

    assert words.when_words(datetime(2026, 11, 24, 9, 31, tzinfo=UTC), now) == "Today at 9.31am"
    assert words.when_words(datetime(2026, 11, 23, 14, 10, tzinfo=UTC), now) == "Yesterday at 2.10pm"
    assert (
        words.when_words(datetime(2026, 11, 21, 10, 2, tzinfo=UTC), now) == "Saturday 21 November at 10.02am"
    )


def test_numbers_and_money_have_their_commas():
    assert words.number(120000) == "120,000"
    assert words.number(Decimal("37.50")) == "37.5"
    assert words.number(Decimal("1234.5"), 2) == "1,234.50"
    assert words.money(Decimal("-1284.5")) == "-£1,284.50"
    assert words.number(None) == words.money(None) == ""


def test_count_takes_the_noun_that_fits():
    assert words.count_of(1, "person", "people") == "1 person"
    assert words.count_of(1200, "person", "people") == "1,200 people"
    assert words.count_of(0, "day") == "0 days"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("Ma\x00bel\x0b", "Mabel"),
        ("tab\tstays", "tab\tstays"),
        ("Zo\u00eb \U0001f469\u200d\u2695\ufe0f", "Zo\u00eb \U0001f469\u200d\u2695\ufe0f"),
        ("gnp\u202exe.\ufffe", "gnpxe."),
        ("broken \ud800 half", "broken  half"),
    ],
)
def test_text_loses_control_characters_and_keeps_its_lines(text, kept):
    assert words.clean_text(text) == kept


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Date notified", "date notified"),
        ("NHS number", "NHS number"),
        ("“Who?”", "“Who?”"),
        ("I agree", "I agree"),
        ("DoLS at the new place", "DoLS at the new place"),
    ],
)
def test_subject_stands_in_a_sentence(text, inside):
    assert words.lower_first(text) == inside


def test_long_words_end_after_a_whole_one():
    assert words.shortened("Tell them\nwhere they go", 40) == "Tell them where they go"
    assert words.shortened("Tell them where, people are going", 17) == "Tell them where…"
    assert words.shortened("x" * 50, 10) == "x" * 9 + "…"
