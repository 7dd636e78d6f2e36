"""The heading row of a resident list, and which of our fields each column is. Staffordshire SOP 11.5."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from govuk.sheets.limits import letters
from govuk.sheets.read import Table, Value
from trackers.rules.headings import (
    NAME_FIELDS,
    SHARED_FIELDS,
    contact_field_of,
    field_of,
    is_of_another_kin,
    is_turned,
)

_LOOKED_AT = 40  # rows in which the headings may stand
_KIN = "next_of_kin_"
_HAVE_ADDRESSES = frozenset(
    ("gp", "social_worker", "funding", "funding_authority", "service")
)  # of their own


@dataclass(frozen=True)
class Column:
    """One column of the file: its place from 0, its heading, our field or None."""

    index: int
    heading: str
    field: str | None = None
    is_turned: bool = False

    @property
    def letter(self) -> str:
        return letters(self.index + 1)


@dataclass(frozen=True)
class Recognised:
    """Where the headings stand (None: nowhere) and what each column holds."""

    heading_row: int | None
    columns: tuple[Column, ...]

    @property
    def mapping(self) -> dict[str, str]:
        """Their heading -> our field, for the columns that have one."""
        return {column.heading: column.field for column in self.columns if column.field}

    @property
    def unknown(self) -> list[str]:
        """Headings without a field of ours."""
        return [column.heading for column in self.columns if not column.field]

    @cached_property
    def folded(self) -> dict[str, str]:
        """Headings in small letters, single-spaced."""
        return {column.heading: " ".join(column.heading.casefold().split()) for column in self.columns}

    @cached_property
    def turned(self) -> frozenset[str | None]:
        """Fields whose heading asks the opposite of our question."""
        return frozenset(column.field for column in self.columns if column.is_turned)

    @property
    def has_names(self) -> bool:
        return any(column.field in NAME_FIELDS for column in self.columns)

    def with_fields(self, chosen: Mapping[int, str | None]) -> "Recognised":
        """The same with a person's choices: column's place from 0 -> our field, or None to leave it out."""
        columns = (
            replace(column, field=chosen[column.index] or None) if column.index in chosen else column
            for column in self.columns
        )
        return replace(self, columns=tuple(columns))


def recognise(table: Table) -> Recognised:
    """The reading of the table that knows the most columns, among rows that could be its heading row."""
    best, best_score = None, 1
    for at in range(min(_LOOKED_AT, len(table.rows))):
        for headings in _readings(table, at):
            columns = _columns(headings)
            score = _score(columns, table.rows[at][1])
            if score > best_score:
                best, best_score = Recognised(table.rows[at][0], _named(columns, table, at)), score
    return _without_counts(best, table) if best else _without_headings(table)


def from_mapping(table: Table, heading_row: int | None, mapping: Mapping[str, str]) -> Recognised:
    """The columns under a heading row that a person chose, with their choices: heading or letter -> field."""
    found = recognise(table)
    if heading_row is not None and heading_row != found.heading_row:
        at = heading_row - 1
        columns = _columns([str(value or "") for value in table.rows[at][1]])
        found = Recognised(heading_row, _named(columns, table, at))
    chosen = {
        column.index: mapping.get(column.heading, mapping.get(column.letter))
        for column in found.columns
        if column.heading in mapping or column.letter in mapping
    }
    return found.with_fields(chosen)


def from_memory(table: Table, remembered: Mapping[str, str]) -> Recognised | None:
    """The columns as they were read the last time: plain heading -> field, "" to leave out. None: nothing to say.

    A heading row that nobody would know is found by headings that were put right before.
    """
    if not remembered:
        return None
    found = recognise(table)
    if not found.has_names:
        at = max(
            range(min(_LOOKED_AT, len(table.rows))),
            key=lambda at: _known_in(table, at, remembered),
            default=0,
        )
        if _known_in(table, at, remembered) < 2:
            return None
        found = from_mapping(table, table.rows[at][0], {})
    chosen = {
        column.index: remembered[as_remembered(column.heading)] or None
        for column in found.columns
        if as_remembered(column.heading) in remembered
    }
    again = found.with_fields(chosen)
    return again if again != found else None


def _known_in(table: Table, at: int, remembered: Mapping[str, str]) -> int:
    return sum(as_remembered(str(value)) in remembered for value in table.rows[at][1] if value is not None)


def as_remembered(heading: str) -> str:
    """A heading as it is kept: small letters, single spaces."""
    return " ".join(heading.casefold().split())


def likely_sheets(tables: Sequence[Table]) -> list[Table]:
    """Of several sheets, those that look like a list of people."""
    return [
        table for table in tables if (found := recognise(table)).heading_row is not None and found.has_names
    ]


def _readings(table: Table, at: int) -> list[list[str]]:
    """The row's own words, and the same under the words of the row above, for headings of two rows."""
    own = [_words(value) for value in table.rows[at][1]]
    if sum(map(bool, own)) == 0:
        return []
    readings = [own]
    if at > 0:
        above = _carried([_words(value) for value in table.rows[at - 1][1]], own, table, at - 1)
        readings.append([_joined(upper, lower) for upper, lower in zip(above, own, strict=True)])
    return readings


def _words(value: Value) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _carried(above: list[str], own: list[str], table: Table, at: int) -> list[str]:
    """A heading that spans columns stands over each of them; without merged cells, until the next one begins."""
    row = table.rows[at][0]
    spans = {left: right for top, left, bottom, right in table.merged if top <= row <= bottom}
    carried, last, until = [], "", 0
    for column, (upper, lower) in enumerate(zip(above, own, strict=True), start=1):
        if upper:
            last, until = upper, spans.get(column, column if spans else len(above))
        carried.append(last if lower and column <= until else upper)
    return carried


def _joined(upper: str, lower: str) -> str:
    if not upper or not lower or upper == lower:
        return upper or lower
    both = f"{upper} {lower}"
    if contact_field_of(lower) and (field_of(upper) or "").startswith(_KIN):
        return both
    return both if field_of(both) not in (None, field_of(lower)) else lower


def _columns(headings: list[str]) -> list[Column]:
    columns = [
        Column(index, heading, field_of(heading) if heading else None)
        for index, heading in enumerate(headings)
    ]
    _settle_names(columns)
    _settle_contacts(columns)
    _settle_other_contacts(columns)
    _settle_doubles(columns)
    return [replace(column, is_turned=is_turned(column.heading)) for column in columns]


def _settle_names(columns: list[Column]) -> None:
    """ "Name" beside "Surname" is the forename; after the next of kin it is theirs."""
    names = [column for column in columns if column.field == "full_name"]
    fields = {column.field for column in columns}
    for column in names:
        is_bare = contact_field_of(column.heading) == "next_of_kin_name"
        if is_bare and _stands_behind_kin(columns, column.index):
            columns[column.index] = replace(column, field="next_of_kin_name")
        elif "surname" in fields and "forename" not in fields:
            columns[column.index] = replace(column, field="forename")
            fields.add("forename")


def _settle_contacts(columns: list[Column]) -> None:
    """ "Tel", "Address" and the like belong to the next of kin whose column stands before them.

    An address that stands behind nobody else is the person's own, as in a list of home care.
    """
    for column in columns:
        field = contact_field_of(column.heading) if not column.field else None
        if field and field != "next_of_kin_name" and _stands_behind_kin(columns, column.index):
            columns[column.index] = replace(column, field=field)
        elif field == "next_of_kin_address" and _nearest(columns, column.index) not in _HAVE_ADDRESSES:
            columns[column.index] = replace(column, field="address")


def _settle_other_contacts(columns: list[Column]) -> None:
    """A second next of kin, and what stands behind them, is a note: their number is not the first one's."""
    is_other, has_name = False, False
    for column in columns:
        if not (column.field or "").startswith(_KIN) and not is_of_another_kin(column.heading):
            is_other = is_other and column.field is None
            continue
        begins = column.field == f"{_KIN}name"
        if begins or is_of_another_kin(column.heading):
            is_other = is_of_another_kin(column.heading) or (begins and has_name)
        has_name = has_name or begins
        is_of_kin = (column.field or "").startswith(_KIN) or contact_field_of(column.heading)
        if is_other and is_of_kin:
            columns[column.index] = replace(column, field="notes")


def _stands_behind_kin(columns: list[Column], index: int) -> bool:
    """Whether the nearest known column to the left is about the next of kin."""
    return _nearest(columns, index).startswith(_KIN)


def _nearest(columns: list[Column], index: int) -> str:
    """The field of the nearest known column to the left; "" when there is none."""
    return next((column.field for column in reversed(columns[:index]) if column.field), "")


def _settle_doubles(columns: list[Column]) -> None:
    """One column for each field: the first. Texts that can be put together may have several."""
    taken: set[str] = set()
    for column in columns:
        if column.field and column.field in taken and column.field not in SHARED_FIELDS:
            columns[column.index] = replace(column, field=None)
        elif column.field:
            taken.add(column.field)


def _score(columns: list[Column], values: list[Value]) -> float:
    """How sure we are that these are headings: known fields, less for a row that holds numbers and dates."""
    known = {column.field for column in columns if column.field}
    if {"surname", "forename"} <= known:
        known.discard("full_name")  # a third name is somebody else's, such as the next of kin's
    others = sum(1 for value in values if value is not None and not isinstance(value, str))
    if not known & NAME_FIELDS:
        return len(known) - others - 1
    filled = sum(1 for column in columns if column.heading)
    # A list of names alone has one heading; beside others, a single known word is a poor sign.
    return (len(known) + 0.5 if filled == 1 or len(known) > 1 else 0.25) + len(known) - others


def _named(columns: list[Column], table: Table, at: int) -> tuple[Column, ...]:
    """The columns that have a heading or anything under it, each with a heading of its own."""
    filled = {
        index for _, values in table.rows[at + 1 :] for index, value in enumerate(values) if value is not None
    }
    named, seen = [], set()
    for column in columns:
        if not column.heading and column.index not in filled:
            continue
        heading = column.heading or f"Column {column.letter}"
        heading = f"{heading} (column {column.letter})" if heading in seen else heading
        seen.add(heading)
        named.append(replace(column, heading=heading))
    return tuple(named)


def _without_counts(found: Recognised, table: Table) -> Recognised:
    """A column that only counts the rows (1, 2, 3) is nobody's number: two lists would agree about everybody by it."""
    counting = {
        column.index: None
        for column in found.columns
        if column.field == "client_record_number" and _counts(column, found.heading_row or 0, table)
    }
    return found.with_fields(counting) if counting else found


def _counts(column: Column, heading_row: int, table: Table) -> bool:
    said = [str(row[column.index]).strip(" .") for number, row in table.rows if number > heading_row]
    said = [text for text in said if text not in ("None", "")]
    return len(said) > 1 and said == [str(number) for number in range(1, len(said) + 1)]


def _without_headings(table: Table) -> Recognised:
    width = len(table.rows[0][1]) if table.rows else 0
    return Recognised(None, tuple(Column(index, f"Column {letters(index + 1)}") for index in range(width)))
