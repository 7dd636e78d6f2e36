from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from events.wall_clock import happens_twice, moment_of

FORWARD = [date(2026, 3, 29), date(2027, 3, 28), date(2028, 3, 26)]
BACK = [date(2026, 10, 25), date(2027, 10, 31), date(2028, 10, 29)]
LONDON = "Europe/London"


@pytest.mark.parametrize("day", FORWARD)
def test_a_time_that_is_jumped_over_is_refused_with_the_two_nearest(day):
    with pytest.raises(ValidationError) as refused:
        moment_of(day, time(1, 30), LONDON)

    assert f"01:30 does not exist on Sunday {day.day} March {day.year}" in refused.value.messages[0]
    assert refused.value.messages[0].endswith("00:30 or 02:30?")


@pytest.mark.parametrize("day", FORWARD)
@pytest.mark.parametrize("at", [time(0, 59), time(2, 0), time(10, 0)])
def test_times_beside_the_missing_hour_exist(day, at):
    assert moment_of(day, at, LONDON).time() == at


@pytest.mark.parametrize("day", BACK)
def test_a_time_that_happens_twice_is_the_first(day):
    moment = moment_of(day, time(1, 30), LONDON)

    assert happens_twice(moment)
    assert moment.utcoffset().total_seconds() == 3600


@pytest.mark.parametrize("day", [*BACK, *FORWARD])
@pytest.mark.parametrize("at", [time(0, 59), time(2, 0), time(10, 0)])
def test_other_times_happen_once(day, at):
    assert not happens_twice(moment_of(day, at, LONDON))
