"""Which of several people one value changes, and why the others are left out. Staffordshire SOP 11.6 to 11.8."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from accounts.models import User
from accounts.roles import PARTNER_EDITS
from accounts.versions import plain
from events.models import FailureEvent
from govuk.words import clock_time
from trackers.cells import choices_of
from trackers.models import TrackerEntry
from trackers.rules.fields import FIELDS, Field, words_for
from trackers.rules.stages import Facts

# After a final outcome there is still the records to be put right. SOP 11.7.
AFTER_OUTCOME = {"system_updated_on"}
FIRST = ("pk", "version", "final_outcome")


class Row(NamedTuple):
    """One person: the value there is now, and, when it would not change, why (`reason`)."""

    pk: int
    version: int
    was: Any
    facts: Facts
    reason: str = ""


class Plan(NamedTuple):
    """What one value would do. `gone`: how many people are not there any more for this editor."""

    changing: list[Row]
    left_out: list[Row]
    gone: int


def bulk_fields(*, partner: bool) -> list[Field]:
    """Fields that several people can be given at once: those of the table, but for what is one person's alone."""
    return [
        field
        for field in FIELDS.values()
        if field.edit == "cell" and not field.of_person and (not partner or field.path in PARTNER_EDITS)
    ]


def attname(field: Field) -> str:
    return TrackerEntry._meta.get_field(field.key).attname


def people_of(by: User, event: FailureEvent, keys: Iterable[int]) -> list[int]:
    """Those of the keys that are this editor's people in the event, in the order in which rows are locked."""
    found = TrackerEntry.objects.visible_to(by).filter(event=event, pk__in=list(keys))
    return list(found.order_by("pk").values_list("pk", flat=True))


def rows_of(keys: list[int], field: Field, *, lock: bool = False) -> list[Row]:
    """The people as they are now, by key: one query. `lock`: nobody else changes them until the transaction ends."""
    rows = TrackerEntry.objects.filter(pk__in=keys).order_by("pk")
    if lock:
        rows = rows.select_for_update(no_key=True)
    values = rows.values_list("pk", "version", attname(field), *Facts._fields)
    return [Row(pk, version, was, Facts(*facts)) for pk, version, was, *facts in values]


def sort_out(rows: list[Row], asked: int, field: Field, value: Any, seen: dict[int, int]) -> Plan:
    """Who changes and who does not. `seen` is the version of each person that the editor had before them."""
    clashes = changed_meanwhile([row for row in rows if row.version != seen[row.pk]], field, seen)
    changing, left_out, new = [], [], plain(value)
    for row in rows:
        reason = _why_not(row, field, new, clashes)
        (left_out if reason else changing).append(row._replace(reason=reason) if reason else row)
    return Plan(changing, left_out, asked - len(rows))


def _why_not(row: Row, field: Field, new: Any, clashes: dict[int, str]) -> str:
    if row.facts.final_outcome and field.key not in AFTER_OUTCOME:
        return f"Has a final outcome: {OUTCOMES[row.facts.final_outcome]}"
    if row.was == new:
        return "Is so already"
    return clashes.get(row.pk, "")


OUTCOMES = dict(TrackerEntry.Outcome.choices)


def changed_meanwhile(rows: list[Row], field: Field, seen: dict[int, int]) -> dict[int, str]:
    """Whose value somebody else changed after the version that was seen, in words: one query, two with names."""
    if not rows:
        return {}
    name, now = attname(field), {row.pk: row.was for row in rows}
    history = TrackerEntry.pgh_event_model.objects.filter(pgh_obj_id__in=now).order_by("pgh_id")
    before, latest = {}, {}
    for pk, version, value, who, at in history.values_list(
        "pgh_obj_id", "version", name, "changed_by_id", "pgh_created_at"
    ):
        if version <= seen[pk]:
            before[pk] = value
        elif value != before.get(pk) and value == now[pk] and pk not in latest:
            latest[pk] = (who, at)
    names = dict(User.objects.filter(pk__in={who for who, _ in latest.values()}).values_list("pk", "name"))
    return {
        pk: f"{names.get(who, 'Somebody')} changed it meanwhile to {in_words(field, now[pk])}, at {clock_time(at)}"
        for pk, (who, at) in latest.items()
    }


def in_words(field: Field, value: Any) -> str:
    """A stored value as a page says it; of an organisation, its name."""
    column = TrackerEntry._meta.get_field(field.key)
    if column.is_relation and value is not None:
        value = column.related_model._base_manager.filter(pk=plain(value)).first()
    return words_for(field, value, choices_of(field))
