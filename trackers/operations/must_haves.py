"""What a person must have where they live next: recorded, looked for at a place, taken without. LGiU T11."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from trackers.models import Acceptance, MustHave, TrackerEntry
from trackers.operations.held import check_scope, hold_event
from trackers.rules import must_haves as rules
from trackers.rules.places import plain

OURS = "must_haves"  # no partner field: the council records what a person needs
FOR_PARTNERS = (
    "The council must first confirm that this place has what the person needs. Tell the lead of the event."
)


@operation("must_have.added", told="Must-have added", needs="trackers.change_trackerentry")
def add_must_have(*, by: User, entry: TrackerEntry, words: str, kind: str, weight: str) -> MustHave:
    """Something that the person must or would like to have where they live next, as they say it. LGiU T11.3."""
    _hold(by, entry)
    row = MustHave(entry=entry, event_id=entry.event_id, words=words.strip(), changed_by=by)
    row.kind, row.weight = kind, weight
    row.clean_fields(exclude=["changed_by", "changed_at"])
    row.save()
    return row


@operation("must_have.edited", told="Must-have changed", needs="trackers.change_trackerentry")
def edit_must_have(
    *, by: User, must_have: MustHave, version: int, words: str, kind: str, weight: str, is_over: bool = False
) -> MustHave:
    """Put the words right, or say that the person no longer asks for it (`is_over`). Raises Conflict."""
    _hold(by, must_have.entry)
    changing = {"words": words.strip(), "kind": kind, "weight": weight}
    row = MustHave.objects.lock_for_edit(must_have.pk, since=version, changing=changing)
    row.clean_fields(exclude=["changed_by", "changed_at"])
    ended = []
    if is_over != (row.ended_at is not None):
        row.ended_at, ended = (timezone.now() if is_over else None), ["ended_at"]
    row.save_version(by=by, update_fields=ended)
    return row


@operation(
    "must_have.looked_for", told="Must-have looked for at a place", needs="trackers.change_trackerentry"
)
def look_for(
    *, by: User, must_have: MustHave, version: int, place: str, found: str, note: str = ""
) -> MustHave:
    """What was found out about one must-have at one place, and who confirmed it. Raises Conflict.

    Raises ValidationError without a place, and for an answer that nobody confirmed.
    """
    _hold(by, must_have.entry)
    if not plain(place):
        raise ValidationError({"place": "Enter which place it is about"})
    if found != MustHave.Found.UNKNOWN and not note.strip():
        raise ValidationError({"note": "Enter who confirmed it, and how"})
    changing = {"place": place.strip(), "found": found, "note": note.strip()}
    row = MustHave.objects.lock_for_edit(must_have.pk, since=version, changing=changing)
    row.clean_fields(exclude=["changed_by", "changed_at"])
    row.found_on = timezone.localdate()
    row.save_version(by=by, update_fields=["found_on"])
    return row


@operation("acceptance.put_right", told="What a place lacked put right", needs="trackers.change_trackerentry")
def put_right(*, by: User, acceptance: Acceptance, how: str) -> Acceptance:
    """What was missing at the place is there now, or was settled in another way. Raises ValidationError."""
    check_scope(by, acceptance.entry, [OURS])
    row = Acceptance.objects.select_for_update(of=("self",)).get(pk=acceptance.pk)
    if row.put_right_at:
        raise ValidationError("This has been put right already.")
    if not how.strip():
        raise ValidationError({"how": "Enter how it was put right"})
    row.put_right_at, row.how = Now(), how.strip()
    row.save(update_fields=["put_right_at", "how"])
    row.refresh_from_db(fields=["put_right_at"])
    return row


def missing_at(entry_id: int, place: str) -> list[rules.MustHave]:
    """Essential must-haves of the person that are not met or not known at the place. One query."""
    rows = MustHave.objects.essential().filter(entry=entry_id).values_list(*rules.MustHave._fields)
    return rules.open_at((rules.MustHave(*row) for row in rows), place)


def check_must_haves(
    row: TrackerEntry,
    *,
    by: User,
    reason: str = "",
    put_right_on: date | None = None,
    changed: Iterable[str] | None = None,
) -> Acceptance | None:
    """Refuse a place that lacks an essential must-have, unless it is taken with a reason and a day to put it right.

    Call it inside an operation that chooses, books or records a move, with the row locked and its new values on it but
    not saved (`changed`, or `row.edited`, names them). A place that was accepted before stays so. What is still to be
    put right is on the worklist. Raises ValidationError with code "must_haves". LGiU T11; the reason is our addition.
    """
    names = row.edited if changed is None else changed
    if not rules.is_placed(names, row.destination, bool(row.move_on or row.moved_on)):
        return None
    missing = missing_at(row.pk, row.destination)
    if not missing or _is_accepted(row):
        return None
    if by.is_partner:
        raise ValidationError(FOR_PARTNERS, code="must_haves")
    said = rules.in_words(missing, row.destination)
    _refuse_without_reason(said, reason, put_right_on)
    return Acceptance.objects.create(
        entry=row,
        event_id=row.event_id,
        place=row.destination,
        missing=said,
        reason=reason.strip(),
        put_right_on=put_right_on,
        made_by=by,
    )


def _is_accepted(row: TrackerEntry) -> bool:
    accepted = Acceptance.objects.filter(entry=row).values_list("place", flat=True)
    return any(plain(place) == plain(row.destination) for place in accepted)


def _refuse_without_reason(said: str, reason: str, put_right_on: date | None) -> None:
    if not reason.strip() and put_right_on is None:
        raise ValidationError(
            f"Essential for this person and not confirmed at this place: {said}. Confirm it first, or give a reason "
            "to go on and a day to put it right.",
            code="must_haves",
        )
    wrong = {}
    if not reason.strip():
        wrong["override_reason"] = "Enter why this place is taken all the same"
    if put_right_on is None:
        wrong["put_right_on"] = "Enter by when it is put right"
    elif put_right_on < timezone.localdate():
        wrong["put_right_on"] = "The day must be today or later"
    if wrong:
        raise ValidationError(wrong)


def _hold(by: User, entry: TrackerEntry) -> None:
    check_scope(by, entry, [OURS])
    hold_event(entry.event_id)
