"""Putting somebody on the tracker by hand. Staffordshire SOP 11.4, 11.5."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.audit import operation
from accounts.models import Organisation, User
from events.models import FailureEvent
from events.operations.scope import services_of
from trackers.models import ServiceUser, TrackerEntry
from trackers.operations.duplicates import (
    NUMBER_REFUSED,
    Duplicate,
    Match,
    matches_for,
    same_person,
    tell_of_hidden,
)
from trackers.operations.held import facts_of, hold_event, note_new_funder
from trackers.operations.legal import reassess
from trackers.rules.fields import FIELDS
from trackers.rules.matching import is_unlike
from trackers.rules.stages import stage_of

ANOTHER = "another"  # answer: not one of those named, somebody else
ADDING = 11_04  # key of the lock, after the section of the SOP
OF_PERSON = tuple(field.key for field in FIELDS.values() if field.of_person)
WHO = ("surname", "forename", "date_of_birth", "nhs_number")


@operation("tracker_entry.added", told="Person added", needs="trackers.add_trackerentry")
def add_person(
    *,
    by: User,
    event: FailureEvent,
    same_as: str = "",
    **facts: str | int | date | Decimal | Organisation | None,
) -> TrackerEntry:
    """Add a person to the event's tracker. SOP 11.4.

    `facts` are fields of ServiceUser (surname at least) and of TrackerEntry, by name. Raises Duplicate when somebody
    whom the user may see has the same NHS number, or the same name and date of birth: `same_as` then answers with
    the primary key of that person (as text), or "another". Raises ValidationError when the person is on this tracker
    already, or the event takes nobody.
    """
    if not FailureEvent.objects.visible_to(by).filter(pk=event.pk, host_council=by.organisation_id).exists():
        raise PermissionDenied("Only the council that runs the event adds people.")
    hold_event(event.pk, adds_work=True, alone=True)
    _one_at_a_time()
    details = {name: facts.pop(name) for name in OF_PERSON if name in facts}
    number = details.get("nhs_number", "")
    alike = same_person(**{"forename": "", "date_of_birth": None, "nhs_number": "", **pick(details, WHO)})
    matches = matches_for(by, event, alike, number)
    # Those whose rows the user may see, also as rows that were merged into others.
    seen = TrackerEntry.with_merged.visible_to(by).filter(service_user__in=alike).values("service_user_id")
    unseen = alike.exclude(pk__in=seen)
    hidden = unseen.filter(entries__isnull=False).distinct().count()
    person = _answered(matches, same_as)
    if person is None and number:  # one number is one person: the record is shared, and nobody is told here
        person = unseen.filter(nhs_number=number).first()
        if person and is_unlike(details, {name: getattr(person, name) for name in WHO}):
            raise ValidationError({"nhs_number": NUMBER_REFUSED})
    entry = _put_on(by, event, person or _new_person(by, details), facts)
    tell_of_hidden(entry, hidden)
    return entry


def _one_at_a_time() -> None:
    """Nobody else adds by hand until this is done: two events could otherwise miss that they add the same person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADDING])


def pick(facts: dict, names: tuple[str, ...]) -> dict:
    """Those of `names` that are among the facts."""
    return {name: facts[name] for name in names if name in facts}


def _answered(matches: list[Match], same_as: str) -> ServiceUser | None:
    """Who was chosen among the matches; None for somebody new. Raises while the question is open."""
    here = [match for match in matches if match.here]
    for match in here:
        if match.by_number or same_as == str(match.person.pk):
            raise ValidationError({"surname": f"{match.person} is on this tracker already."})
    chosen = [match for match in matches if same_as == str(match.person.pk)]
    if chosen:
        return chosen[0].person
    if any(match.by_number for match in matches) or (matches and same_as != ANOTHER):
        raise Duplicate(matches)
    return None


def _new_person(by: User, details: dict) -> ServiceUser:
    person = ServiceUser(changed_by=by, **details)
    person.clean_fields(exclude=["changed_by", "changed_at"])
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as taken:
        raise ValidationError(
            "Somebody else has just added this person. Open the tracker and look."
        ) from taken
    return person


def _put_on(by: User, event: FailureEvent, person: ServiceUser, facts: dict) -> TrackerEntry:
    if TrackerEntry.with_merged.filter(event=event, service_user=person).exists():
        raise ValidationError({"surname": f"{person} is on this tracker already."})
    service = facts.pop("service", None) or event.service
    if service not in services_of(event):
        raise ValidationError({"service": f"{service} is not among the services of {event.reference}."})
    entry = TrackerEntry(event=event, service_user=person, service=service, changed_by=by, **facts)
    entry.clean_fields(exclude=["changed_by", "changed_at"])
    entry.stage = stage_of(facts_of(entry))
    entry.save()
    note_new_funder(by, entry)
    reassess(by=by, event=event, because="Added to the tracker", people=[entry.pk])
    return entry
