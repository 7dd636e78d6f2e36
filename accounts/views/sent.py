"""Administration: every message told or waiting, what it says, and those that could not be sent."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.access import needs
from accounts.models import Notification
from accounts.notifications import send_again
from govuk.htmx import render_page

TAGS = {
    "waiting": "blue",
    "claimed": "blue",
    "sent": "green",
    "failed": "red",
    "missed": "orange",
    "told": "green",
}


@needs("accounts.view_administration")
@require_safe
def sent_list(request):
    """Newest first, by state if asked."""
    asked, rows = request.GET.get("state", ""), Notification.objects.select_related("to")
    known = asked in Notification.State.values
    if known:
        rows = rows.filter(state=asked)
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "views": views(asked),
        "state": asked if known else "",
        "ignored": asked if asked and not known else "",
        "tags": TAGS,
    }
    return render_page(request, "accounts/sent_list.html", context)


@needs("accounts.view_administration")
@require_safe
def sent_detail(request, pk):
    """What one message says."""
    row = get_object_or_404(Notification.objects.select_related("to__organisation"), pk=pk)
    return render_page(request, "accounts/sent_detail.html", {"row": row, "tags": TAGS})


@needs("accounts.view_administration")
@require_safe
def sent_calendar(request, pk):
    """The calendar file that goes with a message."""
    row = get_object_or_404(Notification, pk=pk)
    if not row.calendar:
        raise Http404("This message has no calendar file")
    response = HttpResponse(row.calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="message {row.pk}.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@needs("accounts.view_administration")
@require_POST
def sent_again(request, pk):
    """Try a message again that could not be sent."""
    row = get_object_or_404(Notification, pk=pk)
    try:
        send_again(by=request.user, notification=row)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "The message is on its way again.")
    return redirect("accounts:sent-detail", pk)


def views(asked: str) -> list[dict]:
    """One link for each state, with its count, and one for all."""
    counts = dict(Notification.objects.order_by().values_list("state").annotate(Count("pk")))
    known = asked in Notification.State.values
    return [{"text": "All", "count": sum(counts.values()), "href": "?", "active": not known}] + [
        {"text": label, "count": counts.get(state, 0), "href": f"?state={state}", "active": asked == state}
        for state, label in Notification.State.choices
    ]
