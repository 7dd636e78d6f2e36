"""Plans beside the procedure: the closure plan of Blackpool policy App 5."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events import plan_slots
from events.forms.steps import PlanStep, StartPlan
from events.models import Checklist, Step
from events.operations.steps import find_plan, start_plan, update_plan_step
from events.procedure.loader import from_content
from events.views import lines
from events.views.conflict import conflict_page, is_conflict, run
from events.views.pages import event_page, find_event
from events.views.steps import find_step, steps_of

PLANS = {Checklist.Kind.CLOSURE_PLAN: "Closure plan"}


@needs("events.view_step")
@require_safe
def plan_list(request, reference):
    """The plans that can be kept for an event, and how far each is."""
    event = find_event(request, reference)
    begun = {one.kind: one for one in event.checklists.exclude(kind=Checklist.Kind.PROCEDURE)}
    steps = list(
        event.steps.filter(stage__checklist__in=begun.values()).values_list("stage__checklist__kind", "state")
    )
    rows = [
        {
            "kind": kind,
            "title": title,
            "begun": kind in begun,
            "total": sum(of == kind for of, _ in steps),
            "done": sum(of == kind and state != Step.State.OPEN for of, state in steps),
        }
        for kind, title in PLANS.items()
    ]
    context = {"title": "Plans", "rows": rows, "sections": plan_slots.sections(request, event)}
    return event_page(request, "events/plan_list.html", event, "plans", context)


@needs("events.view_step")
@require_safe
def plan_detail(request, reference, kind):
    """The actions of a plan by phase; before it has begun, what it is and a button that begins it."""
    event = find_event(request, reference)
    title = PLANS.get(kind) or not_there()
    checklist = event.checklists.filter(kind=kind).select_related("procedure").first()
    may_change = request.user.has_perm("events.change_plan") and event.is_open
    context = {"title": title, "kind": kind, "checklist": checklist, "may_change": may_change}
    if checklist is None:
        found = find_plan(event, kind)
        context |= {
            "form": StartPlan(),
            "plan": found[1] if found else None,
            "source": found[0] if found else None,
        }
        return event_page(request, "events/plan_start.html", event, "plans", context)
    steps = list(steps_of(request, event).filter(stage__checklist=checklist))
    context["sections"] = lines.sections(
        steps, timezone.localtime(), from_content(checklist.procedure.content)
    )
    context["done"] = sum(step.state != Step.State.OPEN for step in steps)
    context["total"] = len(steps)
    return event_page(request, "events/plan_detail.html", event, "plans", context)


@needs("events.change_plan")
@require_http_methods(["POST"])
def plan_start(request, reference, kind):
    event = find_event(request, reference)
    title = PLANS.get(kind) or not_there()
    form = StartPlan(request.POST)
    if form.is_valid() and form.run(start_plan, by=request.user, event=event, kind=kind):
        messages.success(request, f"{title} started.")
    for problem in form.non_field_errors():
        messages.warning(request, problem)
    return redirect("events:plan-detail", event.reference, kind)


@needs("events.change_plan")
@require_http_methods(["GET", "POST"])
def plan_step(request, reference, kind, pk):
    """Due date, designated person, progress, done."""
    event = find_event(request, reference)
    step = find_step(request, event, pk)
    if step.stage.checklist.kind != kind or kind not in PLANS:
        raise Http404
    begun = {name: getattr(step, name) for name in ("due_on", "designated_person", "notes", "version")}
    begun["completed_on"] = timezone.localdate()
    form = PlanStep(typed(request), initial=begun, is_open=step.state == Step.State.OPEN)
    if run(request, form, update_plan_step, step, by=request.user, step=step):
        messages.success(request, f"Action {step.order} saved.")
        return redirect("events:plan-detail", event.reference, kind)
    if is_conflict(form):
        return conflict_page(request, event, "plans", form, f"action {step.order}")
    context = {
        "title": f"Action {step.order} of the {PLANS[kind].lower()}",
        "form": form,
        "step": step,
        "kind": kind,
    }
    return event_page(request, "events/plan_step.html", event, "plans", context)


def not_there():
    raise Http404
