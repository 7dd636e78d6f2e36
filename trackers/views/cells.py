"""Answers for one cell of the tracker: the form in its place, and the cell with its value."""

from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from govuk.htmx import render_page
from govuk.words import clock_time
from trackers.cells import Cells, choices_of
from trackers.forms.entries import CARDS, PLACING, EditForm
from trackers.merging import Merged, others_changes
from trackers.models import TrackerEntry
from trackers.operations.legal import RESTS_ON
from trackers.rules.fields import COLUMNS, Column, Field, columns_for, words_for
from trackers.rules.stages import Facts
from trackers.sections_needs import places_in_question
from trackers.table import cells_of, person_words
from trackers.views.tracker import may_change

# What the next step follows from, where nobody wrote one down.
FROM_FACTS = {*Facts._fields, "funding_type", "funding_authority", "response_level"}


def column_of(field: Field) -> Column:
    """The column whose cell holds the field; the person's own column holds none that change in place."""
    return next(
        column for column in COLUMNS.values() if field.path in column.paths and column.key != "person"
    )


def cell_form(request, form: EditForm, status: int, **context) -> HttpResponse:
    """The form, in the cell."""
    (field,) = form.edited
    record = form.entry.service_user if field.of_person else form.entry
    context |= {
        "form": form,
        "entry": form.entry,
        "field": field,
        "column": own_column(request, field),
        "person": person_words(form.entry),
        "was": words_for(field, getattr(record, field.key), choices_of(field)),
    }
    if form.non_field_errors():
        context["elsewhere"] = page_with_more(form.entry, field)
    return render_page(request, "trackers/_cell_form.html", context, status=status)


def page_with_more(entry: TrackerEntry, field: Field) -> str:
    """Where that is asked which a cell has no room for: why a place is taken all the same, or the fields beside."""
    if field.key in PLACING:
        return reverse("trackers:entry-edit", args=[entry.pk, field.key])
    card = next(key for key, (_, paths) in CARDS.items() if field.path in paths)
    return reverse("trackers:entry-change", args=[entry.pk, card])


def cell_saved(request, entry: TrackerEntry, field: Field, form: EditForm | None = None) -> HttpResponse:
    """The cell as the table has it; after a save also the cells that changed with it, and the line that says so."""
    user, today = request.user, timezone.localdate()
    cells = Cells(partner=user.is_partner, may_change=may_change(user, entry.event), today=today)
    own = own_column(request, field)
    answer = [cells_of(entry, [own], cells)]
    if form is None:
        return HttpResponse(answer)
    merged = others_changes(entry, **form.opened_at(), reader=user)
    paths = {"stage", *(change.field.path for change in merged)}
    if field.key in FROM_FACTS:
        paths.add("next_step")
    if field.key in RESTS_ON:
        paths.add("legal_duty")
    beside = [
        column for column in on_page(request) if column.key != own.key and paths.intersection(column.paths)
    ]
    answer.append(cells_of(entry, beside, cells, swapped=True))
    answer.append(render_to_string("trackers/_saved.html", {"words": words_of(entry, field, merged, user)}))
    return HttpResponse(answer, headers={"HX-Trigger": "tracker-changed"})


def own_column(request, field: Field) -> Column:
    """The column of the field as the page has it that asks."""
    key = column_of(field).key
    chosen = columns_for([key], partner=request.user.is_partner)
    return next(column for column in [*on_page(request), *chosen] if column.key == key)


def on_page(request) -> list[Column]:
    """The columns of the tracker page that the cell stands in."""
    query = parse_qs(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    return [
        column
        for column in columns_for(query.get("col", []), partner=request.user.is_partner)
        if column.key != "person"
    ]


def words_of(entry: TrackerEntry, field: Field, merged: list[Merged], reader: User) -> str:
    """'Saved at 9.38am. Agnes Applesham, capacity: Has capacity.' Then what a new place means for those who belong
    together, and what others changed meanwhile.
    """
    record = entry.service_user if field.of_person else entry
    value = words_for(field, getattr(record, field.key), choices_of(field))
    words = [f"Saved at {clock_time(timezone.now())}. {person_words(entry)}, {field.named}: {value}."]
    if field.key == "destination" and not reader.is_partner:
        words += places_in_question(entry)
    words += [
        f"{change.by} changed {change.field.named} to {change.now} at {clock_time(change.at)}; both are kept."
        for change in merged
        if change.field != field
    ]
    return " ".join(words)
