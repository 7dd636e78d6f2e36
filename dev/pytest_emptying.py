"""pytest plugin: what empties the database after a test that commits.

Django truncates every table, which makes each of their files anew, and then has post_migrate write content types and
permissions again: a second of work for a few dozen rows. Here the rows go, and those that post_migrate wrote stay.
"""

from functools import cache

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

ROWS_OF = "SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM {} AS t"
written_by_post_migrate: dict[str, str] = {}


@cache
def tables() -> list[str]:
    """Every table that `flush` would empty, quoted."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [connection.ops.quote_name(name) for name in sorted(names)]


def rows_of(names: list[str]) -> dict[str, str]:
    """A hash of the rows of each table that has any."""
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT {i}, EXISTS (TABLE {name})" for i, name in enumerate(names))
        )
        filled = [names[i] for i, has_rows in cursor.fetchall() if has_rows]
        found = {}
        for name in filled:
            cursor.execute(ROWS_OF.format(name))
            found[name] = cursor.fetchone()[0]
    return found


@cache
def may_go_without_triggers() -> bool:
    """Whether we are the superuser of this server, as we are of a private one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


def empty() -> None:
    """Leave the database as `flush` does."""
    kept = written_by_post_migrate
    if not kept or not may_go_without_triggers() or rows_of(list(kept)) != kept:
        call_command("flush", verbosity=0, interactive=False)
        kept.clear()
        kept.update(rows_of(tables()))
        return
    every = tables()
    with transaction.atomic(), connection.cursor() as cursor:
        # As TRUNCATE does, wait for whoever still writes, such as a process that was killed.
        cursor.execute(f"LOCK TABLE {', '.join(every)} IN ACCESS EXCLUSIVE MODE")
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger refuses it or keeps it
        cursor.execute(";".join(f"DELETE FROM {name}" for name in every if name not in kept))  # noqa: S608  our tables


@pytest.fixture(autouse=True, scope="session")
def emptied_by_deleting():
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty())
    yield
    patch.undo()
