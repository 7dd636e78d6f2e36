"""What a person was told, and the way from there to the thing."""

from django.core.paginator import Paginator
from django.db.models.functions import Now
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.access import needs
from accounts.models import Notification
from govuk.htmx import render_page


@needs()
@require_safe
def notification_list(request):
    """Newest first; what is not due yet, cancelled or missed is not shown."""
    rows = (
        Notification.objects.visible_to(request.user)
        .filter(due_at__lte=Now())
        .exclude(state__in=["cancelled", "missed"])
    )
    return render_page(
        request,
        "accounts/notification_list.html",
        {"page": Paginator(rows, 50).get_page(request.GET.get("page"))},
    )


@needs()
@require_safe
def notification_open(request, pk):
    """Mark it read and go to what it is about."""
    row = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    if row.read_at is None:
        Notification.objects.filter(pk=row.pk).update(read_at=Now())
    return redirect(row.url or "accounts:notification-list")
