"""Several lists of the same people side by side: same, probably same, only here. Staffordshire SOP 11.4.

Nobody is lost: every row of every list is in exactly one group, and every group in exactly one case. A group is one
person; a case is the groups that may be one, which somebody decides.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from trackers.rules.likeness import SURE, Traits, Verdict, judge, sound, traits_of

CROWD = (
    4_000  # pairs of one block; a larger block of names says nothing (identifiers and births always count)
)
Class = Literal["same", "probably", "only"]
DECIDED = 100


class Key(NamedTuple):
    """Where a row stands: its list, and what names it there."""

    list: Hashable
    row: Hashable


class Pair(NamedTuple):
    """Two rows that are, or may be, one person."""

    a: Key
    b: Key
    is_same: bool
    score: int  # of 100
    reasons: tuple[str, ...]


@dataclass
class Case:
    """Rows that are or may be one person: the groups, and the pairs that somebody is to decide between them."""

    groups: list[tuple[Key, ...]]
    open: list[Pair] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)  # the ones that made the groups

    @property
    def keys(self) -> list[Key]:
        return [key for group in self.groups for key in group]

    @property
    def lists(self) -> set[Hashable]:
        return {key.list for key in self.keys}

    @property
    def kind(self) -> Class:
        """To be decided, the same person in several lists, or in one list only."""
        if self.open:
            return "probably"
        return "same" if len(self.lists) > 1 else "only"


@dataclass
class Comparison:
    """Every row of every list, once."""

    cases: list[Case]

    @property
    def pairs(self) -> list[Pair]:
        """Pairs of two different lists, the sure ones first."""
        found = [
            pair for case in self.cases for pair in (*case.pairs, *case.open) if pair.a.list != pair.b.list
        ]
        return sorted(found, key=lambda pair: (not pair.is_same, -pair.score))

    def classes(self) -> dict[Key, Class]:
        """What each row is: the same as a row of another list, probably, or in its list only."""
        return self._classes

    @cached_property
    def _classes(self) -> dict[Key, Class]:
        found: dict[Key, Class] = {key: "only" for case in self.cases for key in case.keys}
        for pair in reversed(self.pairs):  # the sure ones last: they win
            found[pair.a] = found[pair.b] = "same" if pair.is_same else "probably"
        return found

    def counts(self, name: Hashable) -> dict[str, int]:
        """Rows of one list, by what they are; the three add up to `in_file`."""
        found = Counter(kind for key, kind in self.classes().items() if key.list == name)
        return {"in_file": found.total(), **{kind: found[kind] for kind in ("same", "probably", "only")}}


def compare(
    rows: Mapping[Key, Mapping[str, Any]],
    *,
    same: Iterable[tuple[Key, Key]] = (),
    different: Iterable[tuple[Key, Key]] = (),
    merged: Mapping[Key, Key] = MappingProxyType({}),
    today: dt.date | None = None,
    judged: Iterable[Pair] | None = None,
) -> Comparison:
    """Compare the rows of all lists. `same` and `different` are what people decided: it goes before the rules.

    `merged` leads from a row that was found to be somebody's second one to theirs: what it says makes pairs with
    theirs, and it is no row of its own. `today` is the day for which ages hold, where a row has no `as_at`. `judged` is
    what `judged_pairs` found for these rows, where that is known. Nothing is read or written.
    """
    if judged is None:
        judged = judged_pairs(rows, merged=merged, today=today)
    rows = {key: person for key, person in rows.items() if key not in merged}
    apart = {frozenset(pair) for pair in _led(different, merged)}
    decided = [
        Pair(a, b, True, DECIDED, ("somebody decided",))
        for a, b in _led(same, merged)
        if a in rows and b in rows
    ]
    known = {frozenset((pair.a, pair.b)) for pair in decided}
    settled = apart | known
    judged = [pair for pair in judged if frozenset((pair.a, pair.b)) not in settled]
    sure = sorted((pair for pair in judged if pair.is_same), key=_best_first)
    maybe = sorted((pair for pair in judged if not pair.is_same), key=_best_first)
    people, joined = _Sets(rows, apart), []
    for pair in (*decided, *sure):
        if people.join(pair.a, pair.b):
            joined.append(pair)
    return _cases(rows, people, joined, maybe)


def judged_pairs(
    rows: Mapping[Key, Mapping[str, Any]],
    *,
    merged: Mapping[Key, Key] = MappingProxyType({}),
    today: dt.date | None = None,
) -> list[Pair]:
    """Which rows are or may be one person by the rules alone: most of the work of `compare`, whatever people decide.

    It grows with the rows that have something in common, not with all pairs.
    """
    traits = {key: traits_of(person, today) for key, person in rows.items()}
    return list(_of_people(traits, merged))


def _led(pairs: Iterable[tuple[Key, Key]], merged: Mapping[Key, Key]) -> Iterator[tuple[Key, Key]]:
    return ((merged.get(a, a), merged.get(b, b)) for a, b in pairs)


def _of_people(traits: Mapping[Key, Traits], merged: Mapping[Key, Key]) -> Iterable[Pair]:
    """The judged pairs; of several for the same two people, the surest."""
    if not merged:
        return _judged(traits)
    best: dict[frozenset[Key], Pair] = {}
    for pair in sorted(_judged(traits), key=lambda pair: (pair.is_same, pair.score)):
        ((a, b),) = _led([(pair.a, pair.b)], merged)
        if a != b:
            best[frozenset((a, b))] = pair._replace(a=a, b=b)
    return best.values()


def _best_first(pair: Pair) -> tuple:
    return -pair.score, str(pair.a), str(pair.b)


def _cases(rows: Mapping, people: "_Sets", joined: list[Pair], maybe: list[Pair]) -> Comparison:
    """Groups that may be one person, put together best first: no list twice in a case unless it says so itself."""
    cases, linked = people.copy(), []
    for pair in maybe:
        if people.find(pair.a) == people.find(pair.b):
            continue
        if cases.find(pair.a) == cases.find(pair.b) or (
            pair.a.list != pair.b.list
            and not cases.lists(pair.a) & cases.lists(pair.b)
            and cases.join(pair.a, pair.b)
        ):
            linked.append(pair)
    groups: dict[Key, list[tuple[Key, ...]]] = defaultdict(list)
    for members in people.sets():
        groups[cases.find(members[0])].append(tuple(members))
    found = {root: Case(several) for root, several in groups.items()}
    for pair in joined:
        found[cases.find(pair.a)].pairs.append(pair)
    for pair in linked:
        found[cases.find(pair.a)].open.append(pair)
    return Comparison(list(found.values()))


class _Sets:
    """Disjoint sets of rows, which never put two rows together that somebody said are different people."""

    def __init__(self, keys: Iterable[Key], apart: set[frozenset[Key]]) -> None:
        self.above: dict[Key, Key] = {key: key for key in keys}
        self.members: dict[Key, list[Key]] = {key: [key] for key in self.above}
        self.apart = apart

    def copy(self) -> "_Sets":
        made = _Sets((), self.apart)
        made.above = dict(self.above)
        made.members = {root: list(keys) for root, keys in self.members.items()}
        return made

    def find(self, key: Key) -> Key:
        while self.above[key] != key:
            self.above[key] = key = self.above[self.above[key]]
        return key

    def lists(self, key: Key) -> set[Hashable]:
        return {member.list for member in self.members[self.find(key)]}

    def join(self, one: Key, other: Key) -> bool:
        """Whether they are together now."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return True
        if self.apart and any(
            frozenset((a, b)) in self.apart for a in self.members[one] for b in self.members[other]
        ):
            return False
        if len(self.members[one]) < len(self.members[other]):
            one, other = other, one
        self.above[other] = one
        self.members[one] += self.members.pop(other)
        return True

    def sets(self) -> Iterator[list[Key]]:
        return iter(self.members.values())


def _judged(traits: Mapping[Key, Traits]) -> Iterator[Pair]:
    for a, b in _candidates(traits):
        verdict: Verdict | None = judge(traits[a], traits[b])
        # Two rows of one list are one person only when nothing else is possible.
        if verdict and (a.list != b.list or (verdict.is_same and verdict.score >= SURE)):
            yield Pair(a, b, *verdict)


def _candidates(traits: Mapping[Key, Traits]) -> set[tuple[Key, Key]]:
    """Pairs of rows that have something in common which one of the rules looks at."""
    blocks: dict[tuple, list[Key]] = defaultdict(list)
    for key, found in traits.items():
        for block in {*_sure_blocks(found), *_name_blocks(found)}:
            blocks[block].append(key)
    pairs: set[tuple[Key, Key]] = set()
    for (kind, *_), keys in blocks.items():
        if len(keys) * (len(keys) - 1) // 2 <= CROWD or kind in ("nhs", "client", "born"):
            pairs.update(combinations(keys, 2))
    return pairs


def _sure_blocks(found: Traits) -> Iterator[tuple]:
    if found.nhs_number:
        yield "nhs", found.nhs_number
    if found.client_number:
        yield "client", found.client_number
    if born := found.born:
        yield "born", born
        first = {name[0] for name in (*found.forms, *found.forenames, found.surname) if name}
        for letter in first:  # a slip in the date leaves two of its three parts, or their order
            yield "year month", born.year, born.month, letter
            yield "year day", born.year, born.day, letter
            yield "day month", born.day, born.month, letter
            yield "turned", born.year, *sorted((born.day, born.month)), letter
        yield from (("year", born.year, letter) for letter in first if (born.day, born.month) == (1, 1))


def _name_blocks(found: Traits) -> Iterator[tuple]:
    """Names as they sound (in either order), as they begin and end, and with the room."""
    surnames = {found.surname_sound, *map(sound, found.surnames)}
    forenames = {sound(name) for name in (*found.forms, *found.forenames) if len(name) > 1}
    for surname in surnames:
        yield from (("sounds", *sorted((surname, forename))) for forename in forenames)
    initials = {name[0] for name in (*found.forms, *found.forenames)}
    for initial in initials:
        yield "initial", found.surname_sound, initial
        yield "begins", found.surname[:3], initial
        yield "ends", found.surname[-3:], initial
    if found.room:
        yield "room", found.room, found.surname[:1]
        yield from (("room", found.room, initial) for initial in initials)
    yield "alone", found.surname_sound  # for those who have no forename in one list
