"""How many people are in each of several lists, asked in SQL that is put together once a day.

The ORM needs as long to write these twenty conditions down as for hundreds of rows of the table, and they are the same
for every event and every reader: only whom to look among differs, and the moment.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from trackers.models import TrackerEntry

AMONG = "/* the people to look among */"
# Moments in the kept SQL are counted from this one; today's are put in when it is asked.
START = datetime(1970, 1, 1, tzinfo=UTC)

Where = Callable[[date, datetime], Q]


def counted(
    people: QuerySet, wheres: tuple[tuple[str, Where], ...], today: date, now: datetime
) -> dict[str, int]:
    """How many of the people meet each condition, by its name: one query. `wheres` holds functions made once only."""
    before, after, params = _statement(wheres, today)
    among, whom = people.order_by().values("pk").query.sql_with_params()
    at = [now + (one - START) if isinstance(one, datetime) else one for one in params]
    with connection.cursor() as cursor:
        cursor.execute(f"{before}{among}{after}", (*at, *whom))
        return dict(zip([name for name, _ in wheres], cursor.fetchone(), strict=True))


@lru_cache(maxsize=8)  # what the council and what partners are shown, today and around midnight
def _statement(wheres: tuple[tuple[str, Where], ...], today: date) -> tuple[str, str, tuple]:
    """The statement before and after the query of whom to look among, and its parameters, all of them before it."""
    found = {
        f"n{place}": Count("pk", filter=where(today, START) or None)
        for place, (_, where) in enumerate(wheres)
    }
    people = TrackerEntry.with_merged.filter(pk__in=RawSQL(AMONG, []))  # noqa: S611  a constant
    one_row = people.order_by().annotate(all_of_them=Value(1)).values("all_of_them").annotate(**found)
    sql, params = one_row.values_list(*found).query.sql_with_params()
    before, after = sql.split(AMONG)
    if "%s" in after:
        raise ValueError("Whom to look among must be the last condition of the statement.")
    return before, after, params
