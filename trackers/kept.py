"""SQL about people that is put together once a day.

The ORM needs as long to write some statements down as the database needs to answer them, and they are the same for
every event and every reader: only whom to look among differs, and the moment.
"""

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

AMONG = "/* the people to look among */"
# Moments in the kept SQL are counted from this one; today's are put in when it is asked.
START = datetime(1970, 1, 1, tzinfo=UTC)
# make(among, about, today, now) -> the statement; pk__in=among must be the last condition that has a value.
Make = Callable[[RawSQL, Any, date, datetime], QuerySet]


def kept_rows(
    make: Make, about: Hashable, among: tuple[str, tuple], *, today: date, now: datetime
) -> list[tuple]:
    """The rows of a statement as the database gives them. `make` is a function of a module, `about` what it is made of.

    `among` is SQL for the keys to look among, and its parameters.
    """
    before, after, params = _statement(make, about, today)
    whom, of_whom = among
    at = [now + (one - START) if isinstance(one, datetime) else one for one in params]
    with connection.cursor() as cursor:
        cursor.execute(f"{before}{whom}{after}", (*at, *of_whom))
        return cursor.fetchall()


@lru_cache(maxsize=32)  # what the council and what partners are shown, today and around midnight
def _statement(make: Make, about: Hashable, today: date) -> tuple[str, str, tuple]:
    """The statement before and after the query of whom to look among, and its parameters, all of them before it."""
    among = RawSQL(AMONG, [])  # noqa: S611  a constant
    sql, params = make(among, about, today, START).query.sql_with_params()
    before, after = sql.split(AMONG)
    if "%s" in after:
        raise ValueError("Whom to look among must be the last condition of the statement.")
    return before, after, params
