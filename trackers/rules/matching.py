"""Whether two rows, or a row and somebody already in the tracker, may be the same person. Staffordshire SOP 11.4."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from trackers.rules.births import are_apart, span_of

_SURNAME_ALIKE, _FORENAME_ALIKE = 85, 80
Person = Mapping[str, Any]


class Likeness(NamedTuple):
    """Somebody a row may be: the key of the other, in what they agree, and whether that settles it."""

    key: Any
    reason: str
    is_certain: bool


def name_of(person: Person) -> tuple[str, str]:
    return _folded(person.get("surname")), _folded(person.get("forename"))


def _folded(text: object) -> str:
    return " ".join(str(text or "").casefold().replace("\u2019", "'").split())


def _digits(text: object) -> str:
    return "".join(filter(str.isdigit, str(text or "")))


@dataclass
class Known:
    """People by what identifies them: those already in the tracker, or the rows of the file so far."""

    people: dict[Any, Person] = field(default_factory=dict)
    by_nhs_number: dict[str, Any] = field(default_factory=dict)
    by_client_number: dict[str, Any] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Any]] = field(default_factory=lambda: defaultdict(list))
    by_birth: dict[tuple[int, frozenset[int]], list[Any]] = field(default_factory=lambda: defaultdict(list))
    today: dt.date | None = None  # the day for which ages hold

    def add(self, key: Any, person: Person) -> None:
        self.people[key] = person
        if number := _digits(person.get("nhs_number")):
            self.by_nhs_number.setdefault(number, key)
        if number := _folded(person.get("client_record_number")):
            self.by_client_number.setdefault(number, key)
        self.by_name[name_of(person)].append(key)
        if born := person.get("date_of_birth"):
            self.by_birth[_birth_key(born)].append(key)

    def by_numbers(self, person: Person) -> list[tuple[Any, str]]:
        """(key, which number) of those with the same NHS number or client record number."""
        found = []
        number = _digits(person.get("nhs_number"))
        if number in self.by_nhs_number:
            found.append((self.by_nhs_number[number], "NHS number"))
        number = _folded(person.get("client_record_number"))
        if number in self.by_client_number:
            found.append((self.by_client_number[number], "client record number"))
        return found

    def like(self, person: Person) -> Likeness | None:
        """The one whom name and date of birth point to, if any. Different NHS numbers keep two people apart."""
        born = person.get("date_of_birth")
        namesakes = self.by_name.get(name_of(person), ())
        same_name = [key for key in namesakes if not self._contradicts(person, self.people[key])]
        for key in same_name:
            if self.people[key].get("date_of_birth") == born:
                return Likeness(key, _agreement(born), is_certain=True)
        open_births = [key for key in same_name if not (born and self.people[key].get("date_of_birth"))]
        if len(open_births) == 1:
            return Likeness(open_births[0], "the same name", is_certain=True)
        return self._nearly(person, born) if born else None

    def _contradicts(self, person: Person, other: Person) -> bool:
        """Whether two people of one name are two people: by their numbers, or by when they were born."""
        births = span_of(person, self.today), span_of(other, self.today)
        return _numbers_differ(person, other) or are_apart(*births)

    def _nearly(self, person: Person, born: dt.date) -> Likeness | None:
        for key in self.by_birth.get(_birth_key(born), ()):
            other = self.people[key]
            if not _numbers_differ(person, other) and (how := _alike(name_of(person), name_of(other))):
                when = "the same date of birth" if other["date_of_birth"] == born else "day and month swapped"
                return Likeness(key, f"{how}, {when}", is_certain=False)
        return None


def known(people: Iterable[Person], today: dt.date | None = None) -> Known:
    """The people already in the tracker, by their "id"."""
    made = Known(today=today)
    for person in people:
        made.add(person["id"], person)
    return made


def is_unlike(one: Person, other: Person) -> bool:
    """Whether two people with one number are hardly the same: neither name nor date of birth agrees."""
    births = one.get("date_of_birth"), other.get("date_of_birth")
    if all(births) and births[0] == births[1]:
        return False
    (surname, forename), (other_surname, other_forename) = name_of(one), name_of(other)
    surnames_agree = fuzz.ratio(surname, other_surname) >= _SURNAME_ALIKE
    forenames_agree = bool(forename) and fuzz.ratio(forename, other_forename) >= _FORENAME_ALIKE
    return not (surnames_agree and forenames_agree if all(births) else surnames_agree or forenames_agree)


def _agreement(born: dt.date | None) -> str:
    return "the same name and date of birth" if born else "the same name"


def _birth_key(born: dt.date) -> tuple[int, frozenset[int]]:
    return born.year, frozenset((born.month, born.day))


def _numbers_differ(one: Person, other: Person) -> bool:
    numbers = _digits(one.get("nhs_number")), _digits(other.get("nhs_number"))
    return all(numbers) and numbers[0] != numbers[1]


def _alike(one: tuple[str, str], other: tuple[str, str]) -> str:
    if fuzz.ratio(one[0], other[0]) >= _SURNAME_ALIKE and fuzz.ratio(one[1], other[1]) >= _FORENAME_ALIKE:
        return "almost the same name"
    is_swapped = one[0] == other[1] and one[1] == other[0] and one[0] != one[1]
    return "surname and forename swapped" if is_swapped else ""
