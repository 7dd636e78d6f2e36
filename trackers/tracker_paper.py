"""The tracker on paper: the rows, columns and order of the page, as its reader may see them. Staffordshire SOP 11.5."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import User
from events.document_kinds import Paper, Progress
from events.documents.head import head
from events.models import FailureEvent
from govuk.words import count_of
from trackers import lists
from trackers.cells import CHOICES, in_cell, is_decided_otherwise
from trackers.documents import groups
from trackers.forms.filters import FilterForm
from trackers.hanging import with_hanging
from trackers.ideas import with_ideas
from trackers.models import TrackerEntry
from trackers.models.tracker import stage_words
from trackers.rules.fields import SHOWN, Column
from trackers.shown_steps import ShownSteps
from trackers.table import name_of, reads

MOST = 500  # people: as many as a page of the tracker
PIECE = 100  # rows that the typesetter sets at once
WIDTHS = {"col-who": 15, "col-date": 11, "col-mark": 7, "": 0}  # percent of the page, as in print.css
LEAST, SPACE = 5, 1  # percent of the page for a column without a width, and for what keeps two apart
LONG_LINE, WHOLE = 20, 100  # letters; percent


def shown_people(user: User, event: FailureEvent, filters: FilterForm) -> tuple[QuerySet, ShownSteps]:
    """The people of the tracker page for this reader and this filter, in its order; and everybody's next steps."""
    people = TrackerEntry.objects.visible_to(user).filter(event=event)
    steps = ShownSteps(people, partner=user.is_partner)
    return lists.ordered(lists.filtered(steps, filters.asked), filters.sort, steps), steps


def fields_of(columns: list[Column]) -> list[str]:
    """The paths of the fields in the columns, each once, in order."""
    return list(dict.fromkeys(path for column in columns for path in column.paths))


def tracker_paper(
    event: FailureEvent,
    user: User,
    progress: Progress = lambda words: None,
    most_rows: int | None = PIECE,
    query: str = "",
) -> Paper:
    """Whom the page of the tracker shows at this query string, in its columns and order.

    Raises ValidationError for more people than one page of the tracker has.
    """
    filters = FilterForm(QueryDict(query), partner=user.is_partner)
    paths = list(dict.fromkeys(path for column in filters.columns for path in reads(column)))
    names = ["pk", *(name_of(path) for path in paths)]
    people, steps = shown_people(user, event, filters)
    rows = list(with_hanging(people, paths).values_list(*names)[: MOST + 1])
    if len(rows) > MOST:
        raise ValidationError(
            f"A PDF holds {MOST} people at most. Filter the tracker, or take a spreadsheet."
        )
    rows = with_ideas(rows, names, steps.ideas)
    progress(f"Collecting {count_of(len(rows), 'person', 'people')}")
    cells = [
        [_cell(column, dict(zip(paths, row[1:], strict=True)), steps.today) for column in filters.columns]
        for row in rows
    ]
    context = head(event, user) | {
        "whom": filters.in_words,
        "count": len(rows),
        "columns": list(
            zip((column.label for column in filters.columns), widths(filters.columns, cells), strict=True)
        ),
        "pieces": list(groups(cells, None if most_rows is None else min(most_rows, PIECE))),
    }
    return Paper("trackers/pdf/tracker.html", context, [row[0] for row in rows])


def widths(columns: list[Column], cells: list[list[list[str]]]) -> list[str]:
    """Their classes in print.css: less room where nobody has anything, more where there is much to say.

    Where many columns were chosen, only the person has more than its share.
    """
    found = [_width(column, [row[at] for row in cells]) for at, column in enumerate(columns)]
    taken = sum((WIDTHS[name] or LEAST) + SPACE for name in found)
    return found if taken <= WHOLE else ["col-who", *[""] * (len(columns) - 1)]


def _width(column: Column, cells: list[list[str]]) -> str:
    if not any(cells):
        return "col-mark"
    if column.width in ("name", "xl"):
        return "col-who"
    return "col-date" if max(len(line) for cell in cells for line in cell) > LONG_LINE else ""


def _cell(column: Column, values: dict, today: date) -> list[str]:
    """What stands in the cell, a line for each fact that is known."""
    lines = [in_cell(SHOWN[path], values[path], CHOICES[path], today) for path in column.paths]
    if column.key == "person":
        surname, forename, born, *room = lines
        lines = [_joined((surname, forename)), born, *(f"Room {number}" for number in room if number)]
    if column.key == "stage":
        lines = [stage_words(values["stage"], values["final_outcome"])]
    if column.key == "legal":
        said = (values[path] for path in ("legal_duty", "legal_computed", "final_outcome"))
        lines = [lines[0], f"The rules say: {lines[1]}"] if is_decided_otherwise(*said) else lines[:1]
    return [line for line in dict.fromkeys(lines) if line]


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
