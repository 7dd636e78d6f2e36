"""The tracker on paper: the rows, columns and order of the page, as its reader may see them. Staffordshire SOP 11.5."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from govuk.pdf import PdfError, render_pdf
from trackers.cells import CHOICES, in_cell
from trackers.documents import groups
from trackers.rules.fields import FIELDS, Column

MOST = 500  # people: as many as a page of the tracker
PIECE = 100  # rows that the typesetter sets at once
SECONDS = 25  # that a request may wait for it


def tracker_pdf(
    *, user: User, event: FailureEvent, columns: list[Column], rows: list[tuple], paths: list[str], whom: str
) -> bytes:
    """A tagged PDF. `rows` hold the values of `paths` for each person. `whom` says what the filter shows.

    Raises ValidationError for more people than one page of the tracker has, and when it takes too long.
    """
    if len(rows) > MOST:
        raise ValidationError(
            f"A PDF holds {MOST} people at most. Filter the tracker, or take a spreadsheet."
        )
    cells = [[_cell(column, dict(zip(paths, row, strict=True))) for column in columns] for row in rows]
    context = {
        "event": event,
        "reference": event.reference,
        "as_at": timezone.now(),
        "council_name": event.host_council.name,
        "is_partner": user.is_partner,
        "for_whom": user.organisation,
        "whom": whom,
        "count": len(rows),
        "columns": [column.label for column in columns],
        "pieces": list(groups(cells, PIECE)),
    }
    try:
        return render_pdf("trackers/pdf/tracker.html", context, seconds=SECONDS)
    except PdfError as failure:
        raise ValidationError(
            f"The PDF could not be made: {failure} Filter the tracker, or take a spreadsheet."
        ) from failure


def _cell(column: Column, values: dict) -> list[str]:
    """What stands in the cell, a line for each fact that is known."""
    lines = [in_cell(FIELDS[path], values[path], CHOICES[path]) for path in column.paths]
    if column.key == "person":
        surname, forename, born, *room = lines
        lines = [_joined((surname, forename)), born, *(f"Room {number}" for number in room if number)]
    return [line for line in lines if line]


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
