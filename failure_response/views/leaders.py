"""The leaders' page: which event is in trouble, what is stuck, who is not yet safe. Every number opens its
list.
"""

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from failure_response import figures, todo
from govuk.htmx import render_page
from govuk.words import clean_text
from risk.monitored import ratings_in_force
from risk.reading import levels_in_force
from risk.reading_steps import services_suspended
from trackers.models import TrackerEntry

PAGE = 50


@needs("events.view_dashboard")
@require_safe
def dashboard(request):
    today = timezone.localdate()
    events = figures.with_figures(
        figures.live_events(request.user).select_related("service", "provider"), today
    )
    rows = list(events.order_by("-overdue", "closes_on", "-unresolved"))
    outcomes = figures.people_by_outcome(request.user)
    context = {
        "events": rows,
        "stages": figures.events_by_stage(request.user),
        "outcomes": outcome_parts(outcomes),
        "people": sum(outcomes.values()),
        "unresolved": outcomes.get("", 0),
        "overdue": sum(row.overdue for row in rows),
        "lost": figures.people_unaccounted(request.user).count(),
        "sentence": sentence(rows),
        "monitored": ratings_in_force(request.user, today),
        "concerns": figures.open_concerns(request.user).count(),
        "suspended": services_suspended(request.user, timezone.localdate()),
        "risk": levels_in_force(request.user) if request.user.has_perm("risk.view_concern") else None,
    }
    return render_page(request, "failure_response/dashboard.html", context)


def outcome_parts(outcomes: dict[str, int]) -> list[dict]:
    """The outcomes for the bar and its table, each linked to its people."""
    fills = ["lines", "dark", "solid", "hatched", "dots", "grey", "grey"]
    return [
        {
            "label": label,
            "count": outcomes.get(value, 0),
            "fill": fill,
            "href": f"{reverse('dashboard-people')}?outcome={value or 'none'}",
        }
        for (value, label), fill in zip(TrackerEntry.Outcome.choices, fills, strict=True)
    ]


def sentence(rows: list) -> str:
    """The one sentence a leader reads first."""
    if not rows:
        return "No event is open."
    late = [row for row in rows if row.overdue]
    waiting = sum(row.unresolved for row in rows)
    events = "1 event is open" if len(rows) == 1 else f"{len(rows)} events are open"
    people = "everybody has a final outcome" if not waiting else f"{waiting} people have no final outcome yet"
    return f"{events}, {len(late) or 'none'} with overdue steps; {people}."


@needs("events.view_dashboard")
@require_safe
def dashboard_events(request):
    """The events behind "Open events" and behind each stage."""
    where = clean_text(request.GET.get("stage", ""))
    events = figures.with_figures(
        figures.live_events(request.user).select_related("service"), timezone.localdate()
    )
    if where:
        events = events.filter(where=where)
    return _list(
        request, "failure_response/dashboard_events.html", events.order_by("-overdue", "pk"), {"stage": where}
    )


@needs("events.view_dashboard")
@require_safe
def dashboard_steps(request):
    """The steps behind "steps overdue", of all events or of one."""
    today, reference = timezone.localdate(), clean_text(request.GET.get("event", ""))
    steps = (
        figures.overdue_steps(request.user, today)
        .select_related("stage__checklist", "event__service")
        .order_by("due_on", "pk")
    )
    if reference:
        steps = steps.filter(event__reference=reference)
    page = Paginator(steps, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "reference": reference, "lines": [todo.step_line(step, today) for step in page]}
    return render_page(request, "failure_response/dashboard_steps.html", context)


@needs("events.view_dashboard")
@require_safe
def dashboard_concerns(request):
    """Quality and safeguarding concerns that are open, the newest first. SOP 11.6, 11.7."""
    found = figures.open_concerns(request.user)
    rows = found.select_related("entry__service_user", "event__service", "raised_by").order_by("-pk")
    return _list(request, "failure_response/dashboard_concerns.html", rows, {})


@needs("events.view_dashboard")
@require_safe
def dashboard_people(request):
    """The people behind each outcome; `outcome=none` is nobody's yet, no outcome is everybody."""
    asked = request.GET.get("outcome")
    outcome = {None: None, "": None, "none": ""}.get(asked, asked)
    known = outcome is None or outcome in TrackerEntry.Outcome.values
    people = figures.people_in(request.user, outcome=outcome if known else None).select_related(
        "service_user", "event__service"
    )
    label = dict(TrackerEntry.Outcome.choices).get(outcome, "") if known else ""
    if request.GET.get("unaccounted"):
        asked, label, known = "", "Unaccounted for", True
        people = figures.people_unaccounted(request.user).select_related("service_user", "event__service")
    context = {"outcome": asked or "", "label": label, "ignored": "" if known else asked}
    return _list(request, "failure_response/dashboard_people.html", people.in_table_order(), context)


def _list(request, template: str, rows, context: dict):
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render_page(request, template, {"page": page, **context})
