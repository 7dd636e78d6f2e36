"""How many people are in each of several lists: twenty conditions in one statement that is kept."""

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from trackers.kept import Among
from trackers.models import TrackerEntry

Where = Callable[[date, datetime], Q]
Wheres = tuple[tuple[str, Where], ...]


def counted(among: Among, wheres: Wheres) -> dict[str, int]:
    """How many of the people meet each condition, by its name: one query. `wheres` holds functions made once only."""
    (numbers,) = among.rows(_counts, wheres)
    return dict(zip([name for name, _ in wheres], numbers, strict=True))


def _counts(among: RawSQL, wheres: Wheres, today: date, now: datetime) -> QuerySet:
    found = {
        f"n{place}": Count("pk", filter=where(today, now) or None) for place, (_, where) in enumerate(wheres)
    }
    people = TrackerEntry.with_merged.filter(pk__in=among)
    one_row = people.order_by().annotate(all_of_them=Value(1)).values("all_of_them").annotate(**found)
    return one_row.values_list(*found)
