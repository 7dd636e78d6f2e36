"""Recognise a CQC file by its content, and read it row by row."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TextIO

from govuk.sheets.gate import REGISTER
from govuk.sheets.read import rows as workbook_rows
from providers.register import api, council, published, tidy
from providers.register.cells import spreadsheet_text
from providers.register.documents import Records, records
from providers.register.facts import Problem, Refused, Row
from providers.register.source import Source, day_in, look_through
from providers.register.tables import HEADING_WITHIN, Table, TableShape, csv_table, find_heading, trimmed

SHAPES: tuple[TableShape, ...] = (
    published.DirectoryShape(),
    published.AdultSocialCareShape(),
    published.ActiveLocationsShape(),
    api.ApiTableShape(),
    tidy.DeregisteredShape(),
    tidy.TidyShape(),
    council.CouncilListShape(),
    council.RatingHistoryShape(),
)
UNKNOWN = (
    "This is not a CQC register file that we know: no row of headings has a CQC location id. "
    "Use the CQC care directory, the monthly workbook, the adult social care export or records of the CQC API."
)


class Register:
    """A register file that has been recognised. Iterating gives a Row or a Problem for every row, once.

    `shape` is its kind; `fields` are the facts it can state and `clears` those that a blank takes away; `as_at` is
    the day it speaks of, where its name or first lines say so; `complete` says that it lists all of its areas.
    """

    def __init__(self, source: Source, table: Table | Records, opened: ExitStack):
        described = table.shape if isinstance(table, Table) else table
        self.source, self.table, self.opened = source, table, opened
        self.shape, self.title, self.complete = described.key, described.title, described.complete
        self.adds = getattr(described, "adds", True)
        self.needs_id = getattr(described, "needs_id", True)
        self.fields, self.clears = table.fields, table.clears
        self.as_at: date | None = day_in(table.preamble) or day_in(source.name)
        self.rows = 0

    def __enter__(self) -> "Register":
        return self

    def __exit__(self, *_: object) -> None:
        self.opened.close()

    def __iter__(self) -> Iterator[Row | Problem]:
        for row in self.table:
            self.rows += 1
            if self.rows > REGISTER.rows:
                raise Refused(
                    f"The file has more than {REGISTER.rows:,} rows, which is more than CQC registers."
                )
            yield row


def open_register(path: Path | str, name: str = "") -> Register:
    """The register in a file, plain or gzipped. Raises Refused (or the gate's SheetRefused) with one sentence.

    Use it in a `with` statement: the file stays open while its rows are read.
    """
    source = look_through(Path(path), name)
    with ExitStack() as opened:
        stream = None if source.workbook else opened.enter_context(source.open())
        table = _text_table(stream) if stream else _workbook_table(source)
        if table is None:
            raise Refused(UNKNOWN)
        return Register(source, table, opened.pop_all())


def _text_table(stream: TextIO) -> Table | Records | None:
    first = next((line for line in stream if line.strip()), "")
    if first.lstrip()[:1] in ("{", "["):
        return records(chain([first], stream))
    stream.seek(0)
    return csv_table(stream, SHAPES)


def _workbook_table(source: Source) -> Table | None:
    """The first sheet with headings that we know; notes and read-me sheets before it are passed over."""
    rows = _sheet_rows(source)
    pending: list[tuple[str, int, list[str]]] = []
    sheet = None
    for name, number, cells in rows:
        if name != sheet:
            sheet, pending = name, []
        if len(pending) == HEADING_WITHIN:
            continue
        pending.append((name, number, cells))
        found = find_heading([(number, cells)], SHAPES)
        if found:
            above = " ".join(cell for _, _, line in pending[:-1] for cell in line if cell)
            below = ((at, line) for of, at, line in rows if of == name)
            return Table(found[0], trimmed(cells), below, above)
    return None


def _sheet_rows(source: Source) -> Iterator[tuple[str, int, list[str]]]:
    for row in workbook_rows(source.workbook):
        yield row.sheet, row.number, [spreadsheet_text(value) for value in row.values]
