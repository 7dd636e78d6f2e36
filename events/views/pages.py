"""What the pages of one event share: finding it, its frame, and the answer to a form that was not accepted."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from events.models import FailureEvent
from events.procedure.loader import from_content
from events.procedure.schema import Lead
from events.rules.leads import missing_leads, role_words
from events.tabs import tabs
from govuk.forms import Form, first_invalid
from govuk.htmx import render_page

REFUSED, CLASHED = 422, 409


def find_event(request: HttpRequest, reference: str) -> FailureEvent:
    """The event, if this person may open it; else the page that says it is not there."""
    events = FailureEvent.objects.visible_to(request.user)
    events = events.select_related("service", "provider", "host_council", "procedure")
    return get_object_or_404(events, reference=reference)


def event_page(
    request: HttpRequest,
    template: str,
    event: FailureEvent,
    tab: str,
    context: dict,
    *,
    fragment: str | None = None,
) -> HttpResponse:
    """A page in the frame of its event. A form that was refused is answered with 422."""
    frame = {"event": event, "tabs": tabs(request.user, event, tab), "today": timezone.localdate()}
    if tab == "checklist" and event.status == event.Status.INVOKED:
        frame |= {"missing_leads": who_is_missing(event), "role_words": role_words}
    return render_page(
        request, template, frame | context, fragment=fragment, status=status(request, context.get("form"))
    )


def who_is_missing(event: FailureEvent) -> list[Lead]:
    """Required roles that nobody holds. One query. SOP 11.2."""
    held = event.leads.current().values_list("role", flat=True)
    return missing_leads(from_content(event.procedure.content), held)


def status(request: HttpRequest, *forms) -> int:
    return REFUSED if request.method == "POST" and first_invalid(*forms) else 200


def run(request: HttpRequest, form: Form, operation: Callable, **kwargs: Any) -> bool:
    """Whether a posted form was right and was carried out."""
    return request.method == "POST" and form.is_valid() and form.run(operation, **kwargs)
