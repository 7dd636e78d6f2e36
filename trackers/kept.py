"""SQL about people that is put together once a day.

The ORM needs as long to write some statements down as the database needs to answer them, and they are the same for
every event and every reader: only whom to look among differs, and the moment.
"""

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.timezone import localdate

AMONG = "/* the people to look among */"
# Moments in the kept SQL are counted from this one; today's are put in when it is asked.
START = datetime(1970, 1, 1, tzinfo=UTC)
# make(among, about, today, now) -> the statement, in which pk__in=among stands once or several times.
Make = Callable[[RawSQL, Any, date, datetime], QuerySet]


class Among:
    """The people that several statements look among, at one moment."""

    def __init__(self, people: QuerySet, now: datetime):
        self.people, self.now, self.today = people, now, localdate(now)

    def rows(self, make: Make, about: Hashable = None) -> list[tuple]:
        """As kept_rows, which see."""
        return kept_rows(make, about, self._keys, today=self.today, now=self.now)

    @cached_property
    def _keys(self) -> tuple[str, tuple]:
        try:
            return self.people.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # nobody can be among them
            return "SELECT NULL::bigint WHERE false", ()


def kept_rows(
    make: Make, about: Hashable, among: tuple[str, tuple], *, today: date, now: datetime
) -> list[tuple]:
    """The rows of a statement as the database gives them. `make` is a function of a module, `about` what it is made of.

    `among` is SQL for the keys to look among, and its parameters.
    """
    parts, params = _statement(make, about, today)
    whom, of_whom = among
    values = [now + (one - START) if isinstance(one, datetime) else one for one in params[0]]
    for part in params[1:]:
        values += [*of_whom, *part]
    with connection.cursor() as cursor:
        cursor.execute(whom.join(parts), values)
        return cursor.fetchall()


@lru_cache(maxsize=32)  # what the council and what partners are shown, today and around midnight
def _statement(make: Make, about: Hashable, today: date) -> tuple[list[str], list[tuple]]:
    """The parts of the statement around the query of whom to look among, and the parameters of each.

    Moments are asked for before that query.
    """
    among = RawSQL(AMONG, [])  # noqa: S611  a constant
    sql, params = make(among, about, today, START).query.sql_with_params()
    parts, of_parts = sql.split(AMONG), []
    for part in parts:
        of_parts.append(params[: part.count("%s")])
        params = params[len(of_parts[-1]) :]
    return parts, of_parts
