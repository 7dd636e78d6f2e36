"""Reading the history tables: who did what, when and why, with old and new values."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db import models
from django.db.models import OuterRef, Subquery, Value

from accounts.models import User
from govuk.words import clock_time, full_date, moment_words

# Bookkeeping that rows carry and nobody reads.
HIDDEN = {"id", "version", "changed_at", "changed_by", "token", "sha256"}


class FieldChange(NamedTuple):
    label: str
    old: str
    new: str


class Change(NamedTuple):
    """One row written by one operation. `what` is the thing's name, `fields` what became of it."""

    at: datetime
    who: str
    operation: str
    reason: str
    what: str
    is_new: bool
    fields: list[FieldChange]
    record: str
    pk: int


class Source(NamedTuple):
    """A tracked model, and the rows of its history (a filter on its event model) that belong to the
    timeline.
    """

    model: type[models.Model]
    where: models.Q


def timeline(
    sources: Iterable[Source], *, before: tuple | None = None, most: int = 50
) -> tuple[list[Change], tuple | None]:
    """The newest changes first, and the key of the next page (None at the end).

    `before` is such a key: (moment, model label, history id). Two queries for each model that appears.
    """
    sources = list(sources)
    union = [_keys(source, before) for source in sources]
    keys = union[0].union(*union[1:], all=True) if len(union) > 1 else union[0]
    keys = keys.order_by("-pgh_created_at", "-of_model", "-pgh_id")
    rows = list(keys[: most + 1])
    page, more = rows[:most], len(rows) > most
    wanted = {source.model._meta.label_lower: source.model for source in sources}
    found = {}
    for label in {label for _, label, _ in page}:
        found |= {
            (label, row.pgh_id): change
            for row, change in _changes(wanted[label], [p for _, m, p in page if m == label])
        }
    return [found[label, pk] for _, label, pk in page], (page[-1] if more else None)


def _keys(source: Source, before: tuple | None) -> models.QuerySet:
    label = source.model._meta.label_lower
    rows = source.model.pgh_event_model.objects.filter(source.where)
    if before:
        rows = rows.filter(_earlier_than(before, label))
    return rows.annotate(of_model=Value(label, output_field=models.TextField())).values_list(
        "pgh_created_at", "of_model", "pgh_id"
    )


def _earlier_than(key: tuple, label: str) -> models.Q:
    """Rows of one model below a page key. Rows of one operation share a moment, so the whole key counts."""
    at, last_label, last_id = key
    same_moment = models.Q(pgh_created_at=at)
    if label > last_label:
        same_moment = models.Q(pk=None)
    elif label == last_label:
        same_moment &= models.Q(pgh_id__lt=last_id)
    return models.Q(pgh_created_at__lt=at) | same_moment


def _changes(model: type[models.Model], ids: list[int]):
    history = model.pgh_event_model
    earlier = history.objects.filter(
        pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
    ).order_by("-pgh_id")
    rows = list(
        history.objects.filter(pgh_id__in=ids)
        .select_related("pgh_context")
        .annotate(earlier=Subquery(earlier.values("pgh_id")[:1]))
    )
    before = history.objects.in_bulk([row.earlier for row in rows if row.earlier])
    names = dict(
        User.objects.filter(pk__in={_meta(row).get("user") for row in rows} - {None}).values_list(
            "pk", "name"
        )
    )
    related = _Related(model, [*rows, *before.values()])
    for row in rows:
        yield row, _change(model, row, before.get(row.earlier), names, related)


def _change(model, row, old, names, related) -> Change:
    context = _meta(row)
    fields = []
    for field in model._meta.concrete_fields:
        if field.name in HIDDEN or not hasattr(row, field.attname):
            continue
        new_value, old_value = getattr(row, field.attname), getattr(old, field.attname) if old else None
        if (old and new_value != old_value) or (not old and new_value not in ("", None, [], {}, False)):
            fields.append(
                FieldChange(_label(field), related.show(old_value, field), related.show(new_value, field))
            )
    return Change(
        at=row.pgh_created_at,
        who=names.get(context.get("user"), "The service"),
        operation=context.get("operation", ""),
        reason=context.get("reason", ""),
        what=str(model._meta.verbose_name),
        is_new=old is None,
        fields=fields,
        record=related.name(row),
        pk=row.pgh_obj_id,
    )


def words(value: Any) -> str:
    """A stored value as a person reads it."""
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part) or "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return full_date(value)
    if isinstance(value, time):
        return clock_time(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _meta(row) -> dict:
    return row.pgh_context.metadata if row.pgh_context else {}


def _label(field: models.Field) -> str:
    text = str(field.verbose_name)
    return text[:1].upper() + text[1:]


class _Related:
    """Names of the records that foreign keys in history rows point to, one query for each model."""

    def __init__(self, model, rows):
        self.names = {}
        self.model = model
        own = model._base_manager.in_bulk({row.pgh_obj_id for row in rows})
        for field in model._meta.concrete_fields:
            if field.is_relation and rows and hasattr(rows[0], field.attname):
                ids = {getattr(row, field.attname) for row in [*rows, *own.values()]} - {None}
                found = field.related_model._base_manager.in_bulk(ids)
                self.names[field.name] = {pk: str(thing) for pk, thing in found.items()}
                # What a record is called may hang on the records that it points to.
                for thing in own.values():
                    if (related := found.get(getattr(thing, field.attname))) is not None:
                        field.set_cached_value(thing, related)
        self.own = {pk: str(thing) for pk, thing in own.items()}

    def show(self, value, field) -> str:
        if field.is_relation and value is not None:
            return self.names[field.name].get(value, str(value))
        if field.choices:
            value = dict(field.flatchoices).get(value, value)
        return words(value)

    def name(self, row) -> str:
        return self.own.get(row.pgh_obj_id, f"{self.model._meta.verbose_name} {row.pgh_obj_id}")
