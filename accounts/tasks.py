"""The clock of this room: the heartbeat, and sending what is due. Every task is safe to run twice."""

import time
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

import structlog
from celery import shared_task
from django.conf import settings
from django.core import mail
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from accounts.mail import build
from accounts.models import Heartbeat, Notification, User
from accounts.notifications import claim_due, finish, give_back, give_back_expired, mark_missed, try_later

log = structlog.get_logger(__name__)
# Few enough that a tick ends well before Celery's limit; and the lease is longer than that limit, so that
# a row is never taken from a sender that still lives.
BATCH = 25
LEASE_SECONDS = 180
SECONDS_A_TICK = 45


@shared_task
def heartbeat():
    Heartbeat.objects.update_or_create(name="clock", defaults={"at": Now()})


@shared_task
def deliver_notifications():
    """Send every due row once: claim, send, mark. If its sender dies it goes again, same Message-ID."""
    give_back_expired()
    mark_missed()
    deadline = time.monotonic() + SECONDS_A_TICK
    while time.monotonic() < deadline and send_due():
        pass


def send_due() -> bool:
    """Send the next batch over one connection; False when nothing is left, or there is no mail server."""
    rows = claim_due(limit=BATCH, lease_seconds=LEASE_SECONDS)
    if not rows:
        return False
    connection = mail.get_connection()
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        # The server is down: no row's fault, so no attempt is counted. The banner tells people.
        log.warning("mail_server_unreachable", error=type(error).__name__)
        give_back(rows)
        return False
    try:
        return send_claimed(connection, rows)
    finally:
        close(connection)


def send_claimed(connection, rows: list[Notification]) -> bool:
    """Send claimed rows; a refused one keeps its reason, the others go on. False: the connection broke."""
    people = {user.pk: user for user in User.objects.filter(pk__in={row.to_id for row in rows})}
    for row in rows:
        row.to = people[row.to_id]
    allowed = import_string(settings.MAY_STILL_BE_TOLD)(rows)
    for position, row in enumerate(rows):
        if row.pk not in allowed:
            finish(row, Notification.State.CANCELLED, failure="The person may no longer open this.")
            continue
        try:
            connection.send_messages([build(row)])
        except ValueError as error:  # an address or heading that cannot stand in a mail
            log.error("mail_unwritable", notification=row.pk, error=type(error).__name__)
            finish(row, Notification.State.FAILED, failure="This message cannot be written as an e-mail.")
        except (SMTPResponseException, SMTPRecipientsRefused) as error:
            refuse(row, error)
        except (SMTPException, OSError) as error:
            refuse(row, error)
            give_back(rows[position + 1 :])
            return False
        else:
            finish(row, Notification.State.SENT)
    return True


def refuse(row: Notification, error: Exception) -> None:
    """Keep the reason in words without what the server said, which may repeat the address."""
    log.warning("mail_refused", notification=row.pk, error=type(error).__name__)
    try_later(row, reason(error))


def reason(error: Exception) -> str:
    """One plain sentence for the list of messages."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        return f"The mail server takes no messages for this address (answer {', '.join(map(str, codes))})."
    if isinstance(error, SMTPResponseException):
        return f"The mail server refused the message (answer {error.smtp_code})."
    return f"The connection to the mail server broke during the message ({type(error).__name__})."


def close(connection) -> None:
    """The messages are with the server by now: a failing goodbye changes nothing."""
    try:
        connection.close()
    except (SMTPException, OSError) as error:
        log.warning("mail_goodbye_failed", error=type(error).__name__)
