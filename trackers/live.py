"""What other people changed on a tracker since a moment: cheap to ask when nothing did, and exact when something did.

A mark stands for the state of the reader's people. For the council it is made of versions, which only grow, so no
change is missed however late its transaction ended. For partner staff it is made of the values they see: a change of a
field that is hidden from them leaves no trace.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Sum, Value
from django.db.models.expressions import RawSQL
from markupsafe import Markup

from accounts.models import User
from trackers import lists
from trackers.beside import rows_beside
from trackers.models import TrackerEntry
from trackers.shown_steps import ShownSteps
from trackers.table import Table

MOST = 500  # rows of one answer, as many as a page has
LATE = timedelta(minutes=2)  # that a transaction may take between changing a row and being seen
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


class Changes(NamedTuple):
    """Rows to be looked at again. `out`: keys of people who are not in the list (any more); `by`: who changed whom."""

    rows: list[Markup]
    out: list[int]
    by: dict[int, str]


def mark_of(steps: ShownSteps, table: Table) -> str:
    """The mark of these people as this reader sees them: two queries at most.

    What stands under the names, such as links and concerns, has no version: the last part is made of it.
    """
    people = steps.people
    if table.partner:
        return _digest(list(people.order_by("pk").values_list(*table.names)))
    (sums,) = steps.among.rows(_sums) or [()]
    return "-".join([*(str(number) for number in sums), _digest(sorted(rows_beside(steps)))])


def _sums(among: RawSQL, *_: object) -> QuerySet:
    """How many people, and sums that every change of a row or of a person makes greater; no row for nobody."""
    people = TrackerEntry.with_merged.filter(pk__in=among).order_by().annotate(all_of_them=Value(1))
    return people.values("all_of_them").annotate(
        people=Count("pk"), keys=Sum("pk"), own=Sum("version"), of_person=Sum("service_user__version")
    ).values_list("people", "keys", "own", "of_person")  # fmt: skip


def _digest(seen: list) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def is_same_beside(mark: str, earlier: str) -> bool:
    """Whether what stands under the names is as it was at the earlier mark."""
    return mark.rpartition("-")[2] == earlier.rpartition("-")[2]


def changes_since(
    steps: ShownSteps,
    chosen: dict,
    sort: str,
    since: datetime,
    table: Table,
    reader: User,
    *,
    with_all: bool = False,
) -> Changes:
    """The rows that changed after `since` and stand in the list that `chosen` describes; and those that do not.

    Some may be as the reader has them already: the page compares. Of partner staff all rows are given, because when a
    row was changed is nothing they see; of others when `with_all`, because something changed that stands beside rows.
    """
    who = {} if table.partner else changed_by(steps.people, since - LATE, reader)
    listed = lists.filtered(steps, chosen)
    if not (table.partner or with_all):
        listed = listed.filter(pk__in=who)
    rows = table.rows(lists.ordered(listed, sort, steps)[:MOST], steps)
    shown = table.shown
    out = [] if table.partner else [pk for pk in who if pk not in shown]
    return Changes(rows, out, who)


def changed_by(people: QuerySet, since: datetime, reader: User) -> dict[int, str]:
    """Who changed each of the people last, or their row, by key of the row: one query."""
    recent = people.filter(Q(changed_at__gte=since) | Q(service_user__changed_at__gte=since))
    rows = recent.values_list(
        "pk",
        "changed_at",
        "changed_by__name",
        "changed_by_id",
        "service_user__changed_at",
        "service_user__changed_by__name",
        "service_user__changed_by_id",
    )
    found = {}
    for pk, at, name, by, person_at, person_name, person_by in rows[: MOST * 4]:
        name, by = (person_name, person_by) if person_at > at else (name, by)
        found[pk] = "You" if by == reader.pk else name or "Somebody"
    return found


def moment_in(text: str) -> datetime:
    """The moment that a page was made at, as it says it (seconds since 1970); long ago for anything else."""
    if text.isascii() and text.isdigit() and len(text) < 12:
        return datetime.fromtimestamp(int(text), tz=UTC)
    return EARLIEST
