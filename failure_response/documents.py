"""Which document is made by whom, and making it: as the person who asked, with their rights looked at again."""

from collections.abc import Callable
from typing import NamedTuple

from accounts.models import User
from events.models import Document, FailureEvent
from govuk.pdf import pdf_pages, render_pdf
from trackers.claim_paper import claim_paper
from trackers.documents import MOST_ROWS, Paper, Progress, closure_plan
from trackers.list_paper import key_contacts, residents_list
from trackers.transfer_paper import transfer_sheet, transfer_sheets

# The one table of documents: kind -> function(event, user, progress, most_rows) -> Paper.
KINDS: dict[str, Callable[[FailureEvent, User, Progress, int | None], Paper]] = {
    Document.Kind.CLOSURE_PLAN: closure_plan,
    Document.Kind.RESIDENTS_LIST: residents_list,
    Document.Kind.KEY_CONTACTS: key_contacts,
}
# Those about one record: the function takes its key too.
ABOUT_ONE: dict[str, Callable[[FailureEvent, User, Progress, int | None, int], Paper]] = {
    Document.Kind.CLAIM: claim_paper,
    Document.Kind.TRANSFER_SHEET: transfer_sheet,
    Document.Kind.TRANSFER_SHEETS: transfer_sheets,
}
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
    event_pk: int,
    user_pk: int,
    progress: Progress = lambda words: None,
    *,
    most_rows: int | None = MOST_ROWS,
    about: int | None = None,
) -> Paper:
    """The content of a document for a person, read afresh, in pieces of `most_rows` table rows (None: in one).

    `about` is the key of the record that it is about, for the kinds of ABOUT_ONE.

    Raises NotAllowed, ValidationError.
    """
    user = User.objects.select_related("organisation").get(pk=user_pk)
    events = FailureEvent.objects.visible_to(user).select_related(
        "service", "provider", "host_council", "procedure"
    )
    event = events.filter(pk=event_pk).first()
    if event is None or not user.has_perm("events.view_document"):
        raise NotAllowed("You can no longer open this event, so the document was not made.")
    if kind in ABOUT_ONE:
        return ABOUT_ONE[kind](event, user, progress, most_rows, about or 0)
    return KINDS[kind](event, user, progress, most_rows)


def make(document: Document, progress: Progress = lambda words: None) -> Made:
    """The PDF of a document that was asked for. Raises NotAllowed, ValidationError, govuk.pdf.PdfError."""
    asked = (document.kind, document.event_id, document.requested_by_id, progress)
    paper = paper_for(*asked, about=document.about)
    progress("Setting the pages")
    content = render_pdf(paper.template, paper.context, seconds=SECONDS)
    return Made(content, pdf_pages(content), paper.people)
