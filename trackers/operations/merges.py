"""Two rows of one event are one person: put together, and taken apart again. Staffordshire SOP 11.4."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from trackers.models import EntryMerge, Representative, Review, ServiceUser, TrackerEntry
from trackers.operations.contacts import not_told_like
from trackers.operations.held import hold_event, note_new_funder, save_entry
from trackers.operations.legal import reassess
from trackers.operations.merged_rows import move_back, move_rows
from trackers.operations.reviews import refresh_review
from trackers.rules.fields import BY_KEY, FIELDS, Field
from trackers.rules.merging import GROUPS, outcome

RIGHT = "trackers.add_trackerentry"
NUMBER = "nhs_number"
LOOK_AGAIN = "Somebody changed one of the two rows while you were choosing. Look at both again."


def values_of(entry: TrackerEntry) -> dict[str, Any]:
    """What the row says, by the paths of trackers.rules.fields."""
    return {
        path: getattr(entry.service_user if field.of_person else entry, field.key)
        for path, field in FIELDS.items()
    }


def seen_of(entry: TrackerEntry, other: TrackerEntry) -> str:
    """The versions that somebody who chooses has before them."""
    rows = (entry, entry.service_user, other, other.service_user)
    return "-".join(str(row.version) for row in rows)


@operation("tracker_entry.merged", told="Two rows of one person merged", needs=RIGHT)
def merge_entries(
    *, by: User, entry: TrackerEntry, other: TrackerEntry, answers: Mapping[str, str], seen: str
) -> EntryMerge:
    """`other` turned out to be the person of `entry`, which stays. Staffordshire SOP 11.4.

    `answers` say for each fact in which the two differ (trackers.rules.merging) whose is kept; what hangs on the other
    row hangs on this one afterwards. `seen` is `seen_of` the two as they were shown. Nothing is lost: the other row
    stays on record and `undo_merge` puts everything back. Raises ValidationError when it cannot be done.
    """
    stays, goes = _hold(by, entry, other)
    if seen_of(stays, goes) != seen:
        raise ValidationError(LOOK_AGAIN)
    changed: list[dict] = []
    _make_room(by, stays, goes, changed)
    moved = move_rows(goes, stays)
    _take_over(by, stays, goes, outcome(values_of(stays), values_of(goes), answers), changed)
    goes.merged_into, goes.edited = stays, []
    goes.save_version(by=by, update_fields=["merged_into"])
    _follow(by, "Merged with another row", stays)
    return EntryMerge.objects.create(
        event_id=stays.event_id, entry=stays, merged=goes, merged_by=by, moved=moved, changed=changed
    )


@operation("tracker_entry.merge_undone", told="Merge of two rows taken back", needs=RIGHT)
def undo_merge(*, by: User, merge: EntryMerge, reason: str) -> EntryMerge:
    """They are two people after all: both rows as they were. Staffordshire SOP 11.4.

    What was changed on the row that stayed since stays as it is: the result names it in `kept_since`. Raises
    ValidationError without a reason, and where something later makes it impossible, saying what.
    """
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the two are taken apart"})
    _hold_event(by, merge.entry)
    merge = EntryMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    rows = TrackerEntry.with_merged.select_for_update(of=("self",)).order_by("pk")
    found = rows.select_related("service_user", "event").in_bulk([merge.entry_id, merge.merged_id])
    stays, goes = found[merge.entry_id], found[merge.merged_id]
    _refuse_undo(merge, stays)
    lost = move_back(merge.moved, to=goes, away_from=stays)
    kept = _put_back(by, merge.changed)
    goes.refresh_from_db()
    goes.merged_into, goes.edited = None, []
    goes.save_version(by=by, update_fields=["merged_into"])
    for row in (stays, goes):
        _follow(by, "A merge was taken back", row)
    merge.undone_by, merge.undone_at, merge.undone_because = by, timezone.now(), reason.strip()[:500]
    merge.save(update_fields=["undone_by", "undone_at", "undone_because"])
    merge.kept_since = kept + ([f"{lost} records that were moved"] if lost else [])
    return merge


def _hold_event(by: User, entry: TrackerEntry) -> None:
    people = TrackerEntry.with_merged.visible_to(by).filter(event__host_council=by.organisation_id)
    if not people.filter(pk=entry.pk).exists():
        raise PermissionDenied("Only the council that runs the event merges people.")
    hold_event(entry.event_id, alone=True)


def _hold(by: User, entry: TrackerEntry, other: TrackerEntry) -> tuple[TrackerEntry, TrackerEntry]:
    """Both rows as they are now, locked. Raises ValidationError when they are not two people of one event."""
    _hold_event(by, entry)
    rows = TrackerEntry.objects.select_for_update(of=("self",)).order_by("pk").filter(event_id=entry.event_id)
    found = rows.select_related("service_user", "event", "funding_authority").in_bulk([entry.pk, other.pk])
    if len(found) < 2:
        raise ValidationError(
            "These are not two people on this tracker. One of them may have been merged already."
        )
    return found[entry.pk], found[other.pk]


def _refuse_undo(merge: EntryMerge, stays: TrackerEntry) -> None:
    if merge.undone_at:
        raise ValidationError("This merge was taken back already.")
    if stays.merged_into_id:
        raise ValidationError(f"{stays} was merged with another row later. Take that back first.")
    freed = {one["pk"]: one["was"] for one in merge.changed if one["field"] == NUMBER and one["was"]}
    for pk, number in freed.items():
        others = ServiceUser.objects.filter(nhs_number=number).exclude(pk__in=[pk, stays.service_user_id])
        if others.exists():
            raise ValidationError(
                "The NHS number that would go back belongs to somebody else by now. Find out whose it is first."
            )


def _make_room(by: User, stays: TrackerEntry, goes: TrackerEntry, changed: list[dict]) -> None:
    """One main contact, one review due, and reviews numbered on: what the database allows once."""
    _keep_untold(by, stays, goes, changed)
    if stays.representatives.filter(is_main=True).exists():
        for contact in Representative.objects.filter(entry=goes, is_main=True):
            _set(by, contact, {"is_main": False}, changed)
    numbers = list(stays.reviews.values_list("number", flat=True))
    is_due = stays.reviews.filter(state=Review.State.DUE).exists()
    for review in Review.objects.filter(entry=goes).order_by("number"):
        facts: dict[str, Any] = {}
        if review.number in numbers:
            facts["number"] = max(numbers) + 1
        if is_due and review.state == Review.State.DUE:
            facts["state"] = Review.State.NOT_DUE
        numbers.append(facts.get("number", review.number))
        _set(by, review, facts, changed)


def _keep_untold(by: User, stays: TrackerEntry, goes: TrackerEntry, changed: list[dict]) -> None:
    """Whoever must not be told by one of the rows must not be told by the other."""
    for row, other in ((stays, goes), (goes, stays)):
        for contact in row.representatives.filter(must_not_be_told=False):
            named = {name: getattr(contact, name) for name in ("title", "forename", "surname")}
            if not_told_like(other, named):
                _set(by, contact, {"must_not_be_told": True, "is_main": False, "involved": ""}, changed)


def _take_over(
    by: User, stays: TrackerEntry, goes: TrackerEntry, taken: dict[str, Any], changed: list[dict]
) -> None:
    """Give the row that stays what was chosen of the other."""
    of_person = {FIELDS[path].key: value for path, value in taken.items() if FIELDS[path].of_person}
    if number := of_person.get(NUMBER):
        _refuse_number(goes)
        _set(by, goes.service_user, {NUMBER: ""}, changed)
        of_person[NUMBER] = number
    _set(by, stays.service_user, of_person, changed)
    own = {path: value for path, value in taken.items() if not FIELDS[path].of_person}
    _note(stays, own, changed)
    for name, value in own.items():
        setattr(stays, name, value)
    stays.edited = list(own)
    save_entry(stays, by=by)
    if own.get("funding_authority"):
        note_new_funder(by, stays)


def _refuse_number(goes: TrackerEntry) -> None:
    """A number is one record's; somebody whose record is on other trackers too keeps it there."""
    if TrackerEntry.with_merged.filter(service_user=goes.service_user_id).exclude(pk=goes.pk).exists():
        raise ValidationError(
            {NUMBER: "The other row’s NHS number is used elsewhere. Keep that row and merge this one into it"}
        )


def _set(by: User, record: models.Model, facts: dict[str, Any], changed: list[dict]) -> None:
    _note(record, facts, changed)
    for name, value in facts.items():
        setattr(record, name, value)
    record.edited = list(facts)
    record.save_version(by=by)


def _note(record: models.Model, facts: dict[str, Any], changed: list[dict]) -> None:
    """Write down what is about to change, so that it can be put back."""
    for name, value in facts.items():
        about = {"model": record._meta.label, "pk": record.pk, "field": name}
        changed.append(about | {"was": _plain(getattr(record, name)), "became": _plain(value)})


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return str(value) if isinstance(value, date | Decimal) else value


def _put_back(by: User, changed: list[dict]) -> list[str]:
    """Every fact as it was; labels of those that were changed since and stay. What belongs together stays together."""
    kept: list[str] = []
    records: dict[tuple[str, Any], list[dict]] = {}
    for one in changed:
        records.setdefault((one["model"], one["pk"]), []).append(one)
    # The row that stayed gives its NHS number back before the other one can have it.
    for (label, pk), ones in sorted(records.items(), key=lambda item: _gave_number(item[1])):
        record = apps.get_model(label)._base_manager.select_for_update(of=("self",)).get(pk=pk)
        later = {one["field"] for one in ones if _plain_now(record, one["field"]) != one["became"]}
        later |= {name for group in _own_groups() if later & group for name in group}
        back = {
            one["field"]: _typed(record, one["field"], one["was"])
            for one in ones
            if one["field"] not in later
        }
        kept += [_label(record, one["field"]) for one in ones if one["field"] in later]
        for name, value in back.items():
            setattr(record, record._meta.get_field(name).attname, value)
        record.edited = list(back)
        record.save_version(by=by)
    return kept


def _gave_number(ones: list[dict]) -> bool:
    return any(one["field"] == NUMBER and not one["became"] for one in ones)


def _own_groups() -> list[set[str]]:
    return [{FIELDS[path].key for path in group} for group in GROUPS]


def _plain_now(record: models.Model, name: str) -> Any:
    return _plain(getattr(record, record._meta.get_field(name).attname))


def _typed(record: models.Model, name: str, value: Any) -> Any:
    field = record._meta.get_field(name)
    return value if field.is_relation or value is None else field.to_python(value)


def _label(record: models.Model, name: str) -> str:
    field: Field | None = BY_KEY.get(name)
    return field.label if field else str(record._meta.get_field(name).verbose_name)


def _follow(by: User, because: str, entry: TrackerEntry) -> None:
    """What is worked out of the facts: stage, review, legal answer."""
    entry = TrackerEntry.objects.select_related("service_user", "event").get(pk=entry.pk)
    entry.edited = []
    save_entry(entry, by=by)
    refresh_review(by, entry)
    reassess(by=by, event=entry.event, because=because, people=[entry.pk])
