"""Cells and rows as markup. The template draws each shape once, with slots; the slots are filled in for each person.

Drawing ten thousand values one by one costs a template engine ten times what it costs to fill in slots. The markup
stays in templates/trackers/_shapes.html. Slots are control characters, which no stored text contains.
"""

import re
from functools import lru_cache

from django.template import engines
from markupsafe import Markup, escape

from trackers.beside import Beside
from trackers.bulk import bulk_fields
from trackers.cells import Cell, Shown
from trackers.rules.fields import Column

RISKY = re.compile("[&<>'\"]").search
PK, PERSON, TEXT, INSIDE, NAME, ABOUT, CHANGED = "\x01", "\x02", "\x03", "\x04", "\x05", "\x06", "\x0e"
BESIDE = "\x0f"


@lru_cache(maxsize=1000)
def _value(kind: str, key: str, css: str, words: str) -> tuple[str, str]:
    """What stands before and after the text of a value."""
    before, after = str(_shapes().value(Shown(kind, key, css, TEXT, words), PK, PERSON)).split(TEXT)
    return before, after


@lru_cache(maxsize=1)
def _below() -> tuple[str, str]:
    before, after = str(_shapes().below(INSIDE)).split(INSIDE)
    return before, after


@lru_cache(maxsize=200)
def _cell(key: str, label: str, css: str, swapped: bool) -> tuple[str, str]:
    before, after = str(_shapes().cell(key, label, css, PK, INSIDE, swapped)).split(INSIDE)
    return before, after


@lru_cache(maxsize=10)
def _row(css: str, has_changed: bool, pick: str) -> tuple[str, str, str, str, str]:
    """The markup before the name, up to what is said of the person, up to what stands under it, and to the cells."""
    shape = _shapes().row(css, PK, PERSON, NAME, ABOUT, BESIDE, CHANGED if has_changed else "", pick, INSIDE)
    first, second, third, before, after = re.split(f"[{NAME}{ABOUT}{BESIDE}{INSIDE}]", str(shape))
    return first, second, third, before, after


@lru_cache(maxsize=2)
def bulk_box(partner: bool) -> Markup:
    """The list of what several people can be given at once, the same for all who work in one place."""
    return _shapes().bulk_box(bulk_fields(partner=partner))


@lru_cache(maxsize=1000)
def beside(said: Beside) -> str:
    """What stands under a name: whom the person belongs with, and tags."""
    return str(_shapes().beside(said))


def _shapes():
    return engines["jinja2"].env.get_template("trackers/_shapes.html").module


def escaped(text: str) -> str:
    """The text as markup; most words need nothing done."""
    return str(escape(text)) if RISKY(text) else text


def cell(column: Column, values: Cell, *, swapped: bool = False) -> str:
    """A cell with slots for the person. `swapped`: it comes beside the one that was asked for, and finds its place."""
    before, after = _cell(column.key, column.label, "" if column.phone else "app-desk", swapped)
    lead, *below = [_drawn(value) for value in values]
    if below:
        opening, closing = _below()
        lead += f"{opening}{' '.join(below)}{closing}"
    return f"{before}{lead}{after}"


def around(column: Column, value: Shown) -> tuple[str, str]:
    """What stands before and after the text of a cell with one value, whose text is the slot."""
    before, after = cell(column, (value,)).split(TEXT)
    return before, after


def _drawn(value: Shown) -> str:
    kind, key, css, text, words = value
    opening, closing = _value(kind, key, css, words)
    return f"{opening}{escaped(text)}{closing}"


def row(
    pk: int,
    person: str,
    name: str,
    about: str,
    under: str,
    changed: str,
    css: str,
    cells: list[str],
    pick: str = "",
) -> Markup:
    """A row with every slot filled in. `under` is markup; `pick`: "" for no box to tick, "box" for one, "ticked"."""
    first, second, third, before, after = _row(css, bool(changed), pick)
    if changed:
        before = before.replace(CHANGED, escaped(changed))
    inside = "".join([first, escaped(name), second, escaped(about), third, under, before, *cells, after])
    filled = inside.replace(PK, str(pk)).replace(PERSON, escaped(person))
    return Markup(filled)  # noqa: S704  every text in it has been escaped


def for_person(cells: list[str], pk: int, person: str) -> Markup:
    """Cells by themselves, with the slots of the person filled in."""
    text = "".join(cells).replace(PK, str(pk)).replace(PERSON, escaped(person))
    return Markup(text)  # noqa: S704  every text in it has been escaped
