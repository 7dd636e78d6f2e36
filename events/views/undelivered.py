"""Messages about an event that the mail server refused: try once more, or tell the person another way."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.models import Notification
from accounts.notifications import send_again, tell_another_way
from events.forms.undelivered import ToldAnotherWay
from events.views.pages import event_page, find_event, run

MINDS = "accounts.change_notification"


@needs(MINDS)
@require_safe
def undelivered_list(request, reference):
    """Who was not reached, with what, why, and who has been told another way since."""
    event = find_event(request, reference)
    told = Notification.objects.filter(event_reference=event.reference, state=Notification.State.TOLD)
    context = {
        "title": "Messages that did not arrive",
        "rows": list(Notification.objects.undelivered_of([event.reference])),
        "told": list(told.select_related("to__organisation", "told_by").order_by("-told_at")),
    }
    return event_page(request, "events/undelivered_list.html", event, "overview", context)


@needs(MINDS)
@require_http_methods(["GET", "POST"])
def undelivered_tell(request, reference, pk):
    """Record that the person was told by phone, in person or by somebody else."""
    event = find_event(request, reference)
    row = get_object_or_404(Notification.objects.undelivered_of([event.reference]), pk=pk)
    form = ToldAnotherWay(typed(request))
    if run(request, form, tell_another_way, by=request.user, notification=row):
        messages.success(request, f"Recorded that {row.to.name} has been told.")
        return redirect("events:undelivered-list", event.reference)
    context = {"title": f"Tell {row.to.name} another way", "form": form, "row": row}
    return event_page(request, "events/undelivered_tell.html", event, "overview", context)


@needs(MINDS)
@require_POST
def undelivered_again(request, reference, pk):
    """Try to send it once more."""
    event = find_event(request, reference)
    row = get_object_or_404(
        Notification.objects.filter(event_reference=event.reference).select_related("to"), pk=pk
    )
    try:
        send_again(by=request.user, notification=row)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"The message to {row.to.name} is on its way again.")
    return redirect("events:undelivered-list", event.reference)
