"""The print page: a document as a page, with what it says at this moment. It needs no worker and no typesetter."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.models import AccessEntry
from events.document_kinds import known
from events.models import FailureEvent
from events.views.documents import is_key
from failure_response.documents import NotAllowed, paper_for


@needs("events.view_document")
@require_safe
def document_print(request, reference, kind):
    event = get_object_or_404(FailureEvent.objects.visible_to(request.user), reference=reference)
    if event.status == FailureEvent.Status.DRAFT:
        raise Http404("A draft has no documents")
    return print_page(request, kind, event)


@needs("events.view_document")
@require_safe
def own_document_print(request, kind):
    """Of a document that belongs to no event."""
    return print_page(request, kind, None)


def print_page(request, kind, event):
    """404 for a kind that there is not here or not for this person; 422 with the reason where it cannot be made."""
    found, about = known(kind), request.GET.get("about", "")
    if found is None or found.of_event != (event is not None) or bool(found.about) != is_key(about):
        raise Http404("No such document")
    about = int(about) if found.about else None
    if not found.is_for(request.user) or (found.about and not found.about(request.user, event, about)):
        raise Http404("Not for this person")
    try:
        paper = paper_for(
            kind,
            event and event.pk,
            request.user.pk,
            most_rows=None,
            about=about,
            query=request.GET.urlencode(),
        )
    except (ValidationError, NotAllowed) as refusal:
        reason = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        return render(
            request, "failure_response/document_refused.html", {"event": event, "reason": reason}, status=422
        )
    record_access(
        by=request.user,
        kind=AccessEntry.Kind.DOCUMENT,
        subject=f"{found.title} read",
        event=event,
        people=paper.people,
    )
    return render(request, paper.template, {**paper.context, "on_screen": True, "back": back(event)})


def back(event) -> dict:
    """Where the way back from a print page leads."""
    if event is None:
        return {"href": reverse("events:own-document-list"), "text": "Your documents"}
    return {
        "href": reverse("events:document-list", args=[event.reference]),
        "text": f"Documents of {event.reference}",
    }
