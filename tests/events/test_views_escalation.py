"""Who was told and who answered, on the page and on My work; and the administrator's page of the route."""

import pytest

from events.models import RouteStep
from events.operations import routes
from tests.factories.incidents import log, share_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(officer, contracts_officer):
    return log(officer)


def page_of(event, below=""):
    return f"/events/{event.reference}/escalation/{below}"


def test_page_says_who_was_told_when_and_what_comes_next(officer, event, reader, sign_in):
    page = sign_in(officer).get(page_of(event)).content.decode()

    assert "Sam Ferris" in page
    assert "No answer yet" in page
    assert "Morag Pellworth is told next" in page


def test_one_click_on_my_work_acknowledges(contracts_officer, event, sign_in):
    client = sign_in(contracts_officer)
    assert "Acknowledge" in client.get("/").content.decode()

    response = client.post(page_of(event, "acknowledge/"))

    assert response.url == page_of(event)
    assert event.tellings.get().acknowledged_at
    assert "Acknowledge<" not in client.get("/").content.decode()


def test_who_was_not_told_is_told_so(reader, event, sign_in):
    response = sign_in(reader).post(page_of(event, "acknowledge/"), follow=True)

    assert "has not reached you" in response.content.decode()


def test_call_is_recorded_on_the_page(officer, administrator, contracts_officer, sign_in):
    routes.change_step(
        by=administrator, order=1, account_role="contracts_officer", minutes=15, method="phone"
    )
    event = log(officer)
    client, telling = sign_in(officer), event.tellings.get()
    assert "Record that you rang" in client.get(page_of(event)).content.decode()

    client.post(page_of(event, f"{telling.pk}/phoned/"))

    telling.refresh_from_db()
    assert telling.phoned_by == officer


def test_panel_names_who_is_told_first(officer, contracts_officer, sign_in, event):
    typed = {"do": "show", "trigger": "STF-T11"}
    page = sign_in(officer).post(f"/events/new/?service={event.service.cqc_id}", typed).content.decode()

    assert "1 person is told first: Sam Ferris" in page
    assert "after 15 minutes without an answer" in page


def test_outsiders_and_partners_do_not_see_the_route(officer, partner, outsider, icb, event, sign_in):
    share_event(by=officer, event=event, organisation=icb)

    assert sign_in(partner).get(page_of(event)).status_code == 403
    outsider.role = "commissioning_officer"
    outsider.save()
    assert sign_in(outsider).get(page_of(event)).status_code == 404
    assert sign_in(outsider).post(page_of(event, "acknowledge/")).status_code == 404


def test_signed_out_goes_to_sign_in(client, event):
    assert client.get(page_of(event)).url.startswith("/account/login/")
    assert client.get("/administration/escalation/").url.startswith("/account/login/")


def test_administrator_adds_changes_moves_and_removes_a_step(administrator, care_manager, sign_in):
    client, start = sign_in(administrator), "/administration/escalation/"
    typed = {"kind": "person", "user": care_manager.pk, "method": "phone", "minutes": "10"}
    client.post(f"{start}new/", typed)
    client.post(f"{start}6/up/")
    client.post(
        f"{start}1/", {"kind": "role", "account_role": "administrator", "method": "message", "minutes": 0}
    )
    client.post(f"{start}2/remove/")

    assert [row.who for row in RouteStep.objects.all()] == [
        "Administrator",
        "Provider Failure Deputy",
        "Commissioning officer",
        "Dele Winterbourne",
        "Senior leader",
    ]
    assert "Dele Winterbourne" in client.get(start).content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Select who is told"),
        ({"kind": "lead", "method": "message", "minutes": "1"}, "Select the lead"),
        ({"kind": "person", "method": "message", "minutes": "-1"}, "Select the person"),
        ({"kind": "role", "account_role": "partner", "method": "message", "minutes": "1"}, "listed answers"),
    ],
)
def test_bad_step_gets_a_sentence(administrator, sign_in, typed, words):
    response = sign_in(administrator).post("/administration/escalation/new/", typed)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_step_that_is_not_there_is_404_and_officers_get_403(officer, administrator, sign_in):
    assert sign_in(administrator).get("/administration/escalation/9/").status_code == 404
    assert sign_in(officer).get("/administration/escalation/").status_code == 403
    assert sign_in(officer).post("/administration/escalation/1/remove/").status_code == 403
