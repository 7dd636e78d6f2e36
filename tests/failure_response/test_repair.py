from datetime import date, time

import pytest
import time_machine

from accounts.models import Heartbeat, Notification, User
from accounts.notifications import claim_due, notify
from events.models import Document
from events.operations import documents, meetings
from failure_response.repair import repair_everything
from failure_response.rights import may_still_be_told
from failure_response.tasks import repair
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share

pytestmark = pytest.mark.django_db


def test_repair_puts_right_what_died_and_says_what(officer):
    event = EventFactory()
    notify(to=officer, kind="test", subject="a", body="b", dedupe="a")
    claim_due(limit=1, lease_seconds=-1)
    documents.request_document(by=event.logged_by, event=event, kind="closure-plan")
    documents.claim(by=User.objects.system(), lease_seconds=-1)

    assert repair_everything() == [
        "1 message given back by a sender that died",
        "1 document given back by a worker that died",
    ]

    assert Notification.objects.get().state == "waiting"
    assert Document.objects.get().state == "waiting"
    assert repair_everything() == []


@time_machine.travel("2026-11-20T09:00:00Z", tick=False)
def test_repair_writes_reminders_that_were_lost(officer):
    event = EventFactory()
    day = {"held_on": date(2026, 11, 27), "starts_at": time(10)}
    meetings.plan_meeting(by=officer, event=event, people=[officer], venue="County Hall", **day)
    Notification.objects.all().delete()

    assert repair_everything() == [f"{event.reference}: 1 reminder written"]


def test_the_task_says_when_it_last_ran(caplog, officer):
    notify(to=officer, kind="test", subject="a", body="b", dedupe="a")
    claim_due(limit=1, lease_seconds=-1)

    repair()

    assert Heartbeat.objects.filter(name="repair").exists()
    assert "1 message given back" in caplog.text


def test_only_people_who_may_open_the_event_are_told():
    event = EventFactory()
    partner, stranger = make_user("partner", make_organisation()), make_user("partner", make_organisation())
    share(event, partner.organisation)
    closed = make_user()
    User.objects.filter(pk=closed.pk).update(is_active=False)
    rows = [
        notify(to=person, kind="test", subject="a", body="b", dedupe="a", event=event)
        for person in (event.logged_by, partner, stranger, closed)
    ]

    assert may_still_be_told(rows) == {rows[0].pk, rows[1].pk}
