"""Whether somebody who is about to be told is a contact who must not be. Staffordshire SOP 11.5. Pure functions."""

import re
from typing import NamedTuple

TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lady", "lord", "rev", "revd", "prof", "cllr"}
FEWEST_DIGITS = 9  # of a telephone number; fewer could be part of anything


class Contact(NamedTuple):
    """A contact as recorded; what is not known is empty."""

    title: str
    forename: str
    surname: str
    phone: str = ""
    email: str = ""


def words_of(name: str) -> list[str]:
    """A name for comparing: its words in small letters, without titles."""
    return [word for word in re.findall(r"[\w'’-]+", name.casefold()) if word not in TITLES]


def title_in(name: str) -> str:
    """The title that a typed name begins with, or nothing."""
    first = re.findall(r"\w+", name.casefold())[:1]
    return first[0] if first and first[0] in TITLES else ""


def numbers_in(text: str) -> set[str]:
    """Telephone numbers in a text, without spaces and beginning with a nought; +44 is one."""
    found = (re.sub(r"\D", "", part) for part in re.findall(r"[+\d][\d\s()./-]+", text))
    return {re.sub(r"^(0044|44)0?", "0", digits) for digits in found if len(digits) >= FEWEST_DIGITS}


def emails_in(text: str) -> set[str]:
    return {found.casefold().rstrip(".") for found in re.findall(r"[^\s,;<>()]+@[^\s,;<>()]+", text)}


def is_named(contact: Contact, name: str) -> bool:
    """Whether a typed name is the contact's: both names in either order, or the surname with no other title."""
    typed, surname, forename = words_of(name), words_of(contact.surname), words_of(contact.forename)
    if not typed or not surname:
        return False
    if forename and (typed == forename + surname or typed == surname + forename):
        return True
    if typed == surname:
        said, recorded = title_in(name), title_in(contact.title)
        return not said or not recorded or said == recorded
    return bool(forename) and typed[-len(surname) :] == surname and typed[0] in (forename[0], forename[0][:1])


def is_namesake(contact: Contact, other: Contact) -> bool:
    """Whether another contact of the same person has this one's name, or an initial of it."""
    return is_named(contact, " ".join(part for part in (other.title, other.forename, other.surname) if part))


def is_reached(contact: Contact, name: str, address: str) -> bool:
    """Whether a name with a telephone number or mail address would reach the contact."""
    if contact.email and contact.email.casefold() in emails_in(f"{address} {name}"):
        return True
    return bool(numbers_in(contact.phone) & numbers_in(address)) or is_named(contact, name)
