"""What the gate learnt of one sheet, for the reader and for the person who chooses."""

from dataclasses import dataclass, field

from govuk.sheets.cells import BadCell

Area = tuple[int, int, int, int]  # first row, first column, last row, last column; all from 1


@dataclass(frozen=True)
class SheetInfo:
    """One sheet of a file. `rows` counts those with something in them."""

    name: str
    index: int = 0
    is_visible: bool = True
    rows: int = 0
    last_row: int = 0
    last_column: int = 0
    bad_cells: dict[tuple[int, int], BadCell] = field(default_factory=dict, repr=False)
    merged: tuple[Area, ...] = field(default=(), repr=False)
