"""Documents are made as the person who asked, whatever dies meanwhile."""

import os
import signal
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from guardian.shortcuts import remove_perm

from accounts.models import AccessEntry, User
from dev.valkey import Valkey
from events import document_kinds
from events.models import Document
from events.operations import documents
from failure_response.rendering import make_waiting
from govuk import pdf
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, ProcedureFactory, share
from tests.factories.trackers import EntryFactory
from tests.processes import running, tick, wait_until, worker

RENDER = "failure_response.tasks.render_documents"


@pytest.fixture
def event(db):
    ProcedureFactory(key="blackpool")
    return EventFactory()


def ask(event, by=None) -> Document:
    return documents.request_document(by=by or event.logged_by, event=event, kind="closure-plan")


def outcome(document) -> tuple[str, str]:
    document.refresh_from_db()
    return document.state, document.failure


@pytest.mark.pdf
def test_a_waiting_document_is_made_and_written_down(event):
    entry, document = EntryFactory(event=event), ask(event)

    assert make_waiting() == 1

    assert outcome(document) == ("done", "")
    assert bytes(document.content).startswith(b"%PDF")
    assert document.pages > 1
    assert document.people == [entry.pk]
    assert AccessEntry.objects.get(subject__startswith="Closure plan made").people == [entry.pk]


def test_a_document_is_not_made_after_the_event_was_taken_back(event):
    partner = make_user("partner", make_organisation())
    share(event, partner.organisation)
    document = ask(event, partner)
    remove_perm("view_failureevent", partner.organisation.group, event)

    make_waiting()

    assert outcome(document) == (
        "failed",
        "You can no longer open this event, so the document was not made.",
    )
    assert document.content is None


def test_a_document_is_not_made_for_a_closed_account(event):
    document = ask(event)
    User.objects.filter(pk=event.logged_by_id).update(is_active=False)

    make_waiting()

    assert outcome(document)[0] == "failed"


@pytest.mark.django_db
def test_without_a_plan_it_fails_with_the_reason():
    document = ask(EventFactory())

    make_waiting()

    assert "No closure plan has been loaded" in outcome(document)[1]


def test_where_pango_is_missing_it_fails_with_the_print_page_as_the_way_out(event, monkeypatch):
    monkeypatch.setattr(pdf.PRESS, "ask", lambda *args: pdf.Answer(pdf.NO_PANGO))
    document = ask(event)

    make_waiting()

    state, reason = outcome(document)
    assert state == "failed"
    assert "Pango is not installed" in reason
    assert "print page" in reason


def test_a_fault_of_ours_is_tried_three_times_then_shown_without_its_text(event, monkeypatch, caplog):
    def broken(*args):
        raise LookupError("Quillfeather")

    kind = document_kinds.known("closure-plan")
    monkeypatch.setitem(document_kinds._kinds, "closure-plan", kind._replace(paper=broken))
    document = ask(event)

    assert make_waiting() == 3

    assert outcome(document) == ("failed", "Something went wrong while it was being made.")
    assert document.attempts == 3
    assert "LookupError" in caplog.text
    assert "Quillfeather" not in caplog.text


@pytest.mark.pdf
@pytest.mark.django_db(transaction=True)
def test_a_document_survives_its_worker_being_killed_and_is_made_once(tmp_path):
    ProcedureFactory(key="blackpool")
    event = EventFactory()
    document, broker = ask(event), Valkey(tmp_path / "valkey", throw_away=True)
    broker.start()
    with running() as run:
        first = run(worker(), tmp_path / "first.log", REDIS_URL=broker.url)
        tick(broker.url, RENDER)
        wait_until(lambda: Document.objects.get().state == "claimed")
        os.killpg(first.popen.pid, signal.SIGKILL)
        first.popen.wait()
        assert outcome(document)[0] == "claimed"

        Document.objects.update(lease_until=Now() - timedelta(seconds=1))
        run(worker("two"), tmp_path / "second.log", REDIS_URL=broker.url)
        tick(broker.url, RENDER)
        wait_until(lambda: Document.objects.get().state == "done", 90)
    broker.stop()

    assert Document.objects.get().attempts == 2
    assert AccessEntry.objects.filter(subject__startswith="Closure plan made").count() == 1
