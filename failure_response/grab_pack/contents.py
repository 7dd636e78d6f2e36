"""Everything that goes into the grab-pack of an event, read once, and the files that come of it."""

import hashlib
import json
import time
from datetime import datetime
from typing import Any, NamedTuple

from django.http import QueryDict
from django.template import engines
from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from events.operations.document_pieces import EventShelf
from failure_response.grab_pack import contacts, pages
from failure_response.grab_pack.people import cards
from failure_response.grab_pack.readme import readme
from govuk.pdf import PdfTooBig, html_to_pdf, pdf_pages
from govuk.pdf.pieces import FRONT
from govuk.sheets.write import write_xlsx
from trackers.forms.filters import FilterForm
from trackers.resources import tracker_table
from trackers.rules.fields import COLUMNS

# Names that say nothing of anybody: they can be read without the pass-phrase.
READ_ME, WHOLE, SHEET = "1 Read me first.txt", "2 Grab-pack.pdf", "3 Tracker.xlsx"
CONTACTS, ADDRESSES = "4 Contacts.csv", "5 Contacts for a phone.vcf"
ROLL_CALL, HAND_OVER = "6 Roll-call form.pdf", "7 Hand-over forms.pdf"
TEMPLATES = {
    WHOLE: "failure_response/pdf/grab_pack.html",
    ROLL_CALL: "failure_response/pdf/grab_pack_roll_call.html",
    HAND_OVER: "failure_response/pdf/grab_pack_hand_over.html",
}


class Contents(NamedTuple):
    """What one pack says. `html` are the pages of its PDFs by file name; `people` keys of tracker entries."""

    event: FailureEvent
    as_at: datetime
    people: list[int]
    html: dict[str, str]
    table: tuple[list[str], list[list]]
    contacts: list[contacts.Line]

    @property
    def digest(self) -> str:
        """The same while it says the same; the hour, which stands in the front of each page, does not count."""
        said = [FRONT.sub("", page, count=1) for page in self.html.values()]
        said += [json.dumps(self.table, default=str), json.dumps(self.contacts)]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()


def collect(event: FailureEvent, user: User) -> Contents:
    """Read everything as this person of the council may see it. A constant number of queries."""
    as_at = timezone.now()
    people = cards(event, user)
    contexts: dict[str, dict[str, Any]] = {
        WHOLE: pages.pack(event, user, people, timezone.localtime(as_at)),
        ROLL_CALL: pages.roll_call(event, user, people, timezone.localtime(as_at)),
        HAND_OVER: pages.hand_over(event, user, people, timezone.localtime(as_at)),
    }
    every_column = QueryDict("&".join(f"col={key}" for key in COLUMNS))
    headings, table, keys = tracker_table(
        user=user, event=event, filters=FilterForm(every_column, partner=False)
    )
    engine = engines["jinja2"]
    html = {name: engine.get_template(TEMPLATES[name]).render(context) for name, context in contexts.items()}
    return Contents(event, as_at, keys, html, (headings, table), contacts.lines(contexts[WHOLE], people))


def files(contents: Contents, *, seconds: int) -> tuple[dict[str, bytes], int]:
    """The files by name, and how many pages the PDFs have. `seconds` bound the typesetting of all of them.

    Raises PdfTooBig, PdfUnavailable, PdfFailed.
    """
    shelf, until = EventShelf(contents.event), time.monotonic() + seconds
    set_pages = {}
    for name, page in contents.html.items():
        left = int(until - time.monotonic())
        if left < 1:
            raise PdfTooBig(f"The grab-pack took longer than {seconds} seconds to make.")
        set_pages[name] = html_to_pdf(page, seconds=left, shelf=shelf)
    headings, table = contents.table
    made = set_pages | {
        READ_ME: readme(contents.event, contents.as_at, len(contents.people)).encode("utf-8-sig"),
        SHEET: write_xlsx(headings, table, title=f"Tracker {contents.event.reference}"),
        CONTACTS: contacts.as_csv(contents.contacts),
        ADDRESSES: contacts.as_vcf(contents.contacts),
    }
    return {name: made[name] for name in sorted(made)}, sum(map(pdf_pages, set_pages.values()))
