"""What people type, however bad, comes out as text or is refused with a sentence on the row; nothing is fetched."""

import pytest

from events.models import Document, DocumentPiece, Step
from events.operations import documents
from events.operations.plans import start_plan
from failure_response import documents as making
from failure_response.rendering import make_waiting
from govuk.pdf import SHORTER
from tests.factories.accounts import make_user
from tests.factories.events import EventFactory, ProcedureFactory
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from tests.pdfs import WAYS, check_pdf
from trackers import documents as lists

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture
def event():
    ProcedureFactory(key="blackpool")
    event = EventFactory(status="invoked", invoked_at="2026-11-20T09:00Z", invoked_by=make_user())
    start_plan(by=event.logged_by, event=event, kind="closure-plan")
    return event


def note(event, at: int, words: str) -> None:
    """These words as the progress of one of the plan's actions."""
    step = Step.objects.filter(event=event, stage__checklist__kind="closure-plan").order_by("pk")[at]
    Step.objects.filter(pk=step.pk).update(notes=words)


def made(event, kind="closure-plan") -> Document:
    document = documents.request_document(by=event.logged_by, event=event, kind=kind)
    make_waiting()
    document.refresh_from_db()
    return document


def test_a_megabyte_of_notes_and_an_endless_word_are_made_or_refused_in_words(event, monkeypatch):
    monkeypatch.setattr(making, "SECONDS", 8)
    note(event, 0, "Some words of a note. " * 48_000)
    note(event, 1, "x" * 200_000)

    document = made(event)

    if document.state == Document.State.DONE:
        assert document.pages > 100
    else:
        assert document.state == Document.State.FAILED
        assert SHORTER in document.failure
        assert document.attempts == 1


def test_links_and_pictures_that_people_type_are_only_text(event, web_server):
    url, paths = web_server
    typed = " ".join(way.format(url=url) for way in WAYS.values()) + " <!-- piece --> <script>x</script>"
    note(event, 0, typed)

    facts = check_pdf(bytes(made(event).content))

    assert paths == []
    assert "<script>x</script>" in "".join(facts.text.split()).replace("\u200b", "")
    assert "/Figure" not in facts.kinds and "/Link" not in facts.kinds


def test_a_document_over_its_time_or_memory_says_so_on_its_row(event, monkeypatch):
    note(event, 0, "Some words of a note. " * 12_000)
    monkeypatch.setattr(making, "SECONDS", 1)

    document = made(event)

    assert document.state == Document.State.FAILED
    assert document.failure == f"The document took longer than 1 seconds to make. {SHORTER}"
    assert document.content is None


def test_the_next_issue_takes_what_has_not_changed_from_the_shelf(event, monkeypatch):
    monkeypatch.setattr(lists, "LONG", 20)
    for number in range(70):
        person = ServiceUserFactory(surname=f"Synth{number:03}")
        entry = EntryFactory(event=event, service_user=person)
    first = check_pdf(bytes(made(event).content))
    before = DocumentPiece.objects.count()
    entry.mobility_needs = "Hoist"
    entry.save()

    second = check_pdf(bytes(made(event).content))

    assert before >= 4
    assert DocumentPiece.objects.count() == before + 1
    assert second.kinds == first.kinds and second.bookmarks == first.bookmarks
    assert second.text.count("Hoist") == first.text.count("Hoist") + 1
