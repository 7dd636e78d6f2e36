"""Visits and actions of monitoring: the list, one of them, and what became of it. Coventry outline App 1."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.rules.monitoring import also_possible
from risk.forms.monitoring import AddAction, MoveVisit, VisitDone, VisitNotDone, VisitNotes
from risk.models import MonitoringAction
from risk.operations import visits as operations
from risk.operations.instruments import pack_of
from risk.operations.monitoring import CHANGES
from risk.views.monitoring import LOOK, TAB, find_monitoring, words_of
from risk.views.pages import one_form, risk_page

PAGE = 50
COMING = timedelta(days=28)


@needs(LOOK)
@require_safe
def visit_list(request):
    """Visits: late ones, those of the next four weeks, all that are planned, those that were made."""
    today = timezone.localdate()
    rows = MonitoringAction.objects.visible_to(request.user).visits()
    rows = rows.select_related("monitoring__service__provider", "monitoring__officer")
    mine = {"monitoring__officer": request.user}
    shows = {
        "coming": rows.planned().filter(due_on__range=(today, today + COMING)),
        "late": rows.late(today),
        "mine": rows.planned().filter(**mine),
        "planned": rows.planned(),
        "done": rows.filter(state=MonitoringAction.State.DONE).order_by("-done_on", "-pk"),
    }
    show = request.GET.get("show", "")
    show = show if show in shows else "coming"
    context = {
        "page": Paginator(shows[show], PAGE).get_page(request.GET.get("page")),
        "show": show,
        "counts": {name: found.count() for name, found in shows.items()},
        "today": today,
    }
    return risk_page(request, "risk/visit_list.html", TAB, context)


def find_action(request, pk: int) -> MonitoringAction:
    rows = MonitoringAction.objects.visible_to(request.user)
    rows = rows.select_related("monitoring__service__provider", "record", "procedure", "changed_by")
    return get_object_or_404(rows, pk=pk)


@needs(LOOK)
@require_safe
def action_detail(request, pk):
    action = find_action(request, pk)
    context = {"action": action, "today": timezone.localdate(), "State": MonitoringAction.State}
    return risk_page(request, "risk/action_detail.html", TAB, context)


def _about(action: MonitoringAction, title: str, button: str, done: str) -> dict:
    words = words_of(action.monitoring, title, button, done)
    return words | {"caption": action, "back": action.get_absolute_url()}


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def action_done(request, pk):
    action = find_action(request, pk)
    begun = {"done_on": timezone.localdate(), "visited_by": request.user.name, "version": action.version}
    words = _about(action, "Record that it was done", "Save", "Recorded.")
    form = VisitDone(typed(request), initial=begun)
    return one_form(
        request, form, operations.record_done, tab=TAB, words=words, to=action.monitoring, action=action
    )


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def action_not_done(request, pk):
    action = find_action(request, pk)
    words = _about(action, "Record that it was not done", "Save", "Recorded.")
    form = VisitNotDone(typed(request), initial={"version": action.version})
    return one_form(
        request, form, operations.record_not_done, tab=TAB, words=words, to=action.monitoring, action=action
    )


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def action_move(request, pk):
    action = find_action(request, pk)
    words = _about(action, "Move the visit", "Move the visit", "Visit moved.")
    form = MoveVisit(typed(request), initial={"due_on": action.due_on, "version": action.version})
    return one_form(
        request, form, operations.move_visit, tab=TAB, words=words, to=action.monitoring, action=action
    )


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def action_notes(request, pk):
    action = find_action(request, pk)
    words = _about(action, "Change the notes", "Save the notes", "Notes saved.")
    form = VisitNotes(typed(request), initial={"notes": action.notes, "version": action.version})
    return one_form(request, form, operations.change_notes, tab=TAB, words=words, to=action, action=action)


@needs(CHANGES)
@require_http_methods(["GET", "POST"])
def action_add(request, cqc_id):
    """Something that lower ratings list: suggested, never required."""
    monitoring = find_monitoring(request, cqc_id)
    now = operations.in_force(monitoring)
    possible = also_possible(pack_of(now.began), now.rating) if now else []
    if not possible or monitoring.ended_on:
        return risk_page(request, "risk/no_monitoring.html", TAB, {"monitoring": monitoring}, code=409)
    words = words_of(monitoring, "Add an action of a lower rating", "Add the action", "Action added.")
    words["intro"] = f"{now.label} does not list these. They are possible, not required."
    begun = {"action": request.GET.get("action", "")}
    form = AddAction(typed(request), initial=begun, possible=possible)
    return one_form(
        request, form, operations.add_action, tab=TAB, words=words, to=monitoring, monitoring=monitoring
    )
