"""The data of a month in and out as a spreadsheet, and the monthly report. Coventry outline App 1."""

import csv
import io
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.drafts import typed
from accounts.models import AccessEntry
from events.rules.monitoring import month_of, months_after
from govuk.sheets.limits import SheetRefused
from govuk.words import count_of
from risk.forms.monitoring import SendMonth, WriteReport, month_choices
from risk.models import MarketReport
from risk.monitored import market, report, shade_of, written
from risk.monitoring_sheets import monitoring_sheet, read_sheet
from risk.operations.market_reports import write_report
from risk.operations.monitoring import CHANGES, instrument
from risk.operations.month_lists import take_list
from risk.rules.month_list import headings, without_problems
from risk.views.monitoring import LOOK, TAB, asked_of, narrowed
from risk.views.pages import one_form, risk_page

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def month_import(request):
    """A list is read and shown with its problems; the same rows sent again with `confirm` are taken."""
    found, today = instrument(), timezone.localdate()
    if found is None:
        return risk_page(request, "risk/no_monitoring.html", TAB, {"monitoring": None}, code=409)
    files = request.FILES or None
    form = SendMonth(typed(request), files, initial={"month": f"{today:%Y-%m}"}, today=today)
    if request.method != "POST" or not form.is_valid():
        return _send_page(request, form, found[1])
    try:
        table, rows, refusal = read_sheet(
            found[1], form.cleaned_data["content"], form.cleaned_data["file_name"]
        )
    except SheetRefused as refused:
        rows, refusal = [], refused.sentence
    if refusal:
        form.add_error("pasted" if form.cleaned_data["pasted"] else "file", refusal)
        return _send_page(request, form, found[1])
    if "confirm" in request.POST and without_problems(rows):
        return _take(request, form, found[1], rows)
    return _preview(request, form, found[1], table, rows)


def _send_page(request, form, pack):
    context = {"form": form, "columns": headings(pack)}
    return risk_page(request, "risk/month_import.html", TAB, context)


def _preview(request, form, pack, table, rows):
    """What was read, row by row; the rows travel in the page until they are confirmed."""
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(table)
    context = {
        "rows": rows,
        "month": form.cleaned_data["month"],
        "text": text.getvalue(),
        "again": SendMonth(
            initial={"month": f"{form.cleaned_data['month']:%Y-%m}", "pasted": text.getvalue()},
            today=timezone.localdate(),
        ),
        "problems": sum(bool(row.problems) for row in rows),
        "data_sets": pack.lists["data_sets"].items,
        "short": {one.value: one.short for one in pack.monitoring.ratings},
    }
    code = 422 if context["problems"] else 200
    return risk_page(request, "risk/month_preview.html", TAB, context, code=code)


def _take(request, form, pack, rows):
    try:
        taken = take_list(by=request.user, month=form.cleaned_data["month"], rows=rows)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _send_page(request, form, pack)
    messages.success(request, f"Data of {count_of(taken, 'service')} taken in.")
    return redirect("risk:monitoring-list")


@needs(LOOK)
@require_safe
def monitoring_export(request, kind):
    """The list as it is shown, as a spreadsheet that can be filled in and sent back."""
    found, today = instrument(), timezone.localdate()
    if found is None or kind not in TYPES:
        raise Http404
    lines = narrowed(market(request.user, found[1], month_of(today), today), asked_of(request))
    content = monitoring_sheet(request.user, found[1], lines, kind)
    record_access(
        by=request.user, kind=AccessEntry.Kind.EXPORT, subject=f"Monitoring, {len(lines)} services, as {kind}"
    )
    headers = {"Content-Disposition": f'attachment; filename="monitoring {today:%Y-%m}.{kind}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


def _month_or_404(year: int, month: int) -> date:
    try:
        day = date(year, month, 1)
    except ValueError as wrong:
        raise Http404 from wrong
    if day > timezone.localdate() or year < 2000:
        raise Http404
    return day


@needs(LOOK)
@require_safe
def monthly_report(request, year, month):
    """What a month came to, as the managers of the market get it."""
    day, found, today = _month_or_404(year, month), instrument(), timezone.localdate()
    if found is None:
        return risk_page(request, "risk/no_monitoring.html", TAB, {"monitoring": None}, code=409)
    context = {
        "report": report(request.user, found[1], day, today),
        "written": written(request.user, day),
        "may": request.user.has_perm(CHANGES),
        "months": [
            {
                "text": words,
                "href": reverse("risk:monthly-report", args=value.split("-")),
                "active": value == f"{day:%Y-%m}",
            }
            for value, words in month_choices(today)
        ],
        "next_month": months_after(day, 1),
        "cited": found[1].cite(found[1].monitoring),
        "shade": lambda label: shade_of(found[1], label),
        "today": today,
    }
    return risk_page(request, "risk/monthly_report.html", TAB, context)


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def monthly_report_write(request, year, month):
    """The analysis of a month, and the recommendations for the next. COV-RB06."""
    day = _month_or_404(year, month)
    there = MarketReport.objects.visible_to(request.user).of(day).first()
    begun = {name: getattr(there, name) for name in WriteReport.base_fields} if there else {"version": 0}
    words = {
        "title": "Write to the report",
        "caption": f"{day:%B %Y}",
        "intro": "It stands in the report and in its PDF, above the figures.",
        "button": "Save",
        "done": "Saved.",
        "back": reverse("risk:monthly-report", args=[year, month]),
    }
    form = WriteReport(typed(request), initial=begun)
    return one_form(request, form, write_report, tab=TAB, words=words, month=day)
