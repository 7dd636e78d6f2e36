"""What the three PDFs of the grab-pack say: the pack itself, the blank roll-call, the blank hand-over forms."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from events.documents.head import head
from events.documents.overview import leads
from events.models import Action, FailureEvent, Lead, Meeting
from events.operations.escalation import people_at, route_of
from failure_response.grab_pack.people import Card, by_room, latest_first
from failure_response.papers.brief import brief
from failure_response.papers.checklist import checklist_paper
from govuk.words import clock_time, full_date
from trackers.documents import MOST_ROWS, steady_groups
from trackers.models import TrackerEntry
from trackers.rules.places import are_at_home
from trackers.rules.transfer_items import items_for
from trackers.unaccounted import unaccounted_at

# More would take longer than the typesetter may: of very many people, those who have no final outcome come first, and
# nearest moves first. The blank form is for everybody else.
MOST_CARDS, MOST_FORMS = 400, 200
BLANK_ROWS = 4  # of medicines on a hand-over form


def address(name: str, *args: object) -> str:
    """The whole address of a page, for paper."""
    return f"{settings.SERVICE_URL}{reverse(name, args=args)}"


def pack(event: FailureEvent, user: User, people: list[Card], as_at: datetime) -> dict[str, Any]:
    """The event, whom to ring, the law, open steps, where everybody is, and a card for each person."""
    facts = brief(event, user).context
    whom = leads(event, user).context
    entries = TrackerEntry.objects.visible_to(user).filter(event=event)
    lost = set(entries.filter(unaccounted_at(as_at.date(), as_at)).values_list("pk", flat=True))
    described = with_card(people)
    return head(event, user) | {
        "as_at": as_at,
        **{name: facts[name] for name in ("facts", "figures", "legal", "risks", "decisions", "decided")},
        **{name: whom[name] for name in ("missing", "service_contacts", "provider_contacts", "key_contacts")},
        "leads": whom["leads"],
        "route": route(event, user),
        "place": place(event),
        "open": checklist_paper(event, user).context["open"],
        "actions": agreed(event, user, as_at),
        "meetings": coming(event, user, as_at),
        "count": len(people),
        "lost": lost,
        "unaccounted": [one.name for one in people if one.pk in lost],
        "rows": groups(people, lambda one: 3),
        "cards": groups(described, lambda one: one.height * 3 // 4),
        "without_card": len(people) - len(described),
    }


def with_card(people: list[Card]) -> list[Card]:
    """Everybody; of very many those who have no final outcome, as many as can be set in time."""
    if len(people) <= MOST_CARDS:
        return people
    return [one for one in people if not one.outcome][:MOST_CARDS]


def groups(people: list[Card], height) -> list[list[Card]]:
    """Cut where names say, so that the next pack finds most pieces set: one page of cards, or two."""
    return list(steady_groups(people, MOST_ROWS, height, lambda one: one.name))


def agreed(event: FailureEvent, user: User, now: datetime) -> list[tuple[str, str, str, bool]]:
    """(what, who, by when, whether late) of what meetings agreed and nobody has done."""
    rows = Action.objects.visible_to(user).filter(event=event).open()
    return [(one.what, one.owner_name, full_date(one.due_on), one.due_on < now.date()) for one in rows]


def coming(event: FailureEvent, user: User, now: datetime) -> list[str]:
    """The next meetings: when, where, how to join."""
    planned = Meeting.objects.visible_to(user).filter(event=event).planned().filter(held_on__gte=now.date())
    return [
        f"{one}: {full_date(one.held_on)}, {clock_time(one.starts_at)}; {one.place or 'no place yet'}"
        for one in planned[:3]
    ]


def place(event: FailureEvent) -> list[tuple[str, str]]:
    """How to get to the service, and its telephone."""
    service = event.service
    parts = (service.address, service.town, service.county, service.postcode)
    said = [("Address", ", ".join(part for part in parts if part)), ("Telephone", service.phone)]
    return [(label, value) for label, value in said if value]


def route(event: FailureEvent, user: User) -> list[dict[str, Any]]:
    """The route of escalation with the people whom each step means and their telephone numbers."""
    council, found, minutes = event.host_council, [], 0
    held = Lead.objects.visible_to(user).filter(event=event).current()
    phones = dict(held.values_list("user_id", "phone"))
    for stop in route_of(council):
        told = people_at(stop, event, council)
        people = [
            (person.name, person.phone or phones.get(person.pk) or "No number known") for person in told
        ]
        when = "at once" if not minutes else f"after {minutes} minutes without an answer"
        found.append({"who": stop.who, "when": when, "people": people})
        minutes += stop.minutes
    return found


def roll_call(event: FailureEvent, user: User, people: list[Card], as_at: datetime) -> dict[str, Any]:
    """Everybody without a final outcome, by room, with boxes to tick; at home care by name, with their address."""
    there = by_room([one for one in people if not one.outcome])
    at_home = are_at_home(is_care_home=event.service.care_home, rooms=(one.room for one in there))
    return head(event, user) | {
        "as_at": as_at,
        "at_home": at_home,
        "people": [(one, one.entry.address_before if at_home else one.room) for one in there],
        "count": len(there),
        "address": address("trackers:roll-call", event.reference),
    }


def hand_over(event: FailureEvent, user: User, people: list[Card], as_at: datetime) -> dict[str, Any]:
    """A form for each person who has not left, nearest moves first, and one without a name."""
    leaving = latest_first([one for one in people if one.is_leaving], as_at)
    return head(event, user) | {
        "as_at": as_at,
        "forms": [form(event, one) for one in leaving[:MOST_FORMS]],
        "left_out": max(0, len(leaving) - MOST_FORMS),
        "ticks": ticks(),
        "blank_rows": BLANK_ROWS,
    }


def ticks() -> list[str]:
    """What goes with a person, as the page of the move has it."""
    return [item.label for _, item in items_for("") if item.group != "Told"] + ["Anything else"]


def form(event: FailureEvent, one: Card) -> dict[str, Any]:
    """What is known already stands on the form; the rest is written by hand."""
    move = one.move if one.move and not one.move.arrived_at else None
    number = f", move {move.number}" if move else ""
    service = one.place.service if one.place else None
    where = ", ".join(part for part in (service.place, service.phone) if part) if service else ""
    day = f"{full_date(move.on)}{f', {clock_time(move.leaves_at)}' if move.leaves_at else ''}" if move else ""
    return {
        "person": one,
        "reference": f"{event.reference}, person {one.pk}{number}",
        "address": address("trackers:move-day", one.pk),
        "facts": [
            ("Born, NHS number", f"{one.born}; {one.nhs}"),
            ("From", f"{one.entry.service}{f', room {one.room}' if one.room else ''}"),
            ("To", one.entry.destination),
            ("Address, telephone", where),
            ("Day and time", day),
            ("Transport, who travels along", move.escort if move else ""),
        ],
    }
