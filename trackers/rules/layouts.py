"""Sheets that hold more than one table: below each other with the columns in another order, or side by side."""

from collections.abc import Sequence, Set
from dataclasses import replace

from govuk.sheets.read import Value
from trackers.rules.columns import Column, Recognised, as_remembered
from trackers.rules.headings import EXACT, NAME_FIELDS, field_of

_FEWEST = 2  # headings that make a row of headings; a person may be called Home or Room


def layouts_of(rows: Sequence[tuple[int, list[Value]]], first: Recognised) -> dict[int, Recognised]:
    """Row number -> how its columns are read: as `first`, until headings stand in a row in another order.

    Such a row is read by its own headings, so that it is seen to be one; what somebody chose holds by heading.
    """
    found, now = {}, first
    chosen = {as_remembered(column.heading): column for column in first.columns}
    usual = EXACT | chosen.keys()
    for number, values in rows:
        if _may_be_headings(values, usual):
            now = _begun_by(values, first, chosen) or now
        found[number] = now
    return found


def _may_be_headings(values: list[Value], usual: Set[str]) -> bool:
    """Whether it is worth reading each cell as a heading: two of them, or one of a name, are written as usual."""
    said = {value.strip().casefold() for value in values if isinstance(value, str)} & usual
    return len(said) >= _FEWEST or any(field_of(text) in NAME_FIELDS for text in said)


def _begun_by(values: list[Value], first: Recognised, chosen: dict[str, Column]) -> Recognised | None:
    """The columns under this row when it holds the headings again, in their order or another."""
    said = {index: " ".join(value.split()) for index, value in enumerate(values) if isinstance(value, str)}
    fields = {
        index: chosen[as_remembered(text)].field if as_remembered(text) in chosen else field_of(text)
        for index, text in said.items()
        if text
    }
    known = [field for field in fields.values() if field]
    is_heading = len(known) >= _FEWEST and len(known) * 2 > len(fields) and NAME_FIELDS & set(known)
    if not is_heading or first.heading_row is None or len(set(known)) < _FEWEST:
        return None
    columns = tuple(
        replace(column, heading=said.get(column.index) or column.heading, field=fields.get(column.index))
        for column in first.columns
    )
    return replace(first, columns=columns)


def notes_of(layouts: dict[int, Recognised], first: Recognised) -> list[str]:
    """What somebody should know of how the tables of the sheet were read, in sentences."""
    notes = [
        f"From row {row} the columns stand in another order. They are read by the headings there."
        for row in turned_round(layouts, first)
    ]
    if letters := beside(first):
        notes.append(
            f"There seem to be two lists side by side: the people in columns {letters} are NOT read. Put them below "
            "the others, and send the list again."
        )
    return notes


def turned_round(layouts: dict[int, Recognised], first: Recognised) -> list[int]:
    """The rows from which the columns stand in another order than at the top."""
    before, found = _order(first), []
    for number, layout in layouts.items():
        if _order(layout) != before:
            found.append(number)
            before = _order(layout)
    return found


def _order(layout: Recognised) -> list[str | None]:
    return [column.field for column in layout.columns]


def beside(recognised: Recognised) -> str:
    """The letters of the columns of a second table beside the first, such as "E to G"; "" when there is none."""
    names = [
        column
        for column in recognised.columns
        if column.heading.endswith(f"(column {column.letter})")
        and field_of(column.heading.rpartition(" (column ")[0]) in {*NAME_FIELDS, "forename"}
        and not column.field
    ]
    if not names:
        return ""
    return f"{names[0].letter} to {recognised.columns[-1].letter}"
