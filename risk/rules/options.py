"""Which options a meeting has, and which of them belong to a level of risk. Blackpool policy 7, App 2 Step 4."""

from collections.abc import Iterable
from typing import NamedTuple

from events.procedure.instruments import Item
from events.procedure.pack import Pack
from risk.rules.instrument import items

LISTS = {"performance": "meeting_options", "summit": "summit_options"}
ACTIONS = "screening_to_action"


class Option(NamedTuple):
    """One option with what is known about it at a level; `belongs` is None where no level is known or named for it."""

    item: Item
    belongs: bool | None
    where: str


def options(pack: Pack, kind: str, *, level: str, category: str, care_home: bool) -> list[Option]:
    """The options of a meeting in printed order; those for care homes only where it is one. Blackpool policy 7."""
    return [
        Option(item, belongs(pack, item, level, category), where_of(pack, item))
        for item in items(pack, LISTS[kind])
        if care_home or item.only_for != "care_homes"
    ]


def belongs(pack: Pack, item: Item, level: str, category: str = "") -> bool | None:
    """Whether an option is named for the level, in the table of section 7 or by Step 4 of App 2.

    Without a level the category decides. None for options that no level is named for, such as the Risk Summit.
    """
    rows = _rows(pack, item)
    if not rows and not item.expected_at:
        return None
    if level:
        return level in item.expected_at or any(judgement == level for _, judgement in rows)
    if category:
        return any(_same(category, screening) for screening, _ in rows)
    return None


def outside(found: Iterable[Option], chosen: Iterable[str]) -> list[Item]:
    """The chosen options that are not named for the level: they ask for a reason. Blackpool policy 7."""
    chosen = set(chosen)
    return [one.item for one in found if one.item.id in chosen and one.belongs is False]


def where_of(pack: Pack, item: Item) -> str:
    """At which levels an option is named: "Low, performing"; both sources are joined."""
    found = [f"{judgement}, {screening.lower()}" for screening, judgement in _rows(pack, item)]
    named = {judgement for _, judgement in _rows(pack, item)}
    also = [level for level in item.expected_at if level not in named]
    return "; ".join([*found, *([f"by App 2 also {' and '.join(also)}"] if also else [])])


def leads_to(pack: Pack, kind: str, chosen: Iterable[str]) -> set[str]:
    """What the chosen options begin: an action plan, a suspension, and so on."""
    chosen = set(chosen)
    return {item.leads_to for item in items(pack, LISTS[kind]) if item.id in chosen and item.leads_to}


def _rows(pack: Pack, item: Item) -> list[tuple[str, str]]:
    """(screening, judgement) of the rows that name the option. The columns are those of the printed table."""
    table = pack.tables.get(ACTIONS)
    return [(row.cells[0], row.cells[1]) for row in table.rows if row.cells[3] == item.id] if table else []


def _same(category: str, screening: str) -> bool:
    """A category is "Performing/Isolated Issue" where the table says "Performing or Underperforming"."""
    return any(category.casefold().startswith(word.casefold()) for word in screening.split(" or "))
