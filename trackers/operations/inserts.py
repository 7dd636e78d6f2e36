"""Many new rows of one kind in one statement. The history triggers see each of them."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault


def insert_all(rows: Sequence[models.Model]) -> None:
    """Save new rows of one model and give each its key.

    As `bulk_create`, without a parameter for every value: each column travels as one array, or as one value where all
    rows have the same, and what the database fills in by itself is left to it. Raises IntegrityError and DataError as
    `save` does.
    """
    if not rows:
        return
    model = type(rows[0])
    _give_keys(model, rows)
    columns = _columns(model, rows)
    names = ", ".join(f'"{column.name}"' for column in columns)
    chosen = ", ".join(
        f"%s::{column.type}" if column.is_same else f'given."{column.name}"' for column in columns
    )
    given = [column for column in columns if not column.is_same]
    arrays = ", ".join(f"%s::{column.type}[]" for column in given)
    given_names = ", ".join(f'"{column.name}"' for column in given)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) '  # noqa: S608
            f"SELECT {chosen} FROM unnest({arrays}) AS given({given_names})",
            [
                *(column.values[0] for column in columns if column.is_same),
                *(column.values for column in given),
            ],
        )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _give_keys(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """The next keys of the table, in the order of the rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, len(rows)],
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key


class Column(NamedTuple):
    """What goes into one column: a value for each row, or one for all of them."""

    name: str
    type: str
    values: list[Any]
    is_same: bool


def _columns(model: type[models.Model], rows: Sequence[models.Model]) -> list[Column]:
    """Without those that the database fills in by itself."""
    found = []
    for field in model._meta.concrete_fields:
        values = _values(field, rows)
        if all(isinstance(value, DatabaseDefault) for value in values):
            for row in rows:
                del row.__dict__[field.attname]  # whoever asks for it reads it from the database
            continue
        is_same = not field.primary_key and all(value is values[0] for value in values)
        prepared = _prepared(field, values[:1] if is_same else values)
        found.append(Column(field.column, _type(field), prepared, is_same))
    return found


def _values(field: models.Field, rows: Sequence[models.Model]) -> list[Any]:
    """What the rows have; fields that set themselves, such as the time of a change, do so here."""
    if type(field).pre_save is models.Field.pre_save:
        name = field.attname
        return [row.__dict__[name] for row in rows]
    return [field.pre_save(row, True) for row in rows]


def _prepared(field: models.Field, values: list[Any]) -> list[Any]:
    """As the database takes them. The same object, such as an answer that many people share, is prepared once."""
    if isinstance(field, models.CharField | models.TextField) and set(map(type, values)) <= {str}:
        return values
    made: dict[int, Any] = {}
    for value in values:
        if id(value) not in made:
            said = value.expression.value if isinstance(value, DatabaseDefault) else value
            made[id(value)] = _written(field, said)
    return [made[id(value)] for value in values]


def _written(field: models.Field, value: Any) -> Any:
    """JSON as its text, so that the driver does not write it out for every row."""
    if isinstance(field, models.JSONField) and value is not None:
        return json.dumps(value, cls=field.encoder)
    return field.get_db_prep_save(value, connection)


def _type(field: models.Field) -> str:
    """The type of the column; text where a cast would cut off what is too long without a word."""
    stated = field.db_type(connection)
    return "text" if stated.startswith("varchar") else stated
