"""The monthly data of one service as they are kept, and two people's changes of them. Coventry outline App 1."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from events.procedure.pack import Pack
from events.rules.monitoring import data_sets, rating_of, ratings

EMPTY = {"rating": None, "significance": "", "source": "", "notes": ""}
LONGEST = {"source": 200, "notes": 2000}


class Rated(NamedTuple):
    """One data set with what was said of it; `rating` is the words, empty while nobody rated it."""

    id: str
    number: int
    label: str
    look_at: str
    value: int | None
    rating: str
    significance: str
    source: str
    notes: str


def rated(pack: Pack, service_types: Iterable[str], kept: Mapping[str, Mapping]) -> list[Rated]:
    """Each data set of this kind of service with what is kept of it, in printed order."""
    found = []
    for number, one in enumerate(data_sets(pack, service_types), start=1):
        said = EMPTY | dict(kept.get(one.id, {}))
        words = rating_of(pack, said["rating"]) if said["rating"] is not None else None
        found.append(
            Rated(
                one.id,
                number,
                one.label,
                one.look_at,
                said["rating"],
                words.label if words else "",
                said["significance"],
                said["source"],
                said["notes"],
            )
        )
    return found


def refusal(pack: Pack, service_types: Iterable[str], given: Mapping[str, Mapping]) -> str:
    """Why these ratings cannot be kept, in one sentence; empty if they can."""
    known = {one.id for one in data_sets(pack, service_types)}
    values = {one.value for one in ratings(pack)}
    for identity, said in given.items():
        if identity not in known:
            return f"{identity} is not a data set of this kind of service."
        if said.get("rating") is not None and said["rating"] not in values:
            return f"Select a rating of the procedure for {identity}."
        if said.get("significance") and said["significance"] not in pack.monitoring.significances:
            return f"Select a significance of the procedure for {identity}."
        if any(len(said.get(name) or "") > most for name, most in LONGEST.items()):
            return f"The source of {identity} may have 200 characters and its notes 2,000."
    return ""


def tidy(given: Mapping[str, Mapping]) -> dict[str, dict]:
    """What is kept: each data set of which anything is said, its four facts and nothing else."""
    kept = {}
    for identity, said in given.items():
        line = {name: said.get(name) or empty for name, empty in EMPTY.items()}
        if line != EMPTY:
            kept[identity] = line
    return kept


def merge(base: Mapping, theirs: Mapping, mine: Mapping) -> tuple[dict[str, dict], list[str]]:
    """Both people's changes together, and the data sets that both changed to something else."""
    merged, clashing = {}, []
    for identity in dict.fromkeys((*base, *theirs, *mine)):
        was, their, my = (EMPTY | dict(some.get(identity, {})) for some in (base, theirs, mine))
        if my not in (was, their) and their != was:
            clashing.append(identity)
        merged[identity] = their if my == was else my
    return tidy(merged), clashing


def open_sets(pack: Pack, service_types: Iterable[str], kept: Mapping[str, Mapping]) -> list[Rated]:
    """The data sets that nobody has rated yet. COV-RB03."""
    return [one for one in rated(pack, service_types, kept) if one.value is None]


class Regime(NamedTuple):
    """The rating in force, and its records from the newest to the one with which it began.

    The same rating again goes on with what is planned.
    """

    rating: int
    label: str
    run: tuple  # of MonthlyRecord

    @property
    def began(self):
        """The record that brought this rating."""
        return self.run[-1]


def regime_of(decided: Iterable) -> Regime | None:
    """The regime that decided records lead to; None while none is decided."""
    rows = sorted(decided, key=lambda record: record.month, reverse=True)
    if not rows:
        return None
    run = tuple(takewhile(lambda row: row.rating == rows[0].rating, rows))
    return Regime(rows[0].rating, rows[0].rating_label, run)


def anchor_of(rows: Iterable) -> date | None:
    """The day from which a rhythm goes on: the last visit made, or the last that was planned or left out."""
    return max((row.done_on or row.due_on for row in rows), default=None)
