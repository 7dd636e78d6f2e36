"""Finding people of a tracker by what somebody on the telephone says: a name, a room, a number."""

import re
from functools import reduce
from operator import or_

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.lookups import Contains

from trackers.models import Representative

FEWEST_DIGITS = 4  # fewer would be a room, and part of too many numbers
NUMBER = re.compile(r"[\d\s()+./-]+")
ROOM = re.compile(r"(?:room|rm)\.?\s+(\S+)", re.IGNORECASE)


class Plain(Func):
    """Text as it is typed in a hurry: no capitals, accents or apostrophes, so that sian oneill is Siân O’Neill."""

    function = "providers_plain"
    template = "%(function)s(translate(%(expressions)s, '''’‘`', ''))"
    output_field = TextField()


def called(word: str) -> Q:
    """People with the word in a name they have or go by, however it is spelt."""
    names = (F(f"service_user__{name}") for name in ("surname", "forename", "known_as"))
    found = (Q(Contains(Plain(name), Plain(Value(word)))) for name in names)
    return reduce(or_, found)


def found_by(text: str, *, partner: bool) -> Q:
    """Who is meant by a name, a room, a number with or without spaces, or the telephone number of a contact.

    Contacts are the council's, so partner staff find nobody by their numbers.
    """
    if room := ROOM.fullmatch(text.strip()):
        return Q(room__iexact=room[1])
    where = Q()
    for word in text.replace(",", " ").split():
        where &= called(word) | Q(service_user__client_record_number__icontains=word) | Q(room__iexact=word)
    digits = re.sub(r"\D", "", text)
    if len(digits) >= FEWEST_DIGITS and NUMBER.fullmatch(text):
        where |= Q(service_user__nhs_number__contains=digits)
        if not partner:
            where |= Q(Exists(_contacts_with(digits)))
    return where


def _contacts_with(digits: str) -> QuerySet:
    """Contacts of the person at hand with these figures in their number; +44 is a nought."""
    tail = re.sub("^(0044|44|0)", "", digits)
    figures = Func(
        F("phone"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
    )
    numbered = Representative.objects.filter(entry=OuterRef("pk")).annotate(figures=figures)
    return numbered.filter(figures__contains=tail)
