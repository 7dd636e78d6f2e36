"""Files made of rows and columns: find the heading row, then read each row by the shape that knows the headings."""

import csv
import itertools
from collections.abc import Callable, Iterable, Iterator

from providers.register.cells import array, text
from providers.register.facts import BLANK_IS_NONE, Problem, Refused, Row, Unusable, take_withheld

HEADING_WITHIN = 40  # rows
MOST_COLUMNS = 200
MOST_LINES_IN_A_ROW = 200
LONGEST_CELL = 1_000_000
SEPARATORS = ",;\t"
_END = "\x1eend of file\x1e"

csv.field_size_limit(LONGEST_CELL)
NO_WORDS = "{}"  # a cell of separators alone
Columns = dict[str, tuple[str, Callable[[str], str]]]


class TableShape:
    """One layout of table. `columns` maps a heading (any case) to the fact it states and how to read it.

    A fact of the provider starts with "provider.". `complete` means that a service missing from such a file, in an
    area that the file covers, is no longer listed. `finish` derives what stands in no single cell.
    """

    key = title = ""
    complete = False
    adds = True  # may make a service that we do not know yet
    identified_by: frozenset[str] = frozenset()
    columns: Columns = {}
    flags: dict[
        str, tuple[str, Callable[[str], str]]
    ] = {}  # start of a heading -> list that its Y adds a word to
    derived: frozenset[str] = frozenset({"name_withheld", "status"})
    blanks: frozenset[str] = frozenset()  # words that mean "nothing here"
    needs_id = True  # otherwise a row may be matched by name and postcode

    def recognises(self, headings: set[str]) -> bool:
        return self.identified_by <= headings

    def fields(self, headings: Iterable[str]) -> set[str]:
        """Facts that a file with these headings can state."""
        stated = {self.columns[name][0] for name in headings if name in self.columns}
        owner = {"provider_cqc_id"} if "provider.cqc_id" in stated else set()
        return {name for name in stated if not name.startswith("provider.")} | owner | self.derived

    def clears(self, headings: Iterable[str]) -> set[str]:
        """Facts that a blank cell takes away."""
        return self.fields(headings) & BLANK_IS_NONE

    def finish(self, facts: dict[str, str], row: Row, cell: Callable[[str], str]) -> None:
        """Add what stands in no single cell. Raises Unusable."""


class Cells:
    """The row being read, by heading: cells("town") is its text, blank where there is no such column."""

    def __init__(self, at: dict[str, int], blanks: frozenset[str]):
        self.at, self.blanks, self.row = at, blanks, []

    def __call__(self, name: str) -> str:
        index = self.at.get(name)
        return text(self.row[index]) if index is not None and self.row[index] not in self.blanks else ""


class Table:
    """A table whose heading row has been found. Iterating gives a Row or a Problem for each row below it."""

    def __init__(
        self, shape: TableShape, headings: list[str], rows: Iterator[tuple[int, list[str]]], preamble: str
    ):
        if len(headings) > MOST_COLUMNS:
            raise Refused(f"The table has {len(headings)} columns; the limit is {MOST_COLUMNS}.")
        self.shape, self.headings, self.rows, self.preamble = shape, headings, rows, preamble
        known = [heading(name) for name in headings]
        self.at = {name: index for index, name in enumerate(known)}
        self.plan = [
            (index, *self._split(shape.columns[name]), headings[index])
            for index, name in enumerate(known)
            if name in shape.columns and self.at[name] == index
        ]
        self.flags = [
            (index, field, word(text(headings[index])[len(start) :]))
            for index, name in enumerate(known)
            for start, (field, word) in shape.flags.items()
            if name.startswith(start)
        ]
        self.cells = Cells(self.at, shape.blanks)
        self.id_heading = next(
            (label for _, field, theirs, _, label in self.plan if field == "cqc_id" and not theirs), ""
        )
        self.fields, self.clears = shape.fields(known), shape.clears(known)

    @staticmethod
    def _split(column: tuple[str, Callable]) -> tuple[str, bool, Callable]:
        name, convert = column
        return name.removeprefix("provider."), name.startswith("provider."), convert

    def __iter__(self) -> Iterator[Row | Problem]:
        width = len(self.headings)
        for number, cells in self.rows:
            if len(cells) != width:
                if not any(cells):
                    continue
                if any(cells[width:]):
                    yield Problem(
                        number, "", "", f"This row has {len(cells)} cells; the heading has {width}."
                    )
                    continue
                cells += [""] * (width - len(cells))
            try:
                row = self._read(number, cells)
            except Unusable as bad:
                yield Problem(number, bad.column, bad.value, bad.reason)
            except (ValueError, TypeError, AttributeError) as error:
                yield Problem(number, "", "", f"This row is not built as CQC's are: {error}")
            else:
                if row:
                    yield row

    def _read(self, number: int, cells: list[str]) -> Row | None:
        shape, service, provider = self.shape, {}, {}
        row = Row(number, service, provider)
        blanks = shape.blanks
        for index, field, of_provider, convert, label in self.plan:
            value = cells[index]
            if not value or value in blanks:
                continue
            try:
                stated = convert(value)
                if stated and stated != NO_WORDS:
                    (provider if of_provider else service)[field] = stated
            except ValueError as error:
                if not value.strip():
                    continue
                if field == "cqc_id" and not of_provider:
                    raise Unusable(label, value, str(error)) from None
                row.remarks.append(Problem(number, label, value, str(error)))
        if not service and not provider and not any(text(cell) for cell in cells):
            return None
        if "cqc_id" not in service and shape.needs_id:
            raise Unusable(self.id_heading, "", "There is no CQC location id.")
        if self.flags:
            self._read_flags(service, cells)
        self.cells.row = cells
        shape.finish(service, row, self.cells)
        check_service(row)
        return row

    def _read_flags(self, service: dict[str, str], cells: list[str]) -> None:
        found: dict[str, list[str]] = {}
        for index, field, word in self.flags:
            if cells[index] and cells[index].strip().casefold() in {"y", "yes"}:
                found.setdefault(field, []).append(word)
        for field, words in found.items():
            service[field] = array(words)


def check_service(row: Row) -> None:
    """A row about a service needs its id. Provider facts go with an id of the provider, or nowhere."""
    service, provider = row.service, row.provider
    if "name" in service:
        take_withheld(service)
    if provider:
        if "cqc_id" in provider:
            service["provider_cqc_id"] = provider["cqc_id"]
            take_withheld(provider)
        else:
            row.provider = None
    else:
        row.provider = None


def heading(value: str) -> str:
    """A heading as it is compared: one space, no case, without the note some have in brackets."""
    return text(value).split(" (note;")[0].casefold()


def csv_table(stream: Iterable[str], shapes: Iterable[TableShape]) -> Table | None:
    """The table in a text file, or None where no shape knows its headings. Any of , ; tab may separate cells."""
    lines = iter(stream)
    first = list(itertools.islice(lines, HEADING_WITHIN))
    for separator in SEPARATORS:
        found = find_heading(csv_rows(first, separator, whole=False), shapes)
        if found:
            shape, number, preamble = found
            rows = csv_rows(itertools.chain(first, lines), separator)
            headings = next(cells for at, cells in rows if at == number)
            return Table(shape, trimmed(headings), rows, preamble)
    return None


def find_heading(
    rows: Iterable[tuple[int, list[str]]], shapes: Iterable[TableShape]
) -> tuple[TableShape, int, str] | None:
    """The shape, the number of the heading row, and the words above it."""
    preamble = []
    try:
        for number, cells in itertools.islice(rows, HEADING_WITHIN):
            names = {heading(value) for value in cells}
            for shape in shapes:
                if shape.recognises(names):
                    return shape, number, " ".join(preamble)
            preamble += [text(value) for value in cells if value]
    except Refused:
        return None  # not with this separator
    return None


def trimmed(cells: list[str]) -> list[str]:
    """Without the blank columns at the right end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def csv_rows(lines: Iterable[str], separator: str, whole: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number that a spreadsheet shows.

    Raises Refused for a quote that is never closed: the reader would swallow every row after it without a word.
    """
    ended: list[bool] = []
    reader = csv.reader(itertools.chain(lines, _end(ended)) if whole else lines, delimiter=separator)
    line, number = 0, 0
    try:
        for number, cells in enumerate(reader, start=1):
            if ended:
                if cells == [_END]:
                    return
                raise Refused(f"A quote opened on line {line + 1:,} is never closed.")
            if reader.line_num - line > MOST_LINES_IN_A_ROW:
                raise Refused(f"A quote opened on line {line + 1:,} is never closed.")
            line = reader.line_num
            yield number, cells
    except csv.Error as error:
        if "field larger" in str(error):
            raise Refused(f"A quote opened on line {line + 1:,} is never closed.") from error
        raise Refused(f"Row {number + 1:,} cannot be read: {error}.") from error


def _end(ended: list[bool]) -> Iterator[str]:
    """One line more than the file has. Inside a quote that is still open it does not come out as a row."""
    yield "\n"
    ended.append(True)
    yield _END
