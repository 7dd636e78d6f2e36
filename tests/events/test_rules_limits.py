"""Hours on the first day, working days after; the order of decisions. Staffordshire SOP 11.3, 11.5."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from events.procedure import loader
from events.procedure.schema import Within
from events.rules.decision_point import is_settled, may_follow, review_day, stages_that_wait
from events.rules.limits import due_within, hours_late, is_late

LONDON = ZoneInfo("Europe/London")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hours", "start", "due"),
    [
        (4, "2026-11-24T09:40", "2026-11-24T13:40"),
        (24, "2026-11-24T09:40", "2026-11-25T09:40"),
        (2, "2026-12-24T23:30", "2026-12-25T01:30"),  # hours run on a bank holiday too
        (3, "2026-10-25T00:30", "2026-10-25T02:30"),  # the hour that comes twice is two hours
        (3, "2026-03-29T00:30", "2026-03-29T04:30"),  # and the one that is missing is none
    ],
)
def test_hours_are_real_hours(hours, start, due):
    limit = due_within(Within(hours=hours), at(start))

    assert (limit.at, limit.on) == (at(due), at(due).date())


@pytest.mark.parametrize(
    ("days", "start", "due"),
    [
        (1, "2026-11-24T09:40", date(2026, 11, 25)),
        (2, "2026-11-27T16:00", date(2026, 12, 1)),  # over a weekend
        (1, "2026-12-24T16:00", date(2026, 12, 29)),  # Christmas Day, a weekend, Boxing Day's substitute
        (1, "2026-04-02T16:00", date(2026, 4, 7)),  # Good Friday to Easter Monday
        (0, "2026-11-28T10:00", date(2026, 11, 30)),  # the same day, or the next working day
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(days, start, due):
    assert due_within(Within(working_days=days), at(start)).on == due


def test_beyond_the_table_of_bank_holidays_there_is_no_date():
    assert due_within(Within(working_days=1), at("2040-01-03T10:00")) is None


def test_moment_needs_its_zone():
    with pytest.raises(ValueError, match="time zone"):
        due_within(Within(hours=1), datetime.fromisoformat("2026-11-24T09:40"))


def test_lateness_counts_the_moment_where_there_is_one():
    now = at("2026-11-24T14:00")

    assert is_late(date(2026, 11, 24), at("2026-11-24T13:40"), now)
    assert not is_late(date(2026, 11, 24), None, now)
    assert is_late(date(2026, 11, 23), None, now)
    assert not is_late(None, None, now)
    assert hours_late(at("2026-11-24T11:40"), now) == 2


@pytest.mark.parametrize(
    ("within", "words"),
    [
        (Within(hours=1), "Within 1 hour of invoking"),
        (Within(working_days=2, after="stage_started"), "Within 2 working days of the start of the stage"),
    ],
)
def test_limit_is_said_in_words(within, words):
    assert within.words == words


def test_stages_after_the_decision_point_wait():
    pack = loader.load("staffordshire")

    assert stages_that_wait(pack) == ("STF-ER", "STF-FM", "STF-FR")
    assert stages_that_wait(loader.load("blackpool")) == ()


@pytest.mark.parametrize(
    ("latest", "kind", "refused"),
    [
        (None, "stand_down", False),
        (None, "escalate", False),
        ("maintain", "maintain", False),
        ("maintain", "escalate", False),
        ("escalate", "stand_down", False),
        ("escalate", "maintain", True),
        ("escalate", "escalate", True),
        ("reopen", "escalate", False),
    ],
)
def test_which_decision_may_follow_which(latest, kind, refused):
    assert bool(may_follow(latest, kind)) == refused


def test_only_escalating_lets_later_stages_start():
    assert [is_settled(kind) for kind in (None, "maintain", "reopen", "stand_down", "escalate")] == [
        False, False, False, False, True,
    ]  # fmt: skip
    assert review_day(date(2026, 11, 24)) == date(2026, 12, 1)
