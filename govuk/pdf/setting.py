"""HTML into set pieces: pages, structure tree, bookmarks and fonts, free of where in a document they will stand."""

import gc
import re
from contextlib import contextmanager
from html import escape
from typing import Any

import pydyf
import weasyprint.layout
import weasyprint.pdf
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.document import Document
from weasyprint.pdf import generate_pdf
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from govuk.pdf.fonts import LETTERS, Fonts
from govuk.pdf.piece import DOCUMENT, Piece
from govuk.pdf.pieces import LINK, STYLES
from govuk.pdf.tags import Node, Tree, serialised

# Every address that a document may use. Whatever else stands in it is not fetched.
ASSETS = {"asset:print.css": (STYLES, "text/css")}
OPTIONS = {**DEFAULT_OPTIONS, "pdf_tags": True, "pdf_version": "1.7"}
TAG = re.compile(r"(<[^>]*>)")
TOO_LONG = re.compile(r"[^\s<>]{50}")
BREAKS = re.compile(r"[^\s&;]{12}(?=\S)")  # & and ; stay out of it, so that no reference such as &amp; is cut
margins = weasyprint.layout.make_margin_boxes


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


def break_long_words(html: str) -> str:
    """Give a word that no line holds places to break at: finding them letter by letter would take minutes."""
    if not TOO_LONG.search(html):
        return html
    parts = TAG.split(html)  # text, tag, text, tag ...: only text is touched
    parts[::2] = [BREAKS.sub("\\g<0>\u200b", text) if TOO_LONG.search(text) else text for text in parts[::2]]
    return "".join(parts)


@contextmanager
def marked(stream: Stream, box: Any, tag: str):
    """Leave room for the operator: which mark it is, or that it is an artifact, is known when the tree is built."""
    if stream._tags is None:
        yield
        return
    stream._tags[box] = (stream, len(stream.stream))
    stream.stream.append(b"/Artifact BMC")
    yield
    stream.end_marked_content()


Stream.marked = marked


class Setter:
    """Sets pieces of one document, with one set of fonts and the style sheet read once."""

    def __init__(self, style: CSS | None = None):
        self.configuration = FontConfiguration()
        self.style = style or print_style()
        self.fonts = Fonts()
        weasyprint.pdf.build_fonts_dictionary = lambda pdf, fonts, *rest: self.fonts.dictionary(pdf, fonts)
        weasyprint.pdf.add_outlines = lambda *given: None

    def laid_out(self, html: str, *, bare: bool = True) -> Document:
        """The pages of some HTML; `bare` ones have no running headings."""
        weasyprint.layout.make_margin_boxes = (lambda *given: ()) if bare else margins
        # Our own style sheet has been read already; where a document links it twice, the second counts for nothing.
        page = HTML(
            string=break_long_words(html).replace(LINK, ""), url_fetcher=OwnAssets(), media_type="print"
        )
        return page.render(font_config=self.configuration, stylesheets=[self.style])

    def piece(self, html: str, *, collect: bool) -> Piece:
        """A piece with its pages set and tagged; `collect` looks for garbage afterwards."""
        document = self.with_fonts(self.laid_out(html))
        piece = Piece()
        weasyprint.pdf.add_tags = lambda pdf, *given: tag(piece, pdf, *given)
        self.fonts.piece = piece
        pdf = generate_pdf(document, None, 1, **OPTIONS)
        take_places(piece, document, pdf)
        piece.take(pdf)
        del document, pdf
        if collect:
            # What setting left behind goes now; what stays is not looked through again.
            gc.collect()
            gc.freeze()
        return piece

    def kept(self, content: bytes) -> Piece | None:
        """A piece that was set before; None where this machine has other fonts now."""
        piece = Piece.from_bytes(content)
        known = self.fonts.made.keys() | piece.fonts.keys()
        own = {key for key in piece.externals if not key.startswith(("heading ", "digits "))}
        return piece if own <= known else None

    def with_fonts(self, document: Document) -> Document:
        """Pieces of a document that is set whole count their letters together."""
        if not self.fonts.specimen:
            document.fonts = self.fonts.shared
        return document

    def make_specimen(self) -> None:
        """Fonts that pieces share which are kept: the usual ones of the style sheet, in regular and bold."""
        page = self.laid_out(f"<html><p>{escape(LETTERS)}</p><p><b>{escape(LETTERS)}</b></p></html>")
        self.fonts.piece = Piece()
        generate_pdf(page, None, 1, **{**OPTIONS, "pdf_tags": False})
        self.fonts.take_specimen(page.fonts)


def print_style() -> CSS:
    return CSS(string=STYLES.read_text(), media_type="print", url_fetcher=OwnAssets(), base_url="asset:/")


def tag(piece: Piece, pdf: pydyf.PDF, document: Document, version: str, streams: list[Stream]) -> None:
    """Number the marks of each page in reading order and write its structure tree into the piece."""
    tree = Tree()
    for number, page in enumerate(document.pages):
        tree.add_page(number, page._page_box)
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    piece.take_pages(pages, [page_name(page) for page in document.pages], pdf)
    marks = {box: place for stream in streams for box, place in stream._tags.items()}
    nodes = list(serialised(drawn(tree.root, marks)))
    first = len(pdf.objects)
    for at, node in enumerate(nodes):
        node.number = first + at
    references = pdf.page_references
    for node in nodes:
        # A raw object keeps its place in the list; what it says needs the numbers of all others.
        pdf.objects.append(Raw(written(node, piece, marks, references)))
    piece.top = [kid.number for kid in tree.root.kids]


def drawn(root: Node, marks: dict) -> Node:
    """The tree without what was never drawn, such as a line of spaces."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        node.kids = [kid for kid in node.kids if stays(kid, marks)]
        waiting.extend(kid for kid in node.kids if isinstance(kid, Node))
    return root


def stays(kid: Any, marks: dict) -> bool:
    return isinstance(kid, Node) or isinstance(kid[1], pydyf.Dictionary) or kid[1] in marks


def written(node: Node, piece: Piece, marks: dict, pages: tuple[bytes, ...]) -> bytes:
    """The dictionary of an element; its marks get their numbers and their operators here, in reading order."""
    kids = []
    # An element stands on the page of the first thing that it holds itself.
    own = next((kid[0] for kid in node.kids if not isinstance(kid, Node)), node.page)
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(b"%d 0 R" % kid.number)
            continue
        page, thing = kid
        if isinstance(thing, pydyf.Dictionary):
            piece.links.append((thing.number, node.number))
            kids.append(b"<</Type/OBJR/Pg %b/Obj %b>>" % (pages[page], thing.reference))
            continue
        mark = len(piece.marks[page])
        piece.marks[page].append(node.number)
        stream, at = marks[thing]
        stream.stream[at] = b"/%b<</MCID %d>>BDC" % (node.kind.encode(), mark)
        kids.append(b"%d" % mark if page == own else b"<</Type/MCR/Pg %b/MCID %d>>" % (pages[page], mark))
    parent = b"%d 0 R" % (node.parent.number or DOCUMENT)
    inside = kids[0] if len(kids) == 1 else b"[" + b" ".join(kids) + b"]"
    return b"<</S/%b/P %b/Pg %b/K %b%b>>" % (node.kind.encode(), parent, pages[own], inside, node.attributes)


class Raw(pydyf.Object):
    """An object that is written already."""

    def __init__(self, data: bytes):
        super().__init__()
        self._data = data

    @property
    def data(self) -> bytes:
        return self._data


def page_name(page: Any) -> str:
    """The name that the style sheet gives this kind of page; empty for the usual one."""
    return page._page_box.page_type.name or ""


def take_places(piece: Piece, document: Document, pdf: pydyf.PDF) -> None:
    """Bookmarks and the targets of links, by the page of the piece that they lead to."""
    for number, page in enumerate(document.pages):
        for level, label, (x, y), state in page.bookmarks:
            place = [number, x * 0.75, (page.height - y) * 0.75]
            piece.bookmarks.append([level, label, *place, state])
        for name, (x, y, *_) in page.anchors.items():
            piece.anchors.append([name, number, x * 0.75, (page.height - y) * 0.75])
