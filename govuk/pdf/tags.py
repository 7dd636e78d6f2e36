"""The structure tree of one piece, built from the boxes that the typesetter laid out.

WeasyPrint's own tags begin every element again on each page, head no column, and leave running headings in the text.
Here an element that goes on over a page stays one; a heading row that is repeated is an artifact; a heading cell says
what it heads; a list of facts is a list of labels and bodies. PDF 32000-1 section 14.8, PDF/UA-1 section 7.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

KINDS = {
    "main": "Part", "article": "Art", "section": "Sect", "blockquote": "BlockQuote", "p": "P", "a": "Link",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "dl": "L", "ul": "L", "ol": "L",
    "li": "LI", "li::marker": "Lbl", "dt": "Lbl", "dd": "LBody", "table": "Table", "thead": "THead", "tbody": "TBody",
    "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption",
    "img": "Figure", "{http://www.w3.org/2000/svg}svg": "Figure",
}  # fmt: skip
# Elements that group others: text that stands in one directly becomes a paragraph.
GROUPS = {
    "Document",
    "Part",
    "Art",
    "Sect",
    "BlockQuote",
    "L",
    "LI",
    "Table",
    "THead",
    "TBody",
    "TFoot",
    "TR",
}
KEPT_EMPTY = {"Table", "TR", "TH", "TD"}
COLUMN = {"col", "colgroup"}
SVG = "{http://www.w3.org/2000/svg}"


class Node:
    """An element of the structure tree. Kids are nodes, marks as (page, box) and links as (page, annotation)."""

    __slots__ = ("attributes", "kids", "kind", "number", "page", "parent")

    def __init__(self, kind: str, parent: "Node | None", page: int, attributes: bytes = b""):
        self.kind, self.parent, self.page, self.attributes = kind, parent, page, attributes
        self.kids: list[Any] = []
        self.number = 0
        if parent:
            parent.kids.append(self)


class Tree:
    """The structure tree of the pages of a document."""

    def __init__(self) -> None:
        self.root = Node("Document", None, 0)
        self.known: dict[tuple, Node] = {}
        self.page = 0
        self.artifacts: list[boxes.Box] = []

    def add_page(self, number: int, page_box: boxes.PageBox) -> None:
        self.page = number
        for child in page_box.children:
            if isinstance(child, boxes.MarginBox):
                self.hide(child)
            else:
                self.add(child, self.root)

    def hide(self, box: boxes.Box) -> None:
        """Everything in this box is an artifact."""
        self.artifacts.extend(one for one in box.descendants() if is_content(one))

    def add(self, box: boxes.Box, parent: Node) -> None:
        """A box with all in it, under this element."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox):
            self.mark(box, parent)
            return
        node = self.node(box, parent)
        if node is None:
            self.hide(box)
            return
        if box.link_annotation:
            node.kids.append((self.page, box.link_annotation))
        if isinstance(box, boxes.ReplacedBox):
            node.kids.append((self.page, box))
        for child in getattr(box, "children", ()):
            self.add(child, node)

    def mark(self, box: boxes.TextBox, parent: Node) -> None:
        if parent.kind in GROUPS:
            parent = self.held(box, parent, "LBody" if parent.kind == "LI" else "P")
        parent.kids.append((self.page, box))

    def node(self, box: boxes.Box, parent: Node) -> Node | None:
        """The element that this box stands for, its parent's where it means nothing; None for an artifact."""
        tag = box.element_tag if box.element is not None else None
        kind = KINDS.get(tag or "")
        if kind is None:
            return self.in_list(box, parent, tag)
        if kind in ("THead", "TFoot"):
            known = self.known.get((box.element, tag))
            if known and known.page != self.page:
                return None  # repeated on another page
        if kind == "Figure" and box.element.get("aria-hidden") == "true":
            return None
        if kind in ("Lbl", "LBody") and parent.kind == "L":
            parent = self.item(box, parent, tag)
        if kind == "LI" and parent.kind in ("LI", "LBody"):
            return parent  # an anonymous block of the same item
        if parent.kind == "LI" and kind not in ("Lbl", "LBody"):
            parent = self.held(box, parent, "LBody")
        return self.known.get((box.element, tag)) or self.new(box, parent, kind, tag)

    def new(self, box: boxes.Box, parent: Node, kind: str, tag: str) -> Node:
        node = Node(kind, parent, self.page, attributes_of(box, kind))
        self.known[box.element, tag] = node
        return node

    def in_list(self, box: boxes.Box, parent: Node, tag: str | None) -> Node:
        """A division of a list of facts is its item; any other box of no meaning passes its content on."""
        if tag == "div" and parent.kind == "L":
            return self.known.get((box.element, tag)) or self.new(box, parent, "LI", tag)
        return parent

    def item(self, box: boxes.Box, parent: Node, tag: str) -> Node:
        """The item of a list whose labels and bodies stand in it directly: each label begins one."""
        known = self.known.get((box.element, tag))
        if known:
            return known.parent
        last = next((kid for kid in reversed(parent.kids) if isinstance(kid, Node)), None)
        return last if tag == "dd" and last else Node("LI", parent, self.page)

    def held(self, box: boxes.Box, parent: Node, kind: str) -> Node:
        """The last kid of this kind, or a new one: for text that stands in a group."""
        key = (box.element, kind, id(parent))
        if key not in self.known or (kind == "P" and parent.kids[-1] is not self.known[key]):
            self.known[key] = Node(kind, parent, self.page)
        return self.known[key]


def is_content(box: boxes.Box) -> bool:
    return isinstance(box, (boxes.TextBox, boxes.ReplacedBox))


def attributes_of(box: boxes.Box, kind: str) -> bytes:
    """What the dictionary of the element says beside its place."""
    if kind in ("TH", "TD"):
        return cell(box, kind)
    if kind == "Figure":
        return figure(box)
    if kind == "L" and box.element_tag != "dl" and box.style["list_style_type"] != "none":
        return b"/A<</O/List/ListNumbering/" + (b"Decimal" if box.element_tag == "ol" else b"Disc") + b">>"
    return b""


def cell(box: boxes.Box, kind: str) -> bytes:
    """Spans, and what a heading cell heads. One across the table heads the rows under it, as a column's does."""
    said = b""
    if kind == "TH":
        scope = box.element.get("scope", "col")
        is_column = scope in COLUMN or (scope == "rowgroup" and box.colspan > 1)
        said = b"/Scope/Column" if is_column else b"/Scope/Row"
    spans = ((b"/ColSpan %d", box.colspan), (b"/RowSpan %d", box.rowspan))
    said += b"".join(words % span for words, span in spans if span > 1)
    return b"/A<</O/Table" + said + b">>" if said else b""


def figure(box: boxes.Box) -> bytes:
    title = box.element.find(f"{SVG}title")
    words = box.element.get("alt") or box.element.get("aria-label") or (title is not None and title.text)
    # Without words there is still something to see, and the reader is told so.
    return b"/Alt" + pydyf.String(words or "Picture").data


def serialised(root: Node) -> Iterator[Node]:
    """Nodes in reading order, parents first; those that hold nothing are left out."""
    prune(root)
    waiting = list(reversed([kid for kid in root.kids if isinstance(kid, Node)]))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed([kid for kid in node.kids if isinstance(kid, Node)]))


def prune(node: Node) -> bool:
    """Take out what holds nothing; whether this one is kept."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or prune(kid)]
    return bool(node.kids) or node.kind in KEPT_EMPTY
