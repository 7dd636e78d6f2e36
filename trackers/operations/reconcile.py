"""Lists held against the tracker: taken in, decided about row by row, put away. Staffordshire SOP 11.4."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent
from govuk.words import moment_words
from trackers.listing import KEPT, as_row, people_in, read_list
from trackers.merged import that_stays
from trackers.models import ReconcileDecision, ReconcileList, ReconcileRow, ResidentImport, TrackerEntry
from trackers.operations.held import hold_event
from trackers.operations.people import add_person
from trackers.operations.whereabouts import seen_in_building
from trackers.rules.places import are_at_home
from trackers.rules.residents import Staged
from trackers.staging import stage_list

RIGHT = "trackers.import_residents"
Kind, Seen = ReconcileList.Kind, ReconcileRow.Seen


@operation(
    "reconcile.list_added",
    told="List compared with the tracker",
    needs=RIGHT,
)
def add_list(
    *, by: User, event: FailureEvent, kind: str, source: str, file_name: str, content: bytes, sheet: str = ""
) -> ReconcileList:
    """Read a list and keep its rows for comparing; the file itself is not kept. SOP 11.4.

    Raises SheetRefused (a ValidationError) in one sentence for a file that cannot be read or has no names.
    """
    _hold(by, event)
    staged = read_list(content, file_name, event.host_council, sheet)
    return _keep(by, event, staged, kind=kind, source=source, file_name=file_name[-200:])


@operation(
    "reconcile.list_added",
    told="List compared with the tracker",
    needs=RIGHT,
)
def compare_import(*, by: User, upload: ResidentImport, kind: str, source: str) -> ReconcileList:
    """Compare a resident list that is being checked, with its columns as they were put right there."""
    _hold(by, upload.event)
    if upload.uploaded_by_id != by.pk or not upload.content:
        raise PermissionDenied("Only who sent a list can use it.")
    return _keep(by, upload.event, stage_list(upload), kind=kind, source=source, file_name=upload.file_name)


def _keep(by: User, event: FailureEvent, staged: Staged, **facts: Any) -> ReconcileList:
    people = people_in(staged)
    if not people:
        raise ValidationError("Nobody is on this list. Check that it is the right file.")
    facts |= {"people": len(people), "others": len(staged.rows) - len(people)}
    listed = ReconcileList.objects.create(event=event, as_at=timezone.now(), added_by=by, **facts)
    rows = [as_row(number, values) for number, values in people.items()]
    for row in rows if listed.kind == Kind.ROLL_CALL else ():
        row.seen = Seen.PRESENT
    _fill(listed, rows)
    return listed


def _fill(listed: ReconcileList, rows: list[ReconcileRow]) -> None:
    for number, row in enumerate(rows, start=1):
        row.list, row.number = listed, row.number or number
    ReconcileRow.objects.bulk_create(rows)


@operation("reconcile.roll_called", told="Roll-call kept", needs=RIGHT)
def record_roll_call(
    *,
    by: User,
    event: FailureEvent,
    as_at: datetime,
    seen: Mapping[int, str],
    others: Sequence[Mapping[str, str]] = (),
) -> ReconcileList:
    """Who was seen in the building at a moment. SOP 11.4.

    `seen` is tracker entry -> "present" or "absent"; who was not looked for is left out. `others` are names of people
    who were seen and are not on the tracker. Raises ValidationError for a moment to come and for nobody.
    """
    _hold(by, event)
    if as_at > timezone.now():
        raise ValidationError({"taken_at": "The time of the roll-call must be in the past"})
    seen = _of_people(by, event, seen)
    entries = TrackerEntry.objects.visible_to(by).filter(pk__in=seen).select_related("service_user")
    rows = [_ticked(entry, seen[entry.pk]) for entry in entries.in_table_order()]
    rows += [ReconcileRow(seen=Seen.PRESENT, **other) for other in others]
    if not rows:
        raise ValidationError("Say of at least one person whether they were seen.")
    listed = ReconcileList.objects.create(
        event=event, kind=Kind.ROLL_CALL, source="Roll-call", as_at=as_at, people=len(rows), added_by=by
    )
    _fill(listed, rows)
    ticked = {row.entry_id: row.seen == Seen.PRESENT for row in rows if row.entry_id}
    seen_in_building(by, event.pk, ticked, as_at)
    return listed


def _of_people(by: User, event: FailureEvent, seen: Mapping[int, str]) -> dict[int, str]:
    """The ticks by who stays, where two rows became one while people were looked for: seen once is seen."""
    found: dict[int, str] = {}
    for entry in TrackerEntry.with_merged.visible_to(by).filter(event=event, pk__in=seen):
        stays = that_stays(entry).pk
        found[stays] = Seen.PRESENT if found.get(stays) == Seen.PRESENT else seen[entry.pk]
    return found


def _ticked(entry: TrackerEntry, seen: str) -> ReconcileRow:
    person = entry.service_user
    names = {name: getattr(person, name) for name in ("surname", "forename", "date_of_birth")}
    return ReconcileRow(entry=entry, seen=Seen(seen), room=entry.room, **names)


class Two(NamedTuple):
    """A row of a list, and another row or somebody on the tracker, side by side."""

    row: ReconcileRow
    other: ReconcileRow | None = None
    entry: TrackerEntry | None = None

    @property
    def in_order(self) -> "Two":
        """As they are kept: of two rows the earlier one first."""
        return Two(self.other, self.row) if self.other and self.other.pk < self.row.pk else self

    @property
    def keys(self) -> tuple[int, int | None, int | None]:
        return self.row.pk, self.other and self.other.pk, self.entry and self.entry.pk


class Answered(NamedTuple):
    """Decisions that stand now, and of each pair that somebody else had answered otherwise why it was left."""

    decisions: list[ReconcileDecision]
    left: list[tuple[Two, str]]


@operation("reconcile.decided", told="Same person or not decided", needs=RIGHT)
def decide(
    *,
    by: User,
    event: FailureEvent,
    row: ReconcileRow,
    is_same: bool,
    other: ReconcileRow | None = None,
    entry: TrackerEntry | None = None,
    as_open: bool = False,
) -> ReconcileDecision:
    """Say whether a row and another, or somebody on the tracker, are one person. SOP 11.4.

    It stands until it is taken back; a later answer about the same two takes the earlier one back. `as_open`: whoever
    answers saw it as a question that nobody had answered. Raises ValidationError when the two do not stand side by
    side, and for such a question when somebody else has said otherwise meanwhile.
    """
    _hold(by, event)
    found = _answer(by, event, [Two(row, other, entry)], is_same=is_same, as_open=as_open)
    if found.left:
        raise ValidationError(found.left[0][1])
    return found.decisions[0]


@operation("reconcile.many_decided", told="Same person or not decided of several", needs=RIGHT)
def decide_many(*, by: User, event: FailureEvent, pairs: Sequence[Two], is_same: bool) -> Answered:
    """Give one answer about several pairs that were open questions. SOP 11.4.

    A pair that somebody else has answered otherwise meanwhile is left as it is, and told. Raises ValidationError, and
    changes nothing, without a pair and when two do not stand side by side. A fixed number of queries.
    """
    _hold(by, event)
    if not pairs:
        raise ValidationError("Tick the pairs that you have an answer for.")
    return _answer(by, event, pairs, is_same=is_same, as_open=True)


def _answer(by: User, event: FailureEvent, pairs: Sequence[Two], *, is_same: bool, as_open: bool) -> Answered:
    pairs = list({two.keys: two for two in (one.in_order for one in pairs)}.values())
    for two in pairs:
        _refuse_strangers(event, *two)
    said = _said(pairs)
    found, fresh, ended = Answered([], []), [], []
    for two in pairs:
        earlier = said.get(two.keys)
        if earlier and earlier.is_same == is_same:
            found.decisions.append(earlier)
        elif earlier and as_open and earlier.decided_by_id != by.pk:
            found.left.append((two, said_otherwise(earlier)))
        else:
            ended += [earlier] if earlier else []
            fresh.append(ReconcileDecision(event=event, is_same=is_same, decided_by=by, **two._asdict()))
    for earlier in ended:
        _take_back(by, earlier)
    return found._replace(decisions=found.decisions + ReconcileDecision.objects.bulk_create(fresh))


def _said(pairs: Sequence[Two]) -> dict[tuple, ReconcileDecision]:
    """What stands of these pairs. Their rows are held, in order: two who answer at once wait for each other."""
    rows = ReconcileRow.objects.filter(pk__in=[two.row.pk for two in pairs]).order_by("pk")
    held = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    stands = ReconcileDecision.objects.filter(row__in=held, taken_back_at=None)
    stands = stands.select_for_update(of=("self",)).select_related("decided_by")
    return {(one.row_id, one.other_id, one.entry_id): one for one in stands}


def said_otherwise(earlier: ReconcileDecision) -> str:
    """Two people who answer the same question at once: the first answer stands until somebody takes it back."""
    answer = "are the same person" if earlier.is_same else "are different people"
    return (
        f"{earlier.decided_by} said on {moment_words(earlier.decided_at)} that these {answer}. Nothing was changed. "
        "Speak to each other; that answer can be taken back under Decisions."
    )


def _refuse_strangers(
    event: FailureEvent, row: ReconcileRow, other: ReconcileRow | None, entry: TrackerEntry | None
) -> None:
    events = {
        row.list.event_id,
        *(one.list.event_id for one in (other,) if one),
        *(one.event_id for one in (entry,) if one),
    }
    if events != {event.pk} or (other is None) == (entry is None) or row == other:
        raise ValidationError("These two are not side by side. Open the page again.")


@operation("reconcile.decision_taken_back", told="Decision about a person taken back", needs=RIGHT)
def take_back(*, by: User, decision: ReconcileDecision) -> ReconcileDecision:
    """The decision no longer holds; that it was made stays on record."""
    _hold(by, decision.event)
    decision = ReconcileDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.taken_back_at is None:
        _take_back(by, decision)
    return decision


def _take_back(by: User, decision: ReconcileDecision) -> None:
    decision.taken_back_by, decision.taken_back_at = by, timezone.now()
    decision.save(update_fields=["taken_back_by", "taken_back_at"])


@operation("reconcile.person_added", told="Person added from a list", needs=RIGHT)
def add_from_list(
    *, by: User, row: ReconcileRow, also: Sequence[ReconcileRow] = (), same_as: str = ""
) -> TrackerEntry:
    """Put somebody who is on a list only on the tracker, with what the list says. SOP 11.4.

    `also` are rows of the same person in other lists, which fill what this one leaves open. Raises Duplicate as
    `add_person` does, which `same_as` answers; ValidationError for a row without a surname.
    """
    event = row.list.event
    facts: dict[str, Any] = {}
    for one in (row, *also):
        found = {name: getattr(one, name) for name in (*KEPT, "funding_type")}
        facts = {name: value for name, value in found.items() if value} | facts
    if not facts.get("surname"):
        raise ValidationError("The list gives no surname. Add the person by hand.")
    facts |= {"age_stated": facts.pop("age")} if "age" in facts else {}
    if row.list.kind == Kind.ROLL_CALL and "room" in facts and _lives_at_home(event):
        facts["address_before"] = facts.pop("room")
    entry = add_person(by=by, event=event, same_as=same_as, **facts)
    decide(by=by, event=event, row=row, entry=entry, is_same=True)
    return entry


def _lives_at_home(event: FailureEvent) -> bool:
    rooms = TrackerEntry.objects.filter(event=event).values_list("room", flat=True)
    return are_at_home(is_care_home=event.service.care_home, rooms=rooms)


@operation("reconcile.list_put_away", told="Compared list put away", needs=RIGHT)
def put_away(*, by: User, listed: ReconcileList) -> ReconcileList:
    """Compare the list no longer; its rows and what was decided stay on record."""
    return _set_away(by, listed, at=timezone.now())


@operation("reconcile.list_taken_up", told="List compared again", needs=RIGHT)
def take_up(*, by: User, listed: ReconcileList) -> ReconcileList:
    """Compare a list again that was put away."""
    return _set_away(by, listed, at=None)


def _set_away(by: User, listed: ReconcileList, *, at: datetime | None) -> ReconcileList:
    _hold(by, listed.event)
    listed = ReconcileList.objects.select_for_update(of=("self",)).get(pk=listed.pk)
    listed.put_away_at, listed.put_away_by = at, by if at else None
    listed.save(update_fields=["put_away_at", "put_away_by"])
    return listed


def _hold(by: User, event: FailureEvent) -> None:
    """Only the council that runs the event compares lists, and only while it is open."""
    if not FailureEvent.objects.visible_to(by).filter(pk=event.pk, host_council=by.organisation_id).exists():
        raise PermissionDenied("Only the council that runs the event compares lists.")
    hold_event(event.pk)
