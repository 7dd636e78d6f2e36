"""One cell about the next of kin, which may hold name, relationship, telephone number and email at once."""

import re
from typing import NamedTuple

_RELATIONS = (
    "step-?daughter|step-?son|step-?mother|step-?father|daughter[- ]in[- ]law|son[- ]in[- ]law|sister[- ]in[- ]law|"
    "brother[- ]in[- ]law|mother[- ]in[- ]law|father[- ]in[- ]law|grand-?daughter|grand-?son|great[- ]niece|"
    "great[- ]nephew|god-?daughter|god-?son|ex[- ]wife|ex[- ]husband|daughter|son|wife|husband|partner|sister|"
    "brother|mother|father|mum|dad|niece|nephew|cousin|aunt|uncle|friend|neighbour|dtr|dau|hubby|solicitor|deputy|attorney|"
    "advocate|social worker|guardian|lpa|poa|court of protection|appointee|carer|spouse|civil partner|fianc\\w+"
)
_RELATION = re.compile(rf"(?<!\w)(?:his|her|their)?\s*((?:{_RELATIONS})s?)(?!\w)", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@,;:()<>/]+@[^\s@,;:()<>/]+\.[^\s@,;:()<>/]+")
_PHONE = re.compile(
    r"(?:(?<![^\W\d_])(?:home|mob(?:ile)?|tel(?:ephone)?|work|phone|m|t|h|w)[.:]?\s*)?(\+?\(?\d[\d\s()\-.]{7,}\d)",
    re.IGNORECASE,
)
_EDGES = " \t\n,;:.-\u2013/()[]&"


class Contact(NamedTuple):
    """What one cell says; parts that it does not hold are ""."""

    name: str = ""
    relationship: str = ""
    phone: str = ""
    email: str = ""


def contact(text: str) -> Contact:
    """ "Mrs J Applesham (daughter) 01632 960011" -> name, relationship and number."""
    emails = _EMAIL.findall(text)
    rest = _EMAIL.sub(" ", text)
    phones = [" ".join(found.split()) for found in _PHONE.findall(rest)]
    rest = _PHONE.sub(" ", rest)
    relations = list(dict.fromkeys(found[1].casefold() for found in _RELATION.finditer(rest)))
    name = " ".join(_RELATION.sub(" ", rest).split())
    name = re.sub(r"[(\[]\s*[)\]]?(?=\W*$)|\(\s*\)|\[\s*\]", " ", name)
    name = re.sub(r"\s+([,;)])", r"\1", " ".join(name.split())).strip(_EDGES)
    name += ")" if name.count("(") > name.count(")") else ""
    return Contact(name, ", ".join(relations), " / ".join(phones), ", ".join(emails))
