"""A spreadsheet with the monthly data of many services: its columns, its rows, and what is wrong with them.

The columns are those that the service itself writes (`headings`), in any order; a data set may be headed by its id, its
number or its words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from events.procedure.pack import Pack
from events.rules.monitoring import data_set_labels, data_sets, rating_of, ratings, suggested

SERVICE, SPEND, RATING, REASON = "Service ID", "Spend a year", "Overall rating", "Reason for the rating"
OTHER_WORDS = {
    SERVICE: {"cqc location id", "location id", "provider id", "cqc id", "id"},
    SPEND: {"spend", "annual spend"},
    RATING: {"overall", "rating"},
    REASON: {"reason"},
}
MOST_SPEND = Decimal("9999999999.99")
LOOKED_AT = 20  # rows in which the headings are looked for


class ListRow(NamedTuple):
    """One row of the list. `number` is that of the sheet; `problems` are sentences, empty for a good row."""

    number: int
    cqc_id: str
    service: str
    ratings: dict[str, int]
    spend: Decimal | None
    rating: int | None
    reason: str
    problems: tuple[str, ...]


def headings(pack: Pack) -> list[str]:
    """The columns that a list may have, as the service itself writes them."""
    return [SERVICE, "Service", SPEND, *data_set_labels(pack).values(), RATING, REASON]


def columns_of(pack: Pack, values: Sequence) -> dict[str, int]:
    """What each column holds, by its heading: SERVICE, SPEND and so on, or the id of a data set."""
    named: dict[str, str] = {}
    for number, (identity, label) in enumerate(data_set_labels(pack).items(), start=1):
        named |= dict.fromkeys((_plain(identity), _plain(label), str(number)), identity)
    for name, others in OTHER_WORDS.items():
        named |= dict.fromkeys((_plain(name), *others), name)
    found: dict[str, int] = {}
    for at, value in enumerate(values):
        if (what := named.get(_plain(value))) and what not in found:
            found[what] = at
    return found


def read_list(
    pack: Pack, rows: Iterable[tuple[int, Sequence]], services: Mapping[str, tuple[str, Sequence[str]]]
) -> tuple[list[ListRow], str]:
    """The rows below the headings, and why the list cannot be read (empty if it can).

    `services` maps the ids of monitored services to (name, kinds of service).
    """
    rows = list(rows)
    for at, (_, values) in enumerate(rows[:LOOKED_AT]):
        columns = columns_of(pack, values)
        if SERVICE in columns and len(columns) > 1:
            below = [(number, line) for number, line in rows[at + 1 :] if any(_text(cell) for cell in line)]
            if not below:
                return [], "The list has headings and no rows below them."
            return _read_rows(pack, columns, below, services), ""
    return [], f"No row has the headings. The list needs a column {SERVICE} and a column for each data set."


def without_problems(rows: Iterable[ListRow]) -> bool:
    return not any(row.problems for row in rows)


def _read_rows(pack: Pack, columns: Mapping[str, int], rows, services) -> list[ListRow]:
    found, seen = [], set()
    for number, line in rows:
        cells = {what: _text(line[at]) if at < len(line) else "" for what, at in columns.items()}
        row = _row(pack, number, cells, services)
        if row.cqc_id in seen:
            row = row._replace(problems=(*row.problems, "This service stands in the list twice."))
        seen.add(row.cqc_id)
        found.append(row)
    return found


def _row(pack: Pack, number: int, cells: Mapping[str, str], services) -> ListRow:
    identity, problems = cells[SERVICE], []
    name, kinds = services.get(identity, ("", ()))
    if not name:
        problems.append(f"{identity or 'A row without an id'} is no service that the council monitors.")
    labels, mine = data_set_labels(pack), {one.id for one in data_sets(pack, kinds)}
    given: dict[str, int] = {}
    for data_set in (one for one in labels if cells.get(one)):
        found = rating_of(pack, cells[data_set])
        if found is None:
            problems.append(
                f"{labels[data_set]}: {cells[data_set][:40]} is not a rating. Use {_words(pack)}."
            )
        elif name and data_set not in mine:
            problems.append(f"{labels[data_set]} is not rated for this kind of service.")
        else:
            given[data_set] = found.value
    spend, wrong = _spend(cells.get(SPEND, ""))
    problems += [wrong] if wrong else []
    rating, wrong = (None, "") if problems else _overall(pack, cells, given, len(given) == len(mine))
    problems += [wrong] if wrong else []
    return ListRow(
        number, identity, name, given, spend, rating, cells.get(REASON, "")[:2000], tuple(problems)
    )


def _overall(pack: Pack, cells: Mapping, given: Mapping[str, int], is_whole: bool) -> tuple[int | None, str]:
    """The overall rating of a row; another than the suggested one needs a reason."""
    if not (text := cells.get(RATING, "")):
        return None, ""
    found = rating_of(pack, text)
    if found is None:
        return None, f"{RATING}: {text[:40]} is not a rating. Use {_words(pack)}."
    if not is_whole:
        return None, f"{RATING}: rate every data set first, or leave it out."
    highest = suggested(pack, given.values())
    if highest and highest.value != found.value and not cells.get(REASON):
        return None, f"{RATING}: {highest.label} is suggested. Give a reason for {found.label}."
    return found.value, ""


def _spend(text: str) -> tuple[Decimal | None, str]:
    if not text:
        return None, ""
    try:
        amount = Decimal(re.sub(r"[£,\s]", "", text)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None, f"{SPEND}: {text[:40]} is not an amount. Write pounds, like 850000."
    if not 0 <= amount <= MOST_SPEND:
        return None, f"{SPEND}: {text[:40]} is not an amount. Write pounds, like 850000."
    return amount, ""


def _words(pack: Pack) -> str:
    *first, last = (one.short for one in ratings(pack))
    return f"{', '.join(first)} or {last}"


def _text(value: object) -> str:
    return "" if value is None else str(getattr(value, "shown", value)).strip()


def _plain(value: object) -> str:
    return re.sub(r"\s+", " ", _text(value)).casefold().removesuffix(".0")
