import socket

import pytest
from django.urls import reverse

from accounts.models import AccessEntry, User
from events.models import Document
from events.operations import documents
from failure_response.celery import app
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def client(event, sign_in):
    return sign_in(event.logged_by)


@pytest.fixture
def document(event):
    return documents.request_document(by=event.logged_by, event=event, kind="closure-plan")


def address(name, *args):
    return reverse(f"events:document-{name}", args=args)


def done(document, content=b"%PDF-1.7"):
    system = User.objects.system()
    claimed = documents.claim(by=system, lease_seconds=60, document=document)
    documents.finish(by=system, document=claimed, content=content, pages=2, people=[5])


def test_asking_leads_to_the_page_that_shows_progress(client, event):
    page = client.post(address("create", event.reference), {"kind": "closure-plan"}, follow=True)

    assert page.redirect_chain == [(Document.objects.get().get_absolute_url(), 302)]
    assert "Waiting for its turn" in page.content.decode()


def test_a_second_submit_with_the_same_key_is_the_same_document(client, event):
    typed = {"kind": "closure-plan", "key": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}
    first = client.post(address("create", event.reference), typed)
    Document.objects.update(state="failed", failure="No.")

    assert client.post(address("create", event.reference), typed)["Location"] == first["Location"]
    assert Document.objects.count() == 1


def test_asking_is_answered_at_once_while_the_broker_hangs(client, event, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and never says a word
        monkeypatch.setattr(app.conf, "broker_url", f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        silent.settimeout(0.2)
        response = client.post(address("create", event.reference), {"kind": "closure-plan"})

        with pytest.raises(TimeoutError):
            silent.accept()
    assert response.status_code == 302


def test_the_page_looks_again_by_itself_and_by_a_link(client, document):
    page = client.get(document.get_absolute_url()).content.decode()
    part = client.get(document.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 2s"' in page
    assert ">Look again</a>" in page
    assert part.count('id="document-state"') == 1
    assert "<html" not in part


def test_a_document_that_is_ready_is_downloaded_and_written_down(client, event, document):
    done(document)
    page = client.get(document.get_absolute_url()).content.decode()
    file = client.get(address("download", event.reference, document.pk))

    assert "every 2s" not in page
    assert file.content == b"%PDF-1.7"
    assert file["Content-Disposition"] == f'attachment; filename="{event.reference} closure-plan.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    entry = AccessEntry.objects.filter(subject="Closure plan downloaded").get()
    assert (entry.by, entry.people) == (event.logged_by, [5])


def test_a_document_that_is_not_ready_has_no_file(client, event, document):
    assert client.get(address("download", event.reference, document.pk)).status_code == 404


def test_a_failure_says_why_and_offers_to_try_again_and_the_print_page(client, event, document):
    Document.objects.update(state="failed", failure="PDFs cannot be made here because Pango is missing.")
    page = client.get(document.get_absolute_url()).content.decode()
    assert "because Pango is missing" in page
    assert reverse("document-print", args=[event.reference, "closure-plan"]) in page

    client.post(address("again", event.reference, document.pk))

    assert Document.objects.get().state == "waiting"


def test_the_list_shows_own_documents_only(client, event, document, sign_in):
    colleague = sign_in(make_user())

    assert document.get_absolute_url() in client.get(address("list", event.reference)).content.decode()
    assert document.get_absolute_url() not in colleague.get(address("list", event.reference)).content.decode()


@pytest.mark.parametrize("name", ["detail", "download"])
def test_a_colleague_cannot_open_what_somebody_else_asked_for(sign_in, event, document, name):
    done(document)

    assert sign_in(make_user()).get(address(name, event.reference, document.pk)).status_code == 404


def test_an_outsider_finds_nothing(sign_in, event, document):
    outsider = sign_in(make_user("partner", make_organisation()))

    assert outsider.get(address("list", event.reference)).status_code == 404
    assert outsider.post(address("create", event.reference), {"kind": "closure-plan"}).status_code == 404


def test_too_many_are_refused_on_the_page(client, event):
    for _ in range(10):
        client.post(address("create", event.reference), {"kind": "closure-plan"})
        documents.claim(by=User.objects.system(), lease_seconds=60)

    page = client.post(address("create", event.reference), {"kind": "closure-plan"})

    assert page.status_code == 422
    assert "You have asked for 10 documents within a minute" in page.content.decode()


def test_the_list_offers_kinds_by_group_with_the_last_one_made(client, event, document):
    done(document)

    page = client.get(address("list", event.reference)).content.decode()

    assert 'name="kind" value="brief"' in page and 'value="meeting-pack"' not in page
    assert "Choose the meeting" in page
    places = [page.index(f">{group}</h2>") for group in ("Plans", "People", "Meetings", "Reports")]
    assert places == sorted(places)
    assert "2 pages, 8 Bytes" in page
    assert page.count("Make it afresh") == 1


def test_one_page_asks_for_many_kinds_each_once(client, event):
    key = {"key": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}

    answers = [
        client.post(address("create", event.reference), {"kind": kind} | key)["Location"]
        for kind in ("brief", "leads", "brief")
    ]

    assert answers[0] == answers[2] != answers[1]


def test_who_wants_to_know_is_told_when_it_is_ready_or_failed(event):
    by, system = event.logged_by, User.objects.system()
    for outcome in ("ready", "failed"):
        asked = documents.request_document(by=by, event=event, kind="leads", tell_me=True)
        held = documents.claim(by=system, lease_seconds=60, document=asked)
        if outcome == "ready":
            documents.finish(by=system, document=held, content=b"%PDF", pages=1, people=[])
        else:
            documents.fail(by=system, document=held, reason="It was too big.", final=True)

    told = list(by.notifications.order_by("pk").values_list("subject", "body", "event_reference"))
    start = f"{event.reference}: Leads and contacts"
    assert told == [
        (f"{start} is ready", "Leads and contacts is ready. It has 1 page.", event.reference),
        (
            f"{start} could not be made",
            "Leads and contacts could not be made. It was too big.",
            event.reference,
        ),
    ]


def test_ask_page_of_nothing_is_not_there(client, event):
    page = address("create", event.reference)

    assert client.get(page).status_code == 404
    assert client.get(f"{page}?kind=minutes&about=7").status_code == 404
    assert client.get("/documents/new/?kind=brief").status_code == 404
