"""Occurrences, evidence, local steps, due dates, provisional dates, the gate on telling residents. SOP 11.3 to 11.7."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.versions import Conflict
from events.models import Checklist, Lead, ProvisionalDate, Step
from events.operations import dates, gates, stages, step_records
from events.operations.checklists import add_procedure
from events.operations.steps import complete_step, mark_step_not_needed
from events.procedure import loader
from events.procedure.schema import Within
from tests.factories.events import EventFactory
from tests.factories.incidents import confirmed, escalated, log

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


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
    return complete_step(by=by, step=step, **{"completed_on": TODAY, "version": step.version} | fields)


def test_only_the_role_its_deputy_or_an_administrator_completes(officer, care_manager, administrator, event):
    step = step_of(event, "STF-IG2")
    with pytest.raises(ValidationError, match="Only the Provider Failure Lead") as refusal:
        complete(care_manager, step)
    assert refusal.value.code == "not-yours"
    with pytest.raises(ValidationError, match="does not hold this role"):
        complete(officer, step, completed_by=care_manager)

    assert complete(administrator, step).deputy_for == ""


def test_history_names_the_deputy(officer, care_manager, event):
    lead = event.leads.get(role="Provider Failure Lead")
    Lead.objects.create(
        event=event, role="Provider Failure Deputy", user=care_manager, name=care_manager.name
    )

    step = complete(care_manager, step_of(event, "STF-IG2"))

    assert (step.deputy_for, lead.name) == ("Priya Marlowe", "Priya Marlowe")
    assert step.history().last().deputy_for == "Priya Marlowe"


def test_first_step_needs_both_confirmations(officer, event):
    step = step_of(event, "STF-IG1")
    with pytest.raises(ValidationError, match="phone confirmation and the email confirmation first"):
        complete(officer, step)
    confirm(officer, step, "phone confirmation")
    with pytest.raises(ValidationError, match="Record the email confirmation first"):
        complete(officer, step)
    confirm(officer, step, "email confirmation")

    assert complete(officer, step).state == "done"
    assert [one.kind for one in step.evidence.all()] == ["phone confirmation", "email confirmation"]


def confirm(by, step, kind, **fields):
    given = {
        "confirmed_by": "J. Sterling",
        "confirmed_at": datetime(2026, 11, 24, 9, 31, tzinfo=UTC),
    } | fields
    return step_records.record_evidence(by=by, step=step, kind=kind, **given)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"kind": "fax"}, "Select how"),
        ({"confirmed_by": " "}, "Enter who"),
        ({"confirmed_at": datetime(2026, 11, 24, 9, 41, tzinfo=UTC)}, "now or in the past"),
        ({"confirmed_at": datetime(2026, 11, 5, 9, 0, tzinfo=UTC)}, "when the council was told"),
    ],
)
def test_bad_evidence_gets_a_sentence(officer, event, bad, words):
    with pytest.raises(ValidationError) as refusal:
        confirm(officer, step_of(event, "STF-IG1"), **{"kind": "phone confirmation"} | bad)

    assert words in " ".join(refusal.value.messages)


def test_step_that_asks_for_evidence_may_still_be_not_needed(officer, event):
    step = step_of(event, "STF-IG1")

    assert (
        mark_step_not_needed(by=officer, step=step, not_needed_reason="Known", version=1).state
        == "not_needed"
    )


def test_day_before_the_council_was_told_is_refused(officer, event):
    with pytest.raises(ValidationError, match="on or after Friday 6 November 2026"):
        complete(officer, step_of(event, "STF-IG2"), completed_on=date(2026, 11, 5))


def test_step_that_repeats_keeps_each_time_and_stays_open(officer, event):
    escalated(officer, event)
    step = step_of(event, "STF-FM1")
    for day in (17, 19, 24):
        step_records.record_occurrence(by=officer, step=step, happened_on=date(2026, 11, day))

    step.refresh_from_db()
    assert [one.happened_on.day for one in step.occurrences.all()] == [17, 19, 24]
    assert step.state == "open"
    assert complete(officer, step).state == "done"
    with pytest.raises(ValidationError, match="marked done"):
        step_records.record_occurrence(by=officer, step=step, happened_on=TODAY)


def test_fortnightly_step_is_due_14_days_after_the_last_time(officer, event):
    escalated(officer, event)
    step = step_of(event, "STF-FM6")
    step_records.record_occurrence(by=officer, step=step, happened_on=date(2026, 11, 23))
    step_records.record_occurrence(by=officer, step=step, happened_on=date(2026, 11, 9))

    step.refresh_from_db()
    assert step.due_on == date(2026, 12, 7)


@pytest.mark.parametrize(
    ("code", "day", "words"),
    [
        ("STF-FM1", date(2026, 11, 25), "today or in the past"),
        ("STF-FM1", date(2026, 11, 5), "when the council was told"),
        ("STF-IG2", TODAY, "done once"),
    ],
)
def test_bad_occurrence_gets_a_sentence(officer, event, code, day, words):
    with pytest.raises(ValidationError) as refusal:
        step_records.record_occurrence(by=officer, step=step_of(event, code), happened_on=day)

    assert words in " ".join(refusal.value.messages)


def add(by, event, code="STF-IG", **fields):
    given = {"action": "Arrange night nursing cover", "responsible": ["Broker"]} | fields
    return stages.add_step(by=by, event=event, stage=event.stages.get(code=code), **given)


def test_local_step_comes_last_and_opens_a_finished_stage(officer, event):
    confirmed(officer, step_of(event, "STF-IG1"))
    for step in event.steps.filter(stage__code="STF-IG"):
        complete(officer, step)

    step = add(officer, event)

    event.refresh_from_db()
    assert (step.order, step.is_local, step.added_by, step.added_on) == (4, True, officer, TODAY)
    assert event.current_stage == "Information gathering"
    assert complete(officer, step).state == "done"  # nobody is named Broker


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"action": " "}, "Enter what is to be done"),
        ({"responsible": ["Jester"]}, "Select who is responsible"),
        ({"responsible": []}, "Select who is responsible"),
        ({"due_on": date(2026, 11, 23)}, "today or in the future"),
    ],
)
def test_bad_local_step_gets_a_sentence(officer, event, bad, words):
    with pytest.raises(ValidationError) as refusal:
        add(officer, event, **bad)

    assert words in " ".join(refusal.value.messages)


def test_stage_of_another_event_is_refused(officer, event):
    other = log(officer)

    with pytest.raises(ValidationError, match="Select the stage"):
        stages.add_step(
            by=officer, event=event, stage=other.stages.first(), action="x", responsible=["Broker"]
        )


def test_whole_stage_is_opened_again_and_its_history_stays(officer, event):
    complete(officer, step_of(event, "STF-IG2"), notes="By telephone")
    stage = event.stages.get(code="STF-IG")

    stages.reopen_stage(by=officer, stage=stage, reason="The dates were wrong")

    step = step_of(event, "STF-IG2")
    assert (step.state, step.completed_by) == (Step.State.OPEN, None)
    before, after = list(step.history())[-2:]
    assert (before.state, after.pgh_context.metadata["reason"]) == ("done", "The dates were wrong")
    with pytest.raises(ValidationError, match="No step"):
        stages.reopen_stage(by=officer, stage=stage, reason="Again")


def due(by, step, **fields):
    given = {"due_on": date(2026, 11, 27), "reason": "Agreed with the provider", "version": step.version}
    return stages.set_due_date(by=by, step=step, **given | fields)


def test_due_date_is_set_with_a_reason_and_a_time(officer, event):
    step = due(officer, step_of(event, "STF-IG2"), due_on=TODAY, due_time=time(14, 0))

    assert (step.due_on, step.due_at) == (TODAY, datetime(2026, 11, 24, 14, 0, tzinfo=UTC))
    with time_machine.travel("2026-11-24T14:01:00Z", tick=False):
        assert step not in Step.objects.overdue(TODAY)  # by the database's clock, which does not travel
    Step.objects.filter(pk=step.pk).update(due_at=datetime.now(UTC) - timedelta(days=3650))
    assert step in Step.objects.overdue(TODAY)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"reason": " "}, "Enter why"),
        ({"due_on": date(2026, 11, 23)}, "today or in the future"),
        ({"due_on": None, "due_time": time(9, 0)}, "Enter the date for the time"),
    ],
)
def test_bad_due_date_gets_a_sentence(officer, event, bad, words):
    with pytest.raises(ValidationError) as refusal:
        due(officer, step_of(event, "STF-IG2"), **bad)

    assert words in " ".join(refusal.value.messages)


def test_two_due_dates_for_one_step_meet(officer, event):
    step = step_of(event, "STF-IG2")
    due(officer, step)

    with pytest.raises(Conflict):
        due(officer, step, version=1, due_on=date(2026, 11, 30))


def test_pack_gives_limits_in_hours_and_working_days(officer):
    event = EventFactory()
    pack = loader.load("staffordshire")
    first, second = pack.stages[0].steps[:2]
    limited = (
        first.model_copy(update={"within": Within(hours=4)}),
        second.model_copy(update={"within": Within(working_days=2)}),
    )
    stage = pack.stages[0].model_copy(update={"steps": limited})

    add_procedure(event, pack.model_copy(update={"stages": (stage,)}))

    steps = list(event.steps.all())
    assert steps[0].due_at == datetime(2026, 11, 24, 13, 40, tzinfo=UTC)
    assert (steps[1].due_on, steps[1].due_at) == (date(2026, 11, 26), None)
    assert event.checklists.get().kind == Checklist.Kind.PROCEDURE


def test_provisional_date_keeps_the_earlier_one_and_who_agreed_it(officer, event):
    held = dates.agree_date(by=officer, event=event, what="Funding stops", on=TODAY, agreed_by="J. Sterling")

    dates.change_date(
        by=officer, provisional=held, on=date(2026, 12, 4), agreed_by="CQC inspector", reason="More funds"
    )

    assert [one.on.day for one in ProvisionalDate.objects.current()] == [4]
    assert list(ProvisionalDate.objects.values_list("agreed_by", flat=True)) == [
        "J. Sterling",
        "CQC inspector",
    ]
    with pytest.raises(ValidationError, match="Somebody else has changed"):
        dates.change_date(by=officer, provisional=held, on=date(2026, 12, 5), agreed_by="x", reason="y")


@pytest.mark.parametrize(
    ("bad", "words"),
    [({"what": "funding  STOPS"}, "already"), ({"what": " "}, "what happens"), ({"agreed_by": ""}, "who")],
)
def test_bad_provisional_date_gets_a_sentence(officer, event, bad, words):
    given = {"what": "Funding stops", "on": TODAY, "agreed_by": "J. Sterling"}
    dates.agree_date(by=officer, event=event, **given)

    with pytest.raises(ValidationError, match=words):
        dates.agree_date(by=officer, event=event, **given | bad)


def test_gate_on_telling_residents_opens_at_the_right_step(officer, event):
    assert not gates.residents_gate(event).is_open
    complete(officer, step_of(event, "STF-IR3"))
    assert not gates.residents_gate(event).is_open

    complete(officer, step_of(event, "STF-IR4"))

    answer = gates.residents_gate(event)
    assert (answer.is_open, answer.section) == (True, "Staffordshire SOP 11.5")


def test_gate_opens_when_the_provider_has_told_them_even_before_the_council_knew(officer, event):
    gates.record_early_telling(
        by=officer, event=event, told_on=date(2026, 11, 5), told_by="The manager", reason="The heating failed"
    )

    answer = gates.residents_gate(event)
    assert (answer.is_open, answer.reason) == (True, "The provider had already told residents and relatives.")


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"told_on": date(2026, 11, 25)}, "in the past"),
        ({"told_by": ""}, "who told"),
        ({"reason": ""}, "why"),
    ],
)
def test_bad_early_telling_gets_a_sentence(officer, event, bad, words):
    given = {"told_on": TODAY, "told_by": "The manager", "reason": "The heating failed"} | bad

    with pytest.raises(ValidationError, match=words):
        gates.record_early_telling(by=officer, event=event, **given)
