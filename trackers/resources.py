"""The tracker as a spreadsheet: the rows and columns that the reader may see, in the order of the page."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import record_access
from accounts.models import AccessEntry, User
from events.models import FailureEvent
from govuk.sheets.write import write_csv, write_xlsx
from trackers.cells import choices_of
from trackers.forms.filters import FilterForm
from trackers.hanging import with_hanging
from trackers.ideas import with_ideas
from trackers.rules.fields import SHOWN
from trackers.table import name_of
from trackers.tracker_paper import fields_of, shown_people

MOST_AN_HOUR = 20
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class Sheet(NamedTuple):
    """A file for one reader. `people` are primary keys of the entries in it, in the order of its rows."""

    content: bytes
    name: str
    people: list[int]
    headings: list[str]


def tracker_sheet(*, user: User, event: FailureEvent, filters: FilterForm, kind: str) -> Sheet:
    """The file, with its access entry: who took which people's rows. Raises ValidationError after 20 in an hour."""
    _refuse_too_many(user)
    headings, table, people = tracker_table(user=user, event=event, filters=filters)
    title = f"Tracker {event.reference}"
    content = write_xlsx(headings, table, title=title) if kind == "xlsx" else write_csv(headings, table)
    record_access(
        by=user,
        kind=AccessEntry.Kind.EXPORT,
        subject=f"Tracker as {kind}, {len(headings)} columns",
        event=event,
        people=people,
        recipient=str(user.organisation or user.name),
    )
    return Sheet(content, f"{event.reference} tracker.{kind}", people, headings)


def tracker_table(
    *, user: User, event: FailureEvent, filters: FilterForm
) -> tuple[list[str], list[list], list[int]]:
    """Headings, rows, and the keys of the entries in them. Whoever hands it out writes the access entry."""
    paths = fields_of(filters.columns)
    names = ["pk", *(name_of(path) for path in paths)]
    people, steps = shown_people(user, event, filters)
    rows = with_ideas(list(with_hanging(people, paths).values_list(*names)), names, steps.ideas)
    words = [choices_of(SHOWN[path]) for path in paths]
    table = [[_value(value, choices) for value, choices in zip(row[1:], words, strict=True)] for row in rows]
    return [SHOWN[path].label for path in paths], table, [row[0] for row in rows]


def _value(value: Any, choices: dict[Any, str]) -> Any:
    """Words for a choice, nothing for an empty text; days and numbers stay what they are."""
    if isinstance(value, bool):
        return choices[value] or None
    if isinstance(value, str):
        return choices.get(value, value) or None if value else None
    return value


def _refuse_too_many(user: User) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    taken = AccessEntry.objects.filter(by=user, kind=AccessEntry.Kind.EXPORT, at__gte=hour_ago).count()
    if taken >= MOST_AN_HOUR:
        raise ValidationError(
            f"You have downloaded {MOST_AN_HOUR} lists in the last hour. Wait a while and try again."
        )
