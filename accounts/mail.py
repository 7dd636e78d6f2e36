"""One notification as one e-mail: one recipient, a Message-ID made from the row so that a repeat folds into
the first.
"""

from email.mime.text import MIMEText
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from accounts.models import Notification


def message_id(notification: Notification) -> str:
    """The same for every attempt to send this row."""
    return f"<notification-{notification.pk}@{urlsplit(settings.SERVICE_URL).hostname}>"


def build(notification: Notification) -> EmailMessage:
    """The e-mail for a row. Calendar text goes along as a `text/calendar` part that mail programs
    understand.
    """
    lines = [notification.body]
    if notification.url:
        lines += ["", f"Sign in to see it: {settings.SERVICE_URL}{notification.url}"]
    lines += ["", f"{settings.SERVICE_NAME}, {settings.COUNCIL_NAME}"]
    message = EmailMessage(
        subject=notification.subject,
        body="\n".join(lines),
        to=[notification.to.email],
        headers={"Message-ID": message_id(notification), "Auto-Submitted": "auto-generated"},
    )
    if notification.calendar:
        methods = ("CANCEL", "PUBLISH")
        method = next((one for one in methods if f"METHOD:{one}" in notification.calendar), "REQUEST")
        part = MIMEText(notification.calendar, "calendar", "utf-8")
        part.set_param("method", method)
        part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
        message.attach(part)
    return message
