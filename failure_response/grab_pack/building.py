"""Making grab-packs: claim, read, make where anything changed, put the zip on the row. For clock and command."""

import sys
import time
import traceback

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from events.models import FailureEvent, GrabPack
from events.operations import grab_packs
from failure_response.grab_pack.contents import Contents, collect, files
from failure_response.grab_pack.zipped import zip_locked
from govuk.pdf import PdfFailed, PdfTooBig, PdfUnavailable

log = structlog.get_logger(__name__)
LEASE_SECONDS = 180  # longer than Celery's hard limit
SECONDS = 70  # that the typesetter may take for the three PDFs; Celery stops a task at 90
SECONDS_A_TICK = 10  # after which a tick takes no further pack


def make_due() -> int:
    """Look at every pack that is due, for one tick; how many those were."""
    if not grab_packs.is_due():
        return 0
    system, count, deadline = User.objects.system(), 0, time.monotonic() + SECONDS_A_TICK
    grab_packs.begin(by=system)
    grab_packs.give_up(by=system)
    while time.monotonic() < deadline:
        pack = grab_packs.claim(by=system, lease_seconds=LEASE_SECONDS)
        if pack is None:
            break
        make_claimed(pack)
        count += 1
    return count


def make_now(user: User, event: FailureEvent) -> GrabPack | None:
    """Ask and claim at once, so that no worker takes it meanwhile; then make it. None when one is being made already.

    Raises PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        grab_packs.want(by=user, event=event)
        pack = grab_packs.claim(by=User.objects.system(), lease_seconds=LEASE_SECONDS, event=event)
    if pack is not None:
        make_claimed(pack)
        pack.refresh_from_db()
    return pack


def make_claimed(pack: GrabPack) -> None:
    """Make or confirm a claimed pack; what went wrong is kept on its row in a plain sentence. The older one stays."""
    system = User.objects.system()
    try:
        _make(pack, system)
    except (PdfUnavailable, PdfTooBig) as refusal:  # trying again at once would not help
        grab_packs.fail(by=system, pack=pack, reason=str(refusal), final=True)
    except ValidationError as refusal:
        grab_packs.fail(by=system, pack=pack, reason=" ".join(refusal.messages), final=True)
    except PdfFailed as failure:
        grab_packs.fail(by=system, pack=pack, reason=str(failure))
    except (
        Exception
    ) as error:  # a fault of ours: logged by place, never by text, which may hold people's data
        where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(sys.exc_info()[2])[-8:]]
        log.error("grab_pack_not_made", pack=pack.pk, error=type(error).__name__, where=where)
        grab_packs.fail(by=system, pack=pack, reason="Something went wrong while it was being made.")


def _make(pack: GrabPack, system: User) -> None:
    event = FailureEvent.objects.select_related("service", "provider", "host_council", "procedure").get(
        pk=pack.event_id
    )
    phrase = grab_packs.pass_phrase_of(pack)
    if phrase is None:
        raise ValidationError(grab_packs.LOST)
    reader = grab_packs.reader_of(event)
    if reader is None:
        raise ValidationError(
            "Nobody of the council may have it. Give somebody a role that downloads the tracker."
        )
    contents = collect(event, reader)
    if is_as_before(pack, contents):
        grab_packs.confirm(by=system, pack=pack, as_at=contents.as_at)
        return
    made, pages = files(contents, seconds=SECONDS)
    grab_packs.finish(
        by=system,
        pack=pack,
        content=zip_locked(made, phrase),
        pages=pages,
        people=contents.people,
        digest=contents.digest,
        as_at=contents.as_at,
    )


def is_as_before(pack: GrabPack, contents: Contents) -> bool:
    """Whether the hourly look finds a pack that says the same. After a meeting, and when asked for, it is made anew."""
    if pack.built_at is None or pack.because != GrabPack.Because.HOURLY:
        return False
    return pack.digest == contents.digest
