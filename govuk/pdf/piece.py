"""Set pieces as they are kept and joined: PDF objects that don't know yet where in a document they will stand.

Objects refer to each other as in any PDF ("12 0 R"); number 1 stands for the page tree, 2 for the document element, and
generation 1 ("0 1 R") for something of the whole document by its place in `externals`: a font, a running heading.
"""

import hashlib
import json
import zlib
from typing import Any, Self

import pydyf

PAGES, DOCUMENT, FIRST = (
    1,
    2,
    3,
)  # numbers that mean something else in each document; the piece's own begin after
LISTS = ("pages", "marks", "links", "top", "bookmarks", "anchors", "externals")


class Objects:
    """Some objects, numbered from FIRST: what each says, and the bodies of those that are streams."""

    def __init__(self) -> None:
        self.texts: list[bytes] = []
        self.bodies: dict[int, bytes] = {}

    def take(self, pdf: pydyf.PDF) -> Self:
        for number, one in enumerate(pdf.objects[FIRST:], start=FIRST):
            text, stream, body = one.data.partition(b"\nstream\n")
            self.texts.append(text)
            if stream and isinstance(one, pydyf.Stream):
                self.bodies[number] = body.removesuffix(b"\nendstream")
        return self

    def digest(self) -> str:
        return hashlib.sha256(b"\0".join([*self.texts, *self.bodies.values()])).hexdigest()


class Font(Objects):
    """A font with the glyphs that are used of it; `root` is the number of its dictionary."""

    root = FIRST


class Piece(Objects):
    """Pages that were set together, with everything that belongs to them.

    pages: [number, number of the content, name of the kind of page] of each; marks: for each page the elements of its
    marks; links: [annotation, element]; top: elements right under the document; bookmarks: [level, label, page, x, y,
    state]; anchors: [name, page, x, y]; externals: keys of what the whole document gives; fonts: those of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[list] = []
        self.marks: list[list[int]] = []
        self.links: list[list[int]] = []
        self.top: list[int] = []
        self.bookmarks: list[list] = []
        self.anchors: list[list] = []
        self.externals: list[str] = []
        self.fonts: dict[str, Font] = {}

    def external(self, key: str) -> bytes:
        """The reference to something of the whole document."""
        if key not in self.externals:
            self.externals.append(key)
        return b"%d 1 R" % self.externals.index(key)

    def take_pages(self, pages: list[pydyf.Dictionary], names: list[str], pdf: pydyf.PDF) -> None:
        """Note the pages; their numbers in the parent tree and their contents are given when pieces are joined."""
        self.marks = [[] for _ in pages]
        for page, name in zip(pages, names, strict=True):
            content, resources = number_of(page.pop("Contents")), pdf.objects[number_of(page["Resources"])]
            page.pop("StructParents", None)
            self.pages.append([page.number, content, name])
            # The running heading of this kind of page, and the font of its number.
            resources["XObject"][heading_name(name)] = self.external(f"heading {name}")
            pdf.objects[number_of(resources["Font"])][digits_name(name)] = self.external(f"digits {name}")

    def to_bytes(self) -> bytes:
        """As it is kept. Pages are compressed already, the texts of objects here."""
        fonts = {key: [font.root, *sizes(font)] for key, font in self.fonts.items()}
        head = {name: getattr(self, name) for name in LISTS} | {"own": sizes(self), "fonts": fonts}
        texts = b"".join(b"".join(one.texts) for one in (self, *self.fonts.values()))
        bodies = b"".join(b"".join(one.bodies.values()) for one in (self, *self.fonts.values()))
        said = zlib.compress(json.dumps(head).encode() + b"\n" + texts, 1)
        return b"%d\n" % len(said) + said + bodies

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        length, _, rest = kept.partition(b"\n")
        head, _, texts = zlib.decompress(rest[: int(length)]).partition(b"\n")
        said, piece = json.loads(head), cls()
        for name in LISTS:
            setattr(piece, name, said[name])
        source = Source(texts, rest[int(length) :])
        source.fill(piece, *said["own"])
        for key, (root, *own) in said["fonts"].items():
            font = piece.fonts[key] = source.fill(Font(), *own)
            font.root = root
        return piece


class Source:
    """Reads objects back in the order in which they were written."""

    def __init__(self, texts: bytes, bodies: bytes):
        self.texts, self.bodies, self.at, self.body_at = texts, bodies, 0, 0

    def fill(self, objects: Any, lengths: list[int], bodies: list[list[int]]) -> Any:
        for length in lengths:
            objects.texts.append(self.texts[self.at : self.at + length])
            self.at += length
        for number, length in bodies:
            objects.bodies[number] = self.bodies[self.body_at : self.body_at + length]
            self.body_at += length
        return objects


def sizes(objects: Objects) -> list:
    return [[len(text) for text in objects.texts], [[at, len(body)] for at, body in objects.bodies.items()]]


def number_of(reference: bytes) -> int:
    return int(reference.split()[0])


def heading_name(name: str) -> str:
    """The resource name of the running heading of a kind of page."""
    return f"heading-{name.encode().hex()}"


def digits_name(name: str) -> str:
    return f"digits-{name.encode().hex()}"
