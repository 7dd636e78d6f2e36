"""Hours, lists for the move, checks and next steps, from tables."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from trackers.rules.aftercare import checks_after
from trackers.rules.next_step import AGENCIES, More, is_stalled, next_step
from trackers.rules.packages import against, calls_words, weekly_hours
from trackers.rules.stages import Facts
from trackers.rules.transfer_items import ITEMS, items_for

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("calls", "minutes", "carers", "live_in", "hours"),
    [
        (4, 30, 1, False, "14.00"),
        (4, 30, 2, False, "28.00"),
        (3, 15, 1, False, "5.25"),
        (None, None, 1, True, "168"),
        (1, 60, 1, True, "7.00"),
    ],
)
def test_hours_follow_from_the_calls(calls, minutes, carers, live_in, hours):
    found = weekly_hours(calls_per_day=calls, call_minutes=minutes, carers=carers, live_in=live_in)

    assert found == Decimal(hours)


def test_hours_are_not_guessed():
    assert weekly_hours(calls_per_day=4, call_minutes=None) is None


def test_short_and_double_handed_calls_are_said():
    assert calls_words(4, 15, 2, False) == "4 calls a day of 15 minutes, double-handed, short calls"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, ""),
        (
            {"is_registered": False, "ended_on": "Monday 2 November 2026"},
            "Its CQC registration ended on Monday",
        ),
        ({"dormant": True}, "dormant"),
        ({"unlisted": True}, "missing from CQC"),
        ({"failing": "PF-2026-0009"}, "open failure event, PF-2026-0009"),
    ],
)
def test_what_speaks_against_a_service(facts, words):
    found = against(**facts)

    assert words in found and bool(found) == bool(words)


def test_home_care_moves_no_belongings():
    place, care = ({item.code for _, item in items_for(kind)} for kind in ("care_home", "home_care"))

    assert {"belongings", "valuables", "pets", "controlled_drugs", "fridge"} <= place - care
    assert "handover" in care - place
    assert place | care == {item.code for item in ITEMS}


def test_checks_count_from_the_move():
    made = checks_after(DAY, "", [14, 1, 3])

    assert [(one.name, (one.due_on - DAY).days) for one in made] == [
        ("First check", 1),
        ("Day 3", 3),
        ("Week 2", 14),
    ]
    assert checks_after(None, "", [1]) == [] and checks_after(DAY, "died", [1]) == []


def plus(day, days):
    return day + timedelta(days=days)


@pytest.mark.parametrize(
    ("facts", "more", "words", "agency", "due"),
    [
        ({}, {"began_on": DAY}, "Assess needs and capacity", "care_management", 2),
        ({}, {"began_on": DAY, "funding_type": "nhs_chc"}, "Assess needs and capacity", "funder", 2),
        ({"assessed_on": DAY}, {}, "Find a new placement", "care_management", 3),
        (
            {"assessed_on": DAY},
            {"response_level": "information_and_advice_only"},
            "Find a new placement",
            "family",
            3,
        ),
        (
            {"assessed_on": DAY},
            {"offered": "Tansywick Lodge", "offered_on": DAY},
            "Answer the offer of Tansywick Lodge",
            "family",
            1,
        ),
        (
            {"assessed_on": DAY, "destination": "Tansywick Lodge"},
            {"accepted_on": DAY},
            "Agree the day of the move",
            "new_provider",
            1,
        ),
        ({"move_on": DAY}, {"has_transport": False}, "Book the transport", "care_management", 0),
        ({"move_on": DAY}, {}, "Confirm the arrival", "new_provider", 0),
        (
            {"moved_on": DAY},
            {"check_due_on": plus(DAY, 1)},
            "Carry out the safe and well check",
            "care_management",
            1,
        ),
        ({"moved_on": DAY, "safe_and_well_on": DAY}, {}, "Record the final outcome", "care_management", 5),
        ({"move_on": DAY}, {"is_unaccounted": True}, "Find out where they are", "present_provider", 0),
    ],
)
def test_next_step_says_whose_it_is_and_by_when(facts, more, words, agency, due):
    step = next_step(Facts(**facts), More(**more), today=DAY, add=plus)

    assert (step.words, step.agency, step.due_on) == (words, agency, plus(DAY, due))
    assert step.agency in AGENCIES


def test_nothing_is_next_after_a_death():
    assert next_step(Facts(final_outcome="died"), More(), today=DAY, add=plus) is None


@pytest.mark.parametrize(
    ("due", "changed", "stalled"),
    [(None, 0, False), (None, 3, True), (plus(DAY, -1), 0, True), (plus(DAY, 1), 2, False)],
)
def test_step_stands_still_when_overdue_or_nothing_is_new(due, changed, stalled):
    assert is_stalled(due_on=due, changed_on=plus(DAY, -changed), today=DAY, days=3) is stalled
