"""Whether the parts work: for a load balancer, and for a person who wonders why a message is late."""

from django.db import connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.notifications import delayed_since
from govuk.pdf import pdf_ready


@require_safe
def health(request):
    """200 while the database answers and the clock ticks, else 503. No names, no counts: anybody may ask."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    delayed, no_pdf = delayed_since(timezone.now()), pdf_ready()
    parts = {
        "database": "ok",
        "clock": "ok" if delayed is None else f"no tick since {delayed.isoformat(timespec='seconds')}",
        "documents": "ok" if no_pdf is None else no_pdf,
    }
    return JsonResponse(parts, status=503 if delayed else 200)
