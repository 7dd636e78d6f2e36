"""What every PDF of ours must be, looked up in the file itself: `check_pdf(content)`."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import pikepdf
import pypdf

# What may stand in what (PDF 32000-1 section 14.8.4.3).
INSIDE = {
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/LI": {"/L"},
    "/Lbl": {"/LI"},
    "/LBody": {"/LI"},
}
SHOWS = {"Tj", "TJ", "'", '"', "Do", "sh"}  # operators that put something on the page
# Thirteen ways in which a document can point at something.
WAYS = {
    "image": '<img src="{url}" alt="x">',
    "picture": '<img srcset="{url} 1x" src="{url}" alt="x">',
    "style sheet": '<link rel="stylesheet" href="{url}">',
    "import": '<style>@import url("{url}");</style>',
    "background": '<p style="background: url({url})">x</p>',
    "list mark": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "content": '<style>p::before {{ content: url("{url}") }}</style><p>x</p>',
    "font": '<style>@font-face {{ font-family: f; src: url("{url}") }} p {{ font-family: f }}</style><p>x</p>',
    "attachment": '<link rel="attachment" href="{url}">',
    "linked file": '<a rel="attachment" href="{url}">x</a>',
    "object": '<object data="{url}">x</object>',
    "embed": '<embed src="{url}">',
    "picture in a drawing": '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
}


@dataclass
class Facts:
    """What a PDF says about itself. Bookmarks are (level, text), outermost level 1."""

    content: bytes
    language: str
    title: str
    pages: int
    bookmarks: list[tuple[int, str]]
    kinds: Counter  # structure elements by kind: {"/Table": 2, ...}

    @cached_property
    def texts(self) -> list[str]:
        """The words of each page, each in one line."""
        sheets = pypdf.PdfReader(BytesIO(self.content)).pages
        return [" ".join(sheet.extract_text().split()) for sheet in sheets]

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def check_pdf(content: bytes) -> Facts:
    """Assert what holds for every document of ours, and give what it says.

    Tagged as PDF/UA-1 with language and title; bookmarks; "Page x of y" on each page; every mark on a page is an
    artifact or belongs to one element of the structure tree, in the order of the pages; heading cells say what they
    head; figures have words.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        check_catalog(pdf)
        elements = list(walk(pdf.Root.StructTreeRoot))
        check_marks(pdf, elements)
        check_nesting(elements)
        check_tables(elements)
        check_figures(elements)
        facts = Facts(
            content,
            str(pdf.Root.Lang),
            str(pdf.docinfo.Title),
            len(pdf.pages),
            bookmarks(pdf),
            Counter(str(element.S) for element in elements),
        )
    assert facts.bookmarks, "no bookmarks"
    check_numbers(facts.texts)
    return facts


def check_numbers(texts: list[str]) -> None:
    """Each page says "Page x of y"; letters that are sent together count each its own."""
    number = of = 0
    for text in texts:
        number, of = (1, 0) if number == of else (number + 1, of)
        said = re.search(rf"Page {number} of (\d+)", text)
        assert said and int(said[1]) == (of or int(said[1])), "a page does not say which of how many it is"
        of = int(said[1])
    assert number == of, "pages are missing"


def check_catalog(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    assert root.MarkInfo.Marked and "/StructTreeRoot" in root, "not tagged"
    assert str(root.get("/Lang", "")), "no language"
    assert str(pdf.docinfo.get("/Title", "")), "no title"
    assert root.ViewerPreferences.DisplayDocTitle, "shows its file name instead of its title"
    assert b"pdfuaid:part" in root.Metadata.read_bytes(), "does not say that it is PDF/UA"


def walk(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, in reading order; each must name its parent."""
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == element.objgen, f"{kid.S} names another parent than it has"
            yield kid
            yield from walk(kid)


def kids(element: pikepdf.Object) -> list:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def check_marks(pdf: pikepdf.Pdf, elements: list[pikepdf.Dictionary]) -> None:
    """Marked content and structure tree know each other, both ways, with nothing left over."""
    numbers = parents(pdf.Root.StructTreeRoot.ParentTree)
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    keys = [int(page.obj.StructParents) for page in pdf.pages]
    assert len(set(keys)) == len(keys), "two pages share their entry of the parent tree"
    marked = {(place, mcid) for place, page in enumerate(pdf.pages) for mcid in marks_of(page)}
    held = list(held_marks(elements, places))
    assert len(held) == len(set(held)), "a mark belongs to two elements"
    assert {(place, mcid) for place, mcid, _ in held} == marked, "marks and structure tree differ"
    for place, mcid, owner in held:
        assert numbers[keys[place]][mcid].objgen == owner, "the parent tree names another element"
    named = sum(len(numbers[key]) for key in keys)
    assert named == len(held), "the parent tree holds marks that are not there"
    check_order(pdf.Root.StructTreeRoot, places)
    check_annotations(pdf, elements, numbers)


def check_order(element: pikepdf.Object, places: dict) -> int:
    """What follows in the structure tree never begins on an earlier page; the page on which this element begins."""
    last = begins = -1
    for kid in kids(element):
        if not isinstance(kid, int) and "/S" not in kid and "/MCID" not in kid:
            continue
        if isinstance(kid, int):
            place = places[element.Pg.objgen]
        else:
            place = places[kid.Pg.objgen] if "/MCID" in kid else check_order(kid, places)
        if place < 0:
            continue  # an empty cell is on no page
        assert place >= last, "reading order is not the order of the pages"
        last, begins = place, place if begins < 0 else begins
    return begins


def held_marks(elements: list[pikepdf.Dictionary], places: dict) -> Iterator[tuple[int, int, tuple]]:
    """(page, mark, element) of the structure tree, in reading order."""
    for element in elements:
        for kid in kids(element):
            if isinstance(kid, int):
                yield places[element.Pg.objgen], kid, element.objgen
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                yield places[kid.Pg.objgen], int(kid.MCID), element.objgen


def parents(tree: pikepdf.Dictionary) -> dict[int, pikepdf.Object]:
    found = {}
    for kid in tree.get("/Kids", []):
        found |= parents(kid)
    numbers = list(tree.get("/Nums", []))
    return found | {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def marks_of(page: pikepdf.Page) -> list[int]:
    """Marks of a page; what is shown must be in one of them or in an artifact, as its running heading is."""
    found, open_marks, headings = [], [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            mark = operands[1].get("/MCID") if name == "BDC" else None
            open_marks.append(str(operands[0]))
            headings += name == "BDC" and operands[1].get("/Type") == "/Pagination"
            found += [] if mark is None else [int(mark)]
        elif name == "EMC":
            open_marks.pop()
        elif name in SHOWS:
            assert open_marks, "something on the page is neither tagged nor an artifact"
    assert not open_marks
    assert headings, "a page has no running heading or number"
    assert len(found) == len(set(found)), "a mark is used twice on a page"
    return found


def check_annotations(pdf: pikepdf.Pdf, elements: list, numbers: dict) -> None:
    """Links know their element, and say where they lead."""
    held = {kid.Obj.objgen: element.objgen for element in elements for kid in kids(element) if is_objr(kid)}
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            assert held[annotation.objgen] == numbers[int(annotation.StructParent)].objgen
    assert len(held) == sum(len(page.obj.get("/Annots", [])) for page in pdf.pages)


def is_objr(kid: object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


def check_nesting(elements: list[pikepdf.Dictionary]) -> None:
    for element in elements:
        kind = str(element.S)
        if kind in INSIDE:
            assert str(element.P.S) in INSIDE[kind], f"{kind} stands in {element.P.S}"


def check_tables(elements: list[pikepdf.Dictionary]) -> None:
    """Every table has heading cells, and each says what it heads."""
    for element in elements:
        if element.S == "/Table":
            assert any(cell.S == "/TH" for cell in walk(element)), "a table has no heading cell"
        if element.S == "/TH":
            assert element.A.Scope in ("/Column", "/Row"), "a heading cell does not say what it heads"


def check_figures(elements: list[pikepdf.Dictionary]) -> None:
    for element in elements:
        if element.S == "/Figure":
            assert str(element.get("/Alt", "")), "a figure has no words"


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """(level, title) in order."""

    def inside(items: list, level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield level, item.title
            yield from inside(item.children, level + 1)

    with pdf.open_outline() as outline:
        return list(inside(outline.root, 1))
