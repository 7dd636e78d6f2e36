"""Plans: the list, beginning the closure plan, its actions."""

from datetime import date

import pytest
import time_machine

from events.models import Step
from events.operations.events import set_closing_date
from events.operations.plans import start_plan
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import IN_ADMINISTRATION, log, share_event

pytestmark = pytest.mark.django_db
TYPED = {
    "due_on-day": "1",
    "due_on-month": "12",
    "due_on-year": "2026",
    "designated_person": "Sam Ferris",
    "notes": "Asked the provider",
    "state": "open",
    "version": 1,
}
DONE = {"state": "done", "completed_on-day": "24", "completed_on-month": "11", "completed_on-year": "2026"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    ProcedureFactory(key="blackpool")
    return log(officer, **IN_ADMINISTRATION)


@pytest.fixture
def page(event):
    return f"/events/{event.reference}/plans/closure-plan/"


@pytest.fixture
def step(officer, event):
    start_plan(by=officer, event=event, kind="closure-plan")
    return event.steps.get(code="BPL-CP02")


def test_plan_is_started_with_its_38_actions(officer, event, page, sign_in):
    client = sign_in(officer)
    assert "38 actions" in client.get(page).content.decode()

    response = client.post(f"{page}start/")

    assert response.url == page
    shown = client.get(page).content.decode()
    assert shown.count("Select action") == 38
    assert "Readiness and notification" in shown
    assert "0 of 38 actions done" in client.get(f"/events/{event.reference}/plans/").content.decode()


def test_action_is_edited_and_done(contracts_officer, step, page, sign_in):
    response = sign_in(contracts_officer).post(f"{page}{step.pk}/", TYPED | DONE)

    assert response.url == f"{page}#a{step.pk}"
    step.refresh_from_db()
    assert (step.due_on, step.designated_person, step.notes) == (
        date(2026, 12, 1),
        "Sam Ferris",
        "Asked the provider",
    )
    assert (step.state, step.completed_by) == ("done", contracts_officer)
    assert "1 of 38 actions done" in sign_in(contracts_officer).get(page).content.decode()


def test_checklist_address_of_an_action_leads_to_its_plan(officer, step, page, sign_in):
    address = f"/events/{step.event.reference}/checklist/{step.pk}/"

    assert sign_in(officer).get(address).url == step.get_absolute_url() == f"{page}{step.pk}/"


def test_stale_action_merges_other_fields(officer, contracts_officer, step, page, sign_in):
    sign_in(officer).post(f"{page}{step.pk}/", TYPED | {"designated_person": "", "notes": "First"})
    stale = TYPED | {"due_on-day": "", "due_on-month": "", "due_on-year": "", "notes": ""}

    response = sign_in(contracts_officer).post(f"{page}{step.pk}/", stale)

    assert response.status_code == 302
    step.refresh_from_db()
    assert (step.notes, step.designated_person, step.due_on) == ("First", "Sam Ferris", date(2026, 12, 1))


def test_stale_action_with_another_date_is_a_conflict(officer, step, page, sign_in):
    sign_in(officer).post(f"{page}{step.pk}/", TYPED)

    response = sign_in(officer).post(f"{page}{step.pk}/", TYPED | {"due_on-day": "2"})

    text = response.content.decode()
    assert response.status_code == 409
    assert "Wednesday 2 December 2026" in text
    assert "Tuesday 1 December 2026" in text


def test_clash_over_an_action_done_long_ago_does_not_say_it_was_done_now(officer, step, page, sign_in):
    done = TYPED | DONE | {"completed_on-day": "20"}
    sign_in(officer).post(f"{page}{step.pk}/", done)
    sign_in(officer).post(f"{page}{step.pk}/", done | {"version": 2, "notes": "Another"})

    response = sign_in(officer).post(f"{page}{step.pk}/", done | {"version": 2, "notes": "Mine"})

    assert response.status_code == 409
    assert "completed this" not in response.content.decode()


def test_name_beside_a_chosen_account_is_not_dropped_without_a_word(officer, step, page, sign_in):
    chosen = TYPED | {"designated_user": officer.pk}

    response = sign_in(officer).post(f"{page}{step.pk}/", chosen)

    assert response.status_code == 422
    assert "in place of Priya Marlowe" in response.content.decode()
    assert sign_in(officer).post(f"{page}{step.pk}/", chosen | {"designated_person": ""}).status_code == 302


def test_form_of_a_plan_with_marks_speaks_of_the_date_planned(officer, event, sign_in):
    ProcedureFactory(key="coventry")
    step = Step.objects.filter(
        stage__checklist=start_plan(by=officer, event=event, kind="appendix-b")
    ).first()

    response = sign_in(officer).post(step.get_absolute_url(), TYPED | {"due_on-day": "x"})

    assert "Date planned must be a real date" in response.content.decode()


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"due_on-day": "x"}, "Due date must be a real date"),
        ({"state": "done"}, "Enter the date completed"),
        ({"state": "not_needed"}, "Enter why the action is not needed"),
        ({"state": ""}, "Select what became of it"),
        (DONE | {"completed_on-year": "2027"}, "Date completed must be today or in the past"),
        ({"designated_person": "x" * 151}, "must be 150 characters or fewer"),
        ({"version": ""}, "Open it again"),
    ],
)
def test_bad_input_gets_a_sentence(officer, step, page, sign_in, bad, words):
    response = sign_in(officer).post(f"{page}{step.pk}/", TYPED | bad)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_who_may_not_gets_403_and_outsiders_404(
    client, reader, partner, outsider, officer, icb, event, step, page, sign_in
):
    share_event(by=officer, event=event, organisation=icb)
    for address in (f"/events/{event.reference}/plans/", page, f"{page}{step.pk}/"):
        assert client.get(address).url.startswith("/account/login/")
        assert sign_in(partner).get(address).status_code == 403
    for address in (f"{page}start/", f"{page}{step.pk}/"):
        assert sign_in(reader).post(address, TYPED).status_code == 403
    assert sign_in(reader).get(page).status_code == 200
    outsider.role = "commissioning_officer"
    outsider.save()
    for address in (page, f"{page}{step.pk}/", f"/events/{event.reference}/plans/"):
        assert sign_in(outsider).get(address).status_code == 404


def test_unknown_plan_is_not_found(officer, event, step, sign_in):
    for kind in ("procedure", "purple"):
        for below in ("", f"{step.pk}/"):
            assert sign_in(officer).get(f"/events/{event.reference}/plans/{kind}/{below}").status_code == 404


def test_plan_that_is_not_loaded_is_said(officer, sign_in):
    event = log(officer)
    page = f"/events/{event.reference}/plans/"

    assert "No procedure with a plan" in sign_in(officer).get(page).content.decode()
    assert sign_in(officer).post(f"{page}closure-plan/start/").status_code == 404


def test_progress_is_recorded_in_the_list_and_leaves_everything_else(officer, step, page, sign_in):
    client, due = sign_in(officer), date(2026, 12, 1)
    Step.objects.filter(pk=step.pk).update(due_on=due)
    assert client.get(f"{page}?show=open").content.decode().count("Record progress") == 38

    answer = client.post(f"{page}{step.pk}/progress/?show=open", {"notes": "Rang twice", "version": 1})

    assert answer.url == f"{page}?show=open#a{step.pk}"
    step.refresh_from_db()
    assert (step.notes, step.state, step.due_on) == ("Rang twice", "open", due)
    assert client.post(f"{page}{step.pk}/progress/", {"notes": "Rang twice", "done": "on", "version": 2})
    step.refresh_from_db()
    assert (step.notes, step.state, step.completed_by, step.completed_on) == (
        "Rang twice", "done", officer, date(2026, 11, 24),
    )  # fmt: skip
    assert client.get(page).content.decode().count("Record progress") == 37


def test_progress_waits_for_its_gate(officer, sign_in):
    ProcedureFactory(key="blackpool")
    event = log(officer)
    start_plan(by=officer, event=event, kind="closure-plan")
    letter = event.steps.get(code="BPL-CP23")

    answer = sign_in(officer).post(
        f"{letter.get_absolute_url()}progress/", {"notes": "Sent", "done": "on", "version": 1}
    )

    assert answer.status_code == 422
    assert "Gate shut" in answer.content.decode() and "Sent" in answer.content.decode()
    letter.refresh_from_db()
    assert (letter.state, letter.notes) == ("open", "")


def test_stale_progress_merges_or_clashes_and_readers_have_none(officer, reader, step, page, sign_in):
    client, address = sign_in(officer), f"{page}{step.pk}/progress/"
    client.post(address, {"notes": "First", "version": 1})

    assert client.post(address, {"notes": "", "done": "on", "version": 1}).status_code == 302
    assert client.post(address, {"notes": "Second", "version": 1}).status_code == 409

    step.refresh_from_db()
    assert (step.notes, step.state) == ("First", "done")
    assert sign_in(reader).post(address, {"notes": "x", "version": 1}).status_code == 403
    assert "Record progress" not in sign_in(reader).get(page).content.decode()


def test_a_day_that_had_gone_by_is_said_with_the_day_it_was_brought_to(officer, event, sign_in):
    ProcedureFactory(key="coventry")
    set_closing_date(by=officer, event=event, closes_on=date(2026, 12, 4), version=event.version)
    start_plan(by=officer, event=event, kind="appendix-b")

    page = sign_in(officer).get(f"/events/{event.reference}/plans/appendix-b/").content.decode()

    assert "21 days before the service closes, which had gone by" in page
    assert "On the day the service closes, which" not in page
