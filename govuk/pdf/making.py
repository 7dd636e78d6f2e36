"""One document: its pieces set, or taken as they are kept, and joined. Runs in the child, with its limits."""

import gc

from weasyprint import CSS

from govuk.pdf.linking import Whole, join
from govuk.pdf.margins import headings
from govuk.pdf.piece import Piece
from govuk.pdf.pieces import CHUNK, Cut
from govuk.pdf.setting import Setter


def make(
    html: str, kept: dict[str, bytes] | None, style: CSS | None = None
) -> tuple[bytes, dict[str, bytes]]:
    """The tagged PDF of one whole HTML page, and pieces that were set for it and may be kept.

    `kept` are pieces of earlier documents by their keys; None sets everything and keeps nothing.
    """
    # The box tree is large and lives until its pages are drawn: walking it again and again for garbage finds none.
    gc.disable()
    gc.freeze()
    parts, setter = Cut(html), Setter(style)
    if kept is None:
        pieces, made = set_whole(setter, parts), {}
    else:
        setter.make_specimen()
        pieces, made = set_missing(setter, parts, kept)
    names = list(dict.fromkeys(name for piece in pieces for *_, name in piece.pages))
    around, metadata = headings(setter, parts.head, parts.front, names)
    return join(Whole(pieces, around, setter.fonts.all_made(), metadata)), made


def set_whole(setter: Setter, parts: Cut) -> list[Piece]:
    """All pieces, several short ones at a time."""
    return [setter.piece(chunk, collect=True) for chunk in parts.chunks()]


def set_missing(setter: Setter, parts: Cut, kept: dict[str, bytes]) -> tuple[list[Piece], dict[str, bytes]]:
    """Pieces that are kept, the others set; what was set can be kept. The first says when it was made: it never is."""
    pieces, made, letters = [], {}, 0
    for key, html in zip(parts.part_keys(), parts.pages(), strict=True):
        piece = setter.kept(kept[key]) if key in kept else None
        if piece is None:
            piece = setter.piece(html, collect=letters > CHUNK)
            letters = 0 if letters > CHUNK else letters + len(html)
            if key:
                made[key] = piece.to_bytes()
        pieces.append(piece)
    return pieces, made
