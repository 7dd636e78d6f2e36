"""The monthly data of one service, and its overall rating. Coventry outline App 1."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.rules.monitoring import month_of
from risk.forms.monitoring import ChangeMonth, DecideRating, RecordMonth, month_choices
from risk.models import Monitoring, MonthlyRecord
from risk.monitored import lines_of, shade_of
from risk.operations import months as operations
from risk.operations.instruments import pack_of
from risk.operations.monitoring import CHANGES, instrument
from risk.rules.months import rated
from risk.views.monitoring import LOOK, TAB, find_monitoring, words_of
from risk.views.pages import one_form, risk_page


def find_month(request, pk: int) -> MonthlyRecord:
    rows = MonthlyRecord.objects.visible_to(request.user)
    rows = rows.select_related("monitoring__service__provider", "procedure", "decided_by", "recorded_by")
    return get_object_or_404(rows, pk=pk)


def before(monitoring: Monitoring, month) -> dict[str, str]:
    """What each data set was rated the last time before a month."""
    last = monitoring.months.filter(month__lt=month).select_related("procedure", "monitoring__service")
    last = last.order_by("-month").first()
    return {line.id: line.rating for line in lines_of(last)} if last else {}


def last_spend(monitoring: Monitoring):
    """The spend that was known last; it is offered and can be changed."""
    known = monitoring.months.filter(spend__isnull=False).order_by("-month")
    return known.values_list("spend", flat=True).first()


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def month_new(request, cqc_id):
    monitoring, today, found = find_monitoring(request, cqc_id), timezone.localdate(), instrument()
    if found is None or monitoring.ended_on:
        return risk_page(request, "risk/no_monitoring.html", TAB, {"monitoring": monitoring}, code=409)
    there = set(monitoring.months.values_list("month", flat=True))
    asked = request.GET.get("month", "")
    form = RecordMonth(
        typed(request),
        initial={"month": asked or f"{today:%Y-%m}", "spend": last_spend(monitoring)},
        pack=found[1],
        lines=rated(found[1], monitoring.service.service_types, {}),
        before=before(monitoring, month_of(today)),
        months=month_choices(today, without=there),
    )
    words = words_of(
        monitoring, "Record the data of a month", "Save the month", "Month saved. Decide the overall rating."
    )
    words["intro"] = "Rate each data set as far as its data are known; the rest can follow."
    words["cited"] = found[1].cite(found[1].lists["data_sets"])
    return one_form(
        request, form, operations.record_month, tab=TAB, words=words, monitoring=monitoring,
        template="risk/month_form.html",
    )  # fmt: skip


@needs(LOOK)
@require_safe
def month_detail(request, pk):
    record = find_month(request, pk)
    pack = pack_of(record)
    context = {
        "record": record,
        "lines": lines_of(record),
        "before": before(record.monitoring, record.month),
        "open": sum(line.value is None for line in lines_of(record)),
        "overall": pack.monitoring.overall,
        "cited": pack.cite(pack.monitoring),
        "shade": lambda label: shade_of(pack, label),
    }
    return risk_page(request, "risk/month_detail.html", TAB, context)


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def month_edit(request, pk):
    record = find_month(request, pk)
    form = ChangeMonth(
        typed(request),
        initial={"spend": record.spend, "version": record.version},
        pack=pack_of(record),
        lines=lines_of(record),
        before=before(record.monitoring, record.month),
    )
    words = words_of(
        record.monitoring, f"Change the data of {record.month:%B %Y}", "Save the month", "Month saved."
    )
    words["back"] = record.get_absolute_url()
    return one_form(
        request, form, operations.change_month, tab=TAB, words=words, to=record, record=record,
        template="risk/month_form.html",
    )  # fmt: skip


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def month_decide(request, pk):
    record, today = find_month(request, pk), timezone.localdate()
    begun = {
        "rating": record.rating or record.suggested,
        "reason": record.reason,
        "decided_on": today,
        "version": record.version,
    }
    form = DecideRating(typed(request), initial=begun, pack=pack_of(record), suggested=record.suggested)
    words = words_of(
        record.monitoring, f"Overall rating for {record.month:%B %Y}", "Decide the rating", "Rating decided."
    )
    words["back"] = record.get_absolute_url()
    words["intro"] = "The tool only indicates: challenge the data. The rating plans the visits and actions."
    return one_form(
        request, form, operations.decide_rating, tab=TAB, words=words, to=record.monitoring, record=record
    )
