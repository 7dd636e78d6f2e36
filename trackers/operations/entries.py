"""Changing what is known about a person in an event. Staffordshire SOP 11.5 to 11.8."""

from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError

from accounts.audit import operation
from accounts.models import User
from trackers.models import ServiceUser, TrackerEntry
from trackers.operations.duplicates import refuse_taken_number
from trackers.operations.half_said import refuse_half_said
from trackers.operations.held import check_scope, hold_event, note_new_funder, save_entry
from trackers.operations.must_haves import check_must_haves
from trackers.operations.placements import refuse_derived
from trackers.operations.transfers import keep_transfer
from trackers.rules.fields import BY_KEY, FIELDS, Field, words_for

NEXT_STEP = {"next_step", "next_step_owner", "next_step_due_on"}
YOURS, THEIRS = "yours", "theirs"
# A day, and who said so.
SAID_BY = {
    "system_updated_on": "system_updated_by",
    "details_confirmed_on": "details_confirmed_by",
}


@operation("tracker_entry.edited", told="Person’s details changed", needs="trackers.change_trackerentry")
def edit_entry(
    *,
    by: User,
    entry: TrackerEntry,
    version: int,
    changes: dict[str, Any],
    person_version: int = 0,
    override_reason: str = "",
    put_right_on: date | None = None,
) -> TrackerEntry:
    """Change fields of one person: `changes` maps keys of trackers.rules.fields to new values. SOP 11.6, 11.7.

    `version` (and `person_version`, when fields of the person are among them) are those the form was opened at:
    fields that others changed since stay theirs. Gives back the entry; its stage follows from the new facts. With
    `override_reason` and `put_right_on` a place is taken that lacks an essential must-have (LGiU T11).
    Raises Conflict where somebody changed the same field, ValidationError for a value or an event that refuses it,
    PermissionDenied for fields or people that are not the editor's.
    """
    fields = [_editable(key) for key in changes]
    check_scope(by, entry, [field.path for field in fields])
    hold_event(entry.event_id)
    own = {field.key: changes[field.key] for field in fields if not field.of_person}
    person = {field.key: changes[field.key] for field in fields if field.of_person}
    row = TrackerEntry.objects.lock_for_edit(entry.pk, since=version, changing=_clean(TrackerEntry, own))
    row.event, row.service_user = entry.event, entry.service_user
    _check(row, by=by, reason=override_reason, put_right_on=put_right_on)
    if person:
        row.service_user = _edit_person(by, row, person_version, person)
    _save(row, by=by)
    return row


@operation("tracker_entry.conflict_settled", told="Clash settled", needs="trackers.change_trackerentry")
def settle_conflict(
    *,
    by: User,
    entry: TrackerEntry,
    version: int,
    changes: dict[str, Any],
    keep: dict[str, str],
    person_version: int = 0,
) -> TrackerEntry:
    """Two people changed the same field; `keep` says for each key whose value stays, "yours" or "theirs".

    Both values end up in the history: the one kept as the value, the other in the reason, also when nothing is
    different from what the other person saved. Raises as `edit_entry` does.
    """
    fields = [_editable(key) for key in changes]
    check_scope(by, entry, [field.path for field in fields])
    hold_event(entry.event_id)
    for model, of_person, since in (
        (TrackerEntry, False, version),
        (ServiceUser, True, person_version),
    ):
        typed = _clean(
            model, {field.key: changes[field.key] for field in fields if field.of_person == of_person}
        )
        if typed:
            _settle(by, entry, model, since, typed, keep)
    return TrackerEntry.objects.select_related("service_user", "event").get(pk=entry.pk)


def _settle(
    by: User, entry: TrackerEntry, model, since: int, typed: dict[str, Any], keep: dict[str, str]
) -> None:
    pk = entry.pk if model is TrackerEntry else entry.service_user_id
    mine = {key: value for key, value in typed.items() if keep.get(key) == YOURS}
    now = model.objects.get(pk=pk)
    reason = " ".join(_both(now, key, value, keep.get(key)) for key, value in typed.items())
    row = model.objects.lock_for_edit(pk, since=since, changing=mine)
    # Theirs: written again, so that the choice is on record.
    kept = [key for key in typed if key not in row.edited]
    if model is TrackerEntry:
        _check(row, by=by)
    elif mine.get("nhs_number"):
        refuse_taken_number(by, entry, mine["nhs_number"])
    with pghistory.context(reason=reason[:2000]):
        _save(row, by=by, also=kept) if model is TrackerEntry else row.save_version(by=by, update_fields=kept)


def _check(row: TrackerEntry, *, by: User, **why: Any) -> None:
    """What every change of these fields must keep to. Raises ValidationError; `why` as of check_must_haves."""
    _refuse_after_outcome(row)
    refuse_half_said(row)
    check_must_haves(row, by=by, **why)
    refuse_derived(row, row.edited)


def _save(row: TrackerEntry, *, by: User, also: list[str] | None = None) -> None:
    """Save the row with what follows from its edited fields."""
    save_entry(row, by=by, also=[*(also or []), *_who_updated(by, row)])
    if "funding_authority" in row.edited:
        note_new_funder(by, row)
    if "move_on" in row.edited:
        keep_transfer(by, row)


def _both(now, key: str, yours: Any, keep: str | None) -> str:
    field, choices = BY_KEY[key], choices_of(type(now), key)
    theirs = words_for(field, getattr(now, key), choices)
    kept, left = (
        (words_for(field, yours, choices), theirs)
        if keep == YOURS
        else (theirs, words_for(field, yours, choices))
    )
    return f"{field.label}: kept {kept}. Not kept: {left}."


def _edit_person(by: User, row: TrackerEntry, since: int, changes: dict[str, Any]) -> ServiceUser:
    changes = _clean(ServiceUser, changes)
    if changes.get("nhs_number"):
        refuse_taken_number(by, row, changes["nhs_number"])
    person = ServiceUser.objects.lock_for_edit(row.service_user_id, since=since, changing=changes)
    person.save_version(by=by)
    return person


def _who_updated(by: User, row: TrackerEntry) -> list[str]:
    """Whoever says that systems are up to date, or details confirmed, is kept with the day. SOP 11.6, 11.7."""
    names = []
    for day, who in SAID_BY.items():
        if day in row.edited:
            setattr(row, who, by.name if getattr(row, day) else "")
            names.append(who)
    return names


def _editable(key: str) -> Field:
    field = BY_KEY.get(key)
    if field is None or not FIELDS[field.path].edit:
        raise ValidationError(f"{key} cannot be changed here.")
    return field


def _clean(model, changes: dict[str, Any]) -> dict[str, Any]:
    """The values as the model takes them. Raises ValidationError by field, with the length that is allowed."""
    cleaned, wrong = {}, {}
    for key, value in changes.items():
        field = model._meta.get_field(key)
        try:
            cleaned[key] = value if field.is_relation else field.clean(value, None)
        except ValidationError as error:
            wrong[key] = error.error_list
    if wrong:
        raise ValidationError(wrong)
    return cleaned


def _refuse_after_outcome(row: TrackerEntry) -> None:
    """Somebody with a final outcome has no next step; everything else may still be put right. SOP 11.8."""
    if row.is_finished and NEXT_STEP & set(row.edited):
        raise ValidationError(
            f"{row.service_user} has a final outcome: {row.get_final_outcome_display()}. "
            "Take the outcome back first if there is more to do."
        )


def choices_of(model, key: str) -> dict[str, str]:
    """The words for each stored value of a field with choices; empty for any other."""
    return dict(model._meta.get_field(key).flatchoices)
