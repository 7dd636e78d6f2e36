"""Names as providers write them, taken apart into surname, forename, title and what the person likes to be called."""

import re
from typing import NamedTuple

from trackers.rules.problems import Parsed, error, warning

_TITLES = {
    "mr": "Mr", "mister": "Mr", "mrs": "Mrs", "miss": "Miss", "ms": "Ms", "mx": "Mx", "dr": "Dr", "doctor": "Dr",
    "rev": "Rev", "revd": "Rev", "reverend": "Rev", "sir": "Sir", "dame": "Dame", "lady": "Lady", "lord": "Lord",
    "prof": "Prof", "professor": "Prof", "fr": "Fr", "father": "Fr", "sister": "Sister", "canon": "Canon",
    "capt": "Captain", "captain": "Captain", "major": "Major", "maj": "Major", "col": "Colonel", "colonel": "Colonel",
    "cllr": "Cllr", "master": "Master", "madam": "Madam",
}  # fmt: skip
# Small words that belong to the surname behind them.
_PARTICLES = frozenset(
    ("ap", "ab", "van", "von", "de", "der", "den", "del", "della", "di", "da", "la", "le", "ten", "ter", "st")
)
_NOT_A_NICKNAME = re.compile(
    r"\b(respite|hospital|deceased|died|rip|dnar|dnacpr|vacant|short stay|day care|new|temp|temporary|room|bed|ground|"
    r"first floor|nursing|residential|emi|couple|twin|husband|wife|sister|brother|son|daughter|private|chc|fnc|\d)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|[\"\u201c\u201d]([^\"\u201c\u201d]+)[\"\u201c\u201d]")
_SINGLE_QUOTED = re.compile(r"(?<![\w])['\u2018\u2019]([^'\u2018\u2019]+)['\u2018\u2019](?![\w])")
_KNOWN_AS = re.compile(
    r"[,;]?\s*\b(?:a\.?k\.?a\.?|known as|k/a|prefers?(?: to be called)?|likes(?: to be called)?)\b[:.]?\s*(.+)$",
    re.IGNORECASE,
)
_MAIDEN = re.compile(r"\b(?:n[eé]e|maiden name|formerly)\b", re.IGNORECASE)
# What stands before a name that is counted or told by its room: "5. ", "Rm 3 - ", "Room 4: ".
_COUNTED = re.compile(
    r"^(?:((?:room|rm|bed|flat|unit)\b\.?\s*\d{1,3}[a-z]?)|\d{1,3})\s*[-\u2013:.)]+\s+", re.IGNORECASE
)
_NOT_IN_NAMES = re.compile(r"[=<>#@{}|\\\d\"]|^\+")
# A remark behind the name: "Smith, Ada - DNAR", "Ada Smith RIP".
_REMARK = re.compile(
    r"[\s,;*\-\u2013]+((?:dnar|dnacpr|rip|r\.i\.p\.?|deceased|died|respite|short stay|day care|in hospital|hospital|"
    r"emi|chc|fnc|nursing|residential)\b.*)$",
    re.IGNORECASE,
)
_LOUD_AFTER = re.compile(r"\b(Mac|Mc|O['\u2019]|D['\u2019]|Fitz|De|Van|Le|La|Du)([A-Z]{3,})\b")
_TWO_PEOPLE = re.compile(r"\s(?:&|and|\+)\s", re.IGNORECASE)


class Name(NamedTuple):
    """A person's name; parts that are not given are "". `aside` is a bracketed remark that is no name."""

    surname: str = ""
    forename: str = ""
    title: str = ""
    known_as: str = ""
    aside: str = ""


def full_name(text: str, *, surname_first: bool = False) -> Parsed:
    """
    A name in one cell: "SMITH, Mrs Ada", "Mrs Ada SMITH", "SMITH Ada", "Ada Smith", "Smith, Ada (Addie)".

    `surname_first` settles "Smith Ada", where nothing in the cell does. The value is a Name.
    """
    bare = " ".join(text.split())
    counted = _COUNTED.match(bare)
    rest, known_as, aside = _without_asides(bare[counted.end() :] if counted else bare)
    if counted and counted[1]:
        aside = f"{counted[1]} {aside}".strip()
    if _TWO_PEOPLE.search(rest):
        return error(
            "Two people seem to share this row. Give each a row of their own, or put one of them here and add the "
            "other by hand."
        )
    before, comma, behind = rest.partition(",")
    if comma and behind.strip():
        surname, first_title = _without_title(before.split())
        forename, title = _without_title(behind.replace(",", " ").split())
        title = title or first_title
    else:
        surname, forename, title = _without_comma(before.split(), surname_first)
    if not any(map(str.isalpha, "".join(surname))) or not is_name(rest):
        return not_a_name(text)
    name = Name(in_case(" ".join(surname)), in_case(" ".join(forename)), title, known_as, aside)
    if not name.forename:
        return warning("Only one name is given. It is taken for the surname.", name)
    return Parsed(name)


def is_name(text: str) -> bool:
    """Whether nothing is in it that no name has: digits, signs of formulas and addresses."""
    return not _NOT_IN_NAMES.search(text)


def not_a_name(text: str) -> Parsed:
    return error(f"“{' '.join(text.split())}” is not a name.")


def one_name(text: str) -> Name:
    """A surname or a forename in a cell of its own, with the title or the known-as name that may stand there too."""
    rest, known_as, aside = _without_asides(" ".join(text.split()))
    words, title = _without_title(rest.replace(",", " ").split())
    return Name(surname=in_case(" ".join(words)), title=title, known_as=known_as, aside=aside)


def title_of(text: str) -> str:
    """A title as we write it, or the text as it is."""
    bare = " ".join(text.split())
    return _TITLES.get(bare.rstrip(".").casefold(), bare)


def in_case(name: str) -> str:
    """SMITH-JONES -> Smith-Jones, O'BRIEN -> O'Brien, MCDONALD -> McDonald; names in mixed case stay as they are."""
    return " ".join(map(_word_in_case, name.split()))


def _word_in_case(word: str) -> str:
    letters = [letter for letter in word if letter.isalpha()]
    if len(letters) < 2 or not (word.isupper() or word.islower()):
        return word.upper() if len(letters) == 1 else _LOUD_AFTER.sub(_quietly, word)
    if word.islower() and word in _PARTICLES:
        return word
    made = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), word)
    made = re.sub(r"(?<=\w)(['\u2019])S\b", r"\1s", made)
    return re.sub(r"\bMc([a-z])", lambda found: "Mc" + found[1].upper(), made)


def _quietly(found: re.Match[str]) -> str:
    """MacDONALD -> MacDonald."""
    return found[1] + found[2].capitalize()


def _without_asides(text: str) -> tuple[str, str, str]:
    """The text without brackets and quotes, the name they hold, and what they hold that is no name."""
    known_as, aside = "", ""

    def keep(found: re.Match[str]) -> str:
        nonlocal known_as, aside
        inside = next(group for group in found.groups() if group is not None).strip()
        stated = _KNOWN_AS.search(inside)
        inside = stated[1].strip() if stated else inside
        if inside.rstrip(".").casefold() in _TITLES:
            return f" {inside} "
        if inside and not known_as and not _NOT_A_NICKNAME.search(inside) and not _MAIDEN.search(inside):
            known_as = in_case(inside)
        elif inside:
            aside = f"{aside} {inside}".strip()
        return " "

    remark = _REMARK.search(text)
    if remark and any(map(str.isalpha, text[: remark.start()])):
        text, aside = text[: remark.start()], remark[1].strip(" .*")
    rest = _SINGLE_QUOTED.sub(keep, _BRACKETED.sub(keep, text))
    stated = _KNOWN_AS.search(rest)
    if stated and stated.start() > 0:
        known_as = known_as or in_case(stated[1].strip(" .\"'"))
        rest = rest[: stated.start()]
    return " ".join(rest.replace("*", " ").split()).strip(" ,;-"), known_as, aside


def _without_title(words: list[str]) -> tuple[list[str], str]:
    kept, title = [], ""
    for word in words:
        known = _TITLES.get(word.rstrip(".").casefold())
        if known and not title and len(words) > 1:
            title = known
        else:
            kept.append(word)
    return kept, title


def _without_comma(words: list[str], surname_first: bool) -> tuple[list[str], list[str], str]:
    places = [at for at, word in enumerate(words) if word.rstrip(".").casefold() in _TITLES]
    bare, title = _without_title(words)
    if places and 0 < places[0] < len(words) - 1:  # "Smith Mrs Ada"
        return words[: places[0]], words[places[0] + 1 :], title
    loud = [word for word in bare if word.isupper() and sum(map(str.isalpha, word)) > 1]
    if loud and len(loud) < len(bare):
        quiet = [word for word in bare if word not in loud]
        if not all(_is_initial(word) and len(loud) > 1 for word in quiet):
            return loud, quiet, title
    if len(bare) < 2:
        return bare, [], title
    if _is_initial(bare[0]) and not _is_initial(bare[-1]):  # "A. B. Smith", in whatever list
        surname_first = False
    if surname_first or (_is_initial(bare[-1]) and not _is_initial(bare[0])):
        cut = _end_of_first_name(bare)
        return bare[:cut], bare[cut:], title
    cut = len(bare) - 1
    while cut > 1 and bare[cut - 1].casefold() in _PARTICLES:
        cut -= 1
    return bare[cut:], bare[:cut], title


def _end_of_first_name(words: list[str]) -> int:
    cut = 1
    while cut < len(words) - 1 and words[cut - 1].casefold() in _PARTICLES:
        cut += 1
    return cut


def _is_initial(word: str) -> bool:
    return (word.isascii() and len(word.rstrip(".")) == 1) or bool(
        re.fullmatch(r"(?:[A-Za-z]\.){1,3}[A-Za-z]?", word)
    )
