"""What a procedure's risk instruments say: levels, cells, actions, domains, indicators. Blackpool policy 3, 6, App 2.

Nothing here knows a council's words: every one of them comes from the pack, so another council's matrix works as it is.
"""

from typing import NamedTuple

from events.procedure.instruments import Band, Item, Level
from events.procedure.pack import Pack
from events.rules.risk import RiskCell, risk_cell

SHADES = ("low", "moderate", "high", "extreme")  # from the lowest level to the highest, as they are drawn


class Actions(NamedTuple):
    """What a level of risk asks for at least, and what else is possible at it."""

    expected: tuple[str, ...]
    possible: tuple[str, ...]
    section: str


def is_for_risk(pack: Pack) -> bool:
    """Whether the procedure has all that the risk pages work with."""
    return bool(
        pack.risk_matrix
        and pack.initial_assessment
        and "domains" in pack.lists
        and "indicators" in pack.lists
    )


def items(pack: Pack, name: str) -> tuple[Item, ...]:
    """The lines of a list, none where the procedure has no such list."""
    return pack.lists[name].items if name in pack.lists else ()


def section_of(pack: Pack, name: str) -> str:
    """Where a list stands, to be cited; empty where there is none."""
    return pack.cite(pack.lists[name]) if name in pack.lists else ""


def label_of(pack: Pack, name: str, identity: str) -> str:
    """The words of one line of a list, by its id; the id itself where the procedure has none such."""
    return next((item.label for item in items(pack, name) if item.id == identity), identity)


def grouped(lines: tuple[Item, ...]) -> list[tuple[str, list[Item]]]:
    """The lines of a list under their groups, in printed order."""
    groups: dict[str, list[Item]] = {}
    for item in lines:
        groups.setdefault(item.group or "", []).append(item)
    return list(groups.items())


def bands(pack: Pack) -> tuple[Band, ...]:
    """The levels of risk from the lowest to the highest."""
    return tuple(sorted(pack.risk_matrix.bands, key=lambda band: band.min)) if pack.risk_matrix else ()


def band_named(pack: Pack, name: str) -> Band | None:
    return next((band for band in bands(pack) if band.band == name), None)


def rank(pack: Pack, name: str) -> int:
    """1 for the lowest level of risk and so on; 0 for a word that is none."""
    return next((at for at, band in enumerate(bands(pack), start=1) if band.band == name), 0)


def shade(pack: Pack, name: str) -> str:
    """How a level is drawn, by where it stands among the levels, not by what it is called."""
    count, at = len(bands(pack)), rank(pack, name)
    if not at:
        return ""
    return SHADES[-1] if count == 1 else SHADES[round((at - 1) * (len(SHADES) - 1) / (count - 1))]


def grade(pack: Pack, impact: int | None, likelihood: int | None) -> RiskCell | None:
    """The cell of the matrix; None while either is not chosen. Blackpool policy App 2 Step 1. Raises InvalidFigure."""
    return None if impact is None or likelihood is None else risk_cell(pack, impact, likelihood)


def asks_action(pack: Pack, *names: str) -> bool:
    """Whether one of these levels is to be acted on at once. Blackpool policy App 2 Step 2."""
    return any(band.act_at_once for name in names if (band := band_named(pack, name)))


def impact_words(pack: Pack, value: int | None) -> str:
    """As the matrix has it: 4 is "Major" there and "High" in the definitions."""
    return next((in_matrix(level) for level in pack.risk_matrix.impacts if level.value == value), "")


def likelihood_words(pack: Pack, value: int | None) -> str:
    return next((in_matrix(level) for level in pack.risk_matrix.likelihoods if level.value == value), "")


def in_matrix(level: Level) -> str:
    return level.matrix_label or level.label


def actions_of(pack: Pack, level: str) -> Actions:
    """What is to be done at least at this level, and what may be. Blackpool policy 7, App 2 Step 4."""
    band = band_named(pack, level)
    line = next(
        (item for item in items(pack, "risk_level_actions") if band and item.id == band.actions), None
    )
    table = pack.tables.get("screening_to_action")
    possible = tuple(row.cells[2] for row in table.rows if row.cells[1] == level) if table else ()
    return Actions(line.points if line else (), possible, section_of(pack, "risk_level_actions"))


def usual_category(pack: Pack, level: str) -> str:
    """The category that is offered with a level, never imposed. Blackpool policy 3, 7."""
    band = band_named(pack, level)
    return (band.category or "") if band else ""


def parties(pack: Pack) -> tuple[str, ...]:
    """Everybody who fills in rows of the tool, in the order in which they are first named."""
    return tuple(dict.fromkeys(party for item in items(pack, "domains") for party in item.responsible))
