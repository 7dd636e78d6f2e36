"""Telling people things: a row in the same transaction, never an e-mail. The clock sends it (accounts.tasks)."""

import re
from datetime import datetime

from django.db.models.functions import Now

from accounts.models import Notification, User

# A line break in a subject would let text become mail headers.
_BREAKS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")


def notify(
    *,
    to: User,
    kind: str,
    subject: str,
    body: str,
    dedupe: str,
    due_at: datetime | None = None,
    too_late_at: datetime | None = None,
    event=None,
    url: str = "",
    calendar: str = "",
) -> Notification:
    """The only writer of Notification. Call it inside an operation.

    `subject` and `body` carry reference, time, place and no person's name or number. `dedupe` names the thing told:
    the same thing is told to the same person once. `due_at` is when it is to be sent (now, if left out); after
    `too_late_at` it is marked missed and never sent. `url` is a path of this service that needs sign-in.
    """
    return Notification.objects.get_or_create(
        to=to,
        dedupe=dedupe,
        defaults={
            "kind": kind,
            "subject": _BREAKS.sub(" ", subject).strip()[:200],
            "body": _CONTROLS.sub("", body.replace("\r\n", "\n")),
            "url": url,
            "event_reference": event.reference if event else "",
            "calendar": calendar,
            "too_late_at": too_late_at,
            **({"due_at": due_at} if due_at else {}),
        },
    )[0]


def cancel_waiting(*, dedupe_starts: str) -> int:
    """Cancel what has not been sent yet about a thing; how many rows that were. Call it inside an operation."""
    rows = Notification.objects.filter(dedupe__startswith=dedupe_starts, state=Notification.State.WAITING)
    return rows.update(state=Notification.State.CANCELLED)


def claim(*, limit: int, lease_seconds: int) -> list[Notification]:
    """Claim due rows for sending. The attempt is counted first, so work that kills its worker stops after three."""
    from_now = Notification.objects.raw(
        """
        UPDATE accounts_notification SET state = 'claimed', claimed_at = clock_timestamp(), attempts = attempts + 1,
               lease_until = clock_timestamp() + make_interval(secs => %s)
         WHERE id IN (SELECT id FROM accounts_notification
                       WHERE state = 'waiting' AND due_at <= clock_timestamp()
                       ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED)
        RETURNING *
        """,
        [lease_seconds, limit],
    )
    return list(from_now)


def give_back_expired() -> int:
    """Rows whose sender died: waiting again, or failed after the third attempt."""
    expired = Notification.objects.filter(state=Notification.State.CLAIMED, lease_until__lt=Now())
    stuck = expired.filter(attempts__gte=3)
    count = stuck.update(state=Notification.State.FAILED, failure="Sending stopped three times without an answer.")
    return count + expired.update(state=Notification.State.WAITING)


def mark_missed() -> int:
    """Rows that are of no use any more, such as a reminder of a meeting that has begun."""
    late = Notification.objects.filter(state=Notification.State.WAITING, too_late_at__lt=Now())
    return late.update(state=Notification.State.MISSED)
