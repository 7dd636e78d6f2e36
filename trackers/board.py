"""Everybody's one next step, and who is holding things up. Staffordshire SOP 11.6, 11.7.

The board of an event, the panel on a person's page and the questions to owners all read it from here. A fixed number
of queries, however many people.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Case, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent, Lead
from events.rules.working_days import BeyondTable, add_working_days
from trackers.models import Placement, SafeAndWellCheck, TrackerEntry, Transfer
from trackers.operations.held import facts_of
from trackers.rules.next_step import (
    AGENCIES,
    CARE,
    CONTRACTS,
    FUNDER,
    NEW_PROVIDER,
    PRESENT_PROVIDER,
    More,
    is_stalled,
    next_step,
)
from trackers.unaccounted import unaccounted

NOBODY = "Nobody named"
# Which account of a lead stands for an agency, where several roles are named by each council as it likes.
ROLES = {CARE: User.Role.CARE_MANAGER, CONTRACTS: User.Role.CONTRACTS_OFFICER}


class Waiting(NamedTuple):
    """One person's next step. `user` can be asked, if somebody with an account is to do it or to see to it."""

    entry: TrackerEntry
    words: str
    agency: str
    owner: str
    user: User | None
    due_on: date | None
    why: str
    does: str
    section: str
    is_written: bool
    is_late: bool
    is_stalled: bool
    changed_on: date


def with_what_counts(entries: QuerySet, is_lost: Q | None = None) -> QuerySet:
    """Entries with everything that `waiting_for` reads beside their own fields; `is_lost` now, unless said."""
    mine = Placement.objects.filter(entry=OuterRef("pk"))
    named = Case(When(~Q(place=""), then=F("place")), default=F("service__name"))
    provider = Case(When(~Q(provided_by=""), then=F("provided_by")), default=named)
    offers = mine.filter(status=Placement.Status.OFFERED).order_by("-pk").annotate(named=named)
    live = mine.live().order_by("status", "-pk").annotate(who=provider)
    moves = Transfer.objects.filter(entry=OuterRef("pk"))
    checks = SafeAndWellCheck.objects.filter(entry=OuterRef("pk")).due().order_by("due_on")
    unbooked = moves.planned().filter(booking="").exclude(transport=Transfer.Transport.ON_FOOT)
    return entries.select_related("service_user", "event__service", "service", "funding_authority").annotate(
        offer=Subquery(offers.values("named")[:1]),
        offer_at=Subquery(offers.values("changed_at")[:1]),
        accepted_at=Subquery(live.values("changed_at")[:1]),
        new_provider=Subquery(live.values("who")[:1]),
        lacks_transport=Exists(unbooked),
        check_due_on=Subquery(checks.values("due_on")[:1]),
        lost=Case(When(is_lost or unaccounted(), then=Value(True)), default=Value(False)),
        # PostgreSQL's GREATEST leaves out what is not there.
        last_change=Greatest(F("changed_at"), _latest(mine), _latest(moves)),
    )


def _latest(rows: QuerySet) -> Subquery:
    return Subquery(rows.order_by().values("entry").annotate(at=Max("changed_at")).values("at"))


def waiting_in(events: Iterable[FailureEvent], entries: QuerySet, today: date) -> list[Waiting]:
    """The next step of each of the entries, which belong to the events; those who have none are left out."""
    leads = leads_in(event.pk for event in events)
    made = (waiting_for(entry, leads[entry.event_id], today) for entry in with_what_counts(entries))
    return [one for one in made if one is not None]


def leads_in(events: Iterable[int]) -> dict[int, list[Lead]]:
    """The current leads of the events with these keys, by key: one query."""
    leads: dict[int, list[Lead]] = {key: [] for key in events}
    rows = Lead.objects.current().filter(event__in=leads).select_related("user", "organisation")
    for lead in rows:
        leads[lead.event_id].append(lead)
    return leads


def waiting_for(entry: TrackerEntry, leads: list[Lead], today: date) -> Waiting | None:
    """The step that somebody wrote down, else the one that follows from the facts. `entry` with what counts."""
    idea = next_step(facts_of(entry), _more(entry), today=today, add=_add)
    is_written = bool(entry.next_step) and not entry.is_finished
    if idea is None and not is_written:
        return None
    lead = _lead_named(leads, entry.next_step_owner) or (
        _lead_of(leads, idea.agency, entry) if idea else None
    )
    owner = entry.next_step_owner or _owner(entry, idea.agency if idea else CARE, lead)
    if is_written:
        agency = (
            _agency_of(lead)
            if entry.next_step_owner and lead
            else _agency(entry, idea.agency if idea else CARE)
        )
        due_on, words = entry.next_step_due_on, entry.next_step
    else:
        agency, words = _agency(entry, idea.agency), idea.words
        due_on = entry.next_step_due_on or idea.due_on
    changed_on = timezone.localdate(entry.last_change)
    return Waiting(
        entry, words, agency, owner, lead.user if lead else None, due_on,
        idea.why if idea else "", idea.does if idea else "", idea.section if idea else "", is_written,
        is_late=due_on is not None and due_on < today,
        is_stalled=is_stalled(due_on=due_on, changed_on=changed_on, today=today, days=settings.STALLED_DAYS),
        changed_on=changed_on,
    )  # fmt: skip


def board(event: FailureEvent, entries: QuerySet, today: date) -> list[dict]:
    """[{agency, count, owners: [{owner, rows}]}]: who is holding up most people first, late people first in each."""
    groups: dict[str, dict[str, list[Waiting]]] = {}
    for one in waiting_in([event], entries.in_table_order(), today):
        groups.setdefault(one.agency, {}).setdefault(one.owner, []).append(one)
    found = [
        {
            "agency": agency,
            "count": sum(len(rows) for rows in owners.values()),
            "late": sum(row.is_late for rows in owners.values() for row in rows),
            "owners": [
                {"owner": owner, "rows": sorted(rows, key=_by_urgency)}
                for owner, rows in sorted(owners.items(), key=lambda pair: (-len(pair[1]), pair[0]))
            ],
        }
        for agency, owners in groups.items()
    ]
    return sorted(found, key=lambda group: (-group["count"], group["agency"]))


def _by_urgency(one: Waiting) -> tuple:
    return (one.due_on is None, one.due_on or date.max, not one.is_stalled)


def _more(entry: TrackerEntry) -> More:
    event = entry.event
    began = event.invoked_at or event.logged_at
    return More(
        began_on=timezone.localdate(began) if began else event.notified_on,
        funding_type=entry.funding_type,
        response_level=entry.response_level,
        offered=entry.offer or "",
        offered_on=timezone.localdate(entry.offer_at) if entry.offer_at else None,
        accepted_on=timezone.localdate(entry.accepted_at) if entry.accepted_at else entry.assessed_on,
        has_transport=not entry.lacks_transport,
        check_due_on=entry.check_due_on,
        is_unaccounted=entry.lost,
    )


def _add(day: date, days: int) -> date | None:
    """None beyond the table of bank holidays: no date is better than a wrong one."""
    try:
        return add_working_days(day, days)
    except BeyondTable:
        return None


def _lead_named(leads: list[Lead], name: str) -> Lead | None:
    return next((lead for lead in leads if name and lead.name == name), None)


def _lead_of(leads: list[Lead], agency: str, entry: TrackerEntry) -> Lead | None:
    """Whoever among the leads stands for the agency; for those who hold no role here, nobody."""
    if agency == FUNDER:
        return next((lead for lead in leads if lead.organisation_id == entry.funding_authority_id), None)
    role = ROLES.get(agency)
    return next((lead for lead in leads if role and lead.user and lead.user.role == role), None)


def _agency_of(lead: Lead) -> str:
    """A lead of another body stands for that body; one of the council for the team, else for the role."""
    body, account = lead.organisation, lead.user.role if lead.user else ""
    if body and not body.is_host:
        return str(body)
    return next((AGENCIES[agency] for agency, role in ROLES.items() if role == account), lead.role)


def _agency(entry: TrackerEntry, agency: str) -> str:
    if agency == FUNDER and entry.funding_authority:
        return str(entry.funding_authority)
    return AGENCIES[agency]


def _owner(entry: TrackerEntry, agency: str, lead: Lead | None) -> str:
    if agency == NEW_PROVIDER:
        return entry.new_provider or entry.destination or NOBODY
    if agency == PRESENT_PROVIDER:
        return str(entry.service)
    return lead.name if lead else NOBODY
