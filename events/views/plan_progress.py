"""Progress of an action, recorded in the list of its plan without leaving it. Blackpool policy App 5, 6."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.forms.plans import StepProgress
from events.operations.plans import record_progress
from events.plan_reading import plan_behind
from events.views.conflict import conflict_page, is_conflict, run
from events.views.pages import event_page, find_event
from events.views.plans import about_action, find_action, plan_address
from events.views.steps import who_was_first


@needs("events.change_plan")
@require_http_methods(["GET", "POST"])
def plan_progress(request, reference, kind, pk):
    """Back to the same list, filtered as it was; the page by itself only where something has to be put right."""
    event = find_event(request, reference)
    step = find_action(request, event, kind, pk)
    form = StepProgress(typed(request), initial={"notes": step.notes, "version": step.version})
    if run(request, form, record_progress, step, by=request.user, step=step):
        done = form.cleaned_data["done"]
        messages.success(request, f"Action {step.order} is done." if done else f"Action {step.order} saved.")
        filters = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{plan_address(step)}{filters}#a{step.pk}")
    if is_conflict(form):
        about = f"action {step.order}"
        return conflict_page(request, event, "plans", form, about, said=who_was_first(form))
    context = {"form": form, **about_action(event, step, plan_behind(step.stage.checklist))}
    return event_page(request, "events/plan_progress.html", event, "plans", context)
