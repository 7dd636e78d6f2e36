"""Documents of an event: ask, wait, download. Each person sees those that they asked for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.access import needs
from events.forms.documents import AskForDocument
from events.models import Document
from events.operations import documents as operations
from events.views.pages import event_page, find_event

WHAT_IT_HOLDS = {
    Document.Kind.CLOSURE_PLAN: "Every action of the plan, the list of residents and their key contacts",
    Document.Kind.RESIDENTS_LIST: "The home, and everybody who lives there in ten columns",
    Document.Kind.KEY_CONTACTS: "Whom to ring about each person",
}


def find(request, reference, pk) -> Document:
    """The document, if this person asked for it and may still open the event."""
    event = find_event(request, reference)
    mine = Document.objects.visible_to(request.user).filter(event=event)
    document = get_object_or_404(mine.select_related("requested_by").defer("content"), pk=pk)
    document.event = event
    return document


@needs("events.view_document")
@require_safe
def document_list(request, reference):
    return list_page(request, find_event(request, reference))


@needs("events.add_document")
@require_POST
def document_create(request, reference):
    """Ask for a document: a row, and nothing else. It is answered at once also while the broker is down."""
    event = find_event(request, reference)
    form = AskForDocument(request.POST)
    if form.run(operations.request_document, by=request.user, event=event):
        return redirect(form.result)
    return list_page(request, event, form)


@needs("events.view_document")
@require_safe
def document_detail(request, reference, pk):
    """How far it is; HTMX asks for the part that changes, and without scripts there is a link."""
    document = find(request, reference, pk)
    return event_page(
        request,
        "events/document_detail.html",
        document.event,
        "documents",
        {"document": document},
        fragment="events/_document_state.html",
    )


@needs("events.view_document")
@require_safe
def document_download(request, reference, pk):
    document = find(request, reference, pk)
    if document.state != Document.State.DONE:
        raise Http404("It is not ready")
    response = HttpResponse(
        operations.hand_over(by=request.user, document=document), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="{document.file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@needs("events.add_document")
@require_POST
def document_again(request, reference, pk):
    """Try a document again that could not be made."""
    document = find(request, reference, pk)
    try:
        operations.try_again(by=request.user, document=document)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(document)


def list_page(request, event, refused=None):
    rows = Document.objects.visible_to(request.user).filter(event=event).defer("content")
    may_ask = request.user.has_perm("events.add_document") and event.status != event.Status.DRAFT
    kinds = [
        {
            "kind": kind,
            "title": title,
            "holds": WHAT_IT_HOLDS[kind],
            "form": AskForDocument(initial={"kind": kind}),
        }
        for kind, title in Document.Kind.choices
        if kind not in Document.ABOUT_ONE
    ]
    context = {"documents": rows[:50], "kinds": kinds if may_ask else [], "form": refused}
    return event_page(request, "events/document_list.html", event, "documents", context)
