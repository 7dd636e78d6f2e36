"""What a person sees when a page cannot be given. Each answer is one plain sentence and what to do next."""

import sys
import traceback
from uuid import uuid4

import structlog
from django.shortcuts import render

log = structlog.get_logger(__name__)


def forbidden(request, exception=None):
    """The role may look but not do this."""
    said = str(exception) if exception and str(exception) else "Your role cannot do this."
    context = {"exception": said, "denied_view": request.method in ("GET", "HEAD")}
    return render(request, "403.html", context, status=403)


def not_found(request, exception=None):
    """Not there and not yours read the same."""
    return render(request, "404.html", status=404)


def went_wrong(request):
    """Anything unforeseen: rolled back, logged by reference. The error's own text stays out: it can hold
    people's data.
    """
    reference = uuid4().hex[:8].upper()
    kind, _, trace = sys.exc_info()
    where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-8:]]
    log.error("unforeseen", reference=reference, error=kind.__name__ if kind else "", where=where)
    return render(request, "500.html", {"reference": reference}, status=500)
