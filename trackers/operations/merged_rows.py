"""What hangs on a person's row, of whatever kind and room: put under another row, and back again.

Nothing here knows the kinds: a link is a foreign key to a person's row, or a field `entry` that holds its key.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, TypedDict

from django.apps import apps
from django.db import IntegrityError, InternalError, models, transaction
from pghistory.models import Event as HistoryRow

from trackers.models import EntryMerge, TrackerEntry

STAY = (EntryMerge, TrackerEntry)  # these say who was merged


class Moved(TypedDict):
    """Rows of one kind that were put under another person's row."""

    model: str
    field: str
    rows: list[Any]


@cache
def links() -> tuple[tuple[type[models.Model], str], ...]:
    """(model, field) of everything that points to a person's row; history rows stay with what they tell of."""
    return tuple(
        (model, field.attname)
        for model in apps.get_models(include_auto_created=True)
        if model not in STAY and not issubclass(model, HistoryRow) and not model._meta.proxy
        for field in model._meta.concrete_fields
        if _is_link(field)
    )


def _is_link(field: models.Field) -> bool:
    return field.related_model is TrackerEntry or (
        field.name == "entry" and isinstance(field, models.BigIntegerField) and not field.primary_key
    )


def move_rows(there: TrackerEntry, here: TrackerEntry) -> list[Moved]:
    """Put what hangs on one row under the other; what that one has already, or what never changes, stays behind."""
    return [
        Moved(model=model._meta.label, field=name, rows=moved)
        for model, name in links()
        if (moved := list(_moved(model, name, there.pk, here.pk)))
    ]


def _moved(model: type[models.Model], name: str, there: int, here: int) -> Iterator[Any]:
    rows = list(model._base_manager.filter(**{name: there}).order_by("pk").values_list("pk", flat=True))
    if rows and _moves(model, rows, name, here):
        yield from rows
        return
    yield from (row for row in rows if _moves(model, [row], name, here))


def _moves(model: type[models.Model], rows: list[Any], name: str, here: int) -> bool:
    """Whether the database lets them go there: one of a kind is enough, and some rows are written once."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk__in=rows).update(**{name: here})
    except (IntegrityError, InternalError):
        return False
    return True


def move_back(moved: list[Moved], *, to: TrackerEntry, away_from: TrackerEntry) -> int:
    """The same rows under the row they came from. How many are no longer where they were put."""
    lost = 0
    for kind in moved:
        model = apps.get_model(kind["model"])
        there = model._base_manager.filter(**{"pk__in": kind["rows"], kind["field"]: away_from.pk})
        found = list(there.values_list("pk", flat=True))
        back = [row for row in found if _moves(model, [row], kind["field"], to.pk)]
        lost += len(kind["rows"]) - len(back)
    return lost
