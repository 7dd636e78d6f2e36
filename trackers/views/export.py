"""Downloading what the tracker page shows."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.forms.documents import AskForDocument
from events.operations.documents import request_document
from events.views.documents import list_page
from events.views.pages import event_page, find_event
from govuk.forms import Form
from trackers.forms.filters import FilterForm
from trackers.resources import FORMATS, tracker_sheet
from trackers.tracker_paper import fields_of, shown_people


class ExportForm(Form):
    kind = forms.ChoiceField(
        label="Which kind of file?",
        choices=[
            ("xlsx", "Spreadsheet (xlsx)"),
            ("csv", "Comma-separated text (csv)"),
            ("pdf", "Paper (pdf)"),
        ],
        widget=forms.RadioSelect,
        initial="xlsx",
    )
    govuk = {"kind": {"small": True, "subject": "the kind of file"}}


@needs("trackers.export_tracker")
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True, enabled=lambda request: settings.SECOND_FACTOR_REQUIRED)
def tracker_export(request, reference):
    """The page says what will be in the file; sending it gives the file.

    Where a second factor is the rule, it is asked for again: one file can hold everybody.
    """
    event = find_event(request, reference)
    filters = FilterForm(request.GET, partner=request.user.is_partner)
    form = ExportForm(typed(request))
    if form.is_bound and form.is_valid() and form.cleaned_data["kind"] == "pdf":
        return on_paper(request, event, filters)
    if request.method == "POST" and form.run(tracker_sheet, user=request.user, event=event, filters=filters):
        sheet, kind = form.result, form.cleaned_data["kind"]
        answer = HttpResponse(sheet.content, content_type=FORMATS[kind])
        answer["Content-Disposition"] = f'attachment; filename="{sheet.name}"'
        answer["Cache-Control"] = "no-store"
        return answer
    context = {
        "form": form,
        "title": "Download the tracker",
        "filters": filters,
        "people": shown_people(request.user, event, filters)[0].count(),
        "columns": len(fields_of(filters.columns)),
    }
    return event_page(request, "trackers/tracker_export.html", event, "tracker", context)


def on_paper(request, event, filters):
    """Ask for the same rows and columns as a PDF, which the worker makes."""
    asked = {"kind": "tracker", "query": filters.address().removeprefix("?")}
    form = AskForDocument(asked | {"key": request.POST.get("key", "")})
    if form.run(request_document, by=request.user, event=event):
        return redirect(form.result)
    return list_page(request, event, form)
