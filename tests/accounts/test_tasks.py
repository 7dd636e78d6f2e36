"""Sending against a real mail server on loopback; the processes around it are in test_delivery."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.mail import message_id
from accounts.models import Heartbeat, Notification
from accounts.notifications import notify
from accounts.tasks import deliver_notifications, heartbeat
from dev.valkey import free_port
from tests.factories.accounts import make_user
from tests.factories.events import EventFactory
from tests.processes import mail_sink

pytestmark = pytest.mark.django_db
State = Notification.State


@pytest.fixture
def sink(settings):
    with mail_sink() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
        yield made


def told(user, **fields):
    return notify(to=user, kind="test", subject="PF-2026-0001: £", body="Text", dedupe="a", **fields)


def test_the_clock_ticks():
    heartbeat()
    heartbeat()

    assert Heartbeat.objects.get().name == "clock"


def test_a_message_goes_to_one_person_with_its_own_id_link_and_calendar(officer, sink, settings):
    row = told(officer, url="/events/", calendar="BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nEND:VCALENDAR\r\n")

    deliver_notifications()
    deliver_notifications()

    (sent,) = sink.mails
    assert sent["To"] == officer.email
    assert not sent["Cc"]
    assert sent["Message-ID"] == message_id(row)
    assert sent["Subject"] == "PF-2026-0001: £"
    assert f"Sign in to see it: {settings.SERVICE_URL}/events/" in sent.get_body(["plain"]).get_content()
    (calendar,) = sent.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "CANCEL"
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.SENT, 1)
    assert row.sent_at is not None


def test_a_refused_address_keeps_its_reason_and_the_others_go_on(officer, sink):
    refused = told(make_user(email="gone@council.example"))
    told(officer)
    sink.refuses["gone@council.example"] = "550 No such person Synthia"

    deliver_notifications()

    refused.refresh_from_db()
    assert [sent["To"] for sent in sink.mails] == [officer.email]
    assert refused.state == State.WAITING
    assert refused.failure == "The mail server takes no messages for this address (answer 550)."


def test_an_unreachable_mail_server_counts_no_attempt(officer, sink, settings):
    row = told(officer)
    settings.EMAIL_PORT = free_port()
    for _ in range(5):
        deliver_notifications()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.WAITING, 0)

    settings.EMAIL_PORT = sink.port
    deliver_notifications()

    assert sink.ids() == [message_id(row)]


def test_a_closed_account_and_a_revoked_event_are_told_nothing(officer, partner, sink):
    event = EventFactory()
    closed = told(officer)
    officer.is_active = False
    officer.save()
    revoked = told(partner, event=event)

    deliver_notifications()

    assert sink.mails == []
    for row in (closed, revoked):
        row.refresh_from_db()
        assert (row.state, row.failure) == (State.CANCELLED, "The person may no longer open this.")


def test_a_reminder_of_a_meeting_that_has_begun_is_missed(officer, sink):
    row = told(officer, too_late_at=timezone.now() - timedelta(minutes=1))

    deliver_notifications()

    row.refresh_from_db()
    assert (row.state, sink.mails) == (State.MISSED, [])


def test_a_message_that_cannot_be_written_fails_at_once_and_stops_nobody(officer, sink):
    bad = told(make_user(email="bad@council.example"))
    type(bad.to).objects.filter(pk=bad.to_id).update(email="bad\n@council.example")
    told(officer)

    deliver_notifications()

    bad.refresh_from_db()
    assert bad.state == State.FAILED
    assert [sent["To"] for sent in sink.mails] == [officer.email]


def test_the_demonstration_writes_mails_into_files(officer, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    told(officer)

    deliver_notifications()

    (file,) = tmp_path.iterdir()
    assert officer.email in file.read_text()
