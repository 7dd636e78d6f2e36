"""Risk-based monitoring: the whole market, one service, and the council's figures. Coventry outline App 1."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.rules.monitoring import also_possible, month_of
from govuk.words import clean_text
from risk.forms.monitoring import BeginMonitoring, ChangeOfficer, EndMonitoring, Figures
from risk.models import Monitoring, MonitoringAction
from risk.monitored import count_ratings, known_of, market, shade_of
from risk.operations import monitoring as operations
from risk.operations.instruments import pack_of
from risk.operations.monitoring import CHANGES, instrument, setting, spend_over
from risk.operations.visits import REMIND_DAYS
from risk.views.concerns import service_or_404
from risk.views.pages import one_form, risk_page

LOOK = "risk.view_monitoring"
TAB = "monitoring"
PAGE = 100
ASKED = ("rating", "type", "show")
SHOWN = {
    "missing": ("Not updated this month", lambda line: line.is_missing),
    "late": ("Visit late", lambda line: line.is_late),
    "over": ("Over the spend", lambda line: line.is_over),
}


@needs(LOOK)
@require_safe
def monitoring_list(request):
    """Every monitored service with its rating, spend and visits; `rating`, `type` and `show` narrow the list."""
    today, found = timezone.localdate(), instrument()
    pack = found[1] if found else None
    lines = market(request.user, pack, month_of(today), today)
    asked = asked_of(request)
    shown = narrowed(lines, asked)
    context = {
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "count": len(shown),
        "everything": len(lines),
        "asked": asked,
        "views": saved_views_of(pack, lines, asked),
        "kinds": [kind_view(kind, asked) for kind in sorted({line.kind for line in lines})],
        "limit": spend_over(pack),
        "today": today,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "shade": lambda label: shade_of(pack, label),
        "is_loaded": found is not None,
    }
    return risk_page(request, "risk/monitoring_list.html", TAB, context)


def asked_of(request) -> dict[str, str]:
    return {name: clean_text(request.GET.get(name, ""))[:200] for name in ASKED}


def narrowed(lines: list, asked: dict[str, str]) -> list:
    """The lines that were asked for."""
    shown = SHOWN.get(asked["show"])
    return [
        line
        for line in lines
        if (not asked["rating"] or line.rating == asked["rating"])
        and (not asked["type"] or line.kind == asked["type"])
        and (shown is None or shown[1](line))
    ]


def saved_views_of(pack, lines: list, asked: dict[str, str]) -> list[dict]:
    """Each rating and each thing to look at, with how many are behind the link."""
    here = reverse("risk:monitoring-list")
    every = not any(asked.values())
    found = [{"text": "All", "count": len(lines), "href": here, "active": every}]
    for label, count in count_ratings(pack, lines):
        href = f"{here}?{urlencode({'rating': label})}"
        found.append({"text": label, "count": count, "href": href, "active": asked["rating"] == label})
    for name, (text, test) in SHOWN.items():
        count = sum(map(test, lines))
        found.append(
            {"text": text, "count": count, "href": f"{here}?show={name}", "active": asked["show"] == name}
        )
    return found


def kind_view(kind: str, asked: dict[str, str]) -> dict:
    query = urlencode({name: value for name, value in (asked | {"type": kind}).items() if value})
    return {
        "text": kind,
        "href": f"{reverse('risk:monitoring-list')}?{query}",
        "active": asked["type"] == kind,
    }


def find_monitoring(request, cqc_id: str) -> Monitoring:
    rows = Monitoring.objects.visible_to(request.user).select_related("service__provider", "officer")
    return get_object_or_404(rows, service__cqc_id=cqc_id)


@needs(LOOK)
@require_safe
def monitoring_detail(request, cqc_id):
    """One service: rating and what it asks for, visits and actions, its months."""
    monitoring, today = find_monitoring(request, cqc_id), timezone.localdate()
    known = known_of(request.user, monitoring.service)
    regime = known["regime"]
    pack = pack_of(regime.began) if regime else None
    planned = {row.action for row in (*known["visits"], *known["actions"])}
    possible = also_possible(pack, regime.rating) if regime else []
    context = {
        **known,
        "today": today,
        "this_month": month_of(today),
        "is_missing": not any(one.month == month_of(today) for one in known["months"]),
        "possible": [one for one in possible if one.id not in planned],
        "cited": pack.cite(pack.monitoring) if pack else "",
        "shade": lambda label: shade_of(pack, label),
        "late": [row for row in known["visits"] if row.due_on < today],
        "State": MonitoringAction.State,
    }
    return risk_page(request, "risk/monitoring_detail.html", TAB, context)


def words_of(monitoring: Monitoring, title: str, button: str, done: str) -> dict:
    back = monitoring.get_absolute_url()
    return {"title": title, "caption": monitoring.service, "button": button, "done": done, "back": back}


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def monitoring_begin(request, cqc_id):
    service = service_or_404(cqc_id)
    form = BeginMonitoring(
        typed(request), initial={"officer": request.user, "started_on": timezone.localdate()}
    )
    words = {
        "title": "Monitor this service",
        "caption": service,
        "intro": "Its data are rated each month, and the rating plans its visits.",
        "button": "Begin monitoring",
        "done": "The service is monitored. Record its data of this month.",
        "back": service.get_absolute_url(),
    }
    return one_form(request, form, operations.begin_monitoring, tab=TAB, words=words, service=service)


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def monitoring_officer(request, cqc_id):
    monitoring = find_monitoring(request, cqc_id)
    begun = {"officer": monitoring.officer, "version": monitoring.version}
    words = words_of(monitoring, "Who plans the visits", "Save", "Saved.")
    form = ChangeOfficer(typed(request), initial=begun)
    return one_form(
        request, form, operations.change_officer, tab=TAB, words=words, to=monitoring, monitoring=monitoring
    )


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def monitoring_end(request, cqc_id):
    monitoring = find_monitoring(request, cqc_id)
    words = words_of(monitoring, "End the monitoring", "End the monitoring", "No longer monitored.")
    words["intro"] = "Planned visits and actions are cancelled. What was recorded stays."
    form = EndMonitoring(
        typed(request), initial={"ended_on": timezone.localdate(), "version": monitoring.version}
    )
    return one_form(
        request, form, operations.end_monitoring, tab=TAB, words=words, to=monitoring, monitoring=monitoring
    )


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def monitoring_figures(request):
    """The council's own figures: the spend that picks out providers, and how early visits are told of."""
    found, own = instrument(), setting()
    begun = {
        "spend_over": spend_over(found[1] if found else None),
        "remind_days": own.remind_days if own else REMIND_DAYS,
        "version": own.version if own else 0,
    }
    there = reverse("risk:monitoring-list")
    words = {"title": "Figures of monitoring", "button": "Save", "done": "Figures saved.", "back": there}
    if found and found[1].monitoring.spend_over:
        words["intro"] = f"The procedure says £{found[1].monitoring.spend_over:,}."
    form = Figures(typed(request), initial=begun)
    return one_form(request, form, operations.set_figures, tab=TAB, words=words, to=there)
