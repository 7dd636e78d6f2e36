"""What stands around the text of every page: reference, moment, council, and "Page x of y".

All of it is laid out once for each kind of page, from the style sheet's margin boxes, and put on each page as an
artifact when pieces are joined. So a piece does not depend on its place, its number of pages, or the moment of issue.
What margins say is the same on every page of a kind, but for the numbers.
"""

import re
from dataclasses import dataclass
from typing import Any

from weasyprint.document import Document, DocumentMetadata, Page
from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.pdf import generate_pdf
from weasyprint.pdf.stream import Stream

from govuk.pdf.fonts import by_name
from govuk.pdf.piece import FIRST, Piece, digits_name, heading_name, number_of
from govuk.pdf.setting import OPTIONS, Setter

DRAWN = re.compile(rb"1 0 0 -1 [\d.-]+ ([\d.-]+) Tm\s+/(\w+) ([\d.]+) Tf\s+\[([^\]]*)\] TJ")
GLYPH = re.compile(rb"[0-9a-f]{4}")
POINT = 0.75  # of a CSS pixel


@dataclass
class Numbers:
    """How a kind of page says its number: the words around it, their glyphs, and where they stand (points)."""

    words: list[tuple[str, str]]
    glyphs: dict[str, bytes]
    widths: dict[str, float]
    font: str
    size: float
    side: str
    left: float
    right: float
    baseline: float

    def drawn(self, name: str, page: int, pages: int) -> bytes:
        """The operators that put a page's number on it."""
        values = {"page": str(page), "pages": str(pages)}
        text = "".join(values.get(said, "") if kind == "counter()" else said for kind, said in self.words)
        width = sum(self.widths[letter] for letter in text) * self.size / 1000
        x = {"left": self.left, "right": self.right - width}.get(
            self.side, (self.left + self.right - width) / 2
        )
        shown = b"".join(self.glyphs[letter] for letter in text)
        place = b"%.2f %.2f Td" % (x, self.baseline)
        return b"BT /%b %.2f Tf %b <%b> Tj ET" % (digits_name(name).encode(), self.size, place, shown)


@dataclass
class Heading:
    """What is around the text of one kind of page: drawn content with its resources, and its numbers."""

    objects: Piece
    content: int
    numbers: Numbers | None

    def stamp(self, name: str, page: int, pages: int) -> bytes:
        """The operators that put it on a page, as an artifact."""
        number = b" " + self.numbers.drawn(name, page, pages) if self.numbers else b""
        shown = b"/%b Do" % heading_name(name).encode()
        return b"/Artifact <</Type/Pagination>> BDC q %b Q%b EMC" % (shown, number)


def headings(
    setter: Setter, head: str, front: str, names: list[str]
) -> tuple[dict[str, Heading], DocumentMetadata]:
    """For each kind of page, and what the document says about itself; `front` is the part that margins repeat."""
    pages = "".join(f'<p class="new-page" style="page: {name or "auto"}"></p>' for name in names)
    document = setter.laid_out(f"{head}{front}{pages}", bare=False)
    sheets = dict(zip(names, document.pages[-len(names) :], strict=True))
    boxes = {name: numbered(page) for name, page in sheets.items()}
    numbers = numbers_of(setter, f"{head}{front}", boxes)
    found = {}
    for name, page in sheets.items():
        page._page_box.children = [box for box in margin_boxes(page) if box is not boxes[name]]
        objects, content, _ = drawn(setter, document, page)
        found[name] = Heading(objects, content.number, numbers.get(name))
    return found, document.metadata


def margin_boxes(page: Page) -> list[MarginBox]:
    return [box for box in page._page_box.children if isinstance(box, MarginBox)]


def numbered(page: Page) -> MarginBox | None:
    """The margin box that says the number of the page."""
    return next(
        (box for box in margin_boxes(page) if any(part[0] == "counter()" for part in parts(box))), None
    )


def parts(box: MarginBox) -> list[tuple[str, Any]]:
    content = box.style["content"]
    return (
        [part for part in content if part[0] in ("string", "counter()")] if isinstance(content, tuple) else []
    )


def numbers_of(setter: Setter, start: str, boxes: dict[str, MarginBox | None]) -> dict[str, Numbers]:
    """The same boxes laid out with every letter that a number needs, and looked at."""
    found = {name: box for name, box in boxes.items() if box}
    if not found:
        return {}
    rules, pages, letters = "", "", {}
    for name, box in found.items():
        words = "".join(said for kind, said in parts(box) if kind == "string")
        letters[name] = "0 " + "".join(sorted({*words, *"123456789"} - {" ", "0"}))
        said = letters[name].replace("\\", "\\\\").replace('"', '\\"')
        rules += f'@page {name} {{ {box.at_keyword} {{ content: "{said}" }} }}'
        pages += f'<p class="new-page" style="page: {name or "auto"}"></p>'
    document = setter.laid_out(f"<style>{rules}</style>{start}{pages}", bare=False)
    sheets = dict(zip(found, document.pages[-len(found) :], strict=True))
    return {
        name: looked_at(setter, document, page, found[name], letters[name]) for name, page in sheets.items()
    }


def looked_at(setter: Setter, document: Any, page: Page, box: MarginBox, letters: str) -> Numbers:
    page._page_box.children = [one for one in margin_boxes(page) if one.at_keyword == box.at_keyword]
    (sample,) = page._page_box.children
    _, stream, fonts = drawn(setter, document, page)
    baseline, name, size, shown = DRAWN.search(b"\n".join(stream.stream)).groups()
    glyphs = dict(zip(letters, GLYPH.findall(shown), strict=True))
    font, widths, to_unicode = by_name(fonts)[name.decode()]
    left = sample.content_box_x() * POINT
    return Numbers(
        words=[(kind, said if kind == "string" else said[0]) for kind, said in parts(box)],
        glyphs=glyphs,
        widths={letter: widths[int(glyph, 16)] for letter, glyph in glyphs.items()},
        font=setter.fonts.key(name.decode(), font, widths, to_unicode),
        size=float(size) * POINT,
        side=sample.at_keyword.rpartition("-")[2],
        left=left,
        right=left + sample.width * POINT,
        baseline=(page.height - float(baseline)) * POINT,
    )


def drawn(setter: Setter, document: Document, page: Page) -> tuple[Piece, Stream, dict]:
    """A page as a drawing that other pages can show: its objects, its content, and WeasyPrint's fonts of it."""
    copy, objects = setter.with_fonts(document.copy([page])), Piece()
    setter.fonts.piece = objects
    pdf = generate_pdf(copy, None, 1, **{**OPTIONS, "pdf_tags": False})
    sheet = pdf.objects[pdf.pages["Kids"][0]]
    content = pdf.objects[number_of(sheet["Contents"])]
    form = {"Type": "/XObject", "Subtype": "/Form"}
    content.extra |= {**form, "BBox": sheet["MediaBox"], "Resources": sheet["Resources"]}
    objects.take(pdf)
    objects.texts[sheet.number - FIRST] = b"null"  # a drawing, and no page of the document
    return objects, content, copy.fonts
