"""Everybody of an event with what is wanted at night: where they are, what they need, whom to ring. SOP 11.4, 11.5.

A constant number of queries, however many people there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from events.models import FailureEvent
from govuk.words import clock_time, count_of, full_date, moment_words, nhs_number, number, short_date
from trackers.documents import born, contacts_of, funding
from trackers.ideas import Idea
from trackers.models import (
    AssessmentNote,
    Concern,
    DrugCount,
    MustHave,
    PersonLink,
    Placement,
    Representative,
    Stay,
    TrackerEntry,
    Transfer,
    TransferItem,
)
from trackers.shown_steps import ShownSteps

LONGEST = 700  # letters of a person's situation; the whole of it is in the workbook
MEDICATION = "LGU-T11.3b"  # pharmacy and medication arrangements, among the headings of an assessment
Where = TrackerEntry.Whereabouts


class Card(NamedTuple):
    """One person on paper. `flags` are what must not be missed; `facts` are (name, value)."""

    pk: int
    surname: str
    name: str
    born: str
    nhs: str
    room: str
    where: str
    goes: str
    next: str
    outcome: str
    flags: list[str]
    facts: list[tuple[str, str]]
    must_haves: list[MustHave]
    medication: list[str]
    contacts: list[Representative]
    drugs: list[DrugCount]
    move: Transfer | None
    place: Placement | None
    entry: TrackerEntry

    @property
    def told(self) -> list[Representative]:
        return [one for one in self.contacts if not one.must_not_be_told]

    @property
    def not_told(self) -> list[Representative]:
        return [one for one in self.contacts if one.must_not_be_told]

    @property
    def is_leaving(self) -> bool:
        """Whether a hand-over form may be wanted: no final outcome, and neither moved nor died."""
        entry = self.entry
        return not entry.final_outcome and not entry.moved_on and entry.whereabouts != Where.DIED

    @property
    def height(self) -> int:
        """Lines that it takes on paper, about."""
        return 6 + len(self.facts) + len(self.must_haves) + len(self.medication) + len(self.contacts)


class Found(NamedTuple):
    """What is known beside the tracker's own columns, by the key of the person's row."""

    contacts: dict[int, list[Representative]]
    must_haves: dict[int, list[MustHave]]
    concerns: dict[int, list[Concern]]
    notes: dict[int, list[AssessmentNote]]
    links: dict[int, list[str]]
    stays: dict[int, Stay]


def cards(event: FailureEvent, user: User) -> list[Card]:
    """Everybody on the tracker, by surname, as this person of the council may see them."""
    entries = list(_entries(event, user))
    found = _found(event, user, {entry.pk: str(entry) for entry in entries})
    steps = ShownSteps(TrackerEntry.objects.visible_to(user).filter(event=event), partner=user.is_partner)
    return [_card(entry, found, steps.of(entry), user) for entry in entries]


def _entries(event: FailureEvent, user: User) -> QuerySet:
    drugs = Prefetch("drugs", DrugCount.objects.visible_to(user))
    ticks = Prefetch("items", TransferItem.objects.visible_to(user))
    moves = Transfer.objects.visible_to(user).kept().order_by("-number").prefetch_related(drugs, ticks)
    places = Placement.objects.visible_to(user).live().select_related("service").order_by("status", "-pk")
    rows = TrackerEntry.objects.visible_to(user).filter(event=event)
    rows = rows.select_related("service_user", "service", "funding_authority").in_table_order()
    return rows.prefetch_related(
        Prefetch("transfers", moves, to_attr="moves"), Prefetch("placements", places, to_attr="places")
    )


def _found(event: FailureEvent, user: User, names: dict[int, str]) -> Found:
    musts = MustHave.objects.visible_to(user).filter(event=event).current()
    concerns = Concern.objects.visible_to(user).filter(event=event).open()
    notes = AssessmentNote.objects.visible_to(user).filter(event=event, heading=MEDICATION).exclude(text="")
    stays = Stay.objects.visible_to(user).filter(event=event).standing().order_by("entry_id", "-since", "-pk")
    return Found(
        contacts_of(event, user),
        _by_person(musts),
        _by_person(concerns),
        _by_person(notes),
        _links(event, user, names),
        {stay.entry_id: stay for stay in stays.distinct("entry_id")},
    )


def _by_person(rows: Iterable[Any]) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.entry_id].append(row)
    return found


def _links(event: FailureEvent, user: User, names: dict[int, str]) -> dict[int, list[str]]:
    """Who belongs together and who must be kept apart, said on both sides."""
    found = defaultdict(list)
    for link in PersonLink.objects.visible_to(user).filter(event=event).current():
        kept = ", should stay together" if link.stay_together else ""
        for one, other in ((link.entry_id, link.other_id), (link.other_id, link.entry_id)):
            if other in names:
                found[one].append(f"{link.get_kind_display()}: {names[other]}{kept}")
    return found


def _card(entry: TrackerEntry, found: Found, step: Idea, user: User) -> Card:
    person, move = entry.service_user, next(iter(entry.moves), None)
    place = next(iter(entry.places), None)
    return Card(
        pk=entry.pk,
        surname=person.surname,
        name=f"{person} ({person.known_as})" if person.known_as else str(person),
        born=born(entry, user),
        nhs=nhs_number(person.nhs_number) or "Not known",
        room=entry.room,
        where=_where(entry, found.stays.get(entry.pk)),
        goes=_goes(entry, move, place),
        next=_next(step),
        outcome=entry.get_final_outcome_display() if entry.final_outcome else "",
        flags=_flags(entry, found),
        facts=[(label, value) for label, value in _facts(entry, found, step) if value],
        must_haves=found.must_haves.get(entry.pk, []),
        medication=_medication(move, found.notes.get(entry.pk, [])),
        contacts=found.contacts.get(entry.pk, []),
        drugs=list(move.drugs.all()) if move else [],
        move=move,
        place=place,
        entry=entry,
    )


def _where(entry: TrackerEntry, stay: Stay | None) -> str:
    """Where they are now, since when and who says so."""
    if stay is None:
        return entry.get_whereabouts_display()
    return f"{stay}, since {moment_words(stay.since)}; {stay.told_by}"


def _goes(entry: TrackerEntry, move: Transfer | None, place: Placement | None) -> str:
    """Where to and when, as far as it is agreed."""
    said = [entry.destination or "No place is agreed"]
    if place and place.service and place.service.phone:
        said.append(f"telephone {place.service.phone}")
    if entry.moved_on:
        said.append(f"moved {full_date(entry.moved_on)}")
    elif move and not move.arrived_at:
        leaves = f" at {clock_time(move.leaves_at)}" if move.leaves_at else ""
        said.append(f"move {full_date(move.on)}{leaves}, {move.get_state_display().lower()}")
        said += [
            part for part in (move.transport and move.get_transport_display(), move.transport_by) if part
        ]
    elif entry.move_on:
        said.append(f"move planned for {full_date(entry.move_on)}")
    return "; ".join(said)


def _next(step: Idea) -> str:
    due = f"by {short_date(step.due_on)}" if step.due_on else ""
    return ", ".join(part for part in (step.words, step.who, due) if part)


def _flags(entry: TrackerEntry, found: Found) -> list[str]:
    """What must not be missed about this person, in a few words each."""
    contacts, essential = found.contacts.get(entry.pk, []), MustHave.Weight.ESSENTIAL
    flags = []
    if any(one.must_not_be_told for one in contacts):
        flags.append("A contact must not be told")
    if concerns := found.concerns.get(entry.pk, []):
        kinds = sorted({concern.get_kind_display().lower() for concern in concerns})
        flags.append(f"Open concern: {' and '.join(kinds)}")
    if entry.capacity == "lacks":
        flags.append("Lacks capacity")
    if entry.dols in ("applied", "authorised"):
        flags.append(f"DoLS {entry.get_dols_display().lower()}")
    musts = [one for one in found.must_haves.get(entry.pk, []) if one.weight == essential]
    if musts:
        flags.append(count_of(len(musts), "essential must-have"))
    if found.notes.get(entry.pk) or any(move.drugs.all() for move in entry.moves[:1]):
        flags.append("Medication: see below")
    return flags


def _facts(entry: TrackerEntry, found: Found, step: Idea) -> list[tuple[str, str]]:
    """What one asks about first, those that are known."""
    known = entry.Capacity.UNKNOWN
    worker = ", ".join(part for part in (entry.worker, entry.worker_phone) if part)
    attorney = entry.attorney not in ("unknown", "nobody")
    who_decides = ", ".join(part for part in (entry.get_attorney_display(), entry.attorney_name) if part)
    situation = entry.situation
    if len(situation) > LONGEST:
        situation = f"{situation[:LONGEST].rstrip()} ... (the rest is in the tracker workbook)"
    return [
        ("Mobility", entry.mobility_needs),
        ("Situation", situation),
        ("Next step", _next(step)),
        ("Stage", entry.stage_words),
        ("Capacity", entry.get_capacity_display() if entry.capacity != known else ""),
        ("Decides for them", who_decides if attorney else ""),
        ("Advocate", _named(entry, "advocate", "in_place")),
        ("IMCA", _named(entry, "imca", "instructed", "in_place")),
        ("DoLS", _dols(entry)),
        ("Belongs with", "; ".join(found.links.get(entry.pk, []))),
        ("Concerns", "; ".join(concern.what[:200] for concern in found.concerns.get(entry.pk, []))),
        ("GP", entry.gp),
        ("Allocated worker", worker),
        ("Contact point for relatives", entry.relatives_contact),
        ("Who pays", funding(entry)),
    ]


def _named(entry: TrackerEntry, name: str, *there: str) -> str:
    """What is said of an advocate or IMCA, with the name once there is one."""
    value = getattr(entry, name)
    if value in ("unknown", "not_needed"):
        return ""
    words = getattr(entry, f"get_{name}_display")()
    who = getattr(entry, f"{name}_name")
    return f"{words}, {who}" if who and value in there else words


def _dols(entry: TrackerEntry) -> str:
    if entry.dols in ("unknown", "none"):
        return ""
    until = f" until {full_date(entry.dols_until)}" if entry.dols_until else ""
    return f"{entry.get_dols_display()}{until}"


def _medication(move: Transfer | None, notes: list[AssessmentNote]) -> list[str]:
    """What was found out, and for a move what is counted, packed or still to be."""
    said = [note.text for note in notes]
    if move is None:
        return said
    for drug in move.drugs.all():
        arrived = f", counted in {number(drug.counted_in)}" if drug.counted_in is not None else ""
        said.append(f"Controlled drug {drug.medicine}: counted out {number(drug.counted_out)}{arrived}")
    ticks = [item for item in move.items.all() if item.code in MEDICATION_TICKS]
    said += [f"{item.label}: {item.get_state_display().lower()}" for item in ticks]
    return said


MEDICATION_TICKS = {"medication_list", "medication", "fridge", "controlled_drugs"}


def by_room(people: list[Card]) -> list[Card]:
    """In the order of the corridor: 2 before 10, those without a room at the end."""

    def key(card: Card) -> tuple:
        figures = "".join(letter for letter in card.room if letter.isdigit())
        return (not card.room, int(figures[:9] or 0) if figures else 0, card.room, card.name)

    return sorted(people, key=key)


def latest_first(people: list[Card], now: datetime) -> list[Card]:
    """Those whose move is nearest first, then by name."""
    far = now.date().max

    def key(card: Card) -> tuple:
        day = card.move.on if card.move else card.entry.move_on
        return (day or far, card.name)

    return sorted(people, key=key)
