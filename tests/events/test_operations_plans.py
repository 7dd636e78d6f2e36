"""Plans on the one checklist: their dates, their sets, moves of several dates, the readiness meeting."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import Notification, User
from events.agenda import lines
from events.models import Meeting, Step
from events.operations import plan_dates, plans, readiness, step_records
from events.operations.events import set_closing_date
from events.operations.gates import record_early_telling
from events.operations.meetings import plan_meeting
from events.operations.plan_reminders import remind_all_of_actions
from events.plan_reading import plans_of, still_open
from events.procedure import loader
from events.rules.plans import due_day, why_due
from tests.factories.accounts import make_user
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import IN_ADMINISTRATION, log

pytestmark = pytest.mark.django_db
TODAY, CLOSES = date(2026, 11, 24), date(2027, 1, 15)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    for key in ("blackpool", "coventry"):
        ProcedureFactory(key=key)
    event = log(officer, **IN_ADMINISTRATION)
    return set_closing_date(by=officer, event=event, closes_on=CLOSES, version=event.version)


@pytest.fixture
def begin(officer, event):
    def start(kind, **given):
        checklist = plans.start_plan(by=officer, event=event, kind=kind, **given)
        checklist.event = event
        return checklist

    return start


def step_of(checklist, code):
    return Step.objects.select_related("stage__checklist", "event").get(stage__checklist=checklist, code=code)


def dates(checklist):
    return dict(Step.objects.filter(stage__checklist=checklist).values_list("code", "due_on"))


@pytest.mark.parametrize(
    ("days", "counts_from", "day"),
    [
        (-21, CLOSES, date(2026, 12, 25)),
        (0, CLOSES, CLOSES),
        (5, CLOSES, date(2027, 1, 20)),
        (-60, CLOSES, TODAY),  # a day that has gone by is brought to today
        (-21, None, None),
        (None, CLOSES, None),
    ],
)
def test_due_days_are_worked_back_and_never_gone_by(days, counts_from, day):
    assert due_day(days, counts_from, TODAY) == day


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "1 day before it"), (0, "On the day it"), (28, "28 days after it"), (None, "")],
)
def test_a_day_says_where_it_comes_from(days, words):
    assert why_due(days, "it") == words


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("closure-plan", [18, 10, 10]),
        ("suspension-plan", [13, 3]),
        ("scope-actions", [11, 7, 3]),
        ("holistic-actions", [6, 4]),
        ("appendix-b", [17, 3, 10, 4, 3, 1, 1, 1]),
    ],
)
def test_each_plan_of_the_active_packs_is_kept(begin, event, kind, counts):
    assert kind in plans_of(event)

    checklist = begin(kind)

    assert [stage.total for stage in checklist.stages.with_progress()] == counts
    assert all(dates(checklist).values())


def test_actions_wait_for_those_before_them():
    for code in ("closure-plan", "suspension-plan"):
        plan = loader.load("blackpool").plans[code]
        for action in plan.actions:
            assert all(plan.action(earlier).due_days <= action.due_days for earlier in action.after)


def test_a_plan_of_a_council_s_own_pack_works_without_code(officer, begin, event):
    pack = loader.content(loader.load("blackpool"))
    pack["plans"] = {"flood-plan": pack["plans"]["suspension-plan"] | {"name": "Flood plan"}}
    ProcedureFactory(key="flood", version="1", title="Floods", content=pack, sha256="f" * 64)

    assert begin("flood-plan").title == "Flood plan"


def test_closing_date_moves_dates_that_nobody_set(officer, begin, event):
    checklist = begin("closure-plan")
    by_hand = step_of(checklist, "BPL-CP38")
    plans.update_plan_step(by=officer, step=by_hand, version=1, due_on=date(2027, 1, 2))
    suspended = begin("suspension-plan", counts_from=date(2026, 12, 1))
    before = dates(suspended)

    event.refresh_from_db()
    later = CLOSES + timedelta(days=14)
    set_closing_date(by=officer, event=event, closes_on=later, version=event.version)

    now = dates(checklist)
    assert now["BPL-CP31"] == later - timedelta(days=3)
    assert now["BPL-CP38"] == date(2027, 1, 2)
    assert dates(suspended) == before
    moved = step_of(checklist, "BPL-CP31")
    assert (moved.version, moved.changed_by) == (2, officer)


def test_dates_come_with_the_closing_date_and_go_with_it(officer, begin, event):
    event = set_closing_date(by=officer, event=event, closes_on=None, version=event.version)
    checklist = begin("closure-plan")
    assert not any(dates(checklist).values())

    set_closing_date(by=officer, event=event, closes_on=CLOSES, version=event.version)

    assert dates(checklist)["BPL-CP37"] == CLOSES - timedelta(days=2)


def test_days_chosen_at_the_start_are_set_by_hand(begin):
    checklist = begin("closure-plan", due={"BPL-CP01": date(2026, 12, 1)})

    step = step_of(checklist, "BPL-CP01")
    assert (step.due_on, step.due_reason) == (date(2026, 12, 1), "Chosen when the plan was started")
    assert step_of(checklist, "BPL-CP02").due_reason == ""


def test_a_date_set_by_hand_is_worked_out_again(officer, begin):
    step = step_of(begin("closure-plan"), "BPL-CP31")
    step = plans.update_plan_step(by=officer, step=step, version=1, due_on=TODAY, due_reason="The van comes")
    assert step.due_reason == "The van comes"

    step = plans.follow_again(by=officer, step=step, version=step.version)

    assert (step.due_on, step.due_reason) == (CLOSES - timedelta(days=3), "")
    with pytest.raises(ValidationError, match="worked out already"):
        plans.follow_again(by=officer, step=step, version=step.version)


def test_continuous_set_comes_in_with_who_why_and_since_when(officer, begin):
    checklist = begin("scope-actions")
    given = {
        "phases": ["ccc-continuous", "crccg-continuous"],
        "joined_on": TODAY,
        "reason": "Nights uncovered",
    }

    plans.bring_in(by=officer, checklist=checklist, **given)

    joined = {stage.code: stage for stage in checklist.stages.with_progress() if stage.joined_on}
    assert {code: stage.total for code, stage in joined.items()} == {
        "ccc-continuous": 8,
        "crccg-continuous": 1,
    }
    assert joined["ccc-continuous"].joined_by == officer
    assert step_of(checklist, "COV-CC01").due_on == TODAY + timedelta(days=3)
    with pytest.raises(ValidationError, match="there already"):
        plans.bring_in(by=officer, checklist=checklist, **given)


@pytest.mark.parametrize("change", [{"reason": " "}, {"joined_on": date(2027, 1, 1)}, {"phases": ["cqc"]}])
def test_further_actions_are_refused_without_what_they_need(officer, begin, change):
    given = {"phases": ["ccc-continuous"], "joined_on": TODAY, "reason": "x"} | change

    with pytest.raises(ValidationError):
        plans.bring_in(by=officer, checklist=begin("scope-actions"), **given)


@pytest.mark.parametrize(
    ("kind", "code", "days"), [("scope-actions", "COV-SC04", 7), ("holistic-actions", "COV-HA2d", 1)]
)
def test_checks_that_come_round_are_due_again_until_they_are_stopped(officer, begin, kind, code, days):
    checklist = begin(kind)
    step = step_of(checklist, code)
    assert step.due_on == TODAY + timedelta(days=days)

    step_records.record_occurrence(by=officer, step=step, happened_on=TODAY)

    step = step_of(checklist, code)
    assert step.due_on == TODAY + timedelta(days=days)
    plans.update_plan_step(by=officer, step=step, version=step.version, due_on=step.due_on, state="done")
    with pytest.raises(ValidationError, match="Open it again first"):
        step_records.record_occurrence(by=officer, step=step, happened_on=TODAY)


def test_a_large_scale_investigation_begins_daily_site_visits(officer, begin, event):
    step = step_of(begin("scope-actions"), "COV-SC06")

    plans.update_plan_step(by=officer, step=step, version=1, due_on=step.due_on, state="done")

    visits = Step.objects.get(event=event, code="COV-HA2d")
    assert visits.is_repeatable
    assert visits.due_on == TODAY + timedelta(days=1)


def test_letter_to_families_waits_for_the_gate_or_that_they_were_told(officer):
    ProcedureFactory(key="blackpool")
    event = log(officer)
    checklist = plans.start_plan(by=officer, event=event, kind="closure-plan")
    step = step_of(checklist, "BPL-CP23")
    with pytest.raises(ValidationError, match="Gate shut"):
        plans.update_plan_step(by=officer, step=step, version=1, state="done")

    record_early_telling(by=officer, event=event, told_on=TODAY, told_by="The provider", reason="A rumour")

    assert plans.update_plan_step(by=officer, step=step, version=1, state="done").state == "done"


def test_what_does_not_apply_needs_a_reason_and_opens_again(officer, begin):
    step = step_of(begin("appendix-b"), "COV-AB02")
    with pytest.raises(ValidationError, match="not needed"):
        plans.update_plan_step(by=officer, step=step, version=1, state="not_needed")

    step = plans.update_plan_step(
        by=officer, step=step, version=1, state="not_needed", not_needed_reason="No other council"
    )
    step = plans.update_plan_step(by=officer, step=step, version=step.version, state="open")

    assert (step.state, step.not_needed_reason, step.completed_by) == ("open", "", None)


def shift(officer, checklist, codes, **given):
    seen = {step_of(checklist, code).pk: step_of(checklist, code).due_on for code in codes}
    given = {"days": 7, "reason": "The home stays open a week more"} | given
    return plan_dates.shift_dates(by=officer, checklist=checklist, **({"seen": seen} | given))


def test_several_dates_move_with_a_line_in_each_history_and_come_back(officer, begin):
    checklist, codes = begin("closure-plan"), ["BPL-CP30", "BPL-CP31"]
    before = dates(checklist)

    row = shift(officer, checklist, codes)

    now = dates(checklist)
    assert {code for code in now if now[code] != before[code]} == set(codes)
    assert now["BPL-CP31"] == before["BPL-CP31"] + timedelta(days=7)
    last = step_of(checklist, "BPL-CP31").history().last()
    assert last.pgh_context.metadata["operation"] == "plan.dates_moved"
    assert last.due_reason == last.pgh_context.metadata["reason"] == "The home stays open a week more"

    row = plan_dates.take_back_shift(by=officer, shift=row)

    assert (dates(checklist), row.put_back) == (before, 2)
    assert step_of(checklist, "BPL-CP31").due_reason == ""


def test_what_cannot_move_is_left_out_and_says_why(officer, begin):
    checklist = begin("closure-plan")
    done, changed = step_of(checklist, "BPL-CP30"), step_of(checklist, "BPL-CP31")
    plans.update_plan_step(by=officer, step=done, version=1, due_on=done.due_on, state="done")
    seen = {done.pk: done.due_on, changed.pk: TODAY}
    moving = step_of(checklist, "BPL-CP38")

    row = shift(officer, checklist, [], seen=seen | {moving.pk: moving.due_on}, to=TODAY, days=None)

    assert (row.actions, row.moved) == (1, "To Tuesday 24 November 2026")
    assert dict(row.left_out) == {
        done.pk: "Is marked done",
        changed.pk: "Somebody else changed its day meanwhile",
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": ""}, "why the dates move"),
        ({"days": 0}, "from 1 to"),
        ({"days": 3000}, "from 1 to"),
        ({"days": None}, "one of them"),
        ({"seen": {}}, "No due date would move"),
        ({"days": -300}, "No due date would move"),
    ],
)
def test_a_move_that_cannot_be_is_refused(officer, begin, change, words):
    with pytest.raises(ValidationError, match=words):
        shift(officer, begin("closure-plan"), ["BPL-CP31"], **change)


def test_readiness_meeting_has_the_open_actions_on_its_agenda(officer, begin, event):
    checklist = begin("closure-plan")
    assert still_open(checklist, loader.load("blackpool").plans["closure-plan"]).count() == 18
    step = step_of(checklist, "BPL-CP01")
    plans.update_plan_step(by=officer, step=step, version=1, due_on=step.due_on, state="done")
    meeting = plan_meeting(
        by=officer, event=event, held_on=TODAY + timedelta(days=2), starts_at=time(10), people=[],
        kind=Meeting.Kind.READINESS, venue="County Hall",
    )  # fmt: skip

    titles = [line.title for line in lines(meeting, None)]

    assert len([title for title in titles if title.startswith("1.")]) == 17
    assert not any("contract termination" in title for title in titles)


@pytest.mark.parametrize(("outcome", "state"), [("go", "done"), ("not_yet", "open")])
def test_go_finishes_the_meeting_and_not_yet_leaves_it_open(officer, begin, outcome, state):
    checklist = begin("suspension-plan")
    said = {"reason": "Letters are ready", "decided_on": TODAY, "decided_by": "Orla Whitcombe"}

    row = readiness.decide_readiness(by=officer, checklist=checklist, outcome=outcome, **said)

    assert (row.still_open, step_of(checklist, "BPL-SP10").state) == (9, state)
    for missing in ({"reason": ""}, {"decided_by": " "}, {"decided_on": date(2027, 1, 1)}, {"outcome": "x"}):
        with pytest.raises(ValidationError):
            readiness.decide_readiness(
                by=officer, checklist=checklist, **({"outcome": outcome} | said | missing)
            )


def test_designated_person_is_reminded_once_a_day(officer, begin, event):
    worker = make_user("contracts_officer")
    step = step_of(begin("closure-plan"), "BPL-CP02")
    plans.update_plan_step(by=officer, step=step, version=1, due_on=TODAY, designated_user=worker)
    system = User.objects.system()

    assert remind_all_of_actions(by=system, today=TODAY) == 1
    assert remind_all_of_actions(by=system, today=TODAY) == 0

    told = Notification.objects.get(to=worker, kind="plan.due")
    assert "1 action of a plan is due" in told.subject
    assert told.url.endswith("/plans/closure-plan/")


def test_somebody_of_another_organisation_is_not_designated(officer, begin, partner):
    step = step_of(begin("closure-plan"), "BPL-CP02")

    with pytest.raises(ValidationError, match="somebody of the council"):
        plans.update_plan_step(by=officer, step=step, version=1, designated_user=partner)


def test_overdue_actions_at_standard_practice_count_too(officer, begin, event):
    begin("closure-plan", due={"BPL-CP02": TODAY - timedelta(days=1)})
    type(event).objects.filter(pk=event.pk).update(status="standard_practice")

    assert [step.code for step in Step.objects.overdue(TODAY)] == ["BPL-CP02"]
