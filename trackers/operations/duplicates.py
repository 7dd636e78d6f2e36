"""One person, one record: who might be the person just typed. Staffordshire SOP 11.4.

Somebody on a tracker that the user may not open is never named, counted or hinted at: the user sees what they would
see without a match, and the administrators are told that there is one.
"""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User
from accounts.notifications import notify
from trackers.merged import that_stays
from trackers.models import ServiceUser, TrackerEntry

# Says nothing of whoever has the number.
NUMBER_REFUSED = "This NHS number could not be saved. Check each digit."


class Match(NamedTuple):
    """Somebody the user may see who has the same number, or the same name and date of birth."""

    entry: TrackerEntry
    by_number: bool
    here: bool  # on the tracker of the same event

    @property
    def person(self) -> ServiceUser:
        return self.entry.service_user


class Duplicate(ValidationError):
    """Somebody like this is known already. Nothing was saved; `matches` are who it could be."""

    def __init__(self, matches: list[Match]):
        self.matches = matches
        super().__init__(
            "Somebody like this is known already. Say whether it is the same person.", code="duplicate"
        )


def same_person(*, surname: str, forename: str, date_of_birth: date | None, nhs_number: str):
    """Records with the same NHS number, or the same surname, forename and date of birth."""
    alike = Q(pk=None)
    if nhs_number:
        alike |= Q(nhs_number=nhs_number)
    if date_of_birth:
        named = Q(surname__iexact=surname, forename__iexact=forename, date_of_birth=date_of_birth)
        # Two different NHS numbers are two people, however alike.
        alike |= named & (Q(nhs_number="") | Q(nhs_number=nhs_number)) if nhs_number else named
    return ServiceUser.objects.filter(alike)


def matches_for(by: User, event, people, nhs_number: str) -> list[Match]:
    """The matches that the user may see, those on this tracker first, each person once."""
    entries = (
        TrackerEntry.with_merged.visible_to(by)
        .filter(service_user__in=people)
        .select_related("service_user", "event__service")
    )
    found: dict[int, Match] = {}
    # Who was merged into somebody is that person now.
    entries = [that_stays(entry) for entry in entries]
    for entry in sorted(entries, key=lambda entry: (entry.event_id != event.pk, entry.pk)):
        by_number = bool(nhs_number) and entry.service_user.nhs_number == nhs_number
        found.setdefault(entry.service_user_id, Match(entry, by_number, entry.event_id == event.pk))
    return list(found.values())


def tell_of_hidden(entry: TrackerEntry, hidden: int) -> None:
    """Tell the administrators that somebody is on two trackers of different scopes; no name, only the reference."""
    if not hidden:
        return
    for administrator in User.objects.active().filter(role=User.Role.ADMINISTRATOR):
        notify(
            to=administrator,
            kind="person.matched",
            subject=f"A person of {entry.event.reference} may be on another tracker",
            body="Somebody was added who has the same NHS number, or the same name and date of birth, as a person on a "
            "tracker that whoever added them cannot see. Check whether it is one person.",
            dedupe=f"person.matched:{entry.pk}",
            event=entry.event,
            url=entry.get_absolute_url(),
        )


def refuse_taken_number(by: User, entry: TrackerEntry, number: str) -> None:
    """Raise ValidationError when another person has this NHS number; the person is named only to who may see them."""
    other = ServiceUser.objects.filter(nhs_number=number).exclude(pk=entry.service_user_id).first()
    if other is None:
        return
    seen = TrackerEntry.objects.visible_to(by).filter(service_user=other).select_related("event").first()
    if seen:
        raise ValidationError(
            {"nhs_number": f"{other} in {seen.event} has this NHS number. Check each digit."}
        )
    raise ValidationError({"nhs_number": NUMBER_REFUSED})
