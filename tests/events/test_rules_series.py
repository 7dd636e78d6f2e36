from datetime import date

import pytest

from events.rules.series import days_of, pair_up

MON, TUE, WED, THU, FRI = (date(2026, 11, day) for day in range(23, 28))
NEXT_TUE = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("weekdays", "every_weeks", "until", "found"),
    [
        ([1, 3], 1, NEXT_TUE, [TUE, THU, NEXT_TUE]),
        ([3, 1, 1], 1, THU, [TUE, THU]),
        ([1], 2, date(2026, 12, 10), [TUE, date(2026, 12, 8)]),
        ([0], 1, THU, []),
        ([], 1, NEXT_TUE, []),
    ],
)
def test_days_count_from_the_week_of_the_first_day(weekdays, every_weeks, until, found):
    assert days_of(weekdays, every_weeks, TUE, after=MON, until=until) == found


def test_days_that_were_looked_at_already_are_not_among_them():
    assert days_of([1, 3], 1, TUE, after=TUE, until=NEXT_TUE) == [THU, NEXT_TUE]


def test_every_second_week_keeps_its_weeks_however_late_it_is_looked_at():
    late = days_of([1], 2, TUE, after=date(2027, 3, 1), until=date(2027, 3, 31))

    assert late == [date(2027, 3, 2), date(2027, 3, 16), date(2027, 3, 30)]


@pytest.mark.parametrize(
    ("planned", "wanted", "moves", "dropped", "added"),
    [
        ([TUE, THU], [TUE], [(TUE, TUE)], [THU], []),
        ([TUE], [TUE, THU], [(TUE, TUE)], [], [THU]),
        ([TUE, THU], [MON, WED], [(TUE, MON), (THU, WED)], [], []),
        ([TUE, THU], [THU, FRI], [(TUE, FRI), (THU, THU)], [], []),
        ([TUE], [NEXT_TUE], [], [TUE], [NEXT_TUE]),
        ([], [], [], [], []),
    ],
)
def test_meetings_stay_move_in_their_week_or_go(planned, wanted, moves, dropped, added):
    assert pair_up(planned, wanted) == (moves, dropped, added)
