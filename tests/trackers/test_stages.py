"""Where a person stands, and what comes next, from a table of facts."""

from datetime import date

import pytest

from trackers.models import TrackerEntry
from trackers.rules.stages import BEFORE_MOVE, Facts, needs_advocate, stage_of, suggest

DAY, NEXT_DAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({}, "assessing"),
        ({"assessed_on": DAY}, "looking"),
        ({"destination": "Tansywick Lodge"}, "looking"),
        ({"move_on": NEXT_DAY}, "move_booked"),
        ({"assessed_on": DAY, "destination": "Tansywick Lodge", "move_on": NEXT_DAY}, "move_booked"),
        ({"moved_on": DAY}, "check_due"),
        ({"moved_on": DAY, "safe_and_well_on": DAY}, "safe"),
        ({"moved_on": NEXT_DAY, "safe_and_well_on": DAY}, "check_due"),
        ({"safe_and_well_on": DAY}, "assessing"),
        ({"final_outcome": "moved"}, "check_due"),
        ({"final_outcome": "moved", "moved_on": DAY, "safe_and_well_on": NEXT_DAY}, "safe"),
        ({"final_outcome": "died"}, "other"),
        ({"final_outcome": "hospital", "moved_on": DAY, "safe_and_well_on": NEXT_DAY}, "other"),
        ({"final_outcome": "stayed", "move_on": NEXT_DAY}, "other"),
    ],
)
def test_stage_follows_from_the_furthest_fact(facts, stage):
    assert stage_of(Facts(**facts)) == stage


def test_stages_are_those_of_the_model():
    stages = {stage_of(Facts(**facts)) for facts in ({}, {"assessed_on": DAY}, {"moved_on": DAY})}

    assert stages | set(BEFORE_MOVE) <= set(TrackerEntry.Stage.values)


@pytest.mark.parametrize(
    ("capacity", "advocate", "needed"),
    [
        ("unknown", "unknown", False),
        ("has", "unknown", False),
        ("lacks", "unknown", True),
        ("lacks", "needed", True),
        ("lacks", "in_place", False),
        ("lacks", "not_needed", False),
        ("has", "needed", True),
    ],
)
def test_advocate_is_needed_when_asked_for_or_undecided_without_capacity(capacity, advocate, needed):
    assert needs_advocate(capacity, advocate) is needed


@pytest.mark.parametrize(
    ("facts", "words", "section"),
    [
        ({}, "Assess needs and capacity", "4.4, 11.6"),
        ({"assessed_on": DAY}, "Find a new placement", "11.7"),
        ({"assessed_on": DAY, "destination": "Tansywick Lodge"}, "Agree the day of the move", "11.7"),
        ({"assessed_on": DAY, "capacity": "lacks"}, "Find an advocate", "4.4"),
        ({"move_on": NEXT_DAY}, "Confirm the arrival", "11.7"),
        ({"moved_on": DAY}, "Carry out the safe and well check", "12.0"),
        ({"moved_on": DAY, "capacity": "lacks"}, "Carry out the safe and well check", "12.0"),
        ({"moved_on": DAY, "safe_and_well_on": DAY}, "Record the final outcome", "11.8"),
        ({"final_outcome": "moved", "moved_on": DAY}, "Carry out the safe and well check", "12.0"),
    ],
)
def test_next_step_is_suggested_with_its_section(facts, words, section):
    idea = suggest(Facts(**facts))

    assert (idea.words, idea.section) == (words, section)


@pytest.mark.parametrize("outcome", ["died", "stayed", "hospital", "own_arrangement", "other"])
def test_nothing_is_suggested_after_another_outcome(outcome):
    assert suggest(Facts(final_outcome=outcome, capacity="lacks")) is None


def test_nothing_is_suggested_after_a_checked_move():
    assert suggest(Facts(final_outcome="moved", moved_on=DAY, safe_and_well_on=DAY)) is None
