"""Who was told of an event on the route of escalation, when and how, who answered; and the council's route."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.forms.escalation import RouteStepForm
from events.models import Escalation, Method, RouteStep
from events.operations.escalation import acknowledge, record_call, route_of, told_next
from events.operations.routes import add_step, change_step, move_step_up, remove_step
from events.views.pages import event_page, find_event, run, status
from govuk.htmx import render_page


@needs("events.view_step")
@require_safe
def escalation(request, reference):
    """The route as it went: newest run first."""
    event = find_event(request, reference)
    runs = list(event.escalations.select_related("started_by").prefetch_related("tellings__user"))
    for one in runs:
        one.rows = list(one.tellings.select_related("user", "notification", "phoned_by"))
        one.following = told_next(one)
    context = {
        "title": "Route of escalation",
        "runs": runs,
        "mine": mine(runs, request.user),
        "may_call": request.user.has_perm("events.change_lead"),
        "by_phone": Method.PHONE,
        "states": Escalation.State,
        "now": timezone.now(),
    }
    return event_page(request, "events/escalation.html", event, "communications", context)


def mine(runs, user):
    """What this person has been told on the latest run and has not acknowledged."""
    asked = runs and runs[0].state in (Escalation.State.WAITING, Escalation.State.UNANSWERED)
    rows = runs[0].rows if asked else []
    return next((row for row in rows if row.user_id == user.pk and not row.acknowledged_at), None)


@needs("events.view_step")
@require_POST
def escalation_acknowledge(request, reference):
    """One click: it has been seen."""
    event = find_event(request, reference)
    try:
        acknowledge(by=request.user, event=event)
        messages.success(request, f"Acknowledged. Nobody further is told of {event.reference}.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("events:escalation", event.reference)


@needs("events.change_lead")
@require_POST
def escalation_phoned(request, reference, pk):
    event = find_event(request, reference)
    telling = get_object_or_404(event.tellings.select_related("user"), pk=pk, method=Method.PHONE)
    try:
        record_call(by=request.user, telling=telling)
        messages.success(request, f"Call to {telling.user} recorded.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("events:escalation", event.reference)


@needs("events.change_routestep")
@require_safe
def route_list(request):
    """The council's route, or the one that comes with the product until it sets its own."""
    own = RouteStep.objects.visible_to(request.user).exists()
    stops = list(enumerate(route_of(request.user.organisation), start=1))
    methods = dict(Method.choices)
    context = {"title": "Route of escalation", "stops": stops, "own": own, "methods": methods}
    return render_page(request, "events/route_list.html", context)


@needs("events.change_routestep")
@require_http_methods(["GET", "POST"])
def route_add(request):
    form = RouteStepForm(typed(request), council=request.user.organisation)
    if run(request, form, add_step, by=request.user):
        messages.success(request, f"{form.result.who} added to the route.")
        return redirect("events:route-list")
    return route_page(request, form, "Add a step to the route")


@needs("events.change_routestep")
@require_http_methods(["GET", "POST"])
def route_change(request, order):
    stop = find_stop(request, order)
    start = RouteStepForm.start(stop)
    form = RouteStepForm(typed(request), initial=start, council=request.user.organisation)
    if run(request, form, change_step, by=request.user, order=order):
        messages.success(request, f"Step {order} changed.")
        return redirect("events:route-list")
    return route_page(request, form, f"Change step {order} of the route")


@needs("events.change_routestep")
@require_POST
def route_remove(request, order):
    return done(request, remove_step, order, f"Step {order} removed.")


@needs("events.change_routestep")
@require_POST
def route_up(request, order):
    return done(request, move_step_up, order, f"Step {order} is step {order - 1} now.")


def done(request, operation, order: int, words: str):
    find_stop(request, order)
    try:
        operation(by=request.user, order=order)
        messages.success(request, words)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("events:route-list")


def find_stop(request, order: int):
    stops = route_of(request.user.organisation)
    if not 1 <= order <= len(stops):
        raise Http404
    return stops[order - 1]


def route_page(request, form, title: str):
    context = {"title": title, "form": form}
    return render_page(request, "events/route_form.html", context, status=status(request, form))
