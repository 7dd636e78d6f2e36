"""The list of events; finding the service; logging an incident; drafts."""

from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import FailureEvent
from events.operations.events import save_draft
from tests.factories.events import EventFactory, ProcedureFactory
from tests.factories.incidents import IN_ADMINISTRATION, INVOKE, STANDARD, log, share_event
from tests.factories.providers import ServiceFactory, record_by_hand

pytestmark = pytest.mark.django_db
Status = FailureEvent.Status


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def service():
    ProcedureFactory()
    return ServiceFactory(name="Quillmere House", cqc_id="1-8123456789")


@pytest.fixture
def typed():
    return {
        "notified_on-day": "6",
        "notified_on-month": "11",
        "notified_on-year": "2026",
        "notified_by": "J. Sterling, administrator",
        "service_type": "Care home service with nursing",
        "nature_of_failure": "Funding stops on 4 December.",
        "trigger": "STF-T11",
        "response": INVOKE,
    }


def new(service) -> str:
    return f"/events/new/?service={service.cqc_id}"


def test_list_shows_open_events_first(officer, sign_in):
    closed = EventFactory(status=Status.STANDARD_PRACTICE)
    FailureEvent.objects.filter(pk=closed.pk).update(status=Status.CLOSED)
    invoked = log(officer)

    page = sign_in(officer).get("/events/").content.decode()

    assert page.index(invoked.reference) < page.index(closed.reference)
    assert "Log an incident" in page


@pytest.mark.parametrize(
    ("query", "count"), [("q=quilmere", 0), ("q=quillmere", 1), ("status=open", 2), ("status=closed", 0)]
)
def test_list_is_filtered(officer, sign_in, service, query, count):
    log(officer, service)
    log(officer, ServiceFactory(name="Marrow Lodge"))

    response = sign_in(officer).get(f"/events/?{query}")

    assert f"{count} event" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["status=%00", "status=purple", "q=" + "x" * 101, "page=abc", "page=999", "q=%00", "%FF=%FF"]
)
def test_odd_query_string_is_left_out_and_said(officer, sign_in, query):
    event = log(officer)

    response = sign_in(officer).get(f"/events/?{query}")

    assert response.status_code == 200
    page = response.content.decode()
    assert event.reference in page
    assert ("left it out" in page) == (query.startswith(("status=p", "q=x")))


def test_partner_lists_only_what_is_shared(officer, partner, icb, sign_in):
    shared, other = log(officer), log(officer)
    share_event(by=officer, event=shared, organisation=icb)

    page = sign_in(partner).get("/events/").content.decode()

    assert shared.reference in page
    assert other.reference not in page
    assert "1 event" in page


def test_list_asks_the_same_number_of_queries_for_many(officer, sign_in):
    client = sign_in(officer)
    EventFactory(logged_by=officer)
    client.get("/events/")
    with CaptureQueriesContext(connection) as for_one:
        client.get("/events/")
    for _ in range(20):
        EventFactory(logged_by=officer)

    with CaptureQueriesContext(connection) as for_many:
        assert "21 events" in client.get("/events/").content.decode()

    assert len(for_many) == len(for_one)


@pytest.mark.parametrize("address", ["/events/", "/events/new/"])
def test_signed_out_goes_to_sign_in(client, address):
    assert client.get(address).url.startswith("/account/login/")


def test_reader_and_partner_may_not_log(reader, partner, service, typed, sign_in):
    for person in (reader, partner):
        assert sign_in(person).get("/events/new/").status_code == 403
        assert sign_in(person).post(new(service), typed).status_code == 403
    assert not FailureEvent.objects.exists()


@pytest.mark.parametrize("asked", ["Quilmere Hous", "EX1 9ZZ", "1-8123456789", "ex19zz"])
def test_service_is_found_however_it_is_typed(officer, service, sign_in, asked):
    page = sign_in(officer).get("/events/new/", {"q": asked}).content.decode()

    assert new(service) in page.replace("&amp;", "&")


def test_unknown_service_is_said_and_searched_for(officer, service, sign_in):
    page = sign_in(officer).get("/events/new/?service=1-999%00").content.decode()

    assert "no service with the id 1-999" in page


def test_form_holds_the_13_notices_under_their_headings(officer, service, sign_in):
    page = sign_in(officer).get(new(service)).content.decode()

    assert page.count('name="trigger"') == 14
    for words in ("CQC enforcement action", "Service interruptions", "Other event", "Quillmere House"):
        assert words in page
    assert 'value="Care home service with nursing"' in page


def test_answer_is_shown_before_anything_is_saved(officer, service, typed, sign_in):
    page = sign_in(officer).post(new(service), typed | {"do": "show"}).content.decode()

    assert INVOKE in page
    assert "10.4" in page
    assert "Log and start the procedure" in page
    assert "There is a problem" not in page
    assert not FailureEvent.objects.exists()


def test_answer_for_htmx_is_the_panel_only(officer, service, typed, sign_in):
    page = sign_in(officer).post(
        new(service), {"do": "show", "trigger": "STF-T10"}, headers={"HX-Request": "true"}
    )

    text = page.content.decode()
    assert text.lstrip().startswith("<section")
    assert STANDARD in text
    assert "<html" not in text


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "No answer yet"),
        ({"trigger": "STF-T08", "packages": "3"}, "The hours per week are not known"),
        ({"trigger": "STF-T08", "hours": "49,9"}, "These figures cannot be right"),
        ({"trigger": "STF-T08", "packages": "4", "hours": "50"}, INVOKE),
        ({"trigger": "other"}, "A person decides"),
        ({"trigger": "STF-T99"}, "not in the procedure"),
    ],
)
def test_panel_says_what_the_procedure_says(officer, service, sign_in, facts, words):
    page = sign_in(officer).post(new(service), facts | {"do": "show"}, headers={"HX-Request": "true"})

    assert words in page.content.decode()


def test_logging_invokes_and_goes_to_the_event(officer, service, typed, sign_in):
    response = sign_in(officer).post(new(service), typed)

    event = FailureEvent.objects.get()
    assert (response.status_code, response.url) == (302, event.get_absolute_url())
    assert (event.status, event.notified_on.isoformat()) == (Status.INVOKED, "2026-11-06")
    assert (event.provider, event.steps.count()) == (service.provider, 28)


def test_double_click_makes_one_event(officer, service, typed, sign_in):
    typed["key"] = "7e0c1d5c-6a0e-4a8e-9d0a-3d1f7f0a0002"

    first, second = sign_in(officer).post(new(service), typed), sign_in(officer).post(new(service), typed)

    assert first.url == second.url
    assert FailureEvent.objects.count() == 1


def test_answer_that_changed_after_it_was_read_is_asked_again(officer, service, typed, sign_in):
    response = sign_in(officer).post(new(service), typed | {"trigger": "STF-T10"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "The procedure says Standard Practice" in page
    assert not FailureEvent.objects.exists()


def test_override_from_the_page_keeps_reason_and_decider(officer, service, typed, sign_in):
    decided = {"response": STANDARD, "override_reason": "A buyer is found", "decided_by": "Morag Pellworth"}

    sign_in(officer).post(new(service), typed | decided)

    notice = FailureEvent.objects.get().notices.get()
    assert (notice.suggested_response, notice.response, notice.decided_by) == (
        INVOKE,
        STANDARD,
        "Morag Pellworth",
    )


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"notified_by": ""}, "Enter who told the council"),
        ({"notified_on-day": "31", "notified_on-month": "2"}, "Date must be a real date"),
        ({"notified_on-year": "2027"}, "Date must be today or in the past"),
        ({"nature_of_failure": "x" * 1_000_000}, "It has 1000000"),
        ({"trigger": ""}, "Select what you have been told"),
        ({"trigger": "STF-T99"}, "Choose one of the listed answers"),
        ({"response": "Run"}, "Select the response"),
        ({"key": "no"}, "This page was changed on the way"),
        ({"notified_by": "\x00"}, "Enter who told the council"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(officer, service, typed, sign_in, bad, words):
    response = sign_in(officer).post(new(service), typed | bad)

    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert words in page
    assert "Care home service with nursing" in page
    assert not FailureEvent.objects.exists()


def test_control_characters_are_taken_out(officer, service, typed, sign_in):
    sign_in(officer).post(new(service), typed | {"notified_by": "The\x00 bank\x0b"})

    assert FailureEvent.objects.get().notified_by == "The bank"


def test_second_event_for_a_service_is_asked_about(officer, service, typed, sign_in):
    first = log(officer, service)
    assert first.reference in sign_in(officer).get(new(service)).content.decode()

    refused = sign_in(officer).post(new(service), typed)
    assert (refused.status_code, FailureEvent.objects.count()) == (422, 1)

    sign_in(officer).post(new(service), typed | {"another": "on"})
    assert FailureEvent.objects.count() == 2


def test_draft_is_saved_with_what_there_is_and_comes_back(officer, service, sign_in):
    client = sign_in(officer)
    response = client.post(
        new(service), {"do": "draft", "trigger": "STF-T08", "packages": "3", "notified_by": "A relative"}
    )

    event = FailureEvent.objects.get()
    assert (event.status, response.url) == (Status.DRAFT, f"/events/{event.reference}/draft/")
    page = client.get(response.url).content.decode()
    assert 'value="A relative"' in page
    assert "The hours per week are not known" in page


def test_draft_is_logged_from_its_own_page(officer, service, typed, sign_in):
    draft = save_draft(by=officer, service=service)

    sign_in(officer).post(f"/events/{draft.reference}/draft/", typed | {"version": draft.version})

    draft.refresh_from_db()
    assert draft.status == Status.INVOKED


def test_stale_draft_shows_both_values_and_takes_the_choice(officer, service, sign_in):
    draft = save_draft(by=officer, service=service, notified_by="Priya")
    save_draft(by=officer, service=service, event=draft, version=1, notified_by="The CQC")
    client, address = sign_in(officer), f"/events/{draft.reference}/draft/"
    stale = {"do": "draft", "version": 1, "notified_by": "The bank"}

    page = client.post(address, stale)
    assert page.status_code == 409
    assert "The CQC" in page.content.decode()
    assert "The bank" in page.content.decode()
    client.post(address, stale | {"clash": "notified_by", "keep-notified_by": "mine", "seen": 2})

    draft.refresh_from_db()
    assert draft.notified_by == "The bank"


def test_draft_of_a_live_event_goes_to_the_event(officer, sign_in):
    event = log(officer, **IN_ADMINISTRATION)

    assert sign_in(officer).get(f"/events/{event.reference}/draft/").url == event.get_absolute_url()


def test_outsider_finds_no_draft(officer, outsider, service, sign_in):
    draft = save_draft(by=officer, service=service)
    outsider.role = "commissioning_officer"
    outsider.save()

    assert sign_in(outsider).get(f"/events/{draft.reference}/draft/").status_code == 404


def test_without_a_procedure_the_page_says_so(officer, sign_in):
    assert "No procedure is in use" in sign_in(officer).get("/events/new/").content.decode()


def test_form_that_outlived_its_session_comes_back(officer, service, typed, sign_in):
    client = sign_in(officer)
    client.get(new(service))
    client.session.flush()
    client.cookies.pop("sessionid")
    sent_to = client.post(new(service), typed | {"service": service.cqc_id}).url
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(parse_qs(urlsplit(sent_to).query)["next"][0]).content.decode()

    assert "We kept what you typed" in page
    assert 'value="J. Sterling, administrator"' in page
    assert "Log and start the procedure" in page
    assert not FailureEvent.objects.exists()


def test_incident_is_logged_for_a_service_that_was_recorded_by_hand(officer, typed, sign_in):
    ProcedureFactory()
    service, client = record_by_hand(officer, postcode="EX1 9ZZ"), sign_in(officer)

    form = client.get(f"{new(service)}").content.decode()
    client.post(new(service), typed)

    event = FailureEvent.objects.get()
    assert 'value="Supported living"' in form
    assert "Recorded by hand, not in CQC’s register" in form
    assert "registration ended" not in form
    assert (event.service, event.provider) == (service, service.provider)
    assert "Thistledown House" in client.get(event.get_absolute_url()).content.decode()
