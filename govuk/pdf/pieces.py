"""Where a document may be cut, and by what a piece is known again."""

import hashlib
import re
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
STYLES = ROOT / "static" / "print.css"
# Where a template may be cut: a long document writes this comment between parts that begin on a new page (some
# residents, one month). Parts are set one after the other, which keeps memory down; page numbers run through.
PIECE = "<!-- piece -->"
LINK = '<link rel="stylesheet" href="asset:print.css">'
# Letters of HTML set in one go. Setting needs several times the memory of the pages it leaves behind.
CHUNK = 60_000
HEAD = re.compile(r".*?<body[^>]*>", re.DOTALL)
FRONT = re.compile(r'<header class="front">.*?</header>', re.DOTALL)
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
# Raised when pages are drawn in another way: pieces that were kept before are then set afresh.
DRAWING = "1"


class Cut:
    """A page of HTML as parts that can be set one after the other."""

    def __init__(self, html: str):
        found = HEAD.match(html)
        self.head = found[0] if found else ""
        first, *others = html.split(PIECE) if found else [html]
        self.parts = [first[len(self.head) :], *others]

    def chunks(self) -> list[str]:
        """Whole pages of HTML, short parts together."""
        found = [self.parts[0]]
        for part in self.parts[1:]:
            if len(found[-1]) + len(part) > CHUNK:
                found.append("")
            found[-1] += part
        return [self.head + part for part in found]

    def pages(self) -> list[str]:
        """A whole page of HTML for each part."""
        return [self.head + part for part in self.parts]

    def part_keys(self) -> list[str]:
        """What each part is known by: everything that its pages depend on. The first, which says when, has none."""
        return ["", *(hashlib.sha256(self.base + part.encode()).hexdigest() for part in self.parts[1:])]

    @cached_property
    def base(self) -> bytes:
        return "\0".join([DRAWING, STYLES.read_text(), TITLE.sub("", self.head), ""]).encode()

    @property
    def front(self) -> str:
        """The part that running headings take their words from."""
        found = FRONT.search(self.parts[0])
        return found[0] if found else ""
