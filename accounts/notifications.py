"""Telling people things: a row in the same transaction, never an e-mail. accounts.tasks sends it."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Notification, User

State = Notification.State
MOST_ATTEMPTS = 3
# A clock that has not ticked for this long stands still; a row due for this long is late.
PATIENCE = timedelta(minutes=3)
# Asked for every page, so not put together each time.
TICKED_AND_LYING = """
SELECT (SELECT at FROM accounts_heartbeat WHERE name = 'clock'),
       (SELECT min(due_at) FROM accounts_notification WHERE state = 'waiting' AND attempts = 0 AND due_at < %s)
"""
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

    `subject` and `body` carry reference, time, place and no person's name or number. `dedupe` names the
    thing told: it is told to the same person once. `due_at` is when it is to be sent (now, if left out);
    after `too_late_at` it is marked missed and never sent. `url` is a path here that needs sign-in.
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


def cancel_waiting(*, dedupe_starts: str, to: Iterable[User] | None = None) -> int:
    """Cancel what has not been sent yet about a thing, or only to some people; how many rows that were.

    Call it inside an operation. A row that is being sent at this moment goes out, but isn't tried again.
    """
    rows = Notification.objects.filter(dedupe__startswith=dedupe_starts)
    if to is not None:
        rows = rows.filter(to__in=to)
    rows.filter(state=State.CLAIMED).update(too_late_at=Now())
    return rows.filter(state=State.WAITING).update(state=State.CANCELLED)


def rename(*, to: Iterable[User], was: str, now: str) -> None:
    """What was told under one dedupe text counts as told under another. Call it inside an operation."""
    Notification.objects.filter(to__in=to, dedupe=was).update(dedupe=now)


@operation("notification.sent_again", needs="accounts.change_notification")
def send_again(*, by: User, notification: Notification) -> Notification:
    """Try a message that could not be sent once more. Raises ValidationError if it was not refused."""
    row = _lock_refused(notification, "sent again")
    row.state, row.attempts, row.failure, row.lease_until = State.WAITING, 0, "", None
    row.save(update_fields=["state", "attempts", "failure", "lease_until"])
    return row


@operation("notification.told_another_way", needs="accounts.change_notification")
def tell_another_way(*, by: User, notification: Notification, told_how: str) -> Notification:
    """Somebody told them by phone or in person. Raises ValidationError if the message was not refused."""
    row = _lock_refused(notification, "told another way")
    row.state, row.told_how, row.told_by, row.told_at = State.TOLD, told_how, by, timezone.now()
    row.save(update_fields=["state", "told_how", "told_by", "told_at"])
    return row


def _lock_refused(notification: Notification, wish: str) -> Notification:
    row = Notification.objects.select_for_update(of=("self",)).get(pk=notification.pk)
    if row.state != State.FAILED:
        raise ValidationError(f"Only a message that could not be sent can be {wish}.")
    return row


def claim_due(*, limit: int, lease_seconds: int) -> list[Notification]:
    """Claim due rows for sending, oldest first; the attempt is counted first, so deadly work ends.

    Rows that were tried before are claimed one at a time: the one that killed its sender then stops alone.
    """
    return _claim("attempts = 0", limit, lease_seconds) or _claim("attempts > 0", 1, lease_seconds)


def _claim(which: str, limit: int, lease_seconds: int) -> list[Notification]:
    # `lease_until` of a waiting row is when it may be tried again after a refusal. The rows are chosen in a
    # materialized part: as a subquery PostgreSQL may run it again for each row, and claim more than `limit`.
    claimed = Notification.objects.raw(
        f"""
        WITH due AS MATERIALIZED (
            SELECT id FROM accounts_notification
             WHERE state = 'waiting' AND due_at <= clock_timestamp() AND {which}
               AND (too_late_at IS NULL OR too_late_at > clock_timestamp())
               AND (lease_until IS NULL OR lease_until <= clock_timestamp())
             ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED)
        UPDATE accounts_notification AS row SET state = 'claimed', attempts = attempts + 1,
               claimed_at = clock_timestamp(),
               lease_until = clock_timestamp() + make_interval(secs => %s)
          FROM due WHERE row.id = due.id
        RETURNING row.*
        """,  # noqa: S608  `which` is one of two texts above
        [limit, lease_seconds],
    )
    return sorted(claimed, key=lambda row: (row.due_at, row.pk))


def finish(row: Notification, state: str, failure: str = "") -> None:
    """What became of a claimed row."""
    _claimed([row]).update(state=state, failure=failure, sent_at=Now() if state == State.SENT else None)


def try_later(row: Notification, failure: str) -> None:
    """Refused: again after a minute, then a quarter of an hour; the third refusal is shown to a person."""
    if row.attempts >= MOST_ATTEMPTS:
        finish(row, State.FAILED, failure)
        return
    wait = timedelta(minutes=1 if row.attempts == 1 else 15)
    _claimed([row]).update(state=State.WAITING, failure=failure, lease_until=Now() + wait)


def give_back(rows: Iterable[Notification]) -> None:
    """Claimed but never tried: waiting as before, the attempt not counted."""
    _claimed(rows).update(state=State.WAITING, attempts=F("attempts") - 1, lease_until=None)


def give_back_expired() -> int:
    """Rows whose sender died: waiting again, or failed after the third attempt."""
    expired = Notification.objects.filter(state=State.CLAIMED, lease_until__lt=Now())
    stuck = expired.filter(attempts__gte=MOST_ATTEMPTS)
    count = stuck.update(state=State.FAILED, failure="Sending stopped three times without an answer.")
    return count + expired.update(state=State.WAITING)


def mark_missed() -> int:
    """Rows that are of no use any more, such as a reminder of a meeting that has begun."""
    late = Notification.objects.filter(state=State.WAITING, too_late_at__lt=Now())
    return late.update(state=State.MISSED)


def delayed_since(now: datetime) -> datetime | None:
    """Since when messages are late: the last tick of a clock that stopped, or the oldest row left lying."""
    late = now - PATIENCE
    with connection.cursor() as cursor:
        cursor.execute(TICKED_AND_LYING, [late])
        ticked, lying = cursor.fetchone()
    return ticked if ticked and ticked < late else lying


def _claimed(rows: Iterable[Notification]):
    return Notification.objects.filter(pk__in=[row.pk for row in rows], state=State.CLAIMED)
