"""
The one writer of spreadsheets.

What leaves carries the table and nothing else: no formulas, hidden parts, links, comments, names or author.
"""

import csv
import datetime as dt
import io
import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from govuk.sheets.cells import RISKY, BadCell, clean, mark
from govuk.sheets.limits import RESIDENTS, letters

_LONDON = ZoneInfo("Europe/London")
_LONGEST = RESIDENTS.cell_characters
_FIRST_DAY = dt.date(1900, 3, 1)  # earlier days have no agreed number in a workbook
_NOT_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\")
_WIDEST = 60  # characters
_MEASURED = 200  # rows whose longest text sets the width of a column


def write_xlsx(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str) -> bytes:
    """A workbook of one sheet, named `title`: headings in row 1, text as text, numbers and dates typed."""
    book = Workbook(write_only=True)
    book.properties.creator = None
    book.properties.title = clean(title)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    iterator = iter(rows)
    first = [[_plain(value) for value in row] for row in islice(iterator, _MEASURED)]
    for column, width in enumerate(_widths(headings, first), start=1):
        sheet.column_dimensions[letters(column)].width = width
    sheet.append([_heading(sheet, heading) for heading in headings])
    for values in first:
        sheet.append([_cell(sheet, value) for value in values])
    for row in iterator:
        sheet.append([_cell(sheet, _plain(value)) for value in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark, comma, CR LF. Text that could be taken for a formula gets a leading '."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([mark(clean(heading)) for heading in headings])
    writer.writerows([_csv_cell(_plain(value)) for value in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _plain(value: object) -> object:
    """None, clean text, a number, a date, or a moment as London's clocks show it."""
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return value if abs(value) < 10**15 else str(value)
    if isinstance(value, float | Decimal):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(_LONDON).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, dt.time):
        return value.replace(tzinfo=None)
    text = clean(value.shown if isinstance(value, BadCell) else str(value))
    return _cut(text) if len(text) > _LONGEST else text


def _cut(text: str) -> str:
    said = f" [cut: {len(text):,} characters in all]"
    return text[: _LONGEST - len(said)] + said


def _cell(sheet: WriteOnlyWorksheet, value: object) -> object:
    if isinstance(value, str):
        return (
            _text_cell(sheet, value) if value[:1] in RISKY or value in ERROR_CODES or "\n" in value else value
        )
    if isinstance(value, dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        if day < _FIRST_DAY:
            return value.isoformat()
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, dt.datetime) else "dd/mm/yyyy"
        return cell
    return value


def _text_cell(sheet: WriteOnlyWorksheet, value: str) -> Cell | None:
    """Text that stays text, also when a person opens the cell and presses Enter."""
    if not value:
        return None
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    cell.quotePrefix = value[0] in RISKY
    if "\n" in value:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _heading(sheet: WriteOnlyWorksheet, heading: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=clean(heading))
    cell.data_type = "s"
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _widths(headings: Sequence[str], rows: list[list[object]]) -> list[int]:
    def width(value: object) -> int:
        return 10 if isinstance(value, dt.date) else max(map(len, str(value).split("\n")))

    columns = [[heading, *(row[at] for row in rows if at < len(row))] for at, heading in enumerate(headings)]
    return [
        min(_WIDEST, 2 + max(width(value) for value in column if value is not None)) for column in columns
    ]


def _sheet_name(title: str) -> str:
    name = clean(title).translate(_NOT_IN_SHEET_NAMES).replace("\n", " ").strip(" '")[:31].strip(" '")
    return "Sheet" if not name or name.casefold() == "history" else name


def _csv_cell(value: object) -> object:
    if isinstance(value, str):
        return mark(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value
