"""The transfer sheet of one person, and all sheets of a day. Blackpool policy App 5; LGiU template T12."""

from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.urls import reverse

from accounts.models import User
from events.document_kinds import About, Paper, Progress
from events.documents.head import head
from events.models import FailureEvent
from govuk.words import clock_time, count_of, full_date, lower_first, moment_words, nhs_number, number
from trackers.documents import CAPACITY, MOST_ROWS, UNKNOWN
from trackers.models import MustHave, Placement, Representative, TrackerEntry, Transfer
from trackers.move_day import ticks_by_group

QUIET = (TrackerEntry.DolsNext.UNKNOWN, TrackerEntry.DolsNext.NOT_NEEDED)
COUNCIL_ONLY = "The council arranges the moves. Ask the lead of the event for the sheet."


class Sheet(NamedTuple):
    """One person's move on paper."""

    name: str
    facts: list[tuple[str, str]]
    groups: list
    open: int
    drugs: list
    contacts: list[Representative]
    not_told: list[Representative]
    must_haves: list[MustHave]
    confirmed: str


def transfer_sheet(
    event: FailureEvent, user: User, progress: Progress, most_rows: int | None = MOST_ROWS, about: int = 0
) -> Paper:
    """One move; `about` is its key. Raises ValidationError for a partner and for a move that is not there."""
    return _paper(event, user, progress, Transfer.objects.filter(pk=about), "Transfer sheet")


def transfer_sheets(
    event: FailureEvent, user: User, progress: Progress, most_rows: int | None = MOST_ROWS, about: int = 0
) -> Paper:
    """Every move of a day; `about` is the day as its ordinal number. Raises ValidationError for none."""
    try:
        day = date.fromordinal(about)
    except (ValueError, OverflowError) as wrong:
        raise ValidationError("Choose a day on the page of the moves.") from wrong
    return _paper(event, user, progress, Transfer.objects.filter(on=day), f"Moves on {full_date(day)}")


def about_move(user: User, event: FailureEvent, key: int) -> About | None:
    """The move that a sheet is about, said by its day, for the council only."""
    moves = Transfer.objects.visible_to(user).filter(event=event, pk=key)
    move = None if user.is_partner else moves.first()
    if move is None:
        return None
    return About(f"Move on {full_date(move.on)}", reverse("trackers:moves", args=[event.reference]))


def about_day(user: User, event: FailureEvent, key: int) -> About | None:
    """The day that sheets are about; None for what is no day."""
    try:
        day = date.fromordinal(key)
    except (ValueError, OverflowError):
        return None
    page = reverse("trackers:moves", args=[event.reference])
    return None if user.is_partner else About(f"Moves on {full_date(day)}", f"{page}?day={day.isoformat()}")


def _paper(event: FailureEvent, user: User, progress: Progress, rows, title: str) -> Paper:
    if user.is_partner:
        raise ValidationError(COUNCIL_ONLY)
    mine = Transfer.objects.visible_to(user).kept().filter(pk__in=rows.values("pk"), event=event)
    contacts = Prefetch("entry__representatives", Representative.objects.visible_to(user))
    live = Prefetch("entry__placements", Placement.objects.live().select_related("service"), to_attr="live")
    musts = Prefetch("entry__musthaves", MustHave.objects.visible_to(user).current(), to_attr="musts")
    found = mine.select_related("entry__service_user", "entry__service").order_by("leaves_at", "pk")
    moves = list(found.prefetch_related("items", "drugs", contacts, live, musts))
    if not moves:
        raise ValidationError("Nobody moves then. Choose another day on the page of the moves.")
    progress(f"Collecting {count_of(len(moves), 'move')}")
    context: dict[str, Any] = head(event, user) | {"title": title, "sheets": [_sheet(move) for move in moves]}
    return Paper("trackers/pdf/transfer_sheets.html", context, [move.entry_id for move in moves])


def _sheet(move: Transfer) -> Sheet:
    contacts = list(move.entry.representatives.all())
    items = list(move.items.all())
    return Sheet(
        str(move.entry.service_user),
        _facts(move),
        ticks_by_group(items),
        sum(item.is_open for item in items),
        [(count, number(count.counted_out), number(count.counted_in)) for count in move.drugs.all()],
        [one for one in contacts if not one.must_not_be_told],
        [one for one in contacts if one.must_not_be_told],
        move.entry.musts,
        f"{move.confirmed_by}, {moment_words(move.confirmed_at)}" if move.confirmed_by else "",
    )


def _worker(entry: TrackerEntry) -> str:
    """Who is rung about the person after the move. Blackpool policy App 5, actions 36 and 38."""
    worker = ", ".join(part for part in (entry.worker, entry.worker_phone) if part)
    return worker or entry.relatives_contact or UNKNOWN


def _facts(move: Transfer) -> list[tuple[str, str]]:
    """What the driver, the escort and the new place need to know, in the order of the day."""
    entry, person = move.entry, move.entry.service_user
    place = next(iter(entry.live), None)
    service = place.service if place else None
    born = full_date(person.date_of_birth).partition(" ")[2] if person.date_of_birth else UNKNOWN
    leaves = clock_time(move.leaves_at) if move.leaves_at else "no time yet"
    transport = move.get_transport_display() if move.transport else "Not decided"
    booked = ", ".join(part for part in (lower_first(move.get_booking_display()), move.transport_by) if part)
    address = ", ".join(part for part in (service.place, service.phone) if part) if service else ""
    return [
        ("Date of birth", born),
        ("NHS number", nhs_number(person.nhs_number) or UNKNOWN),
        ("Leaves", f"{full_date(move.on)}, {leaves}"),
        ("From", f"{entry.service}{f', room {entry.room}' if entry.room else ''}"),
        ("To", entry.destination or "No place is agreed"),
        *([("Address", address)] if address else []),
        ("Provider", place.who if place and place.who else UNKNOWN),
        ("Transport", f"{transport}; {booked}"),
        ("Travels with", move.escort or "Nobody named"),
        ("Welcome", move.welcome or "Not arranged"),
        ("Mobility", entry.mobility_needs or UNKNOWN),
        ("Has capacity to choose where to live", CAPACITY[entry.capacity]),
        *([("DoLS at the new place", entry.get_dols_next_display())] if entry.dols_next not in QUIET else []),
        ("GP", entry.gp or UNKNOWN),
        ("Ring with concerns", _worker(entry)),
        *([("Notes", move.notes)] if move.notes else []),
    ]
