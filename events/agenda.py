"""What a meeting goes through, worked out from what changed since the last one. Staffordshire SOP 11.6.

People stand in a room to the right, which fills their lines in, so that no import runs to the right:

    agenda.fill(lines, names)      # in AppConfig.ready() of the room that knows people
    def lines(event, since: datetime | None) -> list[Line]: ...            # None: the first meeting, everybody
    def names(user, event, entries: Iterable[int]) -> dict[int, Person]: ...   # only whom the user may see
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from events.models import (
    AgendaItem,
    Decision,
    FailureEvent,
    InformationRequest,
    Meeting,
    MeetingDecision,
    Notice,
    Step,
)
from events.plan_reading import waiting_for_readiness
from events.procedure.loader import from_content
from govuk.words import due_words, full_date

Kind = AgendaItem.Kind
# The agenda of a first meeting where the procedure gives none. Staffordshire SOP 11.6.
FIRST = ("nature of the concern", "affected service and provider", "timescales", "explain the process")
RELATIVES = ("what has happened", "what happens next, and when", "who to contact", "questions")  # SOP 11.5
# What a procedure lists and this page has a part of its own for.
HAS_ITS_OWN_PART = ("per service user", "actions agreed")
MOST_STEPS = 50


class Line(NamedTuple):
    """One point of an agenda. `entry` is the key of a tracker entry, where it is about a person."""

    kind: str
    title: str
    detail: str = ""
    entry: int | None = None


class Person(NamedTuple):
    """Who a line is about, for those who may know: a name, and the address of their page."""

    name: str
    href: str


Lines = Callable[[FailureEvent, datetime | None], list[Line]]
Names = Callable[[User, FailureEvent, Iterable[int]], dict[int, Person]]
_people: list[tuple[Lines, Names]] = []


def fill(lines: Lines, names: Names) -> None:
    """Say who knows people. The same pair is added once."""
    if (lines, names) not in _people:
        _people.append((lines, names))


def names(user: User, event: FailureEvent, entries: Iterable[int]) -> dict[int, Person]:
    """The people of these tracker entries that the user may see."""
    entries = [entry for entry in entries if entry is not None]
    return {key: person for _, said in _people for key, person in said(user, event, entries).items()}


def meeting_before(meeting: Meeting) -> Meeting | None:
    """The latest of the same kind that was held or had begun before this one."""
    same = Meeting.objects.filter(event_id=meeting.event_id, kind=meeting.kind).exclude(pk=meeting.pk)
    same = same.exclude(state=Meeting.State.CANCELLED).filter(held_on__lte=meeting.held_on)
    now = timezone.now()
    begun = [one for one in same if one.begins < meeting.begins and one.begins <= now]
    return max(begun, key=lambda one: one.begins, default=None)


def lines(meeting: Meeting, before: Meeting | None) -> list[Line]:
    """The agenda: of a first meeting what the procedure says, of a later one what changed since. SOP 11.6.

    Then each person, at provider failure meetings only. A constant number of queries.
    """
    event = meeting.event
    if meeting.kind == Meeting.Kind.RELATIVES:
        return [Line(Kind.OPENING, first_capital(title)) for title in RELATIVES]
    since = (before.agenda_made_at or before.begins) if before else None
    begin = decided_since(event, since) if since else opening(event)
    people = [line for said, _ in _people for line in said(event, since)]
    if meeting.kind != Meeting.Kind.RESPONSE:
        begin, people = decided_since(event, since) if since else [], []
    overdue = late(event)
    if meeting.kind == Meeting.Kind.READINESS:
        begin = [*begin, *not_ready(event)]
        told = {line.title for line in begin}
        overdue = [line for line in overdue if line.title not in told]
    found = [*begin, *overdue, *people]
    order = {kind: number for number, kind in enumerate(Kind.values)}
    return sorted(found, key=lambda line: order[line.kind])


def opening(event: FailureEvent) -> list[Line]:
    """What a first meeting begins with, in the procedure's words."""
    said = [text for step in from_content(event.procedure.content).steps for text in step.agenda]
    kept = [text for text in said if not text.lower().startswith(HAS_ITS_OWN_PART)]
    return [Line(Kind.OPENING, first_capital(text)) for text in kept or FIRST]


def decided_since(event: FailureEvent, since: datetime) -> list[Line]:
    """Notices, decisions about the event and of other meetings, and another closing date."""
    notices = Notice.objects.filter(event=event, recorded_at__gt=since)
    found = [Line(Kind.DECISION, one.trigger_label, one.response) for one in notices]
    found += [
        Line(Kind.DECISION, str(one), f"{one.reason} {one.decided_by}"[:600])
        for one in Decision.objects.filter(event=event, recorded_at__gt=since)
    ]
    decided = MeetingDecision.objects.filter(event=event, recorded_at__gt=since).select_related("meeting")
    found += [Line(Kind.DECISION, one.text[:300], f"{one.decided_by}, {one.meeting}") for one in decided]
    earlier = event.history().filter(pgh_created_at__lte=since).last()
    if earlier and earlier.closes_on != event.closes_on:
        was = full_date(earlier.closes_on) or "not set"
        now = full_date(event.closes_on) or "taken back"
        found.append(Line(Kind.DECISION, "Closing date", f"It was {was}. It is now {now}."))
    return found


def not_ready(event: FailureEvent) -> list[Line]:
    """What is still open before the readiness meeting of each plan. Blackpool policy App 5, 6."""
    today = timezone.localdate()
    found = []
    for checklist, steps in waiting_for_readiness(event):
        for step in steps:
            due = due_words(step.due_on, today) or "no due date"
            who = step.designated_person or " or ".join(step.responsible)
            found.append(Line(Kind.OPENING, str(step), f"{checklist}, still open: {due}. {who}"[:600]))
    return found


def late(event: FailureEvent) -> list[Line]:
    """Steps and information that are late."""
    today = timezone.localdate()
    steps = Step.objects.open().filter(event=event, due_on__lt=today).select_related("stage")
    found = [
        Line(Kind.OVERDUE, str(one), f"{due_words(one.due_on, today)}. {' or '.join(one.responsible)}")
        for one in steps.order_by("due_on", "pk")[:MOST_STEPS]
    ]
    asked = InformationRequest.objects.overdue(today).filter(event=event)[:MOST_STEPS]
    found += [
        Line(Kind.OVERDUE, f"Information from {one}"[:300], due_words(one.due_on, today)) for one in asked
    ]
    return found


def first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
