"""A provider's resident list: send it, check it, load it. Nothing is saved on the tracker before the last step."""

import functools

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed, typed_for
from events.operations.scope import services_of
from events.views.pages import event_page, find_event
from govuk.sheets.gate import ChooseSheet
from govuk.sheets.limits import SheetRefused
from govuk.sheets.write import write_csv
from trackers import staging
from trackers.forms.imports import ColumnsForm, RowsForm, SendListForm, SheetForm
from trackers.models import ResidentImport
from trackers.operations import imports as operations
from trackers.rules.headings import FIELDS

MOST_ROWS = 50  # that need somebody, on one page; the others follow when these are settled
RIGHT = "trackers.import_residents"


def when_read(view):
    """A list that cannot be read as it is goes back to its page, which says why and asks."""

    @functools.wraps(view)
    def run(request, reference, token):
        try:
            return view(request, reference, token)
        except SheetRefused:
            return redirect("trackers:import-detail", reference, token)

    return run


@needs(RIGHT)
@require_http_methods(["GET", "POST"])
def import_start(request, reference):
    event = find_event(request, reference)
    if event.host_council_id != request.user.organisation_id:
        raise PermissionDenied("Only the council that runs the event loads resident lists.")
    data = typed(request)
    form = SendListForm(data, request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.run(operations.send_list, by=request.user, event=event):
        return redirect(form.result)
    before = event.resident_imports.filter(state=ResidentImport.State.COMMITTED).select_related(
        "uploaded_by"
    )[:5]
    context = {"form": form, "before": before, "title": "Load the provider’s list"}
    return event_page(request, "trackers/import_start.html", event, "tracker", context)


@needs(RIGHT)
@require_safe
def import_detail(request, reference, token):
    """The preview while the list waits; afterwards the receipt."""
    upload = find_upload(request, reference, token)
    if upload.state == ResidentImport.State.COMMITTED:
        context = {"upload": upload, "title": "List loaded", "refused": [], "looks": []}
        for problem in upload.refused:
            context["looks" if problem.get("is_loaded") else "refused"].append(problem)
        return event_page(request, "trackers/import_receipt.html", upload.event, "tracker", context)
    return preview(request, upload)


@needs(RIGHT)
@require_POST
@when_read
def import_map(request, reference, token):
    """Choose the sheet, or what each column holds."""
    upload = find_upload(request, reference, token)
    if request.POST.get("quotes") == "drop":
        return act(request, upload, operations.drop_quotes)
    if sheet := request.POST.get("sheet"):
        return act(request, upload, operations.map_columns, mapping={}, sheet=sheet[:100])
    read = staging.recognised_in(upload, staging.table_of(upload))
    form = ColumnsForm(request.POST, recognised=read, services=services_of(upload.event))
    if not form.is_valid():
        return preview(request, upload, columns=form)
    chosen = {"mapping": form.mapping, **form.settled}
    return act(request, upload, operations.map_columns, sheet=upload.sheet, **chosen)


@needs(RIGHT)
@require_POST
@when_read
def import_settle(request, reference, token):
    """Put rows right, say who somebody is, or leave rows out."""
    upload = find_upload(request, reference, token)
    staged = staging.stage_list(upload)
    form = RowsForm(request.POST, rows=rows_shown(staged), services=services_of(upload.event))
    if not form.is_valid():
        return preview(request, upload, rows=form)
    return act(request, upload, operations.settle_rows, decisions=form.decisions)


@needs(RIGHT)
@require_POST
def import_load(request, reference, token):
    """The one button that saves."""
    upload = find_upload(request, reference, token)
    return act(request, upload, operations.load_list, seen=request.POST.get("seen", ""))


@needs(RIGHT)
@require_POST
def import_abandon(request, reference, token):
    upload = find_upload(request, reference, token)
    act(request, upload, operations.abandon_list)
    messages.info(request, "The list was put away. Nothing of it was saved.")
    return redirect("trackers:tracker", reference)


@needs(RIGHT)
@require_safe
@when_read
def import_problems(request, reference, token):
    """The rows with problems as a file, to send back to the provider."""
    upload = find_upload(request, reference, token)
    problems = staging.stage_list(upload).problems if upload.content else []
    rows = [(problem.row, problem.column, problem.value, problem.reason) for problem in problems]
    response = HttpResponse(
        write_csv(["Row", "Column", "Value", "Reason"], rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{reference} rows to check.csv"'
    return response


def find_upload(request, reference: str, token) -> ResidentImport:
    """The person's own list that was not put away; anything else is not there."""
    mine = ResidentImport.objects.visible_to(request.user).exclude(state=ResidentImport.State.ABANDONED)
    about = ("event__host_council", "event__service", "event__provider", "service", "uploaded_by")
    found = mine.select_related(*about)
    upload = get_object_or_404(found, token=token, event__reference=reference)
    if upload.state == ResidentImport.State.WAITING and upload.content is None:
        raise Http404
    return upload


def act(request, upload: ResidentImport, operation, **given):
    """Run an operation on the list and show the page again; a refusal is said on top of it."""
    try:
        operation(by=request.user, upload=upload, **given)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(upload)


def preview(request, upload: ResidentImport, **bound):
    """What loading would do, row by row, and what still needs somebody."""
    context = {"upload": upload, "title": "Check the list"}
    try:
        table = staging.table_of(upload)
        context |= shown_of(request, upload, table, bound)
    except ChooseSheet as choose:
        context["sheets"] = SheetForm(sheets=choose.names)
        return event_page(request, "trackers/import_sheet.html", upload.event, "tracker", context)
    except SheetRefused as refused:
        context |= {"refused": refused.messages, "unclosed": refused.code == staging.UNCLOSED}
        return event_page(request, "trackers/import_sheet.html", upload.event, "tracker", context)
    return event_page(request, "trackers/import_preview.html", upload.event, "tracker", context)


def shown_of(request, upload: ResidentImport, table, bound: dict) -> dict:
    """What the preview shows; `bound` are forms that were refused, by name."""
    staged, services = staging.stage_table(upload, table), services_of(upload.event)
    settled = {"dates": upload.decisions.get("dates", ""), "service": upload.service or upload.event.service}
    sent = [
        typed_for(request, reverse(f"trackers:import-{name}", args=[upload.event.reference, upload.token]))
        for name in ("map", "settle")
    ]
    columns = ColumnsForm(sent[0], recognised=staged.recognised, services=services, settled=settled)
    return {
        "staged": staged,
        "sheet": table.sheet,
        "read_as": staging.read_as(upload),
        "counts": staged.counts,
        "sample": sample_of(table, staged),
        "columns": bound.get("columns") or columns,
        "settled": ColumnsForm.SETTLED,
        "as_last_time": staging.as_last_time(upload, table) is not None,
        "rows": bound.get("rows") or RowsForm(sent[1], rows=rows_shown(staged), services=services),
        "left_out": [problem for problem in staged.problems if problem.is_left_out],
        "warnings": sum(len(row.problems) for row in staged.people),
        "seen": staging.digest(staged),
        "again": loaded_before(upload),
        "labels": FIELDS,
        "in_words": staging.value_in_words,
    }


def rows_shown(staged) -> list:
    """The rows that cannot be loaded as they are, then those that somebody left out, to be taken in again; last those
    that will be loaded with a value that is left out or doubtful.
    """
    refused = sorted(staged.in_state("refused"), key=lambda row: not row.has_errors)
    return [*refused[:MOST_ROWS], *[row for row in staged.people if row.problems][:MOST_ROWS]]


def sample_of(table, staged) -> list[tuple[int, dict]]:
    """The first rows below the headings, by column, so that a wrong reading is seen at once."""
    below = [
        (number, values) for number, values in table.rows if number > (staged.recognised.heading_row or 0)
    ]
    return [(number, dict(enumerate(values))) for number, values in below[:2]]


def loaded_before(upload: ResidentImport) -> ResidentImport | None:
    """The same file, loaded for this event before."""
    same = ResidentImport.objects.filter(
        event=upload.event, sha256=upload.sha256, state=ResidentImport.State.COMMITTED
    )
    return same.select_related("uploaded_by").first()
