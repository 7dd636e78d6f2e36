"""Set pieces into one tagged PDF: pages in order, one structure tree, one set of bookmarks, numbers on the pages.

Merging finished PDFs by a library loses their tags, because a page does not own its part of the structure tree. Our
pieces keep what they need for it, so joining is renumbering: every reference in them is moved by the same amount.
"""

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pydyf
from weasyprint.document import DocumentMetadata
from weasyprint.pdf.anchors import add_outlines

from govuk.pdf.margins import Heading
from govuk.pdf.piece import FIRST, Font, Objects, Piece

# A reference, or a string, in which what looks like one is only text.
REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|\b(\d+) ([01]) R\b", re.DOTALL)
TURNS = {"-a", "-b"}
PACK = 1_000  # objects in one compressed stream
HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


@dataclass
class Whole:
    """What pieces become one document with."""

    pieces: list[Piece]
    headings: dict[str, Heading]
    fonts: dict[str, Font]
    metadata: DocumentMetadata


class Book:
    """The PDF as it grows: what each object says, and the body of those that are streams."""

    def __init__(self) -> None:
        self.texts: list[bytes] = [
            b"",
            b"",
            b"",
        ]  # number 0 is nothing; 1 the page tree; 2 the document element
        self.bodies: dict[int, bytes] = {}

    def add(self, text: bytes, body: bytes | None = None) -> int:
        """The number of a new object."""
        if body is not None:
            packed = zlib.compress(body)
            text = b"<<%b/Filter/FlateDecode/Length %d>>" % (text, len(packed))
            self.bodies[len(self.texts)] = packed
        self.texts.append(text)
        return len(self.texts) - 1

    def add_all(self, objects: Objects, externals: list[bytes]) -> int:
        """Objects with their references moved; how far that is."""
        moved = len(self.texts) - FIRST
        last = FIRST + len(objects.texts)
        places = [b"0 0 R", b"1 0 R", b"2 0 R", *(b"%d 0 R" % (at + moved) for at in range(FIRST, last))]

        def place(found: re.Match) -> bytes:
            if found[1] is None:
                return found[0]
            return externals[int(found[1])] if found[2] == b"1" else places[int(found[1])]

        # Typed text holds no such letter: the parser of HTML takes it out.
        self.texts += REFERENCE.sub(place, b"\0".join(objects.texts)).split(b"\0")
        self.bodies |= {number + moved: body for number, body in objects.bodies.items()}
        return moved


class Small(pydyf.PDF):
    """What WeasyPrint's writers of single objects write into; it is told its pages."""

    page_references: list[bytes] = []


def join(whole: Whole) -> bytes:
    """The PDF/UA-1 document of these pieces."""
    book, externals = Book(), {}
    fonts = whole.fonts | {key: font for piece in whole.pieces for key, font in piece.fonts.items()}
    used = {key for piece in whole.pieces for key in piece.externals}
    used |= {key for heading in whole.headings.values() for key in heading.objects.externals}
    used |= {heading.numbers.font for heading in whole.headings.values() if heading.numbers}
    for key in sorted(used & fonts.keys()):
        externals[key] = b"%d 0 R" % (book.add_all(fonts[key], []) + fonts[key].root)
    for name, heading in whole.headings.items():
        own = [externals[key] for key in heading.objects.externals]
        externals[f"heading {name}"] = b"%d 0 R" % (book.add_all(heading.objects, own) + heading.content)
        externals[f"digits {name}"] = externals[heading.numbers.font] if heading.numbers else b"null"
    moved = [book.add_all(piece, [externals[key] for key in piece.externals]) for piece in whole.pieces]
    pages = number_pages(book, whole, moved)
    root = tags(book, whole.pieces, moved)
    return written(book, catalog(book, whole, pages, root))


def number_pages(book: Book, whole: Whole, moved: list[int]) -> list[int]:
    """Give pages their contents and their headings, and hang them into the page tree; their numbers."""
    before = book.add(b"", b"q")
    counted = iter(counts([name for piece in whole.pieces for *_, name in piece.pages]))
    pages: list[int] = []
    for piece, by in zip(whole.pieces, moved, strict=True):
        for page, content, name in piece.pages:
            after = book.add(b"", b"Q " + whole.headings[name].stamp(name, *next(counted)))
            contents = references([before, content + by, after])
            said = b"/StructParents %d/Contents[%b]>>" % (len(pages), contents)
            book.texts[page + by] = book.texts[page + by][:-2] + said
            pages.append(page + by)
    book.texts[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), references(pages))
    return pages


def counts(names: list[str]) -> list[tuple[int, int]]:
    """(page, pages) as each page says it. Where kinds of page take turns, x-a and x-b, each paper counts its own."""
    papers: list[list[str]] = []
    for name in names:
        goes_on = papers and (name == papers[-1][-1] or not {name[-2:], papers[-1][-1][-2:]} & TURNS)
        papers[-1].append(name) if goes_on else papers.append([name])
    return [(number, len(paper)) for paper in papers for number in range(1, len(paper) + 1)]


def tags(book: Book, pieces: list[Piece], moved: list[int]) -> int:
    """One structure tree, and the parent tree that leads from marks and links to it; the number of its root."""
    numbers, links, top = [], [], []
    for piece, by in zip(pieces, moved, strict=True):
        numbers += [book.add(b"[%b]" % references(number + by for number in page)) for page in piece.marks]
        links += [(annotation + by, element + by) for annotation, element in piece.links]
        top += [number + by for number in piece.top]
    for key, (annotation, _) in enumerate(links, start=len(numbers)):
        book.texts[annotation] = book.texts[annotation][:-2] + b"/StructParent %d>>" % key
    entries = [*numbers, *(element for _, element in links)]
    tree = book.add(b"<</Nums[%b]>>" % b" ".join(b"%d %d 0 R" % entry for entry in enumerate(entries)))
    root = book.add(
        b"<</Type/StructTreeRoot/K 2 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (tree, len(entries))
    )
    book.texts[2] = b"<</Type/StructElem/S/Document/P %d 0 R/K[%b]>>" % (root, references(top))
    return root


def references(numbers: Iterator[int] | list[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def catalog(book: Book, whole: Whole, pages: list[int], root: int) -> tuple[int, int]:
    """What the document says about itself; the numbers of its catalog and of its information."""
    small = Small()
    small.page_references = [b"%d 0 R" % page for page in pages]
    small.objects = [pydyf.Object()] * len(book.texts)  # what is made now is numbered after all else
    whole.metadata.include_in_pdf(small, "ua", 1, conformance=None, compress=True)
    add_outlines(small, bookmark_tree(whole.pieces))
    title = pydyf.String(whole.metadata.title or "").data
    authors = pydyf.String(", ".join(whole.metadata.authors)).data
    for made in small.objects[len(book.texts) :]:
        text, is_stream, body = made.data.partition(b"\nstream\n")
        if is_stream:
            book.bodies[len(book.texts)] = body.removesuffix(b"\nendstream")
        book.texts.append(text)
    outlines = b"/Outlines " + small.catalog["Outlines"] if "Outlines" in small.catalog else b""
    said = (
        b"<</Type/Catalog/Pages 1 0 R/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>/Lang%b/Metadata %b"
        b"/ViewerPreferences<</DisplayDocTitle true>>%b%b>>"
    )
    language = pydyf.String(whole.metadata.lang or "en").data
    names = named_places(whole.pieces, pages)
    number = book.add(said % (root, language, small.catalog["Metadata"], outlines, names))
    return number, book.add(b"<</Title%b/Author%b/Producer(WeasyPrint)>>" % (title, authors))


def bookmark_tree(pieces: list[Piece]) -> list[tuple]:
    """(label, (page, x, y), children, state) as WeasyPrint's writer takes it; levels may be left out."""
    top: list[tuple] = []
    open_levels: list[tuple[int, list]] = [(0, top)]
    first = 0
    for piece in pieces:
        for level, label, page, x, y, state in piece.bookmarks:
            while open_levels[-1][0] >= level:
                open_levels.pop()
            children: list[tuple] = []
            open_levels[-1][1].append((label, (first + page, x, y), children, state))
            open_levels.append((level, children))
        first += len(piece.pages)
    return top


def named_places(pieces: list[Piece], pages: list[int]) -> bytes:
    """The places that links inside the document lead to; of two with one name the first counts."""
    places: dict[str, bytes] = {}
    first = 0
    for piece in pieces:
        for name, page, x, y in piece.anchors:
            places.setdefault(name, b"[%d 0 R /XYZ %.2f %.2f 0]" % (pages[first + page], x, y))
        first += len(piece.pages)
    if not places:
        return b""
    pairs = sorted((pydyf.String(name).data, place) for name, place in places.items())
    return b"/Names<</Dests<</Names[%b]>>>>" % b" ".join(name + place for name, place in pairs)


def written(book: Book, ends: tuple[int, int]) -> bytes:
    """The file: streams as they are, all other objects packed, and the table that finds them."""
    file, rows = bytearray(HEADER), {0: (0, 0, 65535)}

    def put(number: int, text: bytes, body: bytes) -> None:
        rows[number] = (1, len(file), 0)
        file.extend(b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, text, body))

    for number, body in book.bodies.items():
        put(number, book.texts[number], body)
    plain = [number for number in range(1, len(book.texts)) if number not in book.bodies]
    for start in range(0, len(plain), PACK):
        pack = plain[start : start + PACK]
        holder = len(book.texts)
        book.texts.append(b"")
        rows |= {number: (2, holder, at) for at, number in enumerate(pack)}
        put(holder, *packed([(number, book.texts[number]) for number in pack]))
    table, (root, info) = len(book.texts), ends
    found_at = len(file)
    rows[table] = (1, found_at, 0)
    lines = b"".join(a.to_bytes(1) + b.to_bytes(4) + c.to_bytes(2) for _, (a, b, c) in sorted(rows.items()))
    body, digest = zlib.compress(lines), hashlib.sha256(file).hexdigest()[:32].encode()
    said = b"<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]/Filter/FlateDecode/Length %d>>" % (
        table + 1, root, info, digest, digest, len(body)
    )  # fmt: skip
    put(table, said, body)
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % found_at


def packed(objects: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """An object stream of these (number, text): what it says, and its body."""
    places, at = [], 0
    for number, text in objects:
        places.append(b"%d %d" % (number, at))
        at += len(text) + 1
    index = b" ".join(places) + b"\n"
    body = zlib.compress(index + b"\n".join(text for _, text in objects))
    said = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>"
    return said % (len(objects), len(index), len(body)), body
