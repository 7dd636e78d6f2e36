"""A council's own procedure, with other stages, roles, rhythms and limits, runs without a change of the code."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent, Procedure, Step
from events.operations.events import log_event, resolve_event, set_closing_date
from events.operations.procedures import choose_procedure
from events.operations.steps import complete_step
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
TOLD = {
    "notified_on": date(2026, 11, 6),
    "notified_by": "The owner, by telephone",
    "service_type": "Care home service",
    "nature_of_failure": "The keys were handed back.",
}
FILE = Path(__file__).parent / "data" / "own_council.yaml"
PAGES = (
    "",
    "actions/",
    "checklist/",
    "checklist/newer/",
    "communications/",
    "communications/EX.M1/write/",
    "decision/",
    "dates/",
    "residents-told/",
    "documents/",
    "escalation/",
    "leads/",
    "legal/",
    "meetings/",
    "notices/",
    "plans/",
    "related/",
    "requests/",
    "timeline/",
    "tracker/",
    "updates/",
)


@pytest.fixture
def own(administrator, host):
    """The council works by its own procedure; none that we ship is loaded."""
    call_command("load_procedures", str(FILE))
    choose_procedure(by=administrator, council=host, document="exampleshire")
    return Procedure.objects.get()


@pytest.fixture
def event(administrator, own) -> FailureEvent:
    return log_event(
        by=administrator, service=ServiceFactory(), **TOLD, trigger="EX.N2", response="Start the plan"
    )


def test_notice_is_answered_in_the_councils_words(officer, sign_in, own):
    service = ServiceFactory()
    typed = {"trigger": "EX.N4", "packages": "9", "hours": "99.5", "do": "show", "service": service.cqc_id}

    page = sign_in(officer).post(f"/events/new/?service={service.cqc_id}", typed).content.decode()

    assert "9 packages and 99.5 hours a week are both below the limits." in page
    assert "Exampleshire plan 2.2" in page
    assert "Log as Watch" in page


def test_page_says_which_role_and_stage_come_with_the_answer(officer, sign_in, own):
    service = ServiceFactory()
    typed = {"trigger": "EX.N2", "do": "show", "service": service.cqc_id}

    page = sign_in(officer).post(f"/events/new/?service={service.cqc_id}", typed).content.decode()

    assert "you become Duty Head of Service until you name someone else" in page
    assert "the 8-step checklist opens at First hours" in page


def test_event_starts_with_its_stages_roles_and_limits(event, administrator):
    assert event.status == FailureEvent.Status.INVOKED
    assert event.current_stage == "First hours"
    assert event.leads.get().role == "Duty Head of Service"
    assert list(event.stages.order_by("order").values_list("name", flat=True)) == [
        "First hours",
        "Moving",
        "Looking back",
    ]
    assert event.steps.get(code="EX.S1.1").due_at is not None


def test_event_that_waits_stands_at_the_councils_own_word(administrator, own, sign_in):
    waiting = log_event(by=administrator, service=ServiceFactory(), **TOLD, trigger="EX.N1", response="Watch")

    page = sign_in(administrator).get(f"/events/{waiting.reference}/checklist/").content.decode()

    assert "This event stands at Watch." in page
    assert "Standard Practice" not in page


@pytest.mark.parametrize("below", PAGES)
def test_every_page_of_the_event_opens(event, administrator, sign_in, below):
    response = sign_in(administrator).get(f"/events/{event.reference}/{below}")

    assert response.status_code == 200
    assert "Provider Failure Lead" not in response.content.decode()


def test_role_with_dots_in_its_id_can_be_named(event, administrator, care_manager, sign_in):
    response = sign_in(administrator).post(
        f"/events/{event.reference}/leads/EX.L2/name/", {"who": "account", "user": care_manager.pk}
    )

    assert response.status_code == 302
    assert event.leads.current().get(role="Resident Liaison").user == care_manager


def do(by: User, event: FailureEvent, code: str) -> Step:
    step = event.steps.get(code=code)
    return complete_step(by=by, step=step, completed_on=timezone.localdate(), version=step.version)


def test_gate_of_its_own_holds_a_step_back_until_its_step_is_done(event, administrator):
    with pytest.raises(
        ValidationError, match=r"Gate shut: Nobody is offered a home .* It opens with step 1.3."
    ):
        do(administrator, event, "EX.S2.1")

    do(administrator, event, "EX.S1.3")

    assert do(administrator, event, "EX.S2.1").state == Step.State.DONE


def test_checklist_and_step_page_say_what_a_shut_gate_waits_for(event, administrator, sign_in):
    client, step = sign_in(administrator), event.steps.get(code="EX.S2.1")

    checklist = client.get(f"/events/{event.reference}/checklist/").content.decode()
    page = client.get(f"/events/{event.reference}/checklist/{step.pk}/").content.decode()

    assert checklist.count("Cannot start yet") == 1
    assert "Nobody is offered a home before the cabinet member agrees. It opens with step 1.3." in page


def test_its_own_days_after_closing_are_kept(event, administrator):
    set_closing_date(by=administrator, event=event, closes_on=date(2027, 1, 8), version=event.version)

    assert event.steps.get(code="EX.S3.1").due_on == date(2027, 1, 8) + timedelta(days=28)


def test_event_is_worked_through_to_its_end(event, administrator):
    for code in list(event.steps.order_by("stage__order", "order").values_list("code", flat=True)):
        do(administrator, event, code)
    event.refresh_from_db()
    assert event.current_stage == ""

    resolved = resolve_event(
        by=administrator, event=event, version=event.version, reason="Nobody lived there any more."
    )

    assert resolved.status == FailureEvent.Status.RESOLVED
