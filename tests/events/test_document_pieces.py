"""Set pieces wait for the next issue of a document: for a week, within a bound, and for their own event only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from events.models import DocumentPiece
from events.operations import document_pieces
from events.operations.document_pieces import EventShelf, clear_old
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def test_pieces_are_there_for_their_event_and_no_other():
    shelf, other = EventShelf(EventFactory()), EventShelf(EventFactory())
    shelf.put({"a": b"1", "b": b"2"})
    shelf.put({"a": b"set twice at once"})

    assert shelf.take(["a", "b", "c"]) == {"a": b"1", "b": b"2"}
    assert other.take(["a", "b"]) == {}


def test_of_too_many_those_used_last_are_kept(monkeypatch):
    monkeypatch.setattr(document_pieces, "MOST_BYTES", 25)
    shelf = EventShelf(EventFactory())
    shelf.put({"old": b"x" * 10, "used": b"x" * 10})
    DocumentPiece.objects.update(used_at=Now() - timedelta(hours=1))
    shelf.take(["used"])

    shelf.put({"new": b"x" * 10})

    assert set(DocumentPiece.objects.values_list("key", flat=True)) == {"used", "new"}


def test_what_no_issue_used_for_a_week_goes():
    shelf = EventShelf(EventFactory())
    shelf.put({"old": b"1"})
    DocumentPiece.objects.update(used_at=Now() - timedelta(days=7, minutes=1))
    shelf.put({"new": b"2"})

    assert clear_old() == 1
    assert shelf.take(["old", "new"]) == {"new": b"2"}


def test_pieces_are_in_no_backup():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'events_documentpiece'")
        assert cursor.fetchone() == ("u",)
