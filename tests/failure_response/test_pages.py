"""Home, search, health, errors, logs: the pages and answers that belong to no single room."""

from datetime import timedelta

import pytest
from django.db import InternalError, OperationalError
from django.utils import timezone

from accounts.models import Heartbeat
from events.operations.leads import name_lead
from failure_response.logs import without_content
from tests.factories.incidents import log, share_event
from tests.factories.providers import ServiceFactory
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory

pytestmark = pytest.mark.django_db


def test_home_lists_what_is_late_first_and_links_to_it(officer, sign_in):
    event = log(officer)
    step = (
        event.steps.select_related("stage__checklist").filter(responsible=["Provider Failure Lead"]).first()
    )
    event.steps.filter(pk=step.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    page = sign_in(officer).get("/").content.decode()

    assert "Due now: 1 late, 0 today" in page
    assert "1 day late" in page
    assert step.get_absolute_url() in page
    assert "you are Provider Failure Lead" in page


def test_partner_who_leads_is_not_told_which_roles_nobody_holds(officer, partner, sign_in):
    event = log(officer)
    share_event(by=officer, event=event, organisation=partner.organisation)
    event.leads.filter(user=officer).update(user=partner)

    page = sign_in(partner).get("/").content.decode()

    assert str(event.service) in page
    assert "Nobody named" not in page


def test_home_names_every_role_that_somebody_holds(officer, sign_in):
    event = log(officer)
    name_lead(by=officer, event=event, role="Assessment and Care Management", user=officer)

    page = sign_in(officer).get("/").content.decode()

    assert "you are Provider Failure Lead, Assessment and Care Management lead" in page


def test_care_manager_sees_people_and_lead_sees_events(officer, care_manager, sign_in):
    event = log(officer)
    entry = EntryFactory(event=event, next_step="Assess", next_step_due_on=timezone.localdate())

    assert str(entry.service_user) in sign_in(care_manager).get("/").content.decode()
    leads_page = sign_in(officer).get("/").content.decode()

    assert "Next steps of 1 person" in leads_page
    assert str(entry.service_user) not in leads_page


def test_home_of_somebody_with_no_work_reads_well(reader, partner, sign_in):
    for user in (reader, partner):
        assert "Nothing is due today" in sign_in(user).get("/").content.decode()


def test_search_finds_events_people_and_services(officer, sign_in):
    service = ServiceFactory(name="Quillmere House")
    event = log(officer, service=service)
    EntryFactory(event=event, service_user__surname="Fernwhistle", service_user__forename="Mabel")
    client = sign_in(officer)

    assert "Quillmere House" in client.get("/search/", {"q": "Quilmere Hous"}).content.decode()
    assert "Fernwhistle, Mabel" in client.get("/search/", {"q": "mabel fern"}).content.decode()
    assert event.reference in client.get("/search/", {"q": event.reference.lower()}).content.decode()


def test_search_of_a_partner_finds_its_own_people_only(officer, partner, icb, sign_in):
    event = log(officer)
    EntryFactory(event=event, service_user__surname="Ownby", funding_authority=icb)
    EntryFactory(event=event, service_user__surname="Otherby")
    share_event(by=officer, event=event, organisation=icb)
    client = sign_in(partner)

    assert "Ownby" in client.get("/search/", {"q": "by"}).content.decode()
    assert "Nothing found" in client.get("/search/", {"q": "Otherby"}).content.decode()
    assert (
        "Services" not in client.get("/search/", {"q": event.service.name}).content.decode().split("<main")[1]
    )


@pytest.mark.parametrize(
    "text",
    ["999-000-0018", "NHS 999 000 0018", "+44 (0)1785 496211", "496 211", "Mrs Fernwhistle", "fern whistle"],
)
def test_search_finds_people_by_what_is_said_on_the_telephone(text, officer, sign_in):
    person = ServiceUserFactory(surname="Fernwhistle", nhs_number="9990000018")
    entry = EntryFactory(event=log(officer), service_user=person)
    RepresentativeFactory(entry=entry, phone="+44 1785 496211")

    assert "Fernwhistle," in sign_in(officer).get("/search/", {"q": text}).content.decode()


def test_search_of_a_partner_knows_no_telephone_numbers(officer, partner, icb, sign_in):
    entry = EntryFactory(event=log(officer), funding_authority=icb)
    share_event(by=officer, event=entry.event, organisation=icb)
    RepresentativeFactory(entry=entry, phone="01785 496211")

    assert "Nothing found" in sign_in(partner).get("/search/", {"q": "01785 496211"}).content.decode()


@pytest.mark.parametrize("text", ["", "a", "%", "\x00\x00", "'; --", "x" * 5000, "999 000 0018", ", ,"])
def test_odd_search_is_answered(text, officer, sign_in):
    assert sign_in(officer).get("/search/", {"q": text}).status_code == 200


def test_health_is_red_when_the_clock_stands_still(client):
    Heartbeat.objects.create(name="clock", at=timezone.now() - timedelta(minutes=10))
    late = client.get("/healthz")

    Heartbeat.objects.update(at=timezone.now())
    well = client.get("/healthz")

    assert (late.status_code, well.status_code) == (503, 200)
    assert late.json()["database"] == "ok"
    assert "Working" in client.get("/healthz", headers={"accept": "text/html"}).content.decode()
    assert late.json()["clock"].startswith("no tick since")


def test_banner_says_that_messages_are_late(officer, sign_in):
    Heartbeat.objects.create(name="clock", at=timezone.now() - timedelta(minutes=10))

    assert "Messages and documents are delayed since" in sign_in(officer).get("/").content.decode()


def main_of(page) -> str:
    return page.content.decode().split("<main")[1]


def test_not_there_and_not_yours_read_the_same(officer, outsider, sign_in):
    event = log(officer)
    client = sign_in(outsider)

    not_yours = client.get(event.get_absolute_url())
    not_there = client.get("/events/PF-2026-9999/")

    assert not_yours.status_code == not_there.status_code == 404
    assert main_of(not_yours) == main_of(not_there)


def test_unforeseen_error_gives_a_reference_and_logs_no_content(officer, sign_in, monkeypatch):
    client = sign_in(officer)
    client.raise_request_exception = False
    monkeypatch.setattr("failure_response.views.home.my_events", lambda *args: 1 / 0)

    page = client.get("/")

    assert page.status_code == 500
    assert "Reference" in page.content.decode()


def test_logs_keep_the_kind_and_place_of_an_error_and_not_its_words():
    try:
        raise ValueError("Mabel Fernwhistle, 999 000 0018")
    except ValueError as error:
        entry = without_content(None, "error", {"event": "failed", "exc_info": error})

    assert "Mabel" not in str(entry)
    assert entry["error"] == "ValueError"
    assert "test_pages.py" in entry["where"][-1]


def test_navigation_shows_what_the_role_can_open(officer, partner, administrator, sign_in):
    assert "Dashboard" in sign_in(officer).get("/").content.decode()
    assert "Dashboard" not in sign_in(partner).get("/").content.decode()
    assert "Administration" in sign_in(administrator).get("/").content.decode()


def test_lead_named_by_account_sees_the_work(officer, contracts_officer, sign_in):
    event = log(officer)
    name_lead(by=officer, event=event, role="Supporting Officer", user=contracts_officer)
    event.steps.filter(code="STF-IG3").update(due_on=timezone.localdate())

    assert "Due now: 0 late, 1 today" in sign_in(contracts_officer).get("/").content.decode()


def test_service_page_lists_its_open_events_and_provider_page_its_signs(officer, sign_in):
    event = log(officer)
    client = sign_in(officer)

    service = client.get(event.service.get_absolute_url()).content.decode()
    provider = client.get(event.provider.get_absolute_url()).content.decode()

    assert event.get_absolute_url() in service
    assert "No early warning sign" in provider
    assert f"/risk/providers/{event.provider.pk}/signs/new/" in provider


def test_health_says_so_when_the_database_is_gone(client, monkeypatch):
    monkeypatch.setattr("failure_response.views.health.connection.cursor", gone)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"database": "does not answer"})


def gone():
    raise OperationalError("no such host")


class Cause(Exception):
    def __init__(self, pgcode):
        self.pgcode = pgcode


@pytest.mark.parametrize(
    ("kind", "pgcode", "status", "words"),
    [
        (OperationalError, None, 503, "The service is not available"),
        (InternalError, "25006", 503, "Changes are switched off"),
        (OperationalError, "57014", 500, "Something went wrong"),
    ],
)
def test_page_says_what_the_database_does(kind, pgcode, status, words, officer, sign_in, monkeypatch):
    def fail(*args):
        raise kind("people's data") from Cause(pgcode)

    client = sign_in(officer)
    client.raise_request_exception = False
    monkeypatch.setattr("failure_response.views.home.my_events", fail)

    page = client.get("/")

    assert page.status_code == status
    assert words in page.content.decode()
    assert "people's data" not in page.content.decode()


def test_more_than_a_form_takes_is_refused_in_a_sentence(officer, sign_in, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
    event = log(officer)

    answer = sign_in(officer).post(f"/events/{event.reference}/tracker/import/", {"rows": "a" * 2 * 2**20})

    assert answer.status_code == 400
    assert "A form takes up to 1 MB of text" in answer.content.decode()
