"""The log of what the council said about an event: to whom, when and how; writing a message, and reading one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from events.forms.communications import GiveTo, WriteMessage
from events.models import Communication, Recipient
from events.operations.communications import acknowledge_message, give_to, record_communication, written_for
from events.operations.gates import residents_gate
from events.operations.notices import pack_of
from events.views.pages import event_page, find_event, run

FREE, RESIDENTS = Communication.FREE, Communication.Audience.RESIDENTS


@needs("events.view_step")
@require_safe
def communication_list(request, reference):
    """Newest first, each with its recipients; and the messages that the procedure has ready."""
    event = find_event(request, reference)
    rows = Communication.objects.visible_to(request.user).filter(event=event).select_related("sent_by")
    rows = list(rows.prefetch_related("recipients__notification"))
    pack = pack_of(event)
    context = {
        "title": "Communications",
        "rows": rows,
        "written": {row.kind for row in rows},
        "ready": pack.messages,
        "gate": residents_gate(event, pack),
        "may_send": request.user.has_perm("events.send_communication") and event.is_live,
        "escalations": event.escalations.count(),
    }
    return event_page(request, "events/communication_list.html", event, "communications", context)


@needs("events.send_communication")
@require_http_methods(["GET", "POST"])
def communication_write(request, reference, ready):
    """A message of the procedure, filled in; or a free one. `ready` is the id of the message, or "free"."""
    event, kind = find_event(request, reference), ready
    pack = pack_of(event)
    ready = pack.message(kind)
    if ready is None and kind != FREE:
        raise Http404
    subject, body = written_for(event, ready, timezone.localtime()) if ready else ("", "")
    audience = ready.audience if ready else ""
    own = {"event": event, "audience": audience, "is_free": ready is None}
    form = WriteMessage(typed(request), initial={"subject": subject, "body": body}, **own)
    if run(request, form, record_communication, by=request.user, event=event, kind=kind):
        messages.success(request, said(form.result))
        return redirect(form.result)
    gate = residents_gate(event, pack)
    context = {"title": ready.label if ready else "Write a message", "form": form, "ready": ready}
    context["shut"] = gate if audience == RESIDENTS and not gate.is_open else None
    return event_page(request, "events/communication_write.html", event, "communications", context)


def said(row: Communication) -> str:
    """What was done, after a message was recorded."""
    sent = sum(one.method == Recipient.Method.SERVICE for one in row.recipients.all())
    told = row.recipients.count() - sent
    return f"Message recorded: sent to {sent}, told another way: {told}."


@needs("events.view_failureevent")
@require_safe
def communication_detail(request, reference, pk):
    """What was said; who received it and when. A recipient of another organisation sees the message alone."""
    event, row = find_message(request, reference, pk)
    recipients = list(
        Recipient.objects.visible_to(request.user).filter(communication=row).select_related("notification")
    )
    own = [
        one for one in recipients if one.user_id == request.user.pk and one.method == Recipient.Method.SERVICE
    ]
    context = {
        "title": row.subject,
        "message": row,
        "recipients": [] if request.user.is_partner else recipients,
        "unread": bool(own) and own[0].acknowledged_at is None,
        "read_at": own[0].acknowledged_at if own else None,
        "may_give": request.user.has_perm("events.send_communication") and event.is_live,
    }
    return event_page(request, "events/communication_detail.html", event, "communications", context)


@needs("events.view_failureevent")
@require_POST
def communication_read(request, reference, pk):
    """One click: it has been read."""
    _, row = find_message(request, reference, pk)
    try:
        acknowledge_message(by=request.user, communication=row)
        messages.success(request, "Marked as read.")
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(row)


@needs("events.send_communication")
@require_http_methods(["GET", "POST"])
def communication_give(request, reference, pk):
    """Give a message to more people, or record that somebody else was told."""
    event, row = find_message(request, reference, pk)
    form = GiveTo(typed(request), initial={"people": [], "outsiders": []}, event=event)
    if run(request, form, give_to, by=request.user, communication=row):
        messages.success(request, said(form.result))
        return redirect(row)
    context = {"title": "Who else was told?", "form": form, "message": row}
    return event_page(request, "events/communication_give.html", event, "communications", context)


def find_message(request, reference, pk):
    event = find_event(request, reference)
    rows = Communication.objects.visible_to(request.user).select_related("sent_by", "event")
    return event, get_object_or_404(rows, event=event, pk=pk)
