"""Steps of a newer version of the procedure, for an event that is running. SOP 8.0."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.forms.procedures import TakeSteps
from events.operations.newer import newer_of, newer_version, take_steps
from events.views.pages import event_page, find_event, run
from govuk.words import count_of


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def steps_newer(request, reference):
    """What the active version has that this event does not; a tick for each step that it takes."""
    event = find_event(request, reference)
    active = newer_version(event)
    newer = newer_of(event, active)
    form = TakeSteps(typed(request), newer=newer)
    if run(request, form, take_steps, by=request.user, event=event):
        taken = len(form.cleaned_data["codes"])
        messages.success(request, f"{count_of(taken, 'step', 'steps')} taken from version {active.version}.")
        return redirect("events:checklist", event.reference)
    context = {"title": "Steps of the newer version", "form": form, "newer": newer, "active": active}
    return event_page(request, "events/steps_newer.html", event, "checklist", context)
