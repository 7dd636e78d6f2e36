"""The print page: a document as a page, with what it says at this moment. It needs no worker and no typesetter."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import needs
from accounts.audit import record_access
from accounts.models import AccessEntry
from events.models import Document, FailureEvent
from failure_response.documents import ABOUT_ONE, KINDS, paper_for


@needs("events.view_document")
@require_safe
def document_print(request, reference, kind):
    event = get_object_or_404(FailureEvent.objects.visible_to(request.user), reference=reference)
    about = request.GET.get("about", "")
    about = int(about) if kind in ABOUT_ONE and about.isascii() and about.isdigit() else None
    if kind not in (KINDS if about is None else ABOUT_ONE) or event.status == FailureEvent.Status.DRAFT:
        raise Http404("No such document")
    try:
        paper = paper_for(kind, event.pk, request.user.pk, most_rows=None, about=about)
    except ValidationError as refusal:
        context = {"event": event, "reason": " ".join(refusal.messages)}
        return render(request, "failure_response/document_refused.html", context, status=422)
    title = Document.Kind(kind).label
    record_access(
        by=request.user,
        kind=AccessEntry.Kind.DOCUMENT,
        subject=f"{title} read",
        event=event,
        people=paper.people,
    )
    return render(request, paper.template, {**paper.context, "on_screen": True})
