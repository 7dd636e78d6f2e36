"""Quality and safeguarding concerns: raised, read, closed; the list of an event. Staffordshire SOP 11.6, 11.7."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.drafts import typed
from accounts.models import AccessEntry
from events.views.pages import event_page, find_event
from govuk.htmx import render_page
from trackers.forms.needs import CloseConcern, RaiseConcern, ReopenConcern
from trackers.models import Concern
from trackers.operations import concerns
from trackers.table import person_words
from trackers.views.entries import find_entry, frame
from trackers.views.moves import find_for_council, one_form


def find_concern(request, entry, pk: int) -> Concern:
    rows = Concern.objects.visible_to(request.user).filter(entry=entry).select_related("raised_by")
    return get_object_or_404(rows, pk=pk)


@needs("trackers.raise_concern")
@require_http_methods(["GET", "POST"])
def concern_raise(request, pk):
    entry = find_entry(request, pk)
    form = RaiseConcern(typed(request))
    if request.method == "POST" and form.run(concerns.raise_concern, by=request.user, entry=entry):
        messages.success(request, told_words(request.user, form.result))
        return redirect(entry)
    context = {
        "form": form,
        "title": f"Raise a concern about {person_words(entry)}",
        "button": "Raise the concern",
    }
    context["intro"] = "It goes to the lead of the response at once."
    code = 422 if request.method == "POST" else 200
    return render_page(request, "events/form.html", frame(request, entry, **context), status=code)


def told_words(user, concern: Concern) -> str:
    """Who was told; where nobody has an account, whom to ring."""
    if user.is_partner:
        return "Concern raised. The lead of the response is told."
    if concern.told:
        return f"Concern raised. {concern.told} was sent a message."
    leads = concerns.whom_to_tell(concern.event)
    ring = ", ".join(f"{lead.name} {lead.phone or lead.email}".strip() for lead in leads)
    return f"Concern raised. Nobody was sent a message: {'ring ' + ring if ring else 'no lead is named yet'}."


@needs("trackers.view_trackerentry")
@require_safe
def concern_detail(request, pk, concern):
    entry = find_entry(request, pk)
    found = find_concern(request, entry, concern)
    record_access(
        by=request.user,
        kind=AccessEntry.Kind.READ,
        subject="Concern about a person",
        event=entry.event,
        people=[entry.pk],
    )
    context = {
        "title": f"{found} about {person_words(entry)}",
        "concern": found,
        "may_close": request.user.has_perm("trackers.change_concern"),
    }
    return render_page(request, "trackers/concern_detail.html", frame(request, entry, **context))


@needs("trackers.change_concern")
@require_http_methods(["GET", "POST"])
def concern_close(request, pk, concern):
    entry = find_for_council(request, pk)
    found = find_concern(request, entry, concern)
    start = {"outcome": found.outcome, "closed_on": timezone.localdate(), "version": found.version}
    words = {"title": f"Close the {str(found).lower()}", "button": "Close it", "done": "Concern closed."}
    words["intro"] = found.what
    form = CloseConcern(typed(request), initial=start)
    return one_form(request, entry, form, concerns.close_concern, concern=found, **words)


@needs("trackers.change_concern")
@require_http_methods(["GET", "POST"])
def concern_reopen(request, pk, concern):
    entry = find_for_council(request, pk)
    found = find_concern(request, entry, concern)
    words = {
        "title": f"Open the {str(found).lower()} again",
        "button": "Open it again",
        "done": "Opened again.",
    }
    words["intro"] = found.outcome
    form = ReopenConcern(typed(request), initial={"version": found.version})
    return one_form(request, entry, form, concerns.reopen_concern, concern=found, **words)


@needs("events.view_step")
@require_safe
def concern_list(request, reference):
    """Concerns of an event, the open ones first. A fixed number of queries."""
    event = find_event(request, reference)
    rows = Concern.objects.visible_to(request.user).filter(event=event)
    rows = list(
        rows.select_related("entry__service_user", "raised_by__organisation").order_by("-state", "-pk")
    )
    context = {
        "title": "Quality and safeguarding concerns",
        "concerns": rows,
        "open": sum(row.state == Concern.State.OPEN for row in rows),
    }
    return event_page(request, "trackers/concern_list.html", event, "tracker", context)
