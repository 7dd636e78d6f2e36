"""A plan in an event: what of it is taken in, ticked by a person. LGiU template T5, T7, T8, T9."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.views.pages import event_page, find_event, run
from plans.forms.contingency_facts import TakePlan
from plans.operations.contingency_use import RUN_EVENT, offers, plans_for, take_into_event


@needs(RUN_EVENT)
@require_http_methods(["GET", "POST"])
def plan_take(request, reference, pk):
    """Leads, people to ring, possible destinations and communications of the plan, as ticked."""
    event = find_event(request, reference)
    plan = next((one for one in plans_for(request.user, event) if one.pk == pk), None)
    if plan is None or event.status in event.NEVER_LOGGED:
        raise Http404
    offered = offers(request.user, event, plan)
    form = TakePlan(typed(request), offered=offered)
    if run(request, form, take_into_event, by=request.user, event=event, plan=plan):
        taken = len(form.result.taken)
        messages.success(
            request, f"{plan.title}: {taken} taken in." if taken else f"{plan.title} is followed."
        )
        return redirect(event)
    context = {
        "title": "Take the contingency plan in",
        "form": form,
        "plan": plan,
        "newest": plan.versions.first(),
        "offered": offered,
    }
    return event_page(request, "plans/plan_take.html", event, "overview", context)
