from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import Heartbeat, Notification
from accounts.notifications import (
    cancel_waiting,
    claim_due,
    delayed_since,
    give_back,
    give_back_expired,
    notify,
    send_again,
    try_later,
)

pytestmark = pytest.mark.django_db
State = Notification.State


def told(user, dedupe="a", **fields):
    return notify(to=user, kind="test", subject="PF-2026-0001", body="Text", dedupe=dedupe, **fields)


def claim():
    return claim_due(limit=10, lease_seconds=60)


def test_the_same_thing_is_told_to_a_person_once(officer):
    assert told(officer).pk == told(officer).pk


def test_a_line_break_in_a_subject_cannot_become_a_header(officer):
    row = notify(
        to=officer, kind="test", subject="A\r\nBcc: x@example.org\x00", body="a\r\nb\x07", dedupe="a"
    )

    assert row.subject == "A Bcc: x@example.org"
    assert row.body == "a\nb"


def test_rows_are_claimed_once_and_oldest_first(officer):
    told(officer, "later", due_at=timezone.now() - timedelta(minutes=1))
    told(officer, "earlier", due_at=timezone.now() - timedelta(hours=1))
    told(officer, "tomorrow", due_at=timezone.now() + timedelta(days=1))

    assert [row.dedupe for row in claim()] == ["earlier", "later"]
    assert claim() == []


def test_rows_of_a_dead_sender_are_claimed_one_at_a_time(officer):
    for name in "abc":
        told(officer, name)
    claim()
    Notification.objects.update(lease_until=Now() - timedelta(seconds=1))

    assert give_back_expired() == 3

    assert [len(claim()) for _ in range(4)] == [1, 1, 1, 0]


def test_a_row_that_kills_its_sender_stops_after_three_and_its_neighbours_do_not(officer):
    deadly, other = told(officer, "a"), told(officer, "b")
    for _ in range(6):
        rows = claim()
        if rows and rows[0].pk != deadly.pk:
            Notification.objects.filter(pk=other.pk).update(state=State.SENT)
        Notification.objects.filter(state=State.CLAIMED).update(lease_until=Now() - timedelta(seconds=1))
        give_back_expired()

    deadly.refresh_from_db()
    other.refresh_from_db()
    assert (deadly.state, deadly.attempts) == (State.FAILED, 3)
    assert deadly.failure == "Sending stopped three times without an answer."
    assert other.state == State.SENT


def test_what_is_too_late_is_not_claimed(officer):
    told(officer, too_late_at=timezone.now() - timedelta(seconds=1))

    assert claim() == []


def test_a_refused_row_waits_before_the_next_try_and_fails_after_three(officer):
    row = told(officer)
    for attempt in (1, 2, 3):
        (claimed,) = claim()
        try_later(claimed, "Refused.")
        assert claim() == []
        Notification.objects.update(lease_until=Now() - timedelta(seconds=1))
        assert claimed.attempts == attempt

    row.refresh_from_db()
    assert (row.state, row.failure) == (State.FAILED, "Refused.")


def test_rows_given_back_untried_have_no_attempt_counted(officer):
    row = told(officer)
    give_back(claim())

    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.WAITING, 0)


def test_cancelling_about_one_thing_leaves_things_with_longer_numbers(officer):
    told(officer, "meeting:1:reminder:v0")
    told(officer, "meeting:12:reminder:v0")

    assert cancel_waiting(dedupe_starts="meeting:1:") == 1
    assert Notification.objects.get(state=State.WAITING).dedupe == "meeting:12:reminder:v0"


def test_send_again_starts_afresh_and_only_after_a_failure(officer, administrator):
    row = told(officer)
    with pytest.raises(ValidationError):
        send_again(by=administrator, notification=row)
    Notification.objects.update(state=State.FAILED, attempts=3, failure="Refused.")

    assert send_again(by=administrator, notification=row).attempts == 0
    assert len(claim()) == 1


def test_send_again_is_not_for_those_who_only_look(officer, reader):
    row = told(officer)

    with pytest.raises(PermissionDenied):
        send_again(by=reader, notification=row)


def test_messages_are_delayed_since_the_clock_last_ticked():
    now = timezone.now()
    assert delayed_since(now) is None
    Heartbeat.objects.create(name="clock", at=now - timedelta(minutes=2))
    assert delayed_since(now) is None

    Heartbeat.objects.update(at=now - timedelta(minutes=4))

    assert delayed_since(now) == now - timedelta(minutes=4)


def test_messages_are_delayed_since_the_oldest_row_left_lying(officer):
    now = timezone.now()
    Heartbeat.objects.create(name="clock", at=now)
    told(officer, due_at=now - timedelta(minutes=10))

    assert delayed_since(now) == now - timedelta(minutes=10)
