"""What a person sees when a page cannot be given. Each answer is one plain sentence and what to do next."""

import sys
import traceback
from urllib.parse import urlencode
from uuid import uuid4

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string

from accounts.drafts import keep

log = structlog.get_logger(__name__)
READ_ONLY = "25006"  # PostgreSQL: the transaction is read-only
LIMITS = {"55P03", "57014", "40P01"}  # a lock, a slow statement, a deadlock: the database is there, only busy


def unreadable(request, exception=None):
    """What was sent is larger than a form may be, or no request at all."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
    context = {"too_large": isinstance(exception, RequestDataTooBig | TooManyFieldsSent), "most_mb": most}
    return render(request, "400.html", context, status=400)


def forbidden(request, exception=None):
    """The role may look but not do this."""
    said = str(exception) if exception and str(exception) else "Your role cannot do this."
    context = {"exception": said, "denied_view": request.method in ("GET", "HEAD")}
    return render(request, "403.html", context, status=403)


def signed_in_anew(request, reason=""):
    """A form of a page that was opened before the person signed in again, or whose cookies are gone.

    What was typed is kept and shown again, to be sent from a fresh page. A browser sends another site's form without
    the cookie that says whose it is, so such a form is never kept.
    """
    kept = keep(request)
    if request.user.is_authenticated:
        return redirect(kept) if kept else render(request, "403_csrf.html", status=403)
    if kept:
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': kept})}")
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception=None):
    """Not there and not yours read the same."""
    return render(request, "404.html", status=404)


def went_wrong(request):
    """Anything unforeseen: rolled back, logged by reference. The error's own text stays out: it can hold data."""
    reference = uuid4().hex[:8].upper()
    kind, error, trace = sys.exc_info()
    where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-8:]]
    log.error("unforeseen", reference=reference, error=kind.__name__ if kind else "", where=where)
    if isinstance(error, DatabaseError) and (answer := without_database(error)):
        return answer
    return render(request, "500.html", {"reference": reference}, status=500)


def without_database(error: DatabaseError) -> HttpResponse | None:
    """The page while the database is gone or takes no changes; it needs no query itself. None for other errors."""
    state = getattr(error.__cause__, "pgcode", None)
    is_gone = isinstance(error, OperationalError | InterfaceError) and state not in LIMITS
    if not is_gone and state != READ_ONLY:
        return None
    page = render_to_string("503.html", {"read_only": state == READ_ONLY})
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})
