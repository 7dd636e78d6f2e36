"""What the market failure outline says of approaches, whom to involve and who signs off. No database.

Coventry outline 6, 7: the lists approach_for, approach_1, approach_2, sign_off, service_types, matrix_organisations and
the tables stakeholder_matrix and market_programme of a pack. Another council's pack may have other approaches: every
list that approach_for names by its title is one.
"""

from collections.abc import Iterable
from typing import NamedTuple

from events.procedure.instruments import Item, ItemList, Row
from events.procedure.pack import Pack

NOT_INVOLVED = "None"  # the matrix's own word
MATRIX, PAIRS = "stakeholder_matrix", "approach_for"


class Suggestion(NamedTuple):
    """What the outline says: `kind` is the list of an approach or "", `rule` the id of the pair."""

    kind: str
    rule: str
    reason: str
    section: str


class Issue(NamedTuple):
    """One issue of an approach with its options, in the order of the document."""

    label: str
    options: tuple[Item, ...]


class MatrixRow(NamedTuple):
    """A row of the matrix: the type of service, and how each organisation is involved."""

    id: str
    service_type: str
    involved: dict[str, str]

    @property
    def names_nobody(self) -> bool:
        return all(how == NOT_INVOLVED for how in self.involved.values())


def has_approaches(pack: Pack) -> bool:
    return PAIRS in pack.lists and bool(approaches(pack))


def approaches(pack: Pack) -> dict[str, ItemList]:
    """The approaches of a pack by the name of their list, in the order of their titles."""
    named = {item.text for item in pack.lists[PAIRS].items} if PAIRS in pack.lists else set()
    found = {key: one for key, one in pack.lists.items() if one.title in named}
    return dict(sorted(found.items(), key=lambda pair: pair[1].title))


def issues(pack: Pack, kind: str) -> tuple[Issue, ...]:
    """The issues of an approach with their options. Coventry outline 7."""
    by_issue: dict[str, list[Item]] = {}
    for item in pack.lists[kind].items:
        by_issue.setdefault(item.group or "", []).append(item)
    return tuple(Issue(label, tuple(options)) for label, options in by_issue.items())


def option(pack: Pack, kind: str, code: str) -> Item | None:
    return next((item for item in pack.lists[kind].items if item.id == code), None)


def provider_types(pack: Pack) -> list[str]:
    """The types of provider that the outline has a pair for."""
    return list(dict.fromkeys(item.label for item in pack.lists[PAIRS].items))


def key_factors(pack: Pack) -> list[str]:
    return list(dict.fromkeys(item.group for item in pack.lists[PAIRS].items if item.group))


def suggest(pack: Pack, provider_type: str, key_factor: str) -> Suggestion:
    """The approach of a pair, or none: a pair that the outline does not have is never guessed. Coventry outline 7."""
    pairs, section = pack.lists[PAIRS], pack.cite(pack.lists[PAIRS])
    for item in pairs.items:
        if (_plain(item.label), _plain(item.group)) == (_plain(provider_type), _plain(key_factor)):
            kind = next(key for key, one in approaches(pack).items() if one.title == item.text)
            reason = f"{item.label}, {item.group[:1].lower()}{item.group[1:]}: {item.text}."
            return Suggestion(kind, item.id or "", reason, section)
    pair = ", ".join(part for part in (provider_type, key_factor) if part)
    return Suggestion("", "", f"The outline has no approach for {pair or 'this'}. Choose one.", section)


def usual_type(pack: Pack, service_types: Iterable[str]) -> str:
    """The outline's type of provider for a service with these types, or "" where they don't lead to one."""
    found = {one.text or "" for one in _known(pack, service_types)}
    return found.pop() if len(found) == 1 else ""


def matrix(pack: Pack) -> list[MatrixRow]:
    """The whole matrix. Coventry outline 6."""
    table = pack.tables.get(MATRIX)
    return [_row(row, table.columns) for row in table.rows] if table else []


def organisations(pack: Pack) -> tuple[str, ...]:
    """The organisations that the matrix has a column for."""
    table = pack.tables.get(MATRIX)
    return table.columns[1:] if table else ()


def rows_for(pack: Pack, service_types: Iterable[str]) -> list[MatrixRow]:
    """The rows that a service with these types can have; several say the same or ask for a choice."""
    labels = {_plain(row.label) for one in _known(pack, service_types) for row in one.items}
    return [row for row in matrix(pack) if _plain(row.service_type) in labels]


def settled(rows: list[MatrixRow]) -> MatrixRow | None:
    """The one answer of several rows where all of them say the same, such as national and local; else None."""
    if not rows or any(row.involved != rows[0].involved for row in rows):
        return None
    return rows[0]._replace(service_type=" or ".join(row.service_type for row in rows))


def row_of(pack: Pack, code: str) -> MatrixRow | None:
    return next((row for row in matrix(pack) if row.id == code), None)


def bodies(pack: Pack) -> list[tuple[str, str]]:
    """(organisation, body) of everybody who signs off, in the order of the document. Coventry outline 7."""
    found = pack.lists.get("sign_off")
    return [(item.label, body) for item in found.items for body in item.points] if found else []


def said_of(pack: Pack, organisation: str) -> Item | None:
    """What the pack says of an organisation of the matrix."""
    found = pack.lists.get("matrix_organisations")
    return next((item for item in found.items if item.label == organisation), None) if found else None


def _known(pack: Pack, service_types: Iterable[str]) -> list[Item]:
    found = pack.lists.get("service_types")
    names = {_plain(part) for words in service_types for part in [words, *words.split(",")]}
    return [one for one in found.items if names & {_plain(name) for name in one.points}] if found else []


def _row(row: Row, columns: tuple[str, ...]) -> MatrixRow:
    name, *cells = row.cells
    return MatrixRow(row.id or "", name, dict(zip(columns[1:], cells, strict=True)))


def _plain(words: str | None) -> str:
    return (words or "").strip().casefold()
