"""Making a document: as the person who asked, with their rights looked at again."""

from typing import NamedTuple

from accounts.models import User
from events.document_kinds import Paper, Progress, known
from events.models import Document, FailureEvent
from events.operations.document_pieces import EventShelf
from govuk.pdf import pdf_pages, render_pdf
from trackers.documents import MOST_ROWS

SECONDS = 75  # that the typesetter may take; Celery stops a task at 90


class NotAllowed(Exception):
    """The person who asked may no longer have it; its text is the sentence for them."""


class Made(NamedTuple):
    """A finished document and the keys of the tracker entries in it."""

    content: bytes
    pages: int
    people: list[int]


def paper_for(
    kind: str,
    event_pk: int | None,
    user_pk: int,
    progress: Progress = lambda words: None,
    *,
    most_rows: int | None = MOST_ROWS,
    about: int | None = None,
    query: str = "",
) -> Paper:
    """The content of a document for a person, read afresh, in pieces of `most_rows` table rows (None: in one).

    `about` is the key of the record that it is about, for the kinds that are about one; `query` says whom it lists;
    `event_pk` is None for a document that belongs to no event.

    Raises NotAllowed, ValidationError.
    """
    user = User.objects.select_related("organisation").get(pk=user_pk)
    event = None if event_pk is None else _event(user, event_pk)
    found = known(kind)
    if found is None:
        raise NotAllowed("This kind of document is no longer made. Ask for another one.")
    if not user.is_active or not found.is_for(user):
        raise NotAllowed("You may no longer have this document, so it was not made.")
    asked = [event, user, progress, most_rows]
    asked += [about or 0] if found.about else [query] if found.takes_query else []
    return found.paper(*asked)


def _event(user: User, pk: int) -> FailureEvent:
    events = FailureEvent.objects.visible_to(user).select_related(
        "service", "provider", "host_council", "procedure"
    )
    event = events.filter(pk=pk).first()
    if event is None or not user.has_perm("events.view_document"):
        raise NotAllowed("You can no longer open this event, so the document was not made.")
    return event


def make(document: Document, progress: Progress = lambda words: None) -> Made:
    """The PDF of a document that was asked for. Raises NotAllowed, ValidationError, govuk.pdf.PdfError."""
    asked = (document.kind, document.event_id, document.requested_by_id, progress)
    paper = paper_for(*asked, about=document.about, query=document.query)
    progress("Setting the pages")
    shelf = EventShelf(document.event) if document.event else None
    content = render_pdf(paper.template, paper.context, seconds=SECONDS, shelf=shelf)
    return Made(content, pdf_pages(content), paper.people)
