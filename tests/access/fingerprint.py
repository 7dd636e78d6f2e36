"""What is in the database, table by table, so that two moments can be compared."""

from django.db import connection

# Written by reading, and meant to be: who read what, how long a session lasts, how often somebody tried.
MAY_CHANGE = {"accounts_accessentry", "django_session", "shared_cache"}
COLUMNS_THAT_MAY_CHANGE = "{read_at,last_login}"


def fingerprint() -> dict[str, tuple[int, str]]:
    """(rows, hash) of each table, but for what reading writes."""
    tables = sorted(set(connection.introspection.table_names()) - MAY_CHANGE)
    with connection.cursor() as cursor:
        return {table: _hash(cursor, table) for table in tables}


def _hash(cursor, table: str) -> tuple[int, str]:
    name = connection.ops.quote_name(table)
    lines = f"SELECT (to_jsonb(t) - %s::text[])::text AS line FROM {name} t"  # noqa: S608  names of our tables
    whole = "SELECT count(*), md5(coalesce(string_agg(line, '' ORDER BY line), '')) FROM"
    cursor.execute(f"{whole} ({lines}) AS rows", [COLUMNS_THAT_MAY_CHANGE])
    return cursor.fetchone()


def changed(before: dict, after: dict) -> list[str]:
    """Names of the tables that are not as they were."""
    return sorted(table for table in before.keys() | after.keys() if before.get(table) != after.get(table))
