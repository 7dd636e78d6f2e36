"""What the gradings of the sampled people come to. Blackpool policy App 2 Steps 2, 3 and 4."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from events.procedure.pack import Pack
from risk.rules.instrument import bands, rank

PERSON, OTHERS = "the person", "other service users"


class Row(Protocol):
    """A row of the tool, as it is kept."""

    domain: str
    domain_number: str
    domain_label: str
    issue: str
    impact: int | None
    likelihood: int | None
    score: int | None
    band: str
    others_impact: int | None
    others_likelihood: int | None
    others_score: int | None
    others_band: str
    immediate_action: str
    asks_action: bool


class Cell(NamedTuple):
    """One grading of one row: for whom, and where it is in the matrix."""

    row: Row
    side: str
    impact: int
    likelihood: int
    score: int
    band: str


class DomainLine(NamedTuple):
    """One domain over all sampled people. `people` is how many have an issue in it."""

    number: str
    label: str
    people: int
    person: Cell | None
    others: Cell | None


class Summary(NamedTuple):
    """The sample put together. `levels` counts gradings by level, from the lowest to the highest."""

    highest: Cell | None
    domains: tuple[DomainLine, ...]
    levels: tuple[tuple[str, int], ...]
    filled: int
    rows: int
    graded: int
    without_action: tuple[Row, ...]


def cells(row: Row) -> list[Cell]:
    """The gradings of a row: none, one or two."""
    found = []
    if row.score is not None:
        found.append(Cell(row, PERSON, row.impact, row.likelihood, row.score, row.band))
    if row.others_score is not None:
        others = (row.others_impact, row.others_likelihood, row.others_score, row.others_band)
        found.append(Cell(row, OTHERS, *others))
    return found


def highest(pack: Pack, found: Iterable[Cell]) -> Cell | None:
    """The cell of the highest level, then of the highest score; the first of equals."""
    return max(found, key=lambda cell: (rank(pack, cell.band), cell.score), default=None)


def lacks_action(row: Row) -> bool:
    """A row that is to be acted on at once, and nobody said how. Blackpool policy App 2 Step 2."""
    return row.asks_action and not row.immediate_action.strip()


def collate(pack: Pack, rows: Iterable[Row]) -> Summary:
    """All rows of an assessment put together, domains in printed order. Blackpool policy App 2 Step 3."""
    rows = list(rows)
    every = [cell for row in rows for cell in cells(row)]
    by_domain: dict[str, list[Row]] = {}
    for row in rows:
        by_domain.setdefault(row.domain, []).append(row)
    counted = Counter(cell.band for cell in every)
    return Summary(
        highest=highest(pack, every),
        domains=tuple(_domain(pack, some) for some in by_domain.values()),
        levels=tuple((band.band, counted[band.band]) for band in bands(pack)),
        filled=sum(row.filled_at is not None for row in rows),
        rows=len(rows),
        graded=len({id(cell.row) for cell in every}),
        without_action=tuple(row for row in rows if lacks_action(row)),
    )


def _domain(pack: Pack, rows: list[Row]) -> DomainLine:
    found = [cell for row in rows for cell in cells(row)]
    return DomainLine(
        rows[0].domain_number,
        rows[0].domain_label,
        sum(bool(row.issue) for row in rows),
        highest(pack, (cell for cell in found if cell.side == PERSON)),
        highest(pack, (cell for cell in found if cell.side == OTHERS)),
    )
