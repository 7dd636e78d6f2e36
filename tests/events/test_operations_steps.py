from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.versions import Conflict
from events.models import PeopleCount, Step
from events.operations import plans, steps
from events.operations.events import close_event, resolve_event
from tests.factories.accounts import make_user
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import IN_ADMINISTRATION, confirmed, escalated, log

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
DONE, OPEN, NOT_NEEDED = Step.State.DONE, Step.State.OPEN, Step.State.NOT_NEEDED


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


def step_of(event, code):
    return event.steps.get(code=code)


def complete(by, step, **fields):
    if step.code == "STF-IG1" and step.state == OPEN:
        confirmed(by, step)
    given = {"completed_on": TODAY, "version": step.version} | fields
    return steps.complete_step(by=by, step=step, **given)


def finish_stage(by, event, code):
    for step in event.steps.filter(stage__code=code):
        complete(by, step)
    event.refresh_from_db()


def test_completing_keeps_who_when_and_notes(officer, administrator, event):
    step = complete(
        officer, step_of(event, "STF-IG1"), completed_by=administrator, notes="By telephone and e-mail"
    )

    step.refresh_from_db()
    assert (step.state, step.completed_by, step.completed_on) == (DONE, administrator, TODAY)
    assert step.notes == "By telephone and e-mail"
    assert step.history().last().pgh_context.metadata["user"] == officer.pk


def test_day_in_the_future_is_refused(officer, event):
    with pytest.raises(ValidationError, match="today or in the past"):
        complete(officer, step_of(event, "STF-IG1"), completed_on=date(2026, 11, 25))


def test_not_needed_asks_for_a_reason_and_counts_as_done(officer, event):
    step = step_of(event, "STF-IR1")
    with pytest.raises(ValidationError):
        steps.mark_step_not_needed(by=officer, step=step, not_needed_reason=" ", version=1)

    step = steps.mark_step_not_needed(by=officer, step=step, not_needed_reason="The CQC told us", version=1)

    assert step.state == NOT_NEEDED
    stage = step.stage.checklist.stages.with_progress().get(code="STF-IR")
    assert (stage.done, stage.total) == (1, 6)


def test_stage_moves_on_when_its_last_step_is_done_and_back_when_reopened(officer, event):
    finish_stage(officer, event, "STF-IG")
    assert event.current_stage == "Initial response"

    step = step_of(event, "STF-IG2")
    steps.reopen_step(by=officer, step=step, reason="The dates were wrong", version=step.version)

    event.refresh_from_db()
    assert event.current_stage == "Information gathering"


def test_reopening_keeps_what_was_in_history(officer, event):
    step = complete(officer, step_of(event, "STF-IG1"))

    step = steps.reopen_step(by=officer, step=step, reason="Not verified by e-mail", version=step.version)

    assert (step.state, step.completed_by, step.completed_on) == (OPEN, None, None)
    before, after = list(step.history())[-2:]
    assert (before.state, before.completed_on) == (DONE, TODAY)
    assert after.pgh_context.metadata["reason"] == "Not verified by e-mail"


def test_open_step_is_not_reopened(officer, event):
    with pytest.raises(ValidationError, match="open already"):
        steps.reopen_step(by=officer, step=step_of(event, "STF-IG1"), reason="x", version=1)


def test_two_people_completing_one_step_see_both_values(officer, administrator, event):
    step = step_of(event, "STF-IG1")
    complete(administrator, step, notes="Rang the manager")

    with pytest.raises(Conflict) as conflict:
        complete(officer, step, version=1, notes="Wrote to the manager")

    assert {clash.field for clash in conflict.value.clashes} == {"completed_by", "notes"}
    step.refresh_from_db()
    assert step.notes == "Rang the manager"


@pytest.mark.parametrize("code", ["STF-FR1", "STF-FR2"])
def test_final_confirmations_wait_for_every_person(officer, event, code):
    escalated(officer, event)
    count = PeopleCount.objects.create(event=event, stage="looking", final_outcome="", people=24)
    step = step_of(event, code)

    with pytest.raises(steps.GateShut, match="Gate shut: 24 people have no final outcome"):
        complete(officer, step)
    with pytest.raises(steps.GateShut):
        steps.mark_step_not_needed(by=officer, step=step, not_needed_reason="Skip", version=1)
    count.people = 0
    count.save()

    assert complete(officer, step).state == DONE


def test_other_steps_do_not_wait(officer, event):
    escalated(officer, event)
    PeopleCount.objects.create(event=event, stage="looking", final_outcome="", people=1)

    assert complete(officer, step_of(event, "STF-FR3")).state == DONE


def test_fortnightly_update_is_due_14_days_after_its_stage_begins(officer, event):
    escalated(officer, event)
    for code in ("STF-IG", "STF-IR", "STF-ER"):
        finish_stage(officer, event, code)

    assert step_of(event, "STF-FM6").due_on == date(2026, 12, 8)
    assert event.current_stage == "Failure management"


def test_step_of_a_closed_event_is_refused(officer, event):
    event = resolve_event(by=officer, event=event, version=event.version, reason="Empty")
    close_event(by=officer, event=event, version=event.version, reason="Done", without_meeting="None")

    with pytest.raises(ValidationError, match="closed"):
        complete(officer, step_of(event, "STF-IG1"))


def test_reader_may_not_complete(reader, event):
    with pytest.raises(PermissionDenied):
        complete(reader, step_of(event, "STF-IG1"))


@pytest.fixture
def plan(officer):
    ProcedureFactory(key="blackpool")
    event = log(officer, **IN_ADMINISTRATION)
    return plans.start_plan(by=officer, event=event, kind="closure-plan")


def test_closure_plan_has_38_actions_in_three_phases(plan):
    totals = {stage.name: stage.total for stage in plan.stages.with_progress()}

    assert totals == {"Preparation": 18, "Readiness and notification": 10, "Transfer": 10}
    assert plan.procedure.key == "blackpool"


def test_starting_a_plan_again_gives_the_same_one(officer, plan):
    assert plans.start_plan(by=officer, event=plan.event, kind="closure-plan") == plan


def test_plan_that_no_procedure_has_is_refused(officer, event):
    with pytest.raises(ValidationError, match="No procedure with this plan"):
        plans.start_plan(by=officer, event=event, kind="closure-plan")


def test_plan_step_keeps_due_date_person_and_progress(contracts_officer, plan):
    step = plan.event.steps.get(code="BPL-CP02")
    given = {"due_on": date(2026, 12, 1), "designated_person": "Sam Ferris", "notes": "Asked"}

    step = plans.update_plan_step(by=contracts_officer, step=step, version=1, **given)

    assert (step.due_on, step.designated_person, step.notes) == tuple(given.values())
    assert step.state == OPEN


def test_plan_step_is_done_by_whoever_says_so(contracts_officer, plan):
    step = plan.event.steps.get(code="BPL-CP02")

    step = plans.update_plan_step(by=contracts_officer, step=step, version=1, state=DONE)

    assert (step.state, step.completed_by, step.completed_on) == (DONE, contracts_officer, TODAY)


def test_edits_of_different_fields_of_a_plan_step_merge(officer, contracts_officer, plan):
    step = plan.event.steps.get(code="BPL-CP02")
    plans.update_plan_step(by=officer, step=step, version=1, notes="Asked the provider")

    plans.update_plan_step(by=contracts_officer, step=step, version=1, designated_person="Sam Ferris")

    step.refresh_from_db()
    assert (step.notes, step.designated_person) == ("Asked the provider", "Sam Ferris")


def test_care_manager_may_not_change_a_plan(plan):
    with pytest.raises(PermissionDenied):
        plans.update_plan_step(by=make_user("care_manager"), step=plan.event.steps.first(), version=1)
