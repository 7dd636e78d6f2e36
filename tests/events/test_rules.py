"""Gates, due dates, working days, risk figures and references."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from events.procedure import loader
from events.rules import due, gates, risk, working_days
from events.rules.figures import InvalidFigure
from events.rules.reference import event_reference

BLACKPOOL_CELLS = yaml.safe_load((Path(__file__).parent / "data" / "blackpool_vectors.yaml").read_text())[
    "cells"
]


@pytest.fixture(scope="module")
def pack():
    return loader.load("staffordshire")


@pytest.fixture(scope="module")
def blackpool():
    return loader.load("blackpool")


def test_residents_are_not_told_before_council_led_communication(pack):
    answer = gates.may_tell_residents(pack, communication_started=False)

    assert not answer.is_open
    assert (answer.gate, answer.section) == ("STF-G1", "Staffordshire SOP 11.5")
    assert "STF-IR4" in answer.reason


def test_residents_are_told_once_communication_started(pack):
    assert gates.may_tell_residents(pack, communication_started=True).is_open


@pytest.mark.parametrize(("reason", "is_open"), [("The provider rang every family", True), ("  ", False)])
def test_urgent_exception_needs_a_reason(pack, reason, is_open):
    answer = gates.may_tell_residents(
        pack, communication_started=False, already_told_on=date(2026, 11, 20), already_told_reason=reason
    )

    assert answer.is_open is is_open


@pytest.mark.parametrize(
    ("unresolved", "is_open", "words"),
    [(0, True, "Every person"), (1, False, "1 person has"), (24, False, "24 people have no final outcome.")],
)
def test_all_moved_is_confirmed_only_when_nobody_is_left(pack, unresolved, is_open, words):
    answer = gates.may_confirm_all_moved(pack, unresolved)

    assert answer.is_open is is_open
    assert words in answer.reason
    assert answer.section == "Staffordshire SOP 11.8"


def test_count_of_people_below_zero_is_refused(pack):
    with pytest.raises(ValueError, match="cannot be less than zero"):
        gates.may_confirm_all_moved(pack, -1)


@pytest.mark.parametrize("done", [True, False])
def test_power_waits_for_the_risk_assessment(pack, done):
    answer = gates.may_use_power(pack, risk_assessment_completed=done)

    assert (answer.is_open, answer.gate) == (done, "STF-G7")


def test_gate_of_a_procedure_without_it_is_open(blackpool):
    answer = gates.may_confirm_all_moved(blackpool, 3)

    assert answer.is_open
    assert answer.reason == "Blackpool policy has no such gate."


@pytest.mark.parametrize(
    ("closure", "move", "on", "anchor"),
    [
        (date(2026, 3, 1), None, date(2026, 4, 12), "closure_date"),
        (None, date(2026, 3, 1), date(2026, 4, 12), "move_date"),
        (date(2026, 3, 10), date(2026, 3, 1), date(2026, 4, 21), "closure_date"),
        (date(2028, 1, 18), None, date(2028, 2, 29), "closure_date"),
    ],
)
def test_review_is_due_six_weeks_after_closure_else_after_the_move(pack, closure, move, on, anchor):
    answer = due.six_week_review(pack, closure_date=closure, move_date=move)

    assert (answer.on, answer.anchor, answer.rule) == (on, anchor, "STF-G4")


def test_review_without_dates_names_them(pack):
    answer = due.six_week_review(pack, closure_date=None, move_date=None)

    assert answer.on is None
    assert answer.missing == ("closure_date", "move_date")
    assert answer.reason == "Neither the closure date nor the move date is known."


def test_provider_is_updated_a_fortnight_after_the_last_update(pack):
    first = due.provider_update(pack, last=None, stage_started=date(2026, 11, 2))
    next_one = due.provider_update(pack, last=date(2026, 11, 12), stage_started=date(2026, 11, 2))

    assert first.on == date(2026, 11, 16)
    assert next_one.on == date(2026, 11, 26)
    assert next_one.section == "Staffordshire SOP 11.7"


def test_due_date_that_the_procedure_does_not_know_is_refused(pack):
    with pytest.raises(LookupError, match="staffordshire has no due date called tea_time"):
        due.due_on(pack, "tea_time", {})


def test_single_anchor_is_told_in_words(pack):
    gate = pack.gate("six_week_review")
    only = gate.model_copy(update={"due": gate.due.model_copy(update={"anchors": ("closure_date",)})})
    changed = pack.model_copy(update={"gates": (only,)})

    assert due.due_on(changed, "six_week_review", {}).reason == "The closure date is not known."


def test_a_thing_is_late_from_the_day_after(pack):
    assert not due.is_overdue(date(2026, 11, 24), date(2026, 11, 24))
    assert due.is_overdue(date(2026, 11, 23), date(2026, 11, 24))
    assert not due.is_overdue(None, date(2026, 11, 24))


def test_hours_are_counted_across_the_change_of_the_clocks():
    before = datetime.fromisoformat("2026-10-24T23:30:00+01:00")
    after = datetime.fromisoformat("2026-10-25T09:30:00+00:00")

    assert due.hours_since(before, after) == 11
    assert due.is_first_day(before, after)
    assert not due.is_first_day(before, datetime(2026, 10, 26, 9, tzinfo=UTC))


def test_hours_without_a_time_zone_are_refused():
    with pytest.raises(ValueError, match="time zone"):
        due.hours_since(datetime.fromisoformat("2026-01-01"), datetime(2026, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "days", "on"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Good Friday, the weekend and Easter Monday
        (date(2026, 12, 24), 2, date(2026, 12, 30)),  # Boxing Day is taken on Monday 28
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2022, 6, 1), 1, date(2022, 6, 6)),  # the Jubilee days
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(start, days, on):
    assert working_days.add_working_days(start, days) == on


def test_working_days_between_two_days_count_the_last():
    assert working_days.working_days_between(date(2026, 4, 2), date(2026, 4, 8)) == 2
    assert working_days.working_days_between(date(2026, 4, 8), date(2026, 4, 2)) == -2


def test_working_days_beyond_the_table_are_refused():
    with pytest.raises(
        working_days.BeyondTable, match="Bank holidays are known from 2017 to 2032, not for 2033"
    ):
        working_days.is_working_day(date(2033, 1, 3))


def test_working_days_are_counted_forwards():
    with pytest.raises(ValueError, match="forwards"):
        working_days.add_working_days(date(2026, 1, 5), -1)


def test_every_year_of_the_table_has_eight_bank_holidays_or_more():
    counts = {
        year: sum(d.year == year for d in working_days.bank_holidays()) for year in working_days.years()
    }

    assert {year: count for year, count in counts.items() if count != 8} == {2022: 10, 2023: 9}
    assert all(day.weekday() < 5 for day in working_days.bank_holidays())


@pytest.mark.parametrize("cell", BLACKPOOL_CELLS, ids=lambda cell: f"{cell['impact']}x{cell['likelihood']}")
def test_all_twenty_five_cells_give_score_and_band(blackpool, cell):
    answer = risk.risk_cell(blackpool, cell["impact"], str(cell["likelihood"]))

    assert (answer.score, answer.band) == (cell["score"], cell["band"])
    assert answer.section == "Blackpool policy 6, App 2 Step 1"


def test_cell_without_a_level_names_it(blackpool):
    answer = risk.risk_cell(blackpool, 3, None)

    assert (answer.score, answer.band, answer.missing) == (None, None, ("likelihood",))


@pytest.mark.parametrize("impact", [0, 6, -1, "high", 2.5, True])
def test_level_outside_the_scale_is_refused(blackpool, impact):
    with pytest.raises(InvalidFigure):
        risk.risk_cell(blackpool, impact, 1)


def test_matrix_with_a_hole_is_refused(blackpool):
    matrix = blackpool.risk_matrix.model_copy(update={"cells": ()})

    with pytest.raises(LookupError, match="no cell"):
        risk.risk_cell(blackpool.model_copy(update={"risk_matrix": matrix}), 1, 1)


@pytest.mark.parametrize(("score", "total"), [(1, 8), (5, 40)])
def test_assessment_totals_run_from_8_to_40(blackpool, score, total):
    answer = risk.initial_assessment(blackpool, dict.fromkeys(range(2, 10), score))

    assert (answer.total, answer.minimum, answer.maximum) == (total, 8, 40)


def test_assessment_names_criteria_without_a_score(blackpool):
    answer = risk.initial_assessment(blackpool, {"2": 5, 3: None, 4: "4"})

    assert answer.total is None
    assert answer.missing == (3, 5, 6, 7, 8, 9)


@pytest.mark.parametrize("scores", [{1: 3}, {10: 3}, {2: 6}, {2: "many"}, {2: 0}])
def test_score_that_is_no_option_is_refused(blackpool, scores):
    with pytest.raises(InvalidFigure):
        risk.initial_assessment(blackpool, scores)


def test_procedure_without_instruments_says_so(pack):
    with pytest.raises(LookupError, match="no risk matrix"):
        risk.risk_cell(pack, 1, 1)
    with pytest.raises(LookupError, match="no initial assessment"):
        risk.initial_assessment(pack, {})


@pytest.mark.parametrize(("number", "reference"), [(1, "PF-2026-0001"), (12345, "PF-2026-12345")])
def test_event_reference_has_year_and_number(number, reference):
    assert event_reference(2026, number) == reference


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (26, 1), (20260, 1)])
def test_event_reference_that_makes_no_sense_is_refused(year, number):
    with pytest.raises(ValueError, match="counts from 1"):
        event_reference(year, number)
