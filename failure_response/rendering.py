"""Making documents that wait: claim, make, put the PDF on the row. Used by the clock and by render_document."""

import sys
import time
import traceback

import structlog
from django.core.exceptions import ValidationError

from accounts.models import User
from events.models import Document
from events.operations import documents
from failure_response.documents import NotAllowed, make
from govuk.pdf import PdfFailed, PdfTooBig, PdfUnavailable

log = structlog.get_logger(__name__)
# Longer than Celery's hard limit, so that a row is never taken from somebody who still works on it.
LEASE_SECONDS = 180
# After this long a tick takes no further document: making one may take over a minute, and Celery stops a task at 90.
SECONDS_A_TICK = 10


def make_waiting() -> int:
    """Make what waits, oldest first, for one tick; how many documents that were."""
    system, count, deadline = User.objects.system(), 0, time.monotonic() + SECONDS_A_TICK
    if documents.is_stuck():
        documents.give_back_expired(by=system)
    while time.monotonic() < deadline and documents.is_waiting():
        document = documents.claim(by=system, lease_seconds=LEASE_SECONDS)
        if document is None:
            break
        make_claimed(document)
        count += 1
    return count


def make_claimed(document: Document) -> Exception | None:
    """Make a claimed document; what went wrong is kept on its row in a plain sentence, and given back."""
    system = User.objects.system()
    try:
        made = make(document, lambda words: documents.say_progress(document, words))
    except (NotAllowed, PdfUnavailable, PdfTooBig) as refusal:  # trying again would not help
        documents.fail(by=system, document=document, reason=str(refusal), final=True)
        return refusal
    except ValidationError as refusal:
        documents.fail(by=system, document=document, reason=" ".join(refusal.messages), final=True)
        return refusal
    except PdfFailed as failure:
        documents.fail(by=system, document=document, reason=str(failure))
        return failure
    except (
        Exception
    ) as error:  # a fault of ours: logged by place, never by text, which may hold people's data
        where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(sys.exc_info()[2])[-8:]]
        log.error("document_not_made", document=document.pk, error=type(error).__name__, where=where)
        documents.fail(by=system, document=document, reason="Something went wrong while it was being made.")
        return error
    documents.finish(by=system, document=document, content=made.content, pages=made.pages, people=made.people)
    return None
