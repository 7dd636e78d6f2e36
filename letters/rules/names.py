"""What somebody is called on an envelope and after "Dear". Pure functions of what is recorded."""

import re
from typing import NamedTuple

# How a title is written, by its letters. Others that are words are kept as they were typed.
TITLES = {
    "mr": "Mr", "mrs": "Mrs", "ms": "Ms", "miss": "Miss", "mx": "Mx", "master": "Master", "dr": "Dr", "doctor": "Dr",
    "prof": "Professor", "professor": "Professor", "rev": "Reverend", "revd": "Reverend", "reverend": "Reverend",
    "fr": "Father", "father": "Father", "sister": "Sister", "canon": "Canon", "rabbi": "Rabbi", "imam": "Imam",
    "sir": "Sir", "dame": "Dame", "lady": "Lady", "lord": "Lord", "cllr": "Councillor", "councillor": "Councillor",
    "capt": "Captain", "captain": "Captain", "major": "Major", "col": "Colonel", "colonel": "Colonel",
}  # fmt: skip
WITH_FORENAME = {"Sir", "Dame"}  # Sir Rowan, never Sir Dovecote
NOT_KNOWN = {"unknown", "not known", "none", "na", "tbc", "other", "nil"}
WORD = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*\Z")


class Name(NamedTuple):
    """A name as it is recorded; what is not known is empty."""

    surname: str
    forename: str = ""
    title: str = ""
    known_as: str = ""


def title_of(text: str) -> str:
    """The title as it is written, or nothing where it is not known: `Mr/Mrs` says that nobody knew."""
    typed = " ".join(text.replace(".", " ").split())
    plain = typed.lower()
    if plain in NOT_KNOWN or not WORD.match(typed):
        return ""
    return TITLES.get(plain, typed)


def salutation(name: Name) -> str:
    """What follows "Dear": Mrs Dovecote; Rowan Dovecote where no title is known; nothing where neither is.

    Nobody is written to by the surname alone.
    """
    title, first = title_of(name.title), name.known_as.strip() or name.forename.strip()
    surname = name.surname.strip()
    if title in WITH_FORENAME:
        return f"{title} {first}" if first else ""
    if title and surname:
        return f"{title} {surname}"
    return f"{first} {surname}" if first and surname else ""


def on_envelope(name: Name) -> str:
    """Title, forename and surname, as far as they are known: Mrs Agnes Dovecote."""
    parts = (title_of(name.title), name.forename.strip() or name.known_as.strip(), name.surname.strip())
    return " ".join(part for part in parts if part)


def spoken(name: Name) -> str:
    """How a letter speaks of somebody: known-as or forename, and surname."""
    return " ".join(
        part for part in (name.known_as.strip() or name.forename.strip(), name.surname.strip()) if part
    )


def joint_salutation(names: list[Name]) -> str:
    """Of one letter to two: Mr and Mrs Dovecote; Mrs Dovecote and Jo Kinsworth. Nothing where one has none."""
    said = [salutation(name) for name in names]
    if not all(said):
        return ""
    titles = [title_of(name.title) for name in names]
    same = len({name.surname.strip().casefold() for name in names}) == 1
    if len(names) > 1 and same and all(titles) and not WITH_FORENAME & set(titles):
        return f"{and_list(titles)} {names[0].surname.strip()}"
    return and_list(said)


def and_list(words: list[str]) -> str:
    """One; one and two; one, two and three. What is said twice is said once, unless it is a title."""
    *before, last = words
    return f"{', '.join(before)} and {last}" if before else last
