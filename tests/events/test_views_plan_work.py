"""Working on a whole plan in pages: dates moved together, further actions, the readiness meeting, checks."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import PlanShift, Step
from events.operations.events import set_closing_date
from events.operations.plans import start_plan
from tests.factories.accounts import make_user
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import IN_ADMINISTRATION, log, share_event

pytestmark = pytest.mark.django_db
TODAY = {"day": "24", "month": "11", "year": "2026"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    for key in ("blackpool", "coventry"):
        ProcedureFactory(key=key)
    event = log(officer, **IN_ADMINISTRATION)
    return set_closing_date(by=officer, event=event, closes_on=date(2027, 1, 15), version=event.version)


@pytest.fixture
def page(officer, event):
    def begin(kind):
        start_plan(by=officer, event=event, kind=kind)
        return f"/events/{event.reference}/plans/{kind}/"

    return begin


def typed_day(name):
    return {f"{name}-{part}": value for part, value in TODAY.items()}


def test_every_plan_of_the_packs_is_offered(officer, event, sign_in):
    shown = sign_in(officer).get(f"/events/{event.reference}/plans/").content.decode()

    for name in (
        "Closure plan",
        "Suspension plan",
        "Scope actions",
        "Holistic actions",
        "Provider failure checklist",
    ):
        assert f"<strong>{name}</strong>" in shown


def test_proposed_dates_are_shown_and_those_that_were_changed_kept(officer, event, sign_in):
    client, page = sign_in(officer), f"/events/{event.reference}/plans/closure-plan/"
    shown = client.get(page).content.decode()
    assert 'value="12 1 2027"' in shown  # 3 days before the service closes
    assert "3 days before the service closes" in shown

    client.post(f"{page}start/", {"due-BPL-CP31": "10 1 2027", "due-BPL-CP30": "28 12 2026"})

    by_code = dict(Step.objects.filter(event=event).values_list("code", "due_on"))
    assert by_code["BPL-CP31"] == date(2027, 1, 10)


def test_a_date_that_is_none_is_shown_again_with_what_was_typed(officer, event, sign_in):
    page = f"/events/{event.reference}/plans/closure-plan/start/"

    response = sign_in(officer).post(page, {"due-BPL-CP31": "10 13 2027", "due-BPL-CP02": "1 12 2026"})

    text = response.content.decode()
    assert response.status_code == 422
    assert "Due date of action 31 must be a real date" in text
    assert 'value="1 12 2026"' in text
    assert not event.checklists.filter(kind="closure-plan").exists()


def test_suspension_is_worked_out_from_the_day_asked(officer, event, sign_in):
    asked = {"counts_from-day": "10", "counts_from-month": "12", "counts_from-year": "2026"}
    client, page = sign_in(officer), f"/events/{event.reference}/plans/suspension-plan/"
    assert 'value="5 12 2026"' in client.get(page, asked).content.decode()

    client.post(f"{page}start/", {"counts_from": "2026-12-10"})

    assert event.checklists.get(kind="suspension-plan").counts_from == date(2026, 12, 10)
    assert event.steps.get(code="BPL-SP02").due_on == date(2026, 12, 5)


def test_dates_move_after_a_preview_and_are_taken_back(officer, event, page, sign_in):
    client, page = sign_in(officer), page("closure-plan")
    step = event.steps.get(code="BPL-CP31")
    assert "1 action" in client.post(f"{page}dates/", {"p": step.pk}).content.decode()
    how = {
        "seen": f"{step.pk}:2027-01-12",
        "how": "later",
        "days_later": "3",
        "reason": "A week more",
        "mark": "",
    }
    shown = client.post(f"{page}dates/", how).content.decode()
    assert "Friday 15 January 2027" in shown
    mark = shown.split('name="mark" value="')[1].split('"')[0]

    response = client.post(f"{page}dates/", how | {"mark": mark, "confirm": "1"})

    row = PlanShift.objects.get()
    assert response.url == f"{page}dates/{row.pk}/"
    step.refresh_from_db()
    assert step.due_on == date(2027, 1, 15)
    assert "Tuesday 12 January 2027" in client.get(response.url).content.decode()
    client.post(f"{response.url}take-back/")
    step.refresh_from_db()
    assert step.due_on == date(2027, 1, 12)
    assert "Taken back" in client.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({}, "Select at least one action"),
        ({"which": "open", "how": "later", "reason": "x"}, "Enter the number of days"),
        ({"which": "open", "how": "to", "reason": "x"}, "Enter the day"),
        (
            {"which": "preparation", "how": "later", "days_later": "9999", "reason": "x"},
            "Days later must be",
        ),
        ({"which": "open", "how": "later", "days_later": "2", "reason": ""}, "Enter why the dates move"),
        (
            {
                "which": "open",
                "how": "to",
                "to-day": "31",
                "to-month": "12",
                "to-year": "9999",
                "reason": "x",
            },
            "The year of day must be between",
        ),
        ({"seen": "1:2026-99-99", "how": "later"}, "Select at least one action"),
    ],
)
def test_a_move_that_is_half_said_is_told(officer, page, sign_in, bad, words):
    response = sign_in(officer).post(f"{page('closure-plan')}dates/", bad)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_further_actions_come_in_with_a_button(officer, event, page, sign_in):
    client, page = sign_in(officer), page("scope-actions")
    assert "Council, continuous scope" in client.get(page).content.decode()
    more = {"phases": ["ccc-continuous"], "reason": "Nights uncovered", **typed_day("joined_on")}
    assert client.post(f"{page}more/", more | {"reason": ""}).status_code == 422

    assert client.post(f"{page}more/", more).url == page

    shown = client.get(page).content.decode()
    assert "0 of 29 actions done" in shown
    assert "Nights uncovered" in shown


def test_weekly_check_is_recorded_and_due_again(officer, event, page, sign_in):
    client, page = sign_in(officer), page("scope-actions")
    step = event.steps.get(code="COV-SC04")
    check = typed_day("happened_on") | {"completed_by": officer.pk, "notes": "On time"}

    assert client.post(f"{page}{step.pk}/happened/", check).url == f"{page}#a{step.pk}"

    assert "Done 1 time" in client.get(page).content.decode()


def test_readiness_page_lists_what_is_open_and_records_the_outcome(officer, page, sign_in):
    client, page = sign_in(officer), page("closure-plan")
    shown = client.get(f"{page}readiness/").content.decode()
    assert "18 actions still open" in shown
    assert "?kind=readiness" in shown
    said = {
        "outcome": "not_yet",
        "decided_by": "Orla Whitcombe",
        "reason": "No vacancies",
        **typed_day("decided_on"),
    }
    assert client.post(f"{page}readiness/", said | {"reason": ""}).status_code == 422

    client.post(f"{page}readiness/", said)

    assert "No vacancies" in client.get(f"{page}readiness/").content.decode()
    assert "Not yet" in client.get(page).content.decode()


def test_appendix_b_is_marked_as_it_is_printed(officer, event, page, sign_in):
    client, page = sign_in(officer), page("appendix-b")
    step = event.steps.get(code="COV-AB02")
    form = client.get(f"{page}{step.pk}/").content.decode()
    assert "Date planned" in form
    assert "√  Done" in form

    client.post(f"{page}{step.pk}/", {"state": "not_needed", "not_needed_reason": "Nobody", "version": 1})

    assert "Not applicable" in client.get(page).content.decode()


def test_a_date_set_by_hand_goes_back_to_the_plan_s(officer, event, page, sign_in):
    client, page = sign_in(officer), page("closure-plan")
    step = event.steps.get(code="BPL-CP31")
    client.post(f"{page}{step.pk}/", {"state": "open", "version": 1, **typed_day("due_on")})

    client.post(f"{page}{step.pk}/follow/", {"version": 2})

    step.refresh_from_db()
    assert (step.due_on, step.due_reason) == (date(2027, 1, 12), "")


def test_actions_are_filtered(officer, event, page, sign_in):
    client, page = sign_in(officer), page("closure-plan")
    event.steps.filter(code="BPL-CP24").update(designated_person="Sam Ferris", due_on=date(2026, 11, 20))

    for asked in (
        "?show=overdue",
        "?person=Sam Ferris",
        "?area=Care Management",
        "?show=open&area=Care Management",
    ):
        shown = client.get(f"{page}{asked}").content.decode()
        assert (shown.count("Select action"), "Tell EDT the plans" in shown) == (1, True)
    assert client.get(f"{page}?show=purple&area=x").content.decode().count("Select action") == 38


def test_queries_are_as_many_for_40_actions_as_for_16(officer, page, sign_in):
    client, counted = sign_in(officer), []
    for kind in ("closure-plan", "suspension-plan"):
        address = page(kind)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted.append(len(queries))

    assert counted[0] == counted[1]


@pytest.mark.parametrize("below", ["", "dates/", "readiness/", "more/"])
def test_partners_get_403_readers_write_nothing_and_outsiders_404(
    officer, reader, partner, outsider, icb, event, page, sign_in, below
):
    address = page("closure-plan") + below
    share_event(by=officer, event=event, organisation=icb)

    assert sign_in(partner).get(address).status_code == 403
    if below:
        assert sign_in(reader).post(address, {}).status_code == 403
    outsider.role = "commissioning_officer"
    outsider.save()
    assert sign_in(outsider).get(address).status_code == 404


def test_action_is_on_the_work_of_the_designated_person_and_on_the_worklist(officer, event, page, sign_in):
    page("closure-plan")
    worker = make_user("contracts_officer")
    event.steps.filter(code="BPL-CP24").update(designated_user=worker, due_on=date(2026, 11, 20))

    assert "Tell EDT the plans" in sign_in(worker).get("/").content.decode()
    for address in (f"/events/{event.reference}/work/", "/work/"):
        shown = sign_in(officer).get(address).content.decode()
        assert "Tell EDT the plans" in shown
        assert "Action 24 of the closure plan" in shown
