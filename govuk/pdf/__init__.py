"""From a template to a tagged PDF.

The template is rendered here; a child process (`python -m govuk.pdf`, HTML in, PDF out) sets the pages, with limits of
time and memory, no settings, no database and nothing to fetch but our own print style sheet. A document that is too
big or breaks the typesetter takes only the child with it.
"""

import os
import re
import subprocess
import sys
import zlib
from functools import cache
from pathlib import Path

from django.template import engines

ROOT = Path(__file__).resolve().parent.parent.parent
# Where a template may be cut: a long document writes this comment between parts that begin on a new page (one resident,
# one month). Parts are set one after the other, which keeps memory down; page numbers run through.
PIECE = "<!-- piece -->"
# Exit codes of the child; others mean that it died.
NO_PANGO, NO_MEMORY, NOT_MADE = 3, 4, 5
# The child sees no setting of ours: only what finding Python, its libraries and the fonts needs.
PASSED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
)
UNAVAILABLE = (
    "PDFs cannot be made here because the text library Pango is not installed. Use the print page instead."
)
BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
OBJECTS = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


class PdfError(Exception):
    """The document was not made; its text is one plain sentence for the person who asked."""


class PdfUnavailable(PdfError):
    """This machine cannot make any PDF: Pango is missing."""


class PdfTooBig(PdfError):
    """The document needs more time or memory than it may have; it should be made in parts."""


class PdfFailed(PdfError):
    """The typesetter could not make the document."""


def render_pdf(template: str, context: dict, *, seconds: int = 60, memory_mb: int = 1024) -> bytes:
    """The PDF/UA-1 document of a Jinja template that extends govuk/pdf/base.html.

    `seconds` of time and `memory_mb` megabytes bound the child process. Raises PdfUnavailable, PdfTooBig, PdfFailed.
    """
    html = engines["jinja2"].get_template(template).render(context)
    return html_to_pdf(html, seconds=seconds, memory_mb=memory_mb)


def render_parts(template: str, contexts: list[dict], *, seconds: int = 60, memory_mb: int = 1024) -> bytes:
    """One tagged document of several parts, each the same template with a context of its own. Raises as render_pdf.

    A long table costs the typesetter more than its share, so long documents come in parts. Each part begins on a new
    page under its own heading; page numbers run through.
    """
    page = engines["jinja2"].get_template(template)
    first, *others = [page.render(context) for context in contexts]
    bodies = [f'<div class="new-page">{BODY.search(html)[1]}</div>' for html in others]
    html = PIECE.join([first.replace("</body>", "").replace("</html>", ""), *bodies])
    return html_to_pdf(f"{html}</body></html>", seconds=seconds, memory_mb=memory_mb)


def html_to_pdf(html: str, *, seconds: int = 60, memory_mb: int = 1024) -> bytes:
    """As render_pdf, for a page that is already rendered."""
    try:
        done = _child(["--seconds", str(seconds), "--memory-mb", str(memory_mb)], html.encode(), seconds)
    except subprocess.TimeoutExpired as late:
        raise _too_slow(seconds) from late
    if done.returncode == 0:
        return done.stdout
    if done.returncode == NO_PANGO:
        raise PdfUnavailable(UNAVAILABLE)
    if done.returncode == -24:  # SIGXCPU: the processor time is used up
        raise _too_slow(seconds)
    if done.returncode == NO_MEMORY or done.returncode < 0:  # libraries abort when they get no memory
        raise PdfTooBig(f"The document needs more than {memory_mb:,} MB of memory to make. Make it in parts.")
    raise PdfFailed("The document could not be made. Its content is kept: use the print page, or try again.")


def _too_slow(seconds: int) -> PdfTooBig:
    return PdfTooBig(f"The document took longer than {seconds} seconds to make. Make it in parts.")


def pdf_ready() -> str | None:
    """None when PDFs can be made here, else the sentence that says why not. Asked once per process."""
    return None if _has_pango() else UNAVAILABLE


@cache
def _has_pango() -> bool:
    return _child(["--check"], b"", 60).returncode == 0


def pdf_pages(document: bytes) -> int:
    """How many pages a PDF of ours has."""
    packed = (zlib.decompress(stream) for stream in OBJECTS.findall(document))
    return len(PAGE.findall(document)) + sum(len(PAGE.findall(objects)) for objects in packed)


def _child(arguments: list[str], html: bytes, seconds: int) -> subprocess.CompletedProcess:
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "govuk.pdf", *arguments],
        input=html,
        capture_output=True,
        timeout=seconds + 1,  # the child stops itself first, with a better reason
        cwd=ROOT,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
