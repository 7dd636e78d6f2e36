"""The tracker and every list of an event side by side, each person in one line. Staffordshire SOP 11.4.

Worked out each time from the lists, the people on the tracker and what was decided: four queries however many there
are. What the rules say of the same rows is kept until one of them differs.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from govuk.words import nhs_number, short_date
from trackers.merged import leads_of
from trackers.models import ReconcileDecision, ReconcileList, ReconcileRow, TrackerEntry
from trackers.rules.likeness import code_of, folded
from trackers.rules.reconcile import Case, Comparison, Key, Pair, compare, judged_pairs

TRACKER = "tracker"  # stands for the tracker among the lists
Person = dict[str, Any]
SHOWN = {
    "surname": "Surname",
    "forename": "Forename",
    "date_of_birth": "Born",
    "birth_stated": "Born, as far as known",
    "age": "Age",
    "nhs_number": "NHS number",
    "client_record_number": "Client record number",
    "room": "Room",
    "funding_type": "Who pays",
}
OF_PERSON = (
    "surname",
    "forename",
    "title",
    "known_as",
    "gender",
    "date_of_birth",
    "birth_stated",
    "nhs_number",
    "client_record_number",
)
STATES = {
    "decide": "To decide",
    "missing": "Not on the tracker",
    "unlisted": "On the tracker only",
    "unseen": "Not seen at the roll-call",
    "differ": "Details differ",
    "same": "The same",
}


class Fact(NamedTuple):
    """One thing that a list says of somebody, and whether another list says otherwise."""

    label: str
    text: str
    differs: bool


@dataclass
class Member:
    """Somebody as one list has them."""

    key: Key
    person: Person
    row: ReconcileRow | None = None
    entry: TrackerEntry | None = None
    facts: list[Fact] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The row in the words of the page's forms."""
        return f"{self.key.list}.{self.key.row}"

    @property
    def name(self) -> str:
        surname, forename = self.person["surname"], self.person["forename"]
        return f"{surname}, {forename}" if forename else surname or "(no name)"


class Question(NamedTuple):
    """Two rows that may be one person (or are, by the rules), and why."""

    a: Member
    b: Member
    pair: Pair

    @property
    def why(self) -> str:
        words = ", ".join(self.pair.reasons)
        return words[:1].upper() + words[1:]


@dataclass
class Line:
    """One person, or several who may be one: what each list says of them."""

    state: str
    cells: dict[Any, list[Member]]
    questions: list[Question]
    links: list[Question]
    seen: str = ""

    @property
    def members(self) -> list[Member]:
        return [member for members in self.cells.values() for member in members]

    @property
    def first(self) -> Member:
        return self.members[0]

    @property
    def is_twice(self) -> bool:
        """Whether one list has the person more than once."""
        return not self.questions and any(len(members) > 1 for members in self.cells.values())


@dataclass
class SideBySide:
    """Everybody in every list. `counts` are lines by state, which add up to all lines."""

    lists: list[ReconcileList]
    lines: list[Line]
    comparison: Comparison

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(line.state for line in self.lines)
        return {state: found[state] for state in STATES}

    def in_list(self, name: Any) -> dict[str, int]:
        """Rows of one list by what they are; they add up to `in_file`."""
        return self.comparison.counts(name)

    def line_of(self, key: Key) -> Line | None:
        return next((line for line in self.lines if any(member.key == key for member in line.members)), None)


def side_by_side(user: User, event: FailureEvent) -> SideBySide:
    """Compare what the person may see."""
    lists = list(
        ReconcileList.objects.visible_to(user).filter(event=event).in_use().select_related("added_by")
    )
    rows = _rows_of(lists)
    entries = people_of(TrackerEntry.with_merged.visible_to(user).filter(event=event))
    members = {member.key: member for member in (*map(of_entry, entries), *map(of_row, rows))}
    same, different = _decided(user, event)
    ticked = [
        (key, Key(TRACKER, one.row.entry_id)) for key, one in members.items() if one.row and one.row.entry_id
    ]
    people = {key: member.person for key, member in members.items()}
    today = timezone.localdate()
    merged = merged_of(entries)
    decided = {
        "same": same + ticked,
        "different": different,
        "judged": _judged(event.pk, people, merged, today),
    }
    comparison = compare(people, **decided, merged=merged, today=today)
    order = [TRACKER, *(one.pk for one in lists)]
    calls = [one for one in lists if one.kind == ReconcileList.Kind.ROLL_CALL]
    latest = max(calls, key=lambda one: one.as_at, default=None)
    lines = [_line(case, members, order, latest) for case in comparison.cases]
    return SideBySide(lists, sorted(lines, key=_in_order), comparison)


def _rows_of(lists: list[ReconcileList]) -> list[ReconcileRow]:
    by_key = {one.pk: one for one in lists}
    rows = list(ReconcileRow.objects.filter(list__in=by_key))
    for row in rows:
        row.list = by_key[row.list_id]
    return rows


# Event -> what was compared last, as a digest, and what the rules say of it: an answer changes neither. Keys of rows
# and words such as "the same room", no names.
_LAST: dict[int, tuple[bytes, list[Pair]]] = {}
_MOST_KEPT = 8  # events


def _judged(event: int, people: dict[Key, Person], merged: dict[Key, Key], today: date) -> list[Pair]:
    """What the rules say of these rows; worked out again only when something else is compared than the last time."""
    said = hashlib.sha256(repr((people, merged, today)).encode()).digest()
    known = _LAST.get(event)
    if known is None or known[0] != said:
        known = said, judged_pairs(people, merged=merged, today=today)
        for oldest in list(_LAST)[: max(0, len(_LAST) + 1 - _MOST_KEPT)]:
            _LAST.pop(oldest, None)
        _LAST[event] = known
    return known[1]


def _in_order(line: Line) -> tuple:
    return list(STATES).index(line.state), folded(line.first.person["surname"]), line.first.name


def people_of(entries: QuerySet[TrackerEntry]) -> list[TrackerEntry]:
    """The rows of a tracker to compare, with those that lead to another of them. One query."""
    found = list(entries.select_related("service_user"))
    leads = leads_of(found)
    return [entry for entry in found if entry.merged_into_id is None or entry.pk in leads]


def merged_of(entries: list[TrackerEntry]) -> dict[Key, Key]:
    """A row that was merged -> the row of the person who stays, as the rules name them."""
    return {Key(TRACKER, there): Key(TRACKER, stays) for there, stays in leads_of(entries).items()}


def of_entry(entry: TrackerEntry) -> Member:
    person = {name: getattr(entry.service_user, name) for name in OF_PERSON}
    person |= {"age": entry.service_user.age_stated}
    person |= {"room": entry.room, "funding_type": _payer(entry.funding_type)}
    return Member(Key(TRACKER, entry.pk), person, entry=entry)


@lru_cache(maxsize=64)
def _day_of(moment: datetime) -> date:
    """Rows of one list share it."""
    return timezone.localdate(moment)


def of_row(row: ReconcileRow) -> Member:
    person = {name: getattr(row, name) for name in (*OF_PERSON, "age", "room")}
    person["as_at"] = _day_of(row.list.as_at)
    return Member(Key(row.list_id, row.pk), person | {"funding_type": _payer(row.funding_type)}, row=row)


def _payer(value: str) -> str:
    return "" if value == TrackerEntry.Funding.UNKNOWN else value


def _decided(user: User, event: FailureEvent) -> tuple[list, list]:
    """(same, different) pairs of keys that people decided."""
    found: tuple[list, list] = [], []
    rows = ReconcileDecision.objects.visible_to(user).filter(event=event, taken_back_at=None)
    for one in rows.select_related("row", "other"):
        a = Key(one.row.list_id, one.row_id)
        b = Key(one.other.list_id, one.other_id) if one.other_id else Key(TRACKER, one.entry_id)
        found[0 if one.is_same else 1].append((a, b))
    return found


def _line(case: Case, members: dict[Key, Member], order: list, roll_call: ReconcileList | None) -> Line:
    there = [members[key] for key in case.keys]
    differing = _differing(there)
    for one in there:
        one.facts = _facts(one, differing)
    cells = {name: [one for one in there if one.key.list == name] for name in order}
    cells = {name: sorted(found, key=lambda one: str(one.key)) for name, found in cells.items() if found}
    seen = _seen(cells, roll_call)
    questions = [Question(members[pair.a], members[pair.b], pair) for pair in _one_for_each(case)]
    links = [Question(members[pair.a], members[pair.b], pair) for pair in case.pairs]
    return Line(_state(case, there, seen), cells, questions, links, seen)


def _seen(cells: dict[Any, list[Member]], roll_call: ReconcileList | None) -> str:
    """What the latest roll-call says. Who is still looked for and not on one that was sent as a list was not seen."""
    if roll_call is None:
        return ""
    called = cells.get(roll_call.pk, [])
    is_looked_for = any(not one.entry.is_finished for one in cells.get(TRACKER, []) if one.entry)
    if not called and roll_call.file_name and is_looked_for:
        return ReconcileRow.Seen.ABSENT
    return next((one.row.seen for one in called if one.row and one.row.seen), "")


def _one_for_each(case: Case) -> list[Pair]:
    """The best question between each two of the groups: one answer settles all of them."""
    group_of = {key: number for number, group in enumerate(case.groups) for key in group}
    asked: dict[frozenset[int], Pair] = {}
    for pair in sorted(case.open, key=lambda pair: -pair.score):
        asked.setdefault(frozenset((group_of[pair.a], group_of[pair.b])), pair)
    return list(asked.values())


def _state(case: Case, there: list[Member], seen: str) -> str:
    if case.kind == "probably":
        return "decide"
    if TRACKER not in case.lists:
        return "missing"
    if len(case.lists) == 1:
        return "unlisted"
    if seen == ReconcileRow.Seen.ABSENT:
        return "unseen"
    is_twice = len(there) > len(case.lists)
    return "differ" if is_twice or any(fact.differs for one in there for fact in one.facts) else "same"


def _differing(there: list[Member]) -> set[str]:
    """The fields in which lists say different things of these. A tick of a roll-call says nothing by itself."""
    people = [one.person for one in there if not (one.row and one.row.entry_id)]
    said = {name: {person[name] for person in people} for name in SHOWN}
    return {
        name
        for name, values in said.items()
        if len(values) > 1 and len({_plain(name, value) for value in values} - {""}) > 1
    }


def _facts(one: Member, differing: set[str]) -> list[Fact]:
    """What the list says, without names that it does not have."""
    if one.row and one.row.entry_id:
        return [Fact("Roll-call", one.row.get_seen_display(), one.row.seen == ReconcileRow.Seen.ABSENT)]
    return [
        Fact(label, words(name, one.person[name]), name in differing)
        for name, label in SHOWN.items()
        if one.person[name]
    ]


def _plain(name: str, value: Any) -> str:
    """A value without what two people write differently and mean alike."""
    return code_of(value) if name in ("room", "client_record_number") else folded(value).replace(" ", "")


def words(name: str, value: Any) -> str:
    """A value as the page shows it."""
    if name == "date_of_birth":
        return f"{short_date(value).split(' ', 1)[1]} {value.year}"
    if name == "nhs_number":
        return nhs_number(value)
    return str(TrackerEntry.Funding(value).label) if name == "funding_type" else str(value)
