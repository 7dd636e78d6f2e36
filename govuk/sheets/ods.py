"""OpenDocument spreadsheets, row by row in constant memory, with every repeat count met by its limit."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from govuk.sheets.cells import BadCell, Value, error_cell, formula_cell, from_text, typed
from govuk.sheets.container import COPY_TABLE, Package, has_macros, locked
from govuk.sheets.info import Area, SheetInfo
from govuk.sheets.limits import (
    cell_too_long,
    too_many_cells,
    too_many_columns,
    too_many_rows,
    unpacks_too_far,
    unreadable,
)
from govuk.sheets.markup import feed, local, parser, walk

MIMETYPES = (
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet-template",
)
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
# What may hold text or even tables of its own without being what the person sees in the cells.
_SKIPPED = {
    _OFFICE + "annotation", _OFFICE + "forms", _TABLE + "shapes", _TABLE + "tracked-changes",
    _TABLE + "dde-links", _TEXT + "note", _TEXT + "ruby-text", _DRAW + "frame",
}  # fmt: skip


Run = tuple[int, int, Value]  # first column, how many columns, the value in each of them


class Row(NamedTuple):
    """One row as the person sees it: the sheet's name, the row's number from 1, and its values."""

    sheet: str
    number: int
    values: list[Value]


def check_is_workbook(package: Package) -> None:
    """Raises SheetRefused unless the package is an OpenDocument spreadsheet without password or macros."""
    stated = package.read("mimetype").decode("ascii", errors="replace").strip()
    if stated not in MIMETYPES:
        kind = "a text document" if stated.endswith("text") else "another kind of document"
        raise unreadable(f"it is {kind}", COPY_TABLE)
    if "META-INF/manifest.xml" in package.parts:
        walk(package.chunks("META-INF/manifest.xml"), start=_refuse_encryption)
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.parts):
        raise has_macros()
    if "content.xml" not in package.parts:
        raise unreadable("it holds no sheets")


def _refuse_encryption(name: str, _: dict[str, str]) -> None:
    if local(name) in ("encryption-data", "encrypted-key"):
        raise locked()


def scan(package: Package) -> list[SheetInfo]:
    """Each sheet in the workbook's order. Raises SheetRefused at the first thing over a limit."""
    reader = _Content(package)
    walk(package.chunks("content.xml"), reader.start, reader.end, reader.text)
    return [tally.info() for tally in reader.tallies]


def rows(package: Package) -> Iterator[tuple[int, Row]]:
    """(sheet's place from 0, row) of all rows that have something in them, in order."""
    return _Content(package).rows()


class _Tally:
    """What is known of one sheet so far."""

    def __init__(self, name: str, index: int, is_visible: bool) -> None:
        self.name, self.index, self.is_visible = name, index, is_visible
        self.rows = self.last_row = self.last_column = self.cells = 0
        self.next_row = 1
        self.bad_cells: dict[tuple[int, int], BadCell] = {}
        self.merged: list[Area] = []

    def info(self) -> SheetInfo:
        last = (self.last_row, self.last_column)
        return SheetInfo(
            self.name, self.index, self.is_visible, self.rows, *last, self.bad_cells, tuple(self.merged)
        )


class _Content:
    """Handlers for the elements of content.xml."""

    def __init__(self, package: Package) -> None:
        self.package, self.limits = package, package.limits
        self.text_left = package.limits.unpacked
        self.tallies: list[_Tally] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.skipping = self.table_depth = self.paragraph_depth = 0
        self.ready: list[tuple[int, int, int, list[Run]]] = []  # sheet, first row, last row, cells
        self.row_repeat = 1
        self.in_cell = False
        self.cells: list[Run] = []
        self.column = 1
        self.attributes: dict[str, str] = {}
        self.paragraphs: list[list[str]] = []
        self.length = 0
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            _STYLE + "style": self.start_style, _STYLE + "table-properties": self.start_table_properties,
            _TABLE + "table": self.start_table, _TABLE + "table-row": self.start_row,
            _TABLE + "table-cell": self.start_cell, _TABLE + "covered-table-cell": self.start_cell,
            _TEXT + "p": self.start_paragraph, _TEXT + "s": self.spaces,
            _TEXT + "tab": lambda _: self.add_text("\t"), _TEXT + "line-break": lambda _: self.add_text("\n"),
        }  # fmt: skip
        self.ends: dict[str, Callable[[], None]] = {
            _TABLE + "table": self.end_table, _TABLE + "table-row": self.end_row,
            _TABLE + "table-cell": self.end_cell, _TABLE + "covered-table-cell": self.end_covered_cell,
            _TEXT + "p": self.end_paragraph,
        }  # fmt: skip

    def rows(self) -> Iterator[tuple[int, Row]]:
        made = parser(self.start, self.end, self.text)
        for _ in feed(made, self.package.chunks("content.xml")):
            ready, self.ready = self.ready, []
            for index, first, last, cells in ready:
                for number in range(first, last + 1):
                    self.package.deadline.check()
                    yield index, Row(self.tallies[index].name, number, _spread(cells))

    @property
    def tally(self) -> _Tally:
        return self.tallies[-1]

    @property
    def label(self) -> str:
        return self.tally.name if len(self.tallies) > 1 else ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.skipping or name in _SKIPPED:
            self.skipping += 1
            return
        handler = self.starts.get(name)
        if handler:
            handler(attributes)

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        handler = self.ends.get(name)
        if handler:
            handler()

    def text(self, data: str) -> None:
        if self.paragraph_depth and self.in_cell and not self.skipping:
            self.add_text(data)

    def start_style(self, attributes: dict[str, str]) -> None:
        self.style = attributes.get(_STYLE + "name", "")

    def start_table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get(_TABLE + "display") == "false":
            self.hidden_styles.add(self.style)

    def start_table(self, attributes: dict[str, str]) -> None:
        self.table_depth += 1
        if self.table_depth > 1:
            raise unreadable("a cell of it holds a table of its own")
        is_visible = attributes.get(_TABLE + "style-name", "") not in self.hidden_styles
        self.tallies.append(_Tally(attributes.get(_TABLE + "name", ""), len(self.tallies), is_visible))

    def end_table(self) -> None:
        self.table_depth -= 1

    def start_row(self, attributes: dict[str, str]) -> None:
        self.row_repeat = _count(attributes.get(_TABLE + "number-rows-repeated"))
        self.cells = []
        self.column = 1

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.in_cell = True
        self.attributes = attributes
        self.paragraphs = []
        self.length = 0

    def start_paragraph(self, _: dict[str, str]) -> None:
        self.paragraph_depth += 1
        if self.in_cell:
            self.paragraphs.append([])

    def end_paragraph(self) -> None:
        self.paragraph_depth -= 1

    def spaces(self, attributes: dict[str, str]) -> None:
        count = _count(attributes.get(_TEXT + "c"))
        if count > self.limits.cell_characters:
            raise cell_too_long(self.tally.next_row, self.column, self.limits, self.label)
        self.add_text(" " * count)

    def add_text(self, data: str) -> None:
        if not self.in_cell or not self.paragraphs:
            return
        self.length += len(data)
        if self.length > self.limits.cell_characters:
            raise cell_too_long(self.tally.next_row, self.column, self.limits, self.label)
        self.paragraphs[-1].append(data)

    def end_cell(self) -> None:
        self.in_cell = False
        repeat = _count(self.attributes.get(_TABLE + "number-columns-repeated"))
        value = _value(self.attributes, "\n".join("".join(pieces) for pieces in self.paragraphs))
        if value is not None:
            last = self.column + repeat - 1
            if last > self.limits.columns:
                raise too_many_columns(last, self.limits, self.label)
            self.cells.append((self.column, repeat, value))
            self.note_span()
        self.column += repeat

    def end_covered_cell(self) -> None:
        """A cell under a merged one: whatever it still holds cannot be seen."""
        self.in_cell = False
        self.column += _count(self.attributes.get(_TABLE + "number-columns-repeated"))

    def note_span(self) -> None:
        across = _count(self.attributes.get(_TABLE + "number-columns-spanned"))
        down = _count(self.attributes.get(_TABLE + "number-rows-spanned"))
        if across > 1 or down > 1:
            row = self.tally.next_row
            self.tally.merged.append((row, self.column, row + down - 1, self.column + across - 1))

    def end_row(self) -> None:
        first = self.tally.next_row
        self.tally.next_row += self.row_repeat
        if not self.cells:
            return
        last = first + self.row_repeat - 1
        if last > self.limits.rows:
            raise too_many_rows(last, self.limits, self.label)
        self.count(first, last)
        self.ready.append((len(self.tallies) - 1, first, last, self.cells))

    def count(self, first: int, last: int) -> None:
        tally, copies = self.tally, last - first + 1
        tally.cells += copies * sum(repeat for _, repeat, _ in self.cells)
        if self.limits.cells and tally.cells > self.limits.cells:
            raise too_many_cells(self.limits, self.label)
        self.text_left -= copies * sum(
            len(value) * repeat for _, repeat, value in self.cells if isinstance(value, str)
        )
        if self.text_left < 0 and not self.limits.is_streamed:
            raise unpacks_too_far(self.limits)
        tally.rows += copies
        tally.last_row = last
        tally.last_column = max(tally.last_column, self.cells[-1][0] + self.cells[-1][1] - 1)
        if not self.limits.is_streamed:
            for column, repeat, value in self.cells:
                if isinstance(value, BadCell):
                    places = (
                        (row, at) for row in range(first, last + 1) for at in range(column, column + repeat)
                    )
                    tally.bad_cells.update(dict.fromkeys(places, value))


def _spread(cells: list[Run]) -> list[Value]:
    values: list[Value] = [None] * (cells[-1][0] + cells[-1][1] - 1)
    for column, repeat, value in cells:
        values[column - 1 : column - 1 + repeat] = [value] * repeat
    return values


def _count(stated: str | None) -> int:
    if stated is None:
        return 1
    if not stated.isdecimal() or not 0 < len(stated) < 10:
        raise unreadable("a repeat count in it makes no sense")
    return max(1, int(stated))


def _value(attributes: dict[str, str], text: str) -> Value:
    kind = attributes.get(_OFFICE + "value-type", "")
    stored = attributes.get(_OFFICE + "value")
    try:
        if kind in ("float", "currency", "percentage") and stored is not None:
            return typed(float(stored))
        if kind == "date":
            return typed(dt.datetime.fromisoformat(attributes.get(_OFFICE + "date-value", "")))
        if kind == "time":
            return _time(attributes.get(_OFFICE + "time-value", "")) or from_text(text)
    except ValueError:
        return from_text(text)
    if kind == "boolean":
        return attributes.get(_OFFICE + "boolean-value") == "true"
    formula = attributes.get(_TABLE + "formula", "")
    if formula and not kind and not text:
        return formula_cell(formula.partition(":")[2].removeprefix("="))
    if formula and text.startswith(("#", "Err:")):
        return error_cell(text)
    return from_text(text or attributes.get(_OFFICE + "string-value", ""))


def _time(stated: str) -> dt.time | None:
    found = re.fullmatch(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S", stated)
    if not found or int(found[1]) > 23:
        return None
    return dt.time(int(found[1]), int(found[2]), int(found[3]))
