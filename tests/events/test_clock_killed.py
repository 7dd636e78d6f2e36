"""The clock of the route is killed in the middle of telling somebody: nobody is left out, nobody is told twice."""

from datetime import timedelta

import psycopg2
import pytest
from django.db import connection
from django.db.models.functions import Now

from accounts.models import Notification
from dev.valkey import Valkey
from events.models import Escalation, Telling
from tests.factories.incidents import log
from tests.processes import beat, database_url, running, tick, wait_until, worker

pytestmark = pytest.mark.django_db(transaction=True)
ESCALATE = "events.tasks.escalate"
WAITS_FOR_THE_LOCK = (
    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


@pytest.fixture
def broker(tmp_path):
    valkey = Valkey(tmp_path / "valkey", throw_away=True)
    valkey.start()
    yield valkey
    valkey.stop()


@pytest.fixture
def unanswered(officer, contracts_officer, reader):
    """The contracts officer was told and has not answered in time; the senior leader is next."""
    event = log(officer)
    Escalation.objects.filter(event=event).update(next_at=Now() - timedelta(minutes=1))
    return event


@pytest.fixture
def shut_door(unanswered):
    """Nobody can write a telling until the connection is closed, so a clock stops in the middle."""
    other = psycopg2.connect(database_url())
    other.cursor().execute("LOCK TABLE events_telling IN ACCESS EXCLUSIVE MODE")
    yield other
    other.close()


def is_held_up() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITS_FOR_THE_LOCK)
        return cursor.fetchone() is not None


def test_route_goes_on_once_when_its_worker_and_the_broker_are_killed(
    unanswered, shut_door, broker, reader, tmp_path
):
    with running() as run:
        first = run(worker(), tmp_path / "first.log", REDIS_URL=broker.url)
        tick(broker.url, ESCALATE)
        wait_until(is_held_up)
        first.kill()
        broker.process.kill()
        broker.process.wait()
        shut_door.close()
        assert not Telling.objects.filter(user=reader).exists()

        broker.start()  # empty: it keeps no file
        for name in ("two", "three"):
            run(worker(name), tmp_path / f"{name}.log", REDIS_URL=broker.url)
        run(beat(tmp_path / "schedule"), tmp_path / "beat.log", REDIS_URL=broker.url)
        tick(broker.url, ESCALATE)
        wait_until(lambda: Telling.objects.filter(user=reader).exists())
        for _ in range(3):
            tick(broker.url, ESCALATE)
        wait_until(lambda: not Escalation.objects.filter(next_at__lt=Now()).exists())

    assert Telling.objects.filter(user=reader).count() == 1
    assert Notification.objects.filter(to=reader, kind__startswith="event").count() == 1
