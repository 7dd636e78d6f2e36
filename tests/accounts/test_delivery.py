"""Each person is told once, whatever dies: real worker, beat, broker, database and mail server."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from accounts.mail import message_id
from accounts.models import Heartbeat, Notification
from accounts.notifications import notify
from dev.valkey import Valkey
from tests.factories.accounts import make_user
from tests.processes import beat, mail_sink, running, tick, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)
SMTP = "django.core.mail.backends.smtp.EmailBackend"
DELIVER = "accounts.tasks.deliver_notifications"


@pytest.fixture
def sink():
    with mail_sink() as made:
        yield made


@pytest.fixture
def broker(tmp_path):
    """A broker of this test's own, so that it can be killed and emptied."""
    valkey = Valkey(tmp_path / "valkey", throw_away=True)
    valkey.start()
    yield valkey
    valkey.stop()


@pytest.fixture
def run():
    with running() as start:
        yield start


@pytest.fixture
def places(broker, sink):
    """Where a worker finds broker and mail server."""
    return {
        "REDIS_URL": broker.url,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(sink.port),
        "EMAIL_BACKEND": SMTP,
    }


def rows(count: int) -> list[Notification]:
    people = [make_user() for _ in range(count)]
    return [
        notify(to=person, kind="test", subject="PF-2026-0001: a test", body="Reference only", dedupe="test:1")
        for person in people
    ]


def all_sent() -> bool:
    return not Notification.objects.exclude(state=Notification.State.SENT).exists()


def let_leases_end() -> None:
    """The three minutes of the lease, without waiting for them."""
    Notification.objects.filter(state="claimed").update(lease_until=Now() - timedelta(seconds=1))


@pytest.mark.parametrize(("moment", "repeats"), [("before", 0), ("after", 1)])
def test_a_worker_killed_while_sending_loses_and_doubles_nothing(
    moment, repeats, run, places, sink, broker, tmp_path
):
    told = rows(8)
    bomb = tmp_path / "bomb"
    bomb.touch()
    killing = {"EMAIL_BACKEND": "tests.accounts.killing_mail.KillingBackend", "KILL_ONCE": str(bomb)}
    first = run(worker(), tmp_path / "first.log", **places | killing, KILL_MOMENT=moment)
    tick(broker.url, DELIVER)
    wait_until(lambda: first.popen.poll() is not None)
    assert Notification.objects.filter(state="sent").count() == 2
    assert Notification.objects.filter(state="claimed").count() == 6

    let_leases_end()
    run(worker("two"), tmp_path / "second.log", **places)
    tick(broker.url, DELIVER)
    wait_until(all_sent)

    assert set(sink.ids()) == {message_id(row) for row in told}
    assert len(sink.mails) == len(told) + repeats
    assert Notification.objects.count() == len(told)


def test_what_is_written_while_the_broker_is_dead_goes_out_when_it_is_back(
    run, places, sink, broker, tmp_path
):
    run(worker(), tmp_path / "worker.log", **places)
    run(beat(tmp_path / "schedule"), tmp_path / "beat.log", **places)
    wait_until(lambda: Heartbeat.objects.exists() or tick(broker.url, "accounts.tasks.heartbeat"))
    broker.process.kill()
    broker.process.wait()

    told = rows(5)
    broker.start()  # empty: it keeps no file
    wait_until(all_sent, 90)

    assert sorted(sink.ids()) == sorted(message_id(row) for row in told)


def test_two_workers_and_two_beats_send_one_mail_to_each(run, places, sink, tmp_path):
    told = rows(40)

    for name in ("one", "two"):
        run(worker(name), tmp_path / f"worker-{name}.log", **places)
        run(beat(tmp_path / f"schedule-{name}"), tmp_path / f"beat-{name}.log", **places)
    wait_until(all_sent, 90)

    assert sorted(sink.ids()) == sorted(message_id(row) for row in told)
    assert not Notification.objects.filter(attempts__gt=1).exists()
    assert len({mail["To"] for mail in sink.mails}) == len(told)
