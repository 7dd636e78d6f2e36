"""From a template to a tagged PDF.

The template is rendered here; a typesetting process of its own (`python -m govuk.pdf`) sets the pages, with limits of
time and memory, no settings, no database and nothing to fetch but our own print style sheet. A document that is too
big or breaks the typesetter takes only its own child with it. docs/adr/0013 says how pages are set and joined.
"""

import re
import subprocess
import zlib
from functools import cache
from typing import Protocol

from govuk.pdf.pieces import PIECE, Cut
from govuk.pdf.press import LATE, NO_MEMORY, NO_PANGO, Answer, Press, start

UNAVAILABLE = (
    "PDFs cannot be made here because the text library Pango is not installed. Use the print page instead."
)
SHORTER = "Shorten its longest texts, or choose fewer people, and ask for it again."
BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
OBJECTS = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
OUT_OF_TIME = -24  # SIGXCPU: the processor time is used up
PRESS = Press()


class PdfError(Exception):
    """The document was not made; its text is one plain sentence for the person who asked."""


class PdfUnavailable(PdfError):
    """This machine cannot make any PDF: Pango is missing."""


class PdfTooBig(PdfError):
    """The document needs more time or memory than it may have; it should be made in parts."""


class PdfFailed(PdfError):
    """The typesetter could not make the document."""


class Shelf(Protocol):
    """Where set pieces wait for the next issue of a document: people's data, so whoever has one guards it."""

    def take(self, keys: list[str]) -> dict[str, bytes]:
        """Pieces that are kept, by key."""

    def put(self, pieces: dict[str, bytes]) -> None:
        """Keep these."""


def render_pdf(
    template: str, context: dict, *, seconds: int = 60, memory_mb: int = 1024, shelf: Shelf | None = None
) -> bytes:
    """The PDF/UA-1 document of a Jinja template that extends govuk/pdf/base.html.

    `seconds` of time and `memory_mb` megabytes bound the child process. With a `shelf`, pieces that an earlier issue
    had set are taken from it. Raises PdfUnavailable, PdfTooBig, PdfFailed.
    """
    return html_to_pdf(_template(template).render(context), seconds=seconds, memory_mb=memory_mb, shelf=shelf)


def render_parts(template: str, contexts: list[dict], *, seconds: int = 60, memory_mb: int = 1024) -> bytes:
    """One tagged document of several parts, each the same template with a context of its own. Raises as render_pdf.

    A long table costs the typesetter more than its share, so long documents come in parts. Each part begins on a new
    page under its own heading; page numbers run through.
    """
    page = _template(template)
    first, *others = [page.render(context) for context in contexts]
    bodies = [f'<div class="new-page">{BODY.search(html)[1]}</div>' for html in others]
    html = PIECE.join([first.replace("</body>", "").replace("</html>", ""), *bodies])
    return html_to_pdf(f"{html}</body></html>", seconds=seconds, memory_mb=memory_mb)


def html_to_pdf(html: str, *, seconds: int = 60, memory_mb: int = 1024, shelf: Shelf | None = None) -> bytes:
    """As render_pdf, for a page that is already rendered."""
    keys = [] if shelf is None else [key for key in Cut(html).part_keys() if key]
    kept = shelf.take(keys) if keys else None
    answer = PRESS.ask(html, kept, seconds, memory_mb)
    _refuse(answer, seconds, memory_mb)
    if answer.made:
        shelf.put(answer.made)
    return answer.pdf


def _refuse(answer: Answer, seconds: int, memory_mb: int) -> None:
    """Say in words what kept the document from being made."""
    if answer.status == 0:
        return
    if answer.status == NO_PANGO:
        raise PdfUnavailable(UNAVAILABLE)
    if answer.status in (LATE, OUT_OF_TIME):
        raise PdfTooBig(f"The document took longer than {seconds} seconds to make. {SHORTER}")
    if answer.status == NO_MEMORY or answer.status < 0:  # libraries abort when they get no memory
        raise PdfTooBig(f"The document needs more than {memory_mb:,} MB of memory to make. {SHORTER}")
    raise PdfFailed("The document could not be made. Its content is kept: use the print page, or try again.")


def _template(name: str):
    from django.template import engines  # not above: the typesetting process has no Django

    return engines["jinja2"].get_template(name)


def pdf_ready() -> str | None:
    """None when PDFs can be made here, else the sentence that says why not. Asked once per process."""
    return None if _has_pango() else UNAVAILABLE


@cache
def _has_pango() -> bool:
    with start("--check", stdin=subprocess.DEVNULL) as process:
        return process.wait(60) == 0


def pdf_pages(document: bytes) -> int:
    """How many pages a PDF of ours has."""
    packed = (zlib.decompress(stream) for stream in OBJECTS.findall(document))
    return len(PAGE.findall(document)) + sum(len(PAGE.findall(objects)) for objects in packed)
