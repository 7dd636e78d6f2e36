"""Finding people of a tracker by what somebody on the telephone says: a name, a room, a number."""

import re

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value

from trackers.models import Representative

FEWEST_DIGITS = 4  # fewer would be a room, and part of too many numbers
NUMBER = re.compile(r"[\d\s()+./-]+")


def found_by(text: str, *, partner: bool) -> Q:
    """Who is meant by a name, a room, a number with or without spaces, or the telephone number of a contact.

    Contacts are the council's, so partner staff find nobody by their numbers.
    """
    where = Q()
    for word in text.replace(",", " ").split():
        where &= (
            Q(service_user__surname__icontains=word)
            | Q(service_user__forename__icontains=word)
            | Q(service_user__known_as__icontains=word)
            | Q(service_user__client_record_number__icontains=word)
            | Q(room__iexact=word)
        )
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
