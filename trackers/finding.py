"""Finding people of a tracker by what somebody on the telephone says: a name, a room, a number."""

import re
from functools import reduce
from operator import and_, or_

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.lookups import Contains

from trackers.models import Representative
from trackers.rules.not_told import TITLES

FEWEST_DIGITS = 4  # fewer would be a room, and part of too many numbers
WHOLE_PHONE = 9  # so many digits begin as a telephone number does: with a nought, or with 44
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
NUMBER = re.compile(
    rf"(?:(?:nhs|tel|telephone|phone|mobile|mob|number|no)\b[.:]?\s*)*([\d\s()+./{DASHES}-]+)", re.IGNORECASE
)
ROOM = re.compile(r"(?:room|rm)(?:[.\s]+|(?=\d))(\S+)", re.IGNORECASE)


class Plain(Func):
    """Text as it is typed in a hurry: no capitals, accents, apostrophes, hyphens, dots or spaces, so that sian oneill
    is Siân O’Neill, and maryann is Mary-Ann.
    """

    function = "providers_plain"
    template = f"%(function)s(translate(%(expressions)s, '''’‘`. -{DASHES}', ''))"
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
    meant = [called(word) | _client_number(word) | Q(room__iexact=word) for word in words_of(text)]
    return reduce(and_, meant) | numbered(text, partner=partner) if meant else Q()


def words_of(text: str) -> list[str]:
    """What somebody may be called: the words without what stands between them, and without titles beside names."""
    words = [bare for word in re.split(r"[\s,;]+", text) if (bare := word.strip(".:"))]
    return [word for word in words if word.casefold() not in TITLES] or words


def numbered(text: str, *, partner: bool) -> Q:
    """People with this NHS number or part of it, or with a contact who has this telephone number; else nobody."""
    number = NUMBER.fullmatch(text.strip())
    digits = re.sub(r"\D", "", number[1]) if number else ""
    if len(digits) < FEWEST_DIGITS:
        return Q(pk__in=[])
    where = Q(service_user__nhs_number__contains=digits)
    return where if partner else where | Q(Exists(_contacts_with(digits)))


def _client_number(word: str) -> Q:
    """A number of few figures is a room, and part of too many others."""
    how = "iexact" if word.isdigit() and len(word) < FEWEST_DIGITS else "icontains"
    return Q(**{f"service_user__client_record_number__{how}": word})


def _contacts_with(digits: str) -> QuerySet:
    """Contacts of the person at hand with these figures in their number; +44 is a nought, and (0) after it nothing."""
    tail = re.sub("^(?:0044|44)?0?", "", digits) if len(digits) >= WHOLE_PHONE else digits
    figures = Func(
        F("phone"), Value(r"\D"), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
    )
    found = Representative.objects.filter(entry=OuterRef("pk")).annotate(figures=figures)
    return found.filter(figures__contains=tail)
