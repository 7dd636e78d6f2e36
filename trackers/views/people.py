"""Putting somebody on the tracker by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events.operations.scope import services_of
from events.views.pages import event_page, find_event
from trackers import operations
from trackers.forms.people import AddPersonForm
from trackers.table import person_words


@needs("trackers.add_trackerentry")
@require_http_methods(["GET", "POST"])
def entry_add(request, reference):
    event = find_event(request, reference)
    if event.host_council_id != request.user.organisation_id:
        raise PermissionDenied("Only the council that runs the event adds people.")
    form = AddPersonForm(typed(request), services=services_of(event))
    if request.method == "POST" and form.run(operations.add_person, by=request.user, event=event):
        messages.success(request, f"{person_words(form.result)} is on the tracker.")
        return redirect(form.result)
    if isinstance(form.refusal, operations.Duplicate):
        form.ask(form.refusal.matches)
    return event_page(
        request, "trackers/entry_add.html", event, "tracker", {"form": form, "title": "Add a person"}
    )
