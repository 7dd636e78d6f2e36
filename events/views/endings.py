"""When the service closes, and when the event is resolved and closed."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.access import needs
from accounts.drafts import typed
from events import ending_slots
from events.forms.endings import Close, ClosingDate, Resolve
from events.models import Checklist, FailureEvent
from events.operations.events import close_event, resolve_event, set_closing_date
from events.operations.loose_ends import loose_ends, outcomes_of
from events.operations.steps import gate_words, unresolved_people
from events.views.conflict import conflict_page, is_conflict, run
from events.views.pages import event_page, find_event
from govuk.words import full_date


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def closing_date(request, reference):
    event = find_event(request, reference)
    form = ClosingDate(typed(request), initial={"closes_on": event.closes_on, "version": event.version})
    if run(request, form, set_closing_date, event, by=request.user, event=event):
        day = form.cleaned_data["closes_on"]
        messages.success(
            request, f"The service closes on {full_date(day)}." if day else "There is no closing date now."
        )
        return redirect(event)
    if is_conflict(form):
        return conflict_page(request, event, "overview", form, f"the closing date of {event.reference}")
    return event_page(
        request, "events/closing_date.html", event, "overview", {"title": "Closing date", "form": form}
    )


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def event_resolve(request, reference):
    """Held back until every person has a final outcome."""
    event = find_event(request, reference)
    people = event.people_counts.people()
    form = Resolve(typed(request), initial={"version": event.version}, has_people=people > 0)
    if run(request, form, resolve_event, event, by=request.user, event=event):
        messages.success(request, f"{event.reference} is resolved.")
        return redirect(event)
    if is_conflict(form):
        return conflict_page(request, event, "overview", form, f"the status of {event.reference}")
    waiting = unresolved_people(event)
    context = {
        "title": "Resolve this event",
        "form": form,
        "people": people,
        "waiting": waiting,
        "gate": gate_words(waiting),
        "outcomes": outcomes_of(event),
        "sections": ending_slots.sections(request, event),
    }
    context["open_steps"] = open_steps(event)
    return event_page(request, "events/event_resolve.html", event, "overview", context)


@needs("events.change_failureevent")
@require_http_methods(["GET", "POST"])
def event_close(request, reference):
    """Held back by what was not done, unless it is said why; what is still open is listed with its page."""
    event = find_event(request, reference)
    ends = loose_ends(event)
    form = Close(
        typed(request), initial={"version": event.version}, held_by=[end.code for end in ends if end.holds]
    )
    if run(request, form, close_event, event, by=request.user, event=event):
        messages.success(request, f"{event.reference} is closed.")
        return redirect(event)
    if is_conflict(form):
        return conflict_page(request, event, "resolution", form, f"the status of {event.reference}")
    context = {
        "title": "Close this event",
        "form": form,
        "is_resolved": event.status == FailureEvent.Status.RESOLVED,
        "ends": ends,
    }
    return event_page(request, "events/event_close.html", event, "resolution", context)


def open_steps(event) -> int:
    """Steps of the procedure that nobody has done, as the checklist shows them."""
    return event.steps.open().filter(stage__checklist__kind=Checklist.Kind.PROCEDURE).count()
