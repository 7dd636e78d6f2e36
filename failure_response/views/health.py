"""Whether the parts work: for a load balancer, and for a person who wonders why a message is late."""

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.notifications import delayed_since
from govuk.htmx import render_page
from govuk.pdf import pdf_ready


@require_safe
def health(request):
    """200 while the database answers and the clock ticks, else 503. No names, no counts: anybody may ask.

    JSON for a load balancer, a page for a browser.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "does not answer"}, status=503)
    delayed, no_pdf = delayed_since(timezone.now()), pdf_ready()
    parts = {
        "database": "ok",
        "clock": "ok" if delayed is None else f"no tick since {delayed.isoformat(timespec='seconds')}",
        "documents": "ok" if no_pdf is None else no_pdf,
    }
    status = 503 if delayed else 200
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        return render_page(request, "failure_response/health.html", {"parts": parts}, status=status)
    return JsonResponse(parts, status=status)
