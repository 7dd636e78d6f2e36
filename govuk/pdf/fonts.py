"""Fonts of a document whose pieces may be kept.

A document that is set whole embeds what it uses. Where pieces are kept, they share a specimen: the letters of any
English or Welsh text, embedded once, so that a piece set last week and one set now name the same font.
"""

from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint import DEFAULT_OPTIONS

from govuk.pdf.piece import Font, Piece, number_of

build = weasyprint.pdf.build_fonts_dictionary
OPTIONS = {**DEFAULT_OPTIONS, "pdf_version": "1.7"}
LATIN = [chr(code) for code in (*range(0x21, 0x7F), *range(0xA1, 0x100))]
LETTERS = " ".join([*LATIN, *"ŴŵŶŷ–—‘’“”…•", "ff fi fl ffi ffl"])


class Fonts:
    """Which font each letter of a document comes from, and the fonts themselves in the end."""

    def __init__(self) -> None:
        self.piece: Piece | None = None
        self.shared: dict[
            Any, Any
        ] = {}  # of a document that is set whole: WeasyPrint's fonts, with what was used
        self.specimen: dict[str, tuple[str, dict, dict]] = {}  # name -> key, widths, letters
        self.made: dict[str, Font] = {}

    def take_specimen(self, fonts: dict) -> None:
        """Embed everything of these fonts, drawn with all of LETTERS, for pieces to share."""
        for name, (font, widths, letters) in by_name(fonts).items():
            made = made_of(font, widths, letters)
            key = made.digest()
            self.made[key] = made
            self.specimen[name] = key, widths, letters

    def dictionary(self, pdf: pydyf.PDF, fonts: dict) -> pydyf.Dictionary:
        """In place of WeasyPrint's: fonts of a piece by name, each a reference to one of the whole document."""
        names = by_name(fonts)
        return pydyf.Dictionary({name: self.piece.external(self.key(name, *names[name])) for name in names})

    def key(self, name: str, font: Any, widths: dict, letters: dict) -> str:
        if not self.specimen:
            return f"font {name}"
        key, more_widths, more = self.specimen.get(name, ("", {}, {}))
        if letters.keys() <= more.keys():
            return key
        made = made_of(font, more_widths | widths, more | letters)
        key = made.digest()
        self.piece.fonts[key] = made
        return key

    def all_made(self) -> dict[str, Font]:
        """Every font of the document by its key, but those of pieces' own."""
        if self.specimen:
            return self.made
        names = by_name(self.shared)
        return {f"font {name}": made_of(*names[name]) for name in names}


def by_name(fonts: dict) -> dict[str, tuple[Any, dict, dict]]:
    """WeasyPrint may hold a font several times, with different letters of it: all together, by its name."""
    found: dict[str, tuple[Any, dict, dict]] = {}
    for font in fonts.values():
        first, widths, letters = found.setdefault(font.hash, (font, {}, {}))
        widths.update(font.widths)
        letters.update(font.to_unicode)
        first.missing.update(font.missing)
    return found


def made_of(font: Any, widths: dict, letters: dict) -> Font:
    """The font's objects, with these letters of it."""
    font.widths, font.to_unicode = dict(sorted(widths.items())), dict(sorted(letters.items()))
    pdf = pydyf.PDF()
    dictionary = build(pdf, {font.hash: font}, True, True, OPTIONS)
    made = Font().take(pdf)
    made.root = number_of(dictionary[font.hash])
    return made
