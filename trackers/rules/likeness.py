"""How alike two people of two lists are, and in what: numbers first, then names, births and rooms. SOP 11.4."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from jellyfish import metaphone
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from trackers.rules.births import Span, are_apart, span_of
from trackers.rules.nicknames import full_forms

DIFFERENT, UNKNOWN, NEAR, SLIP, EQUAL = range(5)  # births
NONE, PART, ALIKE, EXACT = range(4)  # names
SURE = 90  # the least score of two rows that are the same person
_ALIKE = 80  # of 100: letters in common of two spellings of one name
_BORN_AS = re.compile(r"\b(?:n[ée]e|formerly|previously|was|maiden name)\b[:.]?\s*", re.IGNORECASE)
_MEN, _WOMEN = frozenset(("male", "mr", "m")), frozenset(("female", "mrs", "miss", "ms", "f"))


@dataclass(frozen=True, slots=True)
class Traits:
    """A row as the comparison looks at it: worked out once, however often it is compared."""

    surname: str
    surnames: frozenset[str]  # its parts, and a name at birth
    forename: str
    forenames: tuple[str, ...]  # in order, the known-as name last
    forms: frozenset[str]  # names that the forenames may be short for
    surname_sound: str
    forename_sounds: frozenset[str]
    born: dt.date | None
    birth: Span | None  # the same, or what a year, a month or an age leaves open
    nhs_number: str
    client_number: str
    room: str
    sex: str


class Verdict(NamedTuple):
    """Two rows that are or may be one person: how sure that is, of 100, and in what they agree."""

    is_same: bool
    score: int
    reasons: tuple[str, ...]


def traits_of(person: Mapping[str, Any], today: dt.date | None = None) -> Traits:
    """`person` maps our fields (surname, forename, known_as, title, gender, date_of_birth, birth_stated, age,
    nhs_number, client_record_number, room) to values; any of them may be missing. Ages hold for its as_at, else for
    `today`.
    """
    told, known_as = str(person.get("surname") or ""), str(person.get("known_as") or "")
    born_as = [part for text in (told, known_as) for part in _BORN_AS.split(text)[1:]]
    surname = folded(_BORN_AS.split(told)[0])
    liked = () if _BORN_AS.search(known_as) else _words(known_as)
    forenames = (*_words(person.get("forename")), *liked)
    parts = [part for text in (surname, *map(folded, born_as)) for part in text.split()]
    given = " ".join(_words(person.get("forename")))
    return Traits(
        surname.replace(" ", ""), frozenset(part for part in parts if len(part) > 2), given,
        forenames, frozenset(form for name in forenames if len(name) > 1 for form in full_forms(name)),
        sound(surname.replace(" ", "")), frozenset(sound(name) for name in forenames if len(name) > 1),
        person.get("date_of_birth"), span_of(person, today),
        _digits(person.get("nhs_number")), code_of(person.get("client_record_number")),
        code_of(person.get("room")), _sex(person),
    )  # fmt: skip


def judge(one: Traits, other: Traits) -> Verdict | None:
    """Whether the two are the same person, may be, or (None) are not alike enough to ask."""
    names, how_named = _names(one, other)
    births, how_born = _births(one, other)
    room = bool(one.room) and one.room == other.room
    number = _shared_number(one, other)
    apart = bool(one.nhs_number and other.nhs_number) and one.nhs_number != other.nhs_number
    where = ("the same room",) if room else ()
    reasons = tuple(filter(None, (number, *how_named, how_born, *where)))
    if number and not apart:
        return _by_number(names, births, reasons)
    worth = min(_WORTH[names] + _BORN_WORTH[births] + (10 if room else 0), 99)
    if apart:
        return (
            Verdict(False, worth - 30, (*reasons, "two different NHS numbers"))
            if names >= ALIKE and births == EQUAL
            else None
        )
    if _settles(names, births, how_named, is_room=room):
        return Verdict(True, max(worth, SURE), reasons)
    return (
        Verdict(False, min(worth, SURE - 1), reasons)
        if _worth_asking(one, other, names, births, room)
        else None
    )


_WORTH = {NONE: 0, PART: 25, ALIKE: 42, EXACT: 50}
_BORN_WORTH = {DIFFERENT: 0, UNKNOWN: 12, NEAR: 20, SLIP: 28, EQUAL: 40}
_SHORT = "a short form of the forename"
_INITIAL = "an initial for the forename"


def _by_number(names: int, births: int, reasons: tuple[str, ...]) -> Verdict:
    """One number for two people is a slip in one of the lists, when little else agrees."""
    is_unlike = (names == NONE and births != EQUAL) or (names < ALIKE and births == DIFFERENT)
    if is_unlike:
        return Verdict(False, 60, (*reasons, "name or date of birth differ"))
    return Verdict(True, 100 if names == EXACT and births == EQUAL else 97, reasons)


def _settles(names: int, births: int, how_named: tuple[str, ...], *, is_room: bool) -> bool:
    if names == EXACT:
        return births == EQUAL or (births in (UNKNOWN, NEAR) and is_room)
    return names == ALIKE and births == EQUAL and is_room and how_named == (_SHORT,)


def _worth_asking(one: Traits, other: Traits, names: int, births: int, room: bool) -> bool:
    if one.sex and other.sex and one.sex != other.sex and not one.forms & other.forms:
        return False  # brother and sister, husband and wife
    if names == PART:
        return births == EQUAL or (births == SLIP and room)
    if births == UNKNOWN and names == ALIKE:
        return room or one.surname == other.surname or bool(one.forms & other.forms)
    return names != NONE and (births != DIFFERENT or (names == EXACT and room))


def _shared_number(one: Traits, other: Traits) -> str:
    if one.nhs_number and one.nhs_number == other.nhs_number:
        return "the same NHS number"
    return (
        "the same client record number"
        if one.client_number and one.client_number == other.client_number
        else ""
    )


def _names(one: Traits, other: Traits) -> tuple[int, tuple[str, ...]]:
    surname, forename = _surnames(one, other), _forenames(one, other)
    if surname == forename == "=":
        return EXACT, ("the same name",)
    if surname and forename:
        return ALIKE, tuple(how for how in (surname, forename) if how != "=")
    if _are_swapped(one, other):
        return ALIKE, ("surname and forename swapped",)
    if forename in ("=", _SHORT):
        return PART, ("another surname",)
    if surname == "=":
        return (
            (PART, ("another forename",))
            if one.forenames and other.forenames
            else (ALIKE, ("no forename in one list",))
        )
    return NONE, ()


def _surnames(one: Traits, other: Traits) -> str:
    """In what the surnames agree; "=" for all of it, "" for nothing."""
    if not one.surname or not other.surname:
        return ""
    if one.surname == other.surname:
        return "="
    if one.surnames & other.surnames:
        return "one surname in common"
    if one.surname_sound == other.surname_sound and fuzz.ratio(one.surname, other.surname) >= 50:
        return "surnames sound alike"
    return "surnames spelled almost alike" if _spelled_alike(one.surname, other.surname) else ""


def _forenames(one: Traits, other: Traits) -> str:
    if not one.forenames or not other.forenames:
        return ""
    first, second = one.forenames, other.forenames
    if first[0] == second[0] and len(first[0]) > 1:
        return "="
    if one.forename and one.forename == other.forename:
        return "="
    if set(first) & set(second) - {name for name in first if len(name) == 1}:
        return "another of the forenames"
    if one.forms & other.forms:
        return _SHORT
    if _is_initial_of(first, second) or _is_initial_of(second, first):
        return _INITIAL
    if one.forename_sounds & other.forename_sounds:
        return "forenames sound alike"
    return "forenames spelled almost alike" if _spelled_alike(first[0], second[0]) else ""


def _is_initial_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short[0]) == 1 and any(short[0] == form[0] for name in full for form in full_forms(name))


def _are_swapped(one: Traits, other: Traits) -> bool:
    if not (one.forenames and other.forenames and one.surname and other.surname):
        return False
    return _crossed(one.surname, other.forenames[0]) and _crossed(other.surname, one.forenames[0])


def _crossed(surname: str, forename: str) -> bool:
    return surname == forename or (len(forename) > 3 and _spelled_alike(surname, forename))


def _spelled_alike(one: str, other: str) -> bool:
    """A letter missing, added, changed or turned round; in longer names as much of the whole."""
    least = min(len(one), len(other))
    return least > 2 and (
        OSA.distance(one, other, score_cutoff=1) <= (least > 3)
        or (least > 5 and fuzz.ratio(one, other) >= _ALIKE + 4 and one[0] == other[0])
    )


def _births(one: Traits, other: Traits) -> tuple[int, str]:
    if one.birth is None or other.birth is None:
        return UNKNOWN, ""
    if one.born is None or other.born is None:
        return (DIFFERENT, "") if are_apart(one.birth, other.birth) else (NEAR, "age or year of birth agree")
    if one.born == other.born:
        return EQUAL, "the same date of birth"
    how = slip_between(one.born, other.born)
    return (SLIP, how) if how else (DIFFERENT, "")


@lru_cache(maxsize=65_536)
def slip_between(one: dt.date, other: dt.date) -> str:
    """Which slip of the pen makes one date of birth the other, in words; "" when none does."""
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return "day and month swapped"
    if (one.day, one.month) == (other.day, other.month) and abs(one.year - other.year) in (1, 10, 100):
        return {1: "a year apart", 10: "ten years apart", 100: "a century apart"}[abs(one.year - other.year)]
    texts = f"{one:%d%m}{one.year:04}", f"{other:%d%m}{other.year:04}"
    if OSA.distance(*texts, score_cutoff=1) == 1:
        differ = [at for at in range(8) if texts[0][at] != texts[1][at]]
        return "one digit of the date of birth differs" if len(differ) == 1 else "two digits turned round"
    is_only_year = any((born.day, born.month) == (1, 1) for born in (one, other))
    return "the same year of birth" if is_only_year and one.year == other.year else ""


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """How a name sounds, as a code."""
    return metaphone(name)


@lru_cache(maxsize=16_384)
def folded(text: object) -> str:
    """A name in small letters without accents and signs; hyphens divide, apostrophes do not."""
    plain = unicodedata.normalize("NFKD", str(text or "")).casefold()
    plain = re.sub(r"['\u2019\u2018`.]", "", plain)
    return " ".join(
        re.sub(r"[^\w\s]|_", lambda sign: "" if unicodedata.combining(sign[0]) else " ", plain).split()
    )


def _words(text: object) -> tuple[str, ...]:
    return tuple(folded(text).split())


def _digits(text: object) -> str:
    return "".join(filter(str.isdigit, str(text or "")))


@lru_cache(maxsize=16_384)
def code_of(text: object) -> str:
    """A number or room without spaces, signs, the word for it and zeros in front."""
    plain = re.sub(r"[\W_]+", "", str(text or "").casefold())
    return re.sub(r"^(?:room|rm|bed|flat|unit)?0*(?=.)", "", plain)


def _sex(person: Mapping[str, Any]) -> str:
    for said in (person.get("gender"), person.get("title")):
        word = str(said or "").casefold().rstrip(".")
        if word in _MEN | _WOMEN:
            return "m" if word in _MEN else "f"
    return ""
