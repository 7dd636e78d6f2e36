"""Stand down, maintain, escalate, and open again. Staffordshire SOP 11.5."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Notification
from events import tasks
from events.models import FailureEvent, PeopleCount
from events.operations import decisions
from events.operations.decisions import escalate, maintain, reopen_event, stand_down
from events.operations.handover import hand_over
from events.operations.meetings import plan_meeting
from events.operations.steps import complete_step
from tests.factories.incidents import IN_ADMINISTRATION, confirmed, log

pytestmark = pytest.mark.django_db
SAID = {"reason": "The provider found a buyer.", "decided_by": "M. Pellworth, head of service"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


def complete(by, event, code):
    step = event.steps.get(code=code)
    return complete_step(by=by, step=step, completed_on=date(2026, 11, 24), version=step.version)


@pytest.mark.parametrize("code", ["STF-ER1", "STF-FM8", "STF-FR3"])
def test_later_stages_wait_for_the_decision(officer, event, code):
    with pytest.raises(
        ValidationError, match="Escalated response cannot start before the decision"
    ) as refusal:
        complete(officer, event, code)
    assert refusal.value.code == "undecided"

    maintain(by=officer, event=event, **SAID)
    with pytest.raises(ValidationError, match="cannot start"):
        complete(officer, event, code)

    escalate(by=officer, event=event, **SAID)
    assert complete(officer, event, code).state == "done"


def test_event_stays_at_the_stage_of_the_decision_until_it_is_escalated(officer, event):
    for step in event.steps.filter(stage__code__in=["STF-IG", "STF-IR"]):
        if step.code == "STF-IG1":
            confirmed(officer, step)
        complete(officer, event, step.code)
    event.refresh_from_db()
    assert event.current_stage == "Initial response"

    escalate(by=officer, event=event, **SAID)

    event.refresh_from_db()
    assert event.current_stage == "Escalated response"


def test_standing_down_ends_the_work_with_its_reason(officer, event):
    stand_down(by=officer, event=event, **SAID)

    event.refresh_from_db()
    assert (event.status, event.ending_reason) == (FailureEvent.Status.STOOD_DOWN, SAID["reason"])
    with pytest.raises(ValidationError, match="stood down"):
        complete(officer, event, "STF-IG2")


def test_standing_down_while_people_move_has_to_be_confirmed(officer, event):
    for stage, people in (("move_booked", 2), ("safe", 1), ("looking", 5)):
        PeopleCount.objects.create(event=event, stage=stage, people=people)

    with pytest.raises(ValidationError, match="3 people are already moving"):
        stand_down(by=officer, event=event, **SAID)

    assert stand_down(by=officer, event=event, confirmed=True, **SAID).people_moving == 3


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"reason": " "}, "Enter the reason"),
        ({"decided_by": ""}, "Enter who decided"),
        ({"decided_at": datetime(2026, 11, 24, 9, 41, tzinfo=UTC)}, "today or in the past"),
        ({"decided_at": datetime(2026, 11, 5, 9, 0, tzinfo=UTC)}, "on or after Friday 6 November 2026"),
        ({"review_on": date(2026, 11, 23)}, "today or in the future"),
    ],
)
def test_bad_decision_gets_a_sentence(officer, event, bad, words):
    with pytest.raises(ValidationError) as refusal:
        maintain(by=officer, event=event, **SAID | bad)

    assert words in " ".join(refusal.value.messages)
    assert not event.decisions.exists()


@pytest.mark.parametrize("kind", ["reopen", "pause"])
def test_only_what_the_procedure_offers_is_decided(officer, event, kind):
    with pytest.raises(ValidationError, match="Select what was decided"):
        decisions.decide(by=officer, event=event, kind=kind, **SAID)


def test_event_that_is_not_invoked_has_nothing_to_decide(officer):
    with pytest.raises(ValidationError, match="nothing is to be decided"):
        escalate(by=officer, event=log(officer, **IN_ADMINISTRATION), **SAID)


def test_who_leads_on_the_morning_is_told_to_decide_again(officer, administrator, event):
    decision = maintain(by=officer, event=event, **SAID)
    assert decision.review_on == date(2026, 12, 1)
    hand_over(
        by=officer, lead=event.leads.get(role="Provider Failure Lead"), user=administrator, all_roles=True
    )

    with time_machine.travel("2026-12-01T08:59:00Z", tick=False):
        tasks.remind_to_decide()
    assert not Notification.objects.filter(kind="decision.review").exists()
    for at in ("2026-12-01T09:00:00Z", "2026-12-02T09:00:00Z"):
        with time_machine.travel(at, tick=False):
            tasks.remind_to_decide()

    assert [row.to for row in Notification.objects.filter(kind="decision.review")] == [administrator]


def test_nobody_is_reminded_once_it_is_decided(officer, event):
    maintain(by=officer, event=event, **SAID)
    escalate(by=officer, event=event, **SAID)

    with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
        tasks.remind_to_decide()

    assert not Notification.objects.filter(kind="decision.review").exists()


@pytest.mark.parametrize(("chosen", "left"), [(True, 0), (False, 1)])
def test_standing_down_cancels_meetings_if_that_is_chosen(officer, care_manager, event, chosen, left):
    plan_meeting(
        by=officer, event=event, people=[care_manager], held_on=date(2026, 12, 3), starts_at=time(10, 0),
        venue="Council House", purpose="Next steps",
    )  # fmt: skip

    stand_down(by=officer, event=event, cancel_meetings=chosen, **SAID)

    assert event.meetings.planned().count() == left
    assert Notification.objects.filter(kind="meeting.cancelled", to=care_manager).count() == 1 - left


def test_opening_again_leads_back_to_the_decision_point(officer, event):
    escalate(by=officer, event=event, **SAID)
    stand_down(by=officer, event=event, **SAID)

    reopen_event(by=officer, event=event, reason="The buyer withdrew.")

    event.refresh_from_db()
    assert (event.status, event.ending_reason) == (FailureEvent.Status.INVOKED, "")
    assert [one.kind for one in event.decisions.all()] == ["escalate", "stand_down", "reopen"]
    with pytest.raises(ValidationError, match="cannot start"):
        complete(officer, event, "STF-ER1")


def test_only_a_stood_down_event_is_opened_again_and_with_a_reason(officer, event):
    with pytest.raises(ValidationError, match="not stood down"):
        reopen_event(by=officer, event=event, reason="x")
    stand_down(by=officer, event=event, **SAID)

    with pytest.raises(ValidationError, match="Enter why"):
        reopen_event(by=officer, event=event, reason=" ")


def test_who_does_not_run_events_decides_nothing(care_manager, event):
    with pytest.raises(PermissionDenied):
        escalate(by=care_manager, event=event, **SAID)
    with pytest.raises(PermissionDenied):
        reopen_event(by=care_manager, event=event, reason="x")
