"""How large a file may be, and the refusal that says so in one plain sentence."""

import time
from dataclasses import dataclass

from django.core.exceptions import ValidationError

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one kind of upload may hold. Sizes in bytes, time in seconds, `None` for no limit."""

    size: int
    unpacked: int
    rows: int
    columns: int
    entries: int
    seconds: float
    cells: int | None = None
    cell_characters: int = 32_767  # what a spreadsheet program itself allows in one cell
    is_streamed: bool = False  # the sheet is counted while it is read, not beforehand
    takes_gzip: bool = False


RESIDENTS = Limits(
    size=5 * MEGABYTE,
    unpacked=50 * MEGABYTE,
    rows=5_000,
    columns=60,
    cells=250_000,
    entries=200,
    seconds=10,
)
REGISTER = Limits(
    size=40 * MEGABYTE,
    unpacked=1_500 * MEGABYTE,
    rows=150_000,
    columns=200,
    entries=50,
    seconds=600,
    is_streamed=True,
    takes_gzip=True,
)


class SheetRefused(ValidationError):
    """The file is not taken. `sentence` says why and what to do, in words for the person who sent it."""

    def __init__(self, sentence: str, code: str = "sheet_refused") -> None:
        super().__init__(sentence, code=code)
        self.sentence = sentence


class ChooseSheet(SheetRefused):
    """More than one sheet has rows: the person says which. `names` are the sheets to choose from."""

    def __init__(self, names: list[str]) -> None:
        listed = ", ".join(f"“{name}”" for name in names)
        super().__init__(
            f"{len(names)} sheets have rows: {listed}. Say which one holds the list.", "choose_sheet"
        )
        self.names = names


def unreadable(reason: str, remedy: str = "Save it as .xlsx and try again.") -> SheetRefused:
    """The refusal of a file that is no spreadsheet, or not a sound one."""
    return SheetRefused(f"This is not a spreadsheet we can read: {reason}. {remedy}")


def damaged() -> SheetRefused:
    return unreadable("it is damaged", "Open it in your spreadsheet program, save it as .xlsx and try again.")


def megabytes(count: int) -> str:
    """5_000_000 -> "5 MB"."""
    return f"{count / MEGABYTE:,.1f}".removesuffix(".0") + " MB"


def too_large(size: int, limits: Limits) -> SheetRefused:
    return SheetRefused(
        f"The file is {megabytes(size)}; the limit is {megabytes(limits.size)}. "
        "Take out pictures and sheets that are not the list, and save again."
    )


def unpacks_too_far(limits: Limits) -> SheetRefused:
    return SheetRefused(
        f"The file unpacks to more than {megabytes(limits.unpacked)}. "
        "Copy the list into a new spreadsheet, save it as .xlsx and try again."
    )


def too_many_rows(row: int, limits: Limits, sheet: str = "") -> SheetRefused:
    return SheetRefused(
        f"{_the_sheet(sheet)} goes to row {row:,}; the limit is {limits.rows:,}. "
        "Delete the rows below your list and save again."
    )


def too_many_columns(column: int, limits: Limits, sheet: str = "") -> SheetRefused:
    return SheetRefused(
        f"{_the_sheet(sheet)} goes to column {column:,} ({letters(column)}); "
        f"the limit is {limits.columns:,}. "
        "Delete the columns to the right of your list and save again."
    )


def too_many_cells(limits: Limits, sheet: str = "") -> SheetRefused:
    return SheetRefused(
        f"{_the_sheet(sheet)} has more than {limits.cells:,} filled cells. "
        "Delete the columns and rows that are not part of your list and save again."
    )


def cell_too_long(row: int, column: int, limits: Limits, sheet: str = "") -> SheetRefused:
    return SheetRefused(
        f"Cell {letters(column)}{row}{' of ' + _quoted(sheet) if sheet else ''} holds more than "
        f"{limits.cell_characters:,} characters. Shorten it and save again."
    )


def _the_sheet(sheet: str) -> str:
    return f"The sheet {_quoted(sheet)}" if sheet else "The sheet"


def _quoted(sheet: str) -> str:
    return f"“{sheet}”"


def letters(column: int) -> str:
    """1 -> "A", 27 -> "AA"."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Deadline:
    """The time one file may take, from now on."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.seconds
        self._ends = time.monotonic() + limits.seconds

    def check(self) -> None:
        """Raises SheetRefused once the time is over."""
        if time.monotonic() > self._ends:
            raise SheetRefused(
                f"The file takes longer than {self._limit:g} seconds to read. "
                "Copy the list into a new spreadsheet, save it as .xlsx and try again."
            )
