"""What stands in the lists, tables and plans of a pack, found by what is known of it. No database."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from events.procedure.pack import Pack

PLACES = ("list", "table", "plan")


class Line(NamedTuple):
    """A line of a list or table, or an action of a plan: its id and what it says, by field or column."""

    id: str
    says: dict[str, Any]


def lines(pack: Pack, place: str, name: str) -> Iterator[Line]:
    """Every line of a list (items inside items too), table or plan. Raises KeyError where there is no such thing."""
    if place == "list":
        yield from _items(pack.lists[name].items)
    elif place == "plan":
        for action in pack.plans[name].actions:
            says = {"action": action.action, "phase": action.phase, "order": action.order}
            yield Line(action.id, says | {"every": action.cadence.every if action.cadence else ""})
    else:
        table = pack.tables[name]
        for row in table.rows:
            yield Line(row.id or "", dict(zip(table.columns, row.cells, strict=True)))


def _items(items: tuple) -> Iterator[Line]:
    for item in items:
        every = item.cadence.every if item.cadence else ""
        says = {"label": item.label, "text": item.text or "", "group": item.group or "", "every": every}
        yield Line(item.id or "", says | {"number": item.number or "", "id": item.id or ""})
        yield from _items(item.items)


def matching(pack: Pack, place: str, name: str, known: Mapping[str, Any]) -> list[Line]:
    """Lines that say everything that is known, compared as text without regard to case."""
    wanted = {field: _plain(value) for field, value in known.items()}
    return [
        line
        for line in lines(pack, place, name)
        if all(_plain(line.says.get(field, "")) == value for field, value in wanted.items())
    ]


def _plain(value: Any) -> str:
    return str(value).strip().casefold()
