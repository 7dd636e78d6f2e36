"""One pass over each sheet of an Excel workbook: how far it goes, and which cells have no usable value."""

import posixpath
from collections.abc import Callable

from govuk.sheets.cells import BadCell, error_cell, formula_cell
from govuk.sheets.container import COPY_TABLE, Package, has_macros
from govuk.sheets.info import Area, SheetInfo
from govuk.sheets.limits import (
    cell_too_long,
    damaged,
    too_many_cells,
    too_many_columns,
    too_many_rows,
    unpacks_too_far,
    unreadable,
)
from govuk.sheets.markup import local, walk

Handler = Callable[..., None]
# The namespace that is in use, and the one of the strict variant.
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


def scan(package: Package) -> list[SheetInfo]:
    """Each worksheet in the workbook's order. Raises SheetRefused at the first thing over a limit."""
    entries = sheet_entries(package)
    lengths = _string_lengths(package)
    text_left = [package.limits.unpacked]
    found = []
    for index, (name, is_visible, path) in enumerate(entries):
        if path is None:
            continue
        reader = _Sheet(package, lengths, text_left, name if len(entries) > 1 else "")
        walk(package.chunks(path), reader.start, reader.end, reader.text)
        found.append(reader.info(name, index, is_visible))
    return found


def check_is_workbook(package: Package) -> None:
    """Raises SheetRefused unless the package is an Excel workbook without macros."""
    types: list[str] = []
    walk(
        package.chunks("[Content_Types].xml"),
        start=lambda _, attributes: types.append(attributes.get("ContentType", "")),
    )
    stated = " ".join(types)
    if "macroEnabled" in stated or "vbaProject" in stated or package.names("vbaproject.bin"):
        raise has_macros()
    if "sheet.binary" in stated:
        raise unreadable("it is a binary workbook (.xlsb)")
    if "wordprocessingml" in stated and "spreadsheetml" not in stated:
        raise unreadable("it is a Word document", COPY_TABLE)
    if "presentationml" in stated and "spreadsheetml.sheet.main" not in stated:
        raise unreadable("it is a slide show", COPY_TABLE)
    if "xl/workbook.xml" not in package.parts or "spreadsheetml" not in stated:
        raise unreadable("it holds no workbook")


def sheet_entries(package: Package) -> list[tuple[str, bool, str | None]]:
    """(name, is it visible, path of its part or None for a chart) of each sheet of the workbook."""
    targets = _related(package, "/worksheet")
    entries: list[tuple[str, bool, str | None]] = []

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) != "sheet":
            return
        key = next((value for given, value in attributes.items() if given.endswith("relationships id")), "")
        path = targets.get(key)
        is_visible = attributes.get("state", "visible") == "visible"
        entries.append((attributes.get("name", ""), is_visible, path if path in package.parts else None))

    walk(package.chunks("xl/workbook.xml"), start=sheet)
    return entries


def _related(package: Package, kind: str) -> dict[str, str]:
    """Paths of the parts that the workbook names as of this kind, by the key it names them with."""
    targets: dict[str, str] = {}

    def relation(_: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith(kind):
            targets[attributes.get("Id", "")] = _resolve(attributes.get("Target", ""))

    if "xl/_rels/workbook.xml.rels" in package.parts:
        walk(package.chunks("xl/_rels/workbook.xml.rels"), start=relation)
    return targets


def _resolve(target: str) -> str:
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target))


def _string_lengths(package: Package) -> list[int]:
    """Characters of each shared string: a few stored once can be shown a million times."""
    paths = {*_related(package, "/sharedStrings").values(), *package.names("sharedstrings.xml")}
    paths &= package.parts.keys()
    if len(paths) > 1:
        raise damaged()
    lengths: list[int] = []

    def start(name: str, _: dict[str, str]) -> None:
        if local(name) == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    for path in paths:
        walk(package.chunks(path), start=start, text=text)
    return lengths


class _Sheet:
    """Handlers for the elements of one sheet, and what they have counted so far."""

    def __init__(self, package: Package, lengths: list[int], text_left: list[int], label: str) -> None:
        self.limits = package.limits
        self.lengths = lengths
        self.text_left = text_left
        self.label = label
        self.row = self.column = self.cells = self.rows = 0
        self.last_row = self.last_column = self.last_filled_row = 0
        self.kind = ""
        self.collected: list[str] = []
        self.is_collecting = self.has_formula = False
        self.value = self.formula = ""
        self.columns_by_letters: dict[str, int] = {}
        self.bad_cells: dict[tuple[int, int], BadCell] = {}
        self.merged: list[Area] = []
        self.starts = _in_each_namespace(
            row=self.start_row, c=self.start_cell, v=self.start_text, t=self.start_text, f=self.start_formula,
            mergeCell=self.merge,
        )  # fmt: skip
        self.ends = _in_each_namespace(c=self.end_cell, v=self.end_text, t=self.end_text, f=self.end_formula)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if handler := self.starts.get(name):
            handler(attributes)

    def start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        self.row = int(stated) if stated.isdecimal() and len(stated) < 9 else self.row + 1
        self.column = 0

    def start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            self.row, self.column = self.position(reference)
        self.kind = attributes.get("t", "")
        self.value = self.formula = ""
        self.has_formula = False

    def position(self, reference: str) -> tuple[int, int]:
        named = reference.rstrip("0123456789")
        digits = reference[len(named) :]
        column = self.columns_by_letters.get(named)
        if column is None:
            column = self.columns_by_letters[named] = _column_number(named)
        if not digits or len(digits) > 8:
            raise unreadable("a cell has no place")
        return int(digits), column

    def start_text(self, _: dict[str, str]) -> None:
        self.collected = []
        self.is_collecting = True

    def start_formula(self, attributes: dict[str, str]) -> None:
        self.has_formula = True
        self.start_text(attributes)

    def text(self, data: str) -> None:
        if self.is_collecting:
            self.collected.append(data)

    def end(self, name: str) -> None:
        if handler := self.ends.get(name):
            handler()

    def end_text(self) -> None:
        self.is_collecting = False
        self.value += "".join(self.collected)

    def end_formula(self) -> None:
        self.is_collecting = False
        self.formula = "".join(self.collected)

    def end_cell(self) -> None:
        if not self.value and not self.has_formula:
            return
        row, column, limits = self.row, self.column, self.limits
        if row > limits.rows:
            raise too_many_rows(row, limits, self.label)
        if column > limits.columns:
            raise too_many_columns(column, limits, self.label)
        self.cells += 1
        if limits.cells and self.cells > limits.cells:
            raise too_many_cells(limits, self.label)
        self.count_text()
        if row != self.last_filled_row:
            self.rows += 1
            self.last_filled_row = row
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        if self.kind == "e":
            self.bad_cells[row, column] = error_cell(self.value)
        elif self.has_formula and not self.value and self.kind != "str":
            self.bad_cells[row, column] = formula_cell(self.formula)

    def count_text(self) -> None:
        length = len(self.value)
        if self.kind == "s":
            number = int(self.value) if self.value.isdecimal() and length < 10 else -1
            if not 0 <= number < len(self.lengths):
                raise unreadable("a cell points at a text that is not there")
            length = self.lengths[number]
        if length > self.limits.cell_characters:
            raise cell_too_long(self.row, self.column, self.limits, self.label)
        self.text_left[0] -= length
        if self.text_left[0] < 0:
            raise unpacks_too_far(self.limits)

    def merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        if last:
            self.merged.append((*self.position(first), *self.position(last)))

    def info(self, name: str, index: int, is_visible: bool) -> SheetInfo:
        return SheetInfo(
            name,
            index,
            is_visible,
            self.rows,
            self.last_row,
            self.last_column,
            self.bad_cells,
            tuple(self.merged),
        )


def _in_each_namespace(**handlers: Handler) -> dict[str, Handler]:
    return {f"{space} {tag}": handler for space in _MAIN for tag, handler in handlers.items()}


def _column_number(named: str) -> int:
    number = 0
    for letter in named:
        if not "A" <= letter <= "Z" or number > 100_000:
            raise unreadable("a cell has no place")
        number = number * 26 + ord(letter) - 64
    return number
