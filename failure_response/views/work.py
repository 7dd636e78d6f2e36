"""What is overdue or missing: in every event, and in one."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from events.models import FailureEvent
from events.tabs import tabs
from failure_response import figures
from failure_response.worklist import over_with_work, worklist
from failure_response.worklist_monitoring import monitoring_lines
from failure_response.worklist_plans import plan_lines
from failure_response.worklist_programme import programme_lines
from failure_response.worklist_risk import risk_lines
from govuk.htmx import render_page

NEEDED = ("service", "procedure")


@needs("events.view_step")
@require_safe
def work(request):
    """The whole council's list, event by event; those with nothing late or missing are counted only."""
    today = timezone.localdate()
    events = list(figures.live_events(request.user).select_related(*NEEDED).open_first())
    live, over = len(events), over_with_work(request.user, today).select_related(*NEEDED)
    events += over.open_first()
    lines = worklist(request.user, events, today)
    rows = [{"event": event, "lines": lines[event.pk]} for event in events if lines[event.pk]]
    clear = live - sum(row["event"].is_open for row in rows)
    context = {"monitoring": monitoring_lines(request.user, today)}
    context |= {"rows": rows, "clear": clear, **totals(row["lines"] for row in rows)}
    context["risk"] = risk_lines(request.user, today)
    context["plans"] = plan_lines(request.user, today)
    context["programme"] = programme_lines(request.user, today)
    return render_page(request, "failure_response/work.html", context)


@needs("events.view_step")
@require_safe
def event_work(request, reference):
    """The list of one event."""
    events = FailureEvent.objects.visible_to(request.user).select_related(*NEEDED)
    event = get_object_or_404(events, reference=reference)
    was_logged = event.status not in FailureEvent.NEVER_LOGGED
    lines = worklist(request.user, [event], timezone.localdate())[event.pk] if was_logged else []
    context = {
        "event": event,
        "tabs": tabs(request.user, event, "overview"),
        "today": timezone.localdate(),
        "title": "Overdue and missing",
        "lines": lines,
        **totals([lines]),
    }
    return render_page(request, "failure_response/event_work.html", context)


def totals(lists) -> dict[str, int]:
    """How many lines are late, and how many are missing."""
    lines = [line for one in lists for line in one]
    late = sum("late" in line for line in lines)
    return {"late": late, "missing": len(lines) - late}
