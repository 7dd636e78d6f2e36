"""Rows out of a file that the gate has passed, numbered as the person sees them."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import openpyxl
from python_calamine import CalamineError, CalamineWorkbook

from govuk.sheets import ods, text
from govuk.sheets.cells import BadCell, Value, clean, from_text, typed, unmark
from govuk.sheets.container import Package
from govuk.sheets.gate import Checked
from govuk.sheets.info import Area, SheetInfo
from govuk.sheets.limits import (
    ChooseSheet,
    Deadline,
    Limits,
    SheetRefused,
    cell_too_long,
    damaged,
    too_many_columns,
    too_many_rows,
)
from govuk.sheets.ods import Row

__all__ = ["Area", "BadCell", "Row", "Table", "Value", "read", "rows", "text_lines"]


@dataclass(frozen=True)
class Table:
    """
    One sheet. `rows` are (row number from 1, values), without gaps, up to the last row with something in it.

    `merged` are areas (first row, first column, last row, last column). A value merged down several rows
    stands in each of them; one merged across columns stands in the first.
    """

    sheet: str
    rows: list[tuple[int, list[Value]]] = field(repr=False)
    merged: tuple[Area, ...] = ()


def read(checked: Checked, sheet: str | None = None) -> Table:
    """
    The rows of one sheet: the named one, or the only visible one with rows.

    Raises ChooseSheet when there is more than one to choose from, SheetRefused when the named one is missing.
    """
    info = _chosen(checked, sheet)
    if checked.kind == "csv":
        table = Table("", list(enumerate(_text_rows(checked), start=1)))
    elif checked.kind == "ods":
        table = Table(info.name, _without_gaps(_ods_rows(checked, info.index)), info.merged)
    else:
        table = Table(info.name, _without_gaps(_xlsx_rows(checked, info)), info.merged)
    return _tidy(table)


def rows(checked: Checked) -> Iterator[Row]:
    """
    The rows of all sheets of a large file, one at a time, in constant memory; empty rows are left out.

    Raises SheetRefused at the first row or column over the limit, and when the time is over.
    """
    if checked.kind == "csv":
        found = _streamed_text(checked)
    elif checked.kind == "ods":
        package = Package(checked.data, checked.limits, Deadline(checked.limits))
        found = (row for _, row in ods.rows(package))
    else:
        found = _streamed_xlsx(checked)
    for row in found:
        if any(value is not None for value in row.values):
            yield row


def text_lines(checked: Checked) -> Iterator[str]:
    """The lines of a text file as they are, for a file that holds something other than separated values."""
    chunks = text.byte_chunks(checked.data, checked.is_gzip, checked.limits, Deadline(checked.limits))
    return text.lines(chunks, checked.encoding)


def _chosen(checked: Checked, sheet: str | None) -> SheetInfo:
    if checked.kind == "csv":
        return checked.sheets[0]
    if sheet is not None:
        wanted = sheet.strip().casefold()
        for info in checked.sheets:
            if info.name.strip().casefold() == wanted:
                return info
        names = ", ".join(f"“{info.name}”" for info in checked.sheets)
        raise SheetRefused(f"The file has no sheet “{sheet}”. It has {names}.", "no_such_sheet")
    with_rows = [info for info in checked.sheets if info.is_visible and info.rows]
    if not with_rows:
        raise SheetRefused(
            "Only hidden sheets have rows. Show the sheet that holds the list, save and try again."
        )
    if len(with_rows) > 1:
        raise ChooseSheet([info.name for info in with_rows])
    return with_rows[0]


def _text_rows(checked: Checked) -> Iterator[list[Value]]:
    content = text.decode(checked.data, checked.encoding)
    content = content[text.declared_separator(content)[1] :]
    for record in text.records(content, checked.separator):
        yield [from_text(unmark(cell)) for cell in record]


def _ods_rows(checked: Checked, index: int) -> Iterator[tuple[int, list[Value]]]:
    package = Package(checked.data, checked.limits, Deadline(checked.limits))
    for at, row in ods.rows(package):
        if at == index:
            yield row.number, row.values


def _xlsx_rows(checked: Checked, info: SheetInfo) -> Iterator[tuple[int, list[Value]]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(checked.data)).get_sheet_by_index(info.index)
    except CalamineError as error:
        raise damaged() from error
    first_row, first_column = sheet.start or (0, 0)
    ahead: list[Value] = [None] * first_column
    bad_rows: dict[int, list[tuple[int, BadCell]]] = {}
    for (row, column), cell in info.bad_cells.items():
        bad_rows.setdefault(row, []).append((column, cell))
    read_rows = [
        ahead + [typed(value) for value in values] for values in sheet.to_python(skip_empty_area=True)
    ]
    found = dict(enumerate(read_rows, start=first_row + 1))
    for row, bad in bad_rows.items():
        values = found.setdefault(row, [])
        values.extend([None] * (max(column for column, _ in bad) - len(values)))
        for column, cell in bad:
            values[column - 1] = cell
    yield from sorted(found.items())


def _without_gaps(found: Iterator[tuple[int, list[Value]]]) -> list[tuple[int, list[Value]]]:
    complete: list[tuple[int, list[Value]]] = []
    for number, values in found:
        complete.extend((missing, []) for missing in range(len(complete) + 1, number))
        complete.append((number, values))
    return complete


def _tidy(table: Table) -> Table:
    """All rows of one width, merged cells settled, empty rows at the end left out."""
    filled = [(number, _width(values)) for number, values in table.rows if _width(values)]
    last = max((number for number, _ in filled), default=0)
    width = max((width for _, width in filled), default=0)
    tidied = [(number, (values + [None] * width)[:width]) for number, values in table.rows[:last]]
    for area in table.merged:
        _settle(area, tidied, width)
    return replace(table, rows=tidied)


def _width(values: list[Value]) -> int:
    """How far the row goes: the last column with something in it."""
    width = len(values)
    while width and values[width - 1] is None:
        width -= 1
    return width


def _settle(area: Area, found: list[tuple[int, list[Value]]], width: int) -> None:
    """What lies under a merged cell is not seen; a value merged down a column holds for each of its rows."""
    top, left, bottom, right = area
    if not (0 < top <= len(found) and 0 < left <= width):
        return
    value = found[top - 1][1][left - 1]
    for number in range(top, min(bottom, len(found)) + 1):
        values = found[number - 1][1]
        for column in range(left, min(right, width) + 1):
            values[column - 1] = None
        if left == right or number == top:
            values[left - 1] = value


def _streamed_text(checked: Checked) -> Iterator[Row]:
    limits = checked.limits
    source = text_lines(checked)
    first = next(source, "")
    declared, begins = text.declared_separator(first)
    source = source if declared and begins == len(first) else _again(first, source)
    for number, record in enumerate(text.streamed_records(source, checked.separator, limits), start=1):
        if number > limits.rows and any(record):
            raise too_many_rows(number, limits)
        if len(record) > limits.columns and any(record[limits.columns :]):
            raise too_many_columns(len(record), limits)
        yield Row("", number, [clean(unmark(cell)) or None for cell in record])


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _streamed_xlsx(checked: Checked) -> Iterator[Row]:
    limits, deadline = checked.limits, Deadline(checked.limits)
    for sheet, number, values in _without_warnings(_openpyxl_rows(checked.data)):
        if values:
            deadline.check()
            yield _streamed_row(sheet, number, values, limits)


def _openpyxl_rows(data: bytes) -> Iterator[tuple[str, int, tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its size is not to be believed
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield sheet.title, number, values


def _without_warnings(found: Iterator[tuple[str, int, tuple[object, ...]]]) -> Iterator[tuple]:
    """The library warns of styles and extensions that make no difference to the values."""
    while True:
        with warnings.catch_warnings(action="ignore"):
            try:
                row = next(found)
            except StopIteration:
                return
            except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
                raise damaged() from error
        yield row


def _streamed_row(sheet: str, number: int, values: tuple[object, ...], limits: Limits) -> Row:
    found = [typed(value) for value in values]
    while found and found[-1] is None:
        found.pop()
    if found and number > limits.rows:
        raise too_many_rows(number, limits, sheet)
    if len(found) > limits.columns:
        raise too_many_columns(len(found), limits, sheet)
    for column, value in enumerate(found, start=1):
        if isinstance(value, str) and len(value) > limits.cell_characters:
            raise cell_too_long(number, column, limits, sheet)
    return Row(sheet, number, found)
