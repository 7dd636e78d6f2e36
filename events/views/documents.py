"""Documents: ask, wait, download. Each person sees those that they asked for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from events import document_kinds
from events.forms.documents import AskForDocument
from events.models import Document
from events.models.grab_pack import RIGHT
from events.operations import documents as operations
from events.views.pages import event_page, find_event, status
from govuk.htmx import render_page

MOST_LISTED = 100


def find(request, pk, event=None) -> Document:
    """The document, if this person asked for it and may still open its event and the record it is about."""
    mine = Document.objects.visible_to(request.user).with_size().filter(event=event)
    document = get_object_or_404(mine.select_related("requested_by"), pk=pk)
    document.event = event
    return document


@needs("events.view_document")
@require_safe
def document_list(request, reference):
    return list_page(request, find_event(request, reference))


@needs("events.add_document")
@require_http_methods(["GET", "POST"])
def document_create(request, reference):
    """Ask for a document: a row, and nothing else. It is answered at once also while the broker is down."""
    event = find_event(request, reference)
    if request.method == "GET":
        return ask_page(request, event)
    form = AskForDocument(request.POST)
    if form.run(operations.request_document, by=request.user, event=event):
        return redirect(form.result)
    return list_page(request, event, form)


@needs("events.view_document")
@require_safe
def document_detail(request, reference, pk):
    """How far it is; HTMX asks for the part that changes, and without scripts there is a link."""
    return detail_page(request, find(request, pk, find_event(request, reference)))


@needs("events.view_document")
@require_safe
def document_download(request, reference, pk):
    return download(request, find(request, pk, find_event(request, reference)))


@needs("events.add_document")
@require_POST
def document_again(request, reference, pk):
    """Try a document again that could not be made."""
    return again(request, find(request, pk, find_event(request, reference)))


@needs("events.view_document")
@require_safe
def own_document_list(request):
    """Documents that belong to no event, such as risk assessments and contingency plans."""
    return list_page(request, None)


@needs("events.add_document")
@require_http_methods(["GET", "POST"])
def own_document_create(request):
    if request.method == "GET":
        return ask_page(request, None)
    form = AskForDocument(request.POST)
    if form.run(operations.request_document, by=request.user):
        return redirect(form.result)
    return list_page(request, None, form)


@needs("events.view_document")
@require_safe
def own_document_detail(request, pk):
    return detail_page(request, find(request, pk))


@needs("events.view_document")
@require_safe
def own_document_download(request, pk):
    return download(request, find(request, pk))


@needs("events.add_document")
@require_POST
def own_document_again(request, pk):
    return again(request, find(request, pk))


def ask_page(request, event):
    """One kind about one record, with the choice to be told: where a link on the record's page leads."""
    kind = document_kinds.known(request.GET.get("kind", ""))
    key = request.GET.get("about", "")
    if kind is None or kind.of_event != (event is not None) or not kind.is_for(request.user):
        raise Http404("No such document")
    about = kind.about(request.user, event, int(key)) if kind.about and is_key(key) else None
    if kind.about and about is None:
        raise Http404("Nothing that it could be about")
    form = AskForDocument(initial={"kind": kind.kind, "about": key if kind.about else None})
    asked = Document(event=event, kind=kind.kind, about=int(key) if kind.about else None)
    context = {"kind": kind, "about": about, "form": form, "print_url": asked.print_url}
    return page(request, "events/document_ask.html", event, context)


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def list_page(request, event, refused=None):
    rows = Document.objects.visible_to(request.user).filter(event=event).with_size()
    rows = list(rows.select_related("event")[:MOST_LISTED])
    newest = {row.kind: row for row in reversed(rows)}
    may_ask = event is not None and request.user.has_perm("events.add_document")
    may_ask = may_ask and event.status != event.Status.DRAFT
    groups = document_kinds.offered(request.user, event) if may_ask else {}
    offered = [
        (group, [(one, newest.get(one.kind), Document(event=event, kind=one.kind)) for one in kinds])
        for group, kinds in groups.items()
    ]
    context = {
        "documents": rows,
        "most": MOST_LISTED,
        "groups": offered,
        "ask": AskForDocument(),
        "form": refused,
        "has_grab_pack": event is not None and has_grab_pack(request.user, event),
    }
    return page(request, "events/document_list.html", event, context)


def has_grab_pack(user, event) -> bool:
    """Whether the page of the event's grab-pack is for this person."""
    own = not user.is_partner and event.host_council_id == user.organisation_id
    return own and event.status == event.Status.INVOKED and user.has_perm(RIGHT)


def detail_page(request, document):
    context = {"document": document, "title": document.full_title, "about": about_now(request, document)}
    return page(
        request,
        "events/document_detail.html",
        document.event,
        context
        | {
            "ask": AskForDocument(
                initial={name: getattr(document, name) for name in ("kind", "about", "query")}
            )
        },
        fragment="events/_document_state.html",
    )


def about_now(request, document):
    """The record that it is about, while the person may see it."""
    kind = document_kinds.known(document.kind)
    if kind is None or kind.about is None or document.about is None:
        return None
    return kind.about(request.user, document.event, document.about)


def download(request, document):
    if document.state != Document.State.DONE:
        raise Http404("It is not ready")
    response = HttpResponse(
        operations.hand_over(by=request.user, document=document), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'attachment; filename="{document.file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def again(request, document):
    try:
        operations.try_again(by=request.user, document=document)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(document)


def page(request, template, event, context, fragment=None):
    """In the frame of its event; a document of none on a page of its own."""
    if event is not None:
        return event_page(request, template, event, "documents", context, fragment=fragment)
    code = status(request, context.get("form"))
    return render_page(request, template, context, fragment=fragment, status=code)
