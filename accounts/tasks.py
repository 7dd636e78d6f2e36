"""The clock of this room: the heartbeat, and sending what is due. Every task is safe to run twice."""

from smtplib import SMTPException

import structlog
from celery import shared_task
from django.core import mail
from django.db.models.functions import Now

from accounts.mail import build
from accounts.models import Heartbeat, Notification
from accounts.notifications import claim, give_back_expired, mark_missed

log = structlog.get_logger(__name__)
BATCH = 200
LEASE_SECONDS = 300


@shared_task
def heartbeat():
    Heartbeat.objects.update_or_create(name="clock", defaults={"at": Now()})


@shared_task
def deliver_notifications():
    """Send every due row once: claim, send, mark. A row whose sender dies is sent again with the same Message-ID."""
    give_back_expired()
    mark_missed()
    while rows := claim(limit=BATCH, lease_seconds=LEASE_SECONDS):
        send_claimed(rows)


def send_claimed(rows: list[Notification]) -> None:
    """Send claimed rows over one connection; a refused one keeps its reason, the others go on."""
    people = {row.to_id: row.to for row in Notification.objects.filter(pk__in=[r.pk for r in rows]).select_related("to")}
    with mail.get_connection() as connection:
        for row in rows:
            row.to = people[row.to_id]
            # Rights are looked at again when it is sent: a person whose account is closed is told nothing.
            if not row.to.is_active:
                finish(row, Notification.State.CANCELLED, failure="The account is closed.")
                continue
            try:
                connection.send_messages([build(row)])
            except (SMTPException, OSError) as error:
                refuse(row, error)
            else:
                finish(row, Notification.State.SENT)


def finish(row: Notification, state: str, failure: str = "") -> None:
    Notification.objects.filter(pk=row.pk, state=Notification.State.CLAIMED).update(
        state=state, failure=failure, sent_at=Now() if state == Notification.State.SENT else None
    )


def refuse(row: Notification, error: Exception) -> None:
    """Try again at the next tick; the third refusal is shown to a person."""
    log.warning("mail_refused", notification=row.pk, error=type(error).__name__)
    final = row.attempts >= 3
    state = Notification.State.FAILED if final else Notification.State.WAITING
    finish(row, state, failure=f"The mail server refused it: {type(error).__name__}.")
