"""Whether the history can be relied on: each record as its newest row says, no row missing, triggers as they were made.

The database compares whole tables and answers with the first record that differs, so memory stays the same for any
number of rows. What cannot be seen from inside: somebody who owns the database and changes a record and its history
alike, and a row in the middle of the history of a record that has no version. A backup kept elsewhere shows both.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

import pgtrigger
from django.apps import apps
from django.db import connection
from django.db.models import Model, QuerySet

from accounts.versions import Versioned

DIFFERS = "it says otherwise than the newest row of its history"
MISSING = "rows of its history are missing"
GONE = "it has a history and is not there any more"
BODY = re.compile(r"AS \$\$(.*?)\$\$ LANGUAGE", re.DOTALL)


class Fault(NamedTuple):
    """The first thing that is wrong. `what` names a record ("tracker entry 12") or a trigger; never a person."""

    what: str
    reason: str


class Found(NamedTuple):
    """Rows of the history that were looked at, how many of them no operation wrote, and the first fault."""

    entries: int
    outside: int
    fault: Fault | None


def tracked_models() -> list[type[Model]]:
    """Every model that keeps a history, by name."""
    kept = [model for model in apps.get_models() if hasattr(model, "pgh_event_model")]
    return sorted(kept, key=lambda model: model._meta.label)


def check_model(model: type[Model], keys: QuerySet | None = None, *, may_go: bool = False) -> Found:
    """Hold the records of a model, or those with these keys, against their history. One query.

    `may_go`: its records are deleted when people take them away.
    """
    checks = {DIFFERS: _differs(model), MISSING: _gap(model)} | ({} if may_go else {GONE: _gone()})
    query = (
        f"SELECT count(*), count(*) FILTER (WHERE past.pgh_context_id IS NULL), ({'), ('.join(checks.values())})"  # noqa: S608
        " FROM {history} past WHERE past.pgh_obj_id {among}"
    )
    entries, outside, *first = _ask(model, keys, query)
    for reason, key in zip(checks, first, strict=True):
        if key is not None:
            return Found(entries, outside, Fault(f"{model._meta.verbose_name} {key}", reason))
    return Found(entries, outside, None)


def _ask(model: type[Model], keys: QuerySet | None, query: str) -> tuple:
    """The one row that answers. `query` names both tables, the key, and the condition that chooses records (among)."""
    quote, among, params = connection.ops.quote_name, "IS NOT NULL", ()
    if keys is not None:
        sql, params = keys.query.get_compiler(connection=connection).as_sql()
        among = f"IN ({sql})"
    record, history = (quote(one._meta.db_table) for one in (model, model.pgh_event_model))
    named = query.format(record=record, history=history, key=quote(model._meta.pk.column), among=among)
    with connection.cursor() as cursor:
        cursor.execute(named, tuple(params) * query.count("{among}"))
        return cursor.fetchone()


def _differs(model: type[Model]) -> str:
    """Records without a history, and those whose newest row says otherwise."""
    kept = {field.column for field in model.pgh_event_model._meta.concrete_fields}
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in model._meta.concrete_fields if field.column in kept]
    now, then = (", ".join(f"{table}.{column}" for column in columns) for table in ("record", "newest"))
    return (
        "SELECT record.{key} FROM {record} record LEFT JOIN LATERAL (SELECT * FROM {history} past"  # noqa: S608
        " WHERE past.pgh_obj_id = record.{key} ORDER BY past.pgh_id DESC LIMIT 1) newest ON true"
        f" WHERE (newest.pgh_id IS NULL OR ROW({now}) IS DISTINCT FROM ROW({then}))"
        " AND record.{key} {among} ORDER BY 1 LIMIT 1"
    )


def _gap(model: type[Model]) -> str:
    """Histories that do not begin with the making of the record, and those that leave out a version."""
    step = "past.version - lag(past.version) OVER told" if issubclass(model, Versioned) else "0"
    return (
        "SELECT key FROM (SELECT past.pgh_obj_id AS key, past.pgh_label AS label, row_number() OVER told AS place,"  # noqa: S608
        f" {step} AS step FROM {{history}} past WHERE past.pgh_obj_id {{among}}"
        " WINDOW told AS (PARTITION BY past.pgh_obj_id ORDER BY past.pgh_id)) steps"
        " WHERE (place = 1 AND label <> 'insert') OR step NOT IN (0, 1) ORDER BY 1 LIMIT 1"
    )


def _gone() -> str:
    """Histories of records that were taken away."""
    return (
        "SELECT past.pgh_obj_id FROM {history} past WHERE past.pgh_obj_id {among} AND NOT EXISTS"
        " (SELECT FROM {record} record WHERE record.{key} = past.pgh_obj_id) ORDER BY 1 LIMIT 1"
    )


def check_triggers() -> tuple[int, Fault | None]:
    """How many triggers write and protect the history, and the first that is missing, off or not as it was made."""
    there, skipped = _triggers_there(), _triggers_skipped()
    made = {
        (model._meta.db_table, trigger.get_pgid(model)): trigger.compile(model)
        for model, trigger in pgtrigger.registered()
    }
    for table, name in sorted(made):
        state, mark, body = there.get((table, name), ("", "", ""))
        reason = _amiss(made[table, name], state if name not in skipped else "D", mark, body)
        if reason:
            return len(made), Fault(f"trigger {name} of {table}", reason)
    return len(made), None


def _amiss(made, state: str, mark: str, body: str) -> str:
    """What is wrong with a trigger, empty for nothing; `made` is what a migration installs."""
    if not state:
        return "it is not there"
    if state not in ("O", "A"):
        return "it is switched off"
    is_same = mark == made.hash and _plain(body) == _plain(BODY.findall(str(made.install_sql))[-1])
    return "" if is_same else "it is not as it was made"


def _triggers_there() -> dict[tuple[str, str], tuple[str, str, str]]:
    """(table, name) -> whether it fires (O, A: yes), the mark it was installed with, and what it does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, t.tgenabled::text, obj_description(t.oid, 'pg_trigger'), p.prosrc"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
        )
        return {(table, name): tuple(rest) for table, name, *rest in cursor.fetchall()}


def _triggers_skipped() -> set[str]:
    """Triggers that the function which every one of them asks first would let pass: none, unless it was changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE _pgtrigger_should_ignore(tgname) AND NOT tgisinternal"
        )
        return {name for (name,) in cursor.fetchall()}


def _plain(code: str) -> str:
    return " ".join(code.split())


def whole(found: Iterable[Found]) -> Found:
    """Several models as one: figures added up, the first fault."""
    rows = list(found)
    fault = next((one.fault for one in rows if one.fault), None)
    return Found(sum(one.entries for one in rows), sum(one.outside for one in rows), fault)
