"""Organisations with people in an event: who speaks for each, and whether those outside the area were told.

Staffordshire SOP 11.4, 11.5; Blackpool policy App 5, 6. Telling is a message of the event like any other, given to
somebody of that organisation; so it is on record once.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count

from accounts.models import Organisation, User
from events.models import Communication, FailureEvent, Lead, Recipient
from events.operations.notices import pack_of
from events.procedure.schema import Lead as Part
from trackers.models import TrackerEntry


class Body(NamedTuple):
    """One organisation that pays for people, with who speaks for it and who was told, newest first."""

    organisation: Organisation
    people: int
    representatives: list[Lead]
    told: list[Recipient]
    is_outside: bool  # another authority, which must be told

    @property
    def is_missing(self) -> bool:
        """Whether nobody speaks for it yet. SOP 11.5."""
        return not self.representatives

    @property
    def is_untold(self) -> bool:
        """Whether it has to be told and was not. Blackpool policy App 5, 6."""
        return self.is_outside and not self.told


def bodies_of(user: User, events: Iterable[FailureEvent]) -> dict[int, list[Body]]:
    """By key of the event, the organisations that pay for people there. Four queries for however many events."""
    events = {event.pk: event for event in events}
    people = TrackerEntry.objects.visible_to(user).filter(event__in=events, funding_authority__isnull=False)
    counted = people.order_by().values_list("event", "funding_authority").annotate(n=Count("pk"))
    rows = sorted(counted)
    known = Organisation.objects.in_bulk({body for _, body, _ in rows})
    leads = Lead.objects.current().holders().filter(event__in=events, organisation__in=known)
    by_lead: dict[tuple, list[Lead]] = {}
    for lead in leads:
        by_lead.setdefault((lead.event_id, lead.organisation_id), []).append(lead)
    told = told_in(events)
    found: dict[int, list[Body]] = {pk: [] for pk in events}
    for event, pk, n in rows:
        body = known[pk]
        outside = body.kind == Organisation.Kind.COUNCIL and pk != events[event].host_council_id
        given = told.get((event, body.name.casefold()), [])
        found[event].append(Body(body, n, by_lead.get((event, pk), []), given, outside))
    return found


def told_in(events: Iterable[int]) -> dict[tuple[int, str], list[Recipient]]:
    """Who was given a message for affected organisations, by event and name of the organisation. One query."""
    rows = Recipient.objects.filter(
        event__in=events, communication__audience=Communication.Audience.ORGANISATIONS
    ).select_related("notification", "recorded_by", "communication")
    found: dict[tuple[int, str], list[Recipient]] = {}
    for row in rows.order_by("-pk"):
        if row.received_at:
            found.setdefault((row.event_id, row.organisation.casefold()), []).append(row)
    return found


def spoken_for(event: FailureEvent) -> Part | None:
    """The role that each organisation has one of, by which its representative is named. SOP 11.2, 11.5."""
    return next((lead for lead in pack_of(event).leads if lead.repeatable), None)


def unnamed(user: User, event: FailureEvent) -> int:
    """People for whom another authority pays that nobody has named yet: it cannot be told."""
    other = ["other_authority", "other_authority_direct_payment"]
    people = TrackerEntry.objects.visible_to(user).filter(event=event, funding_authority=None)
    return people.filter(funding_type__in=other).count()
