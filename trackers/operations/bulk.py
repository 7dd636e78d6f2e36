"""One value for several people at once, and taking it back. Staffordshire SOP 11.6."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils import timezone

from accounts.audit import operation, record_access
from accounts.models import AccessEntry, Organisation, User
from accounts.versions import plain
from events.models import FailureEvent
from trackers.bulk import Row, attname, bulk_fields, in_words, people_of, rows_of, sort_out
from trackers.models import BulkChange, TrackerEntry
from trackers.operations.entries import NEXT_STEP, edit_entry
from trackers.operations.held import hold_event
from trackers.operations.legal import RESTS_ON, reassess
from trackers.rules.fields import BY_KEY, Field
from trackers.rules.stages import Facts, stage_of

MOST = 10_000  # people of one change
# Fields that more follows from than the stage and the legal answer, so that each person goes through `edit_entry`.
FOLLOWED = {"destination", "hours_per_week", "move_on"}


@operation("tracker_entries.changed", told="Several people changed", needs="trackers.change_trackerentry")
def change_many(*, by: User, event: FailureEvent, field: str, value: Any, seen: dict[int, int]) -> BulkChange:
    """Give one field of several people the same value, each with a line in their own history. SOP 11.6, 11.7.

    `seen` maps keys of entries to the version that the editor had before them. Left out, with the reason on the
    record: people with a final outcome, people of whom it is so already, and people whose value somebody else changed
    meanwhile. Raises ValidationError for a value or an event that refuses it and when nobody would change,
    PermissionDenied for a field that is not the editor's.
    """
    found = _bulk_field(by, field)
    hold_event(event.pk)
    if len(seen) > MOST:
        raise ValidationError(f"Choose {MOST:,} people at most.")
    column = TrackerEntry._meta.get_field(field)
    value = value if column.is_relation else column.clean(value, None)
    rows = rows_of(people_of(by, event, seen), found, lock=True)
    plan = sort_out(rows, len(seen), found, value, seen)
    refused = _write(by, event, plan.changing, found, value)
    done = [row for row in plan.changing if row.pk not in refused]
    if not done:
        raise ValidationError("Nobody would change. Choose other people or another value.")
    return BulkChange.objects.create(
        event=event,
        changed_by=by,
        key=field,
        field=found.label,
        value=in_words(found, value)[:4000],
        people=len(done),
        was={"value": _stored(value), "rows": [[row.pk, _stored(row.was)] for row in done]},
        left_out=[*([row.pk, row.reason] for row in plan.left_out), *map(list, refused.items())],
    )


@operation(
    "tracker_entries.put_back",
    told="Change of several people taken back",
    needs="trackers.change_trackerentry",
)
def take_back_many(*, by: User, change: BulkChange) -> BulkChange:
    """Put back what a change of several people replaced, where it still stands as its maker left it. SOP 11.6.

    Only whoever made it, and only their last one in the event. Who was changed again, or has a final outcome since,
    stays as they are and is on the record with the reason. Raises ValidationError when it was taken back already,
    a later one was made, or there is nothing left to put back.
    """
    hold_event(change.event_id)
    change = BulkChange.objects.select_for_update(of=("self",)).select_related("event").get(pk=change.pk)
    _refuse_take_back(by, change)
    field = _bulk_field(by, change.key)
    column = TrackerEntry._meta.get_field(change.key)
    before = {pk: column.to_python(was) for pk, was in change.was["rows"]}
    rows = rows_of(people_of(by, change.event, before), field, lock=True)
    left = {row.pk: _why_stays(row, field, column.to_python(change.was["value"])) for row in rows}
    back = [row for row in rows if not left[row.pk]]
    if not back:
        raise ValidationError("Everybody was changed again since, so there is nothing to take back.")
    grouped = defaultdict(list)
    for row in back:
        grouped[before[row.pk]].append(row)
    for value, several in grouped.items():
        left |= _write(by, change.event, several, field, value)
    change.left_out = [[pk, reason] for pk, reason in left.items() if reason]
    change.taken_back_at, change.put_back = timezone.now(), len(rows) - len(change.left_out)
    change.save(update_fields=["taken_back_at", "put_back", "left_out"])
    return change


def _refuse_take_back(by: User, change: BulkChange) -> None:
    if change.changed_by_id != by.pk:
        raise PermissionDenied("Only the person who made this change takes it back.")
    if change.taken_back_at:
        raise ValidationError("This change was taken back already.")
    if BulkChange.objects.filter(
        event=change.event_id, changed_by=by, pk__gt=change.pk, taken_back_at=None
    ).exists():
        raise ValidationError(
            "You have changed several people again since. Take your last change back first."
        )


def _why_stays(row: Row, field: Field, left: Any) -> str:
    if row.was != left:
        return f"Changed again since: {in_words(field, row.was)}"
    if row.facts.final_outcome and field.key in NEXT_STEP:
        return "Has a final outcome since"
    return ""


def _bulk_field(by: User, key: str) -> Field:
    """The field, if it is one that this person gives to several people."""
    field = BY_KEY.get(key)
    if field is None or field not in bulk_fields(partner=False):
        raise ValidationError("Choose what to change.")
    if field not in bulk_fields(partner=by.is_partner):
        raise PermissionDenied("The council records this. Tell the lead of the event what you know.")
    return field


def _write(by: User, event: FailureEvent, rows: list[Row], field: Field, value: Any) -> dict[int, str]:
    """One statement for each stage that follows; the history triggers see every row. Gives whom it was refused for."""
    if field.key in FOLLOWED:
        return _one_by_one(by, rows, field, value)
    also = {"version": F("version") + 1, "changed_by": by, "changed_at": timezone.now()}
    if field.key == "system_updated_on":
        also["system_updated_by"] = by.name if value else ""
    for stage, keys in _by_stage(rows, field, value).items():
        also |= {"stage": stage} if stage else {}
        TrackerEntry.objects.filter(pk__in=keys).update(**{attname(field): plain(value)}, **also)
    _tell_others(by, event, [row.pk for row in rows], field, value)
    return {}


def _one_by_one(by: User, rows: list[Row], field: Field, value: Any) -> dict[int, str]:
    people = TrackerEntry.objects.filter(pk__in=[row.pk for row in rows]).select_related(
        "event", "service_user"
    )
    refused = {}
    for entry in people.order_by("pk"):
        try:
            edit_entry(by=by, entry=entry, version=entry.version, changes={field.key: value})
        except ValidationError as refusal:
            refused[entry.pk] = " ".join(refusal.messages)
    return refused


def _by_stage(rows: list[Row], field: Field, value: Any) -> dict[str, list[int]]:
    """Keys by the stage that the new value puts them in; under "" where the stage does not rest on the field."""
    if field.key not in Facts._fields:
        return {"": [row.pk for row in rows]}
    found = defaultdict(list)
    for row in rows:
        found[stage_of(row.facts._replace(**{field.key: value}))].append(row.pk)
    return found


def _tell_others(by: User, event: FailureEvent, keys: list[int], field: Field, value: Any) -> None:
    """What follows from the new values: the legal answers, and that a funder who has the event now sees the people."""
    if field.key in RESTS_ON:
        reassess(by=by, event=event, because=f"{RESTS_ON[field.key]} changed", people=keys)
    if field.key != "funding_authority" or not isinstance(value, Organisation):
        return
    if event.shares.filter(organisation=value, ended_at=None).exists():
        record_access(
            by=by,
            kind=AccessEntry.Kind.SHARE,
            subject="Named as funder",
            event=event,
            people=keys,
            recipient=value.name,
        )


def _stored(value: Any) -> Any:
    """A value as JSON keeps it; the field reads it back."""
    value = plain(value)
    return value if value is None or isinstance(value, int | str) else DjangoJSONEncoder().default(value)
