"""The child process that sets the pages: HTML on stdin, PDF on stdout, an exit code as the reason.

It says nothing about the content on stderr, since that ends up in logs.
"""

import argparse
import gc
import logging
import re
import resource
import sys

from govuk.pdf import NO_MEMORY, NO_PANGO, NOT_MADE, PIECE, ROOT

try:
    import pydyf
    from weasyprint import HTML
    from weasyprint.document import Document, Page
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse
except OSError:  # what WeasyPrint raises when it finds no Pango
    sys.exit(NO_PANGO)

# Every address that a document may use. Whatever else stands in it is not fetched.
ASSETS = {"asset:print.css": (ROOT / "static" / "print.css", "text/css")}
MEGABYTE = 1024 * 1024
# Letters of HTML set in one go. Setting needs several times the memory of the pages it leaves behind.
CHUNK = 150_000
TAG = re.compile(r"(<[^>]*>)")
TOO_LONG = re.compile(r"[^\s<>]{50}")
BREAKS = re.compile(r"[^\s&;]{12}(?=\S)")  # & and ; stay out of it, so that no reference such as &amp; is cut
HEAD = re.compile(r".*?<body[^>]*>", re.DOTALL)
FRONT = re.compile(r'<header class="front">.*?</header>', re.DOTALL)


class OwnAssets(URLFetcher):
    """Answers the table above and refuses all else: web, files, data, redirects."""

    def fetch(self, url, headers=None):
        """Raises ValueError for any address that is not in the table; the document is made without it."""
        if url not in ASSETS:
            raise ValueError("Not one of our own assets")
        path, kind = ASSETS[url]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    def open(self, url, data=None, timeout=None):
        """The opener that this class inherits must not answer either."""
        return self.fetch(url if isinstance(url, str) else url.full_url)


def limit(seconds: int, memory_mb: int) -> None:
    """Bound processor time and address space, as far as the system lets us."""
    space = memory_mb * MEGABYTE
    for kind, amounts in (
        (
            resource.RLIMIT_CPU,
            (seconds, seconds + 5),
        ),  # asked to stop first, so that the parent learns the reason
        (resource.RLIMIT_AS, (space, space)),
        (resource.RLIMIT_CORE, (0, 0)),
    ):
        try:
            resource.setrlimit(kind, amounts)
        except (ValueError, OSError):  # macOS has no address space limit; the parent's clock still runs
            continue


def remember_page_references() -> None:
    """Make the PDF writer list its pages once, not once for each tag: half the time of a long tagged document."""
    list_them = pydyf.PDF.page_references.fget

    def page_references(pdf):
        count = pdf.pages["Count"]
        known = vars(pdf).get("_listed")
        if known is None or known[0] != count:
            known = pdf._listed = (count, list_them(pdf))
        return known[1]

    pydyf.PDF.page_references = property(page_references)


def break_long_words(html: str) -> str:
    """Give a word that no line holds places to break at: finding them letter by letter would take minutes."""
    if not TOO_LONG.search(html):
        return html
    parts = TAG.split(html)  # text, tag, text, tag ...: only text is touched
    parts[::2] = [BREAKS.sub("\\g<0>\u200b", text) if TOO_LONG.search(text) else text for text in parts[::2]]
    return "".join(parts)


def chunks(html: str) -> list[str]:
    """The page as pages that can be set one after the other, cut where the template says that a piece begins."""
    first, *pieces = html.split(PIECE)
    head = HEAD.match(html)
    if not pieces or head is None:
        return [html]
    cut = [first]
    for piece in pieces:
        if len(cut[-1]) + len(piece) > CHUNK:
            cut.append(head[0])
        cut[-1] += piece
    return cut


class Press:
    """Sets HTML into pages with one set of fonts."""

    def __init__(self):
        self.fonts = FontConfiguration()

    def document(self, html: str) -> Document:
        page = HTML(string=break_long_words(html), url_fetcher=OwnAssets(), media_type="print")
        return page.render(font_config=self.fonts)

    def joined(self, cut: list[str]) -> Document:
        """One document of all chunks, its page numbers running through."""
        first, pages = None, []
        for chunk in cut:
            document = self.document(chunk)
            first = first or document
            pages.extend(document.pages)
            del document
            # What setting left behind goes now; what stays is not looked through again.
            gc.collect()
            gc.freeze()
        if len(cut) > 1:
            self.number(cut[0], pages)
        return first.copy(pages)

    def number(self, html: str, pages: list[Page]) -> None:
        """Give pages of several chunks the margins of one document: heading, council, page x of y."""
        front = FRONT.search(html)
        head = HEAD.match(html)[0]
        sheets = "".join(
            f'<p class="new-page{" wide" if page.width > page.height else ""}"></p>' for page in pages[1:]
        )
        frame = self.document(f"{head}{front[0] if front else ''}{sheets}")
        for page, empty in zip(pages, frame.pages, strict=True):
            margins = [box for box in empty._page_box.children if isinstance(box, MarginBox)]
            content = [box for box in page._page_box.children if not isinstance(box, MarginBox)]
            page._page_box.children = (*content, *margins)


def make(html: str) -> bytes:
    """The tagged PDF of one whole HTML page."""
    # The box tree is large and lives until the end: walking it again and again for garbage finds none.
    gc.disable()
    gc.freeze()
    remember_page_references()
    return Press().joined(chunks(html)).write_pdf(pdf_variant="pdf/ua-1")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--memory-mb", type=int, default=1024)
    options = parser.parse_args()
    if options.check:
        return 0
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    limit(options.seconds, options.memory_mb)
    try:
        document = make(sys.stdin.buffer.read().decode())
    except MemoryError:
        return NO_MEMORY
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ):
        return NOT_MADE  # nested too deeply, or a bug of the typesetter: its traceback could hold content
    sys.stdout.buffer.write(document)
    return 0


if __name__ == "__main__":
    sys.exit(main())
