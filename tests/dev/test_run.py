"""`./run` as a person types it: it comes up, answers, and leaves nothing behind."""

import http.client
import os
import shutil
import signal
import socket
import subprocess

import psycopg2
import pytest

from dev.places import ROOT
from dev.seed import packed_database
from dev.services import lasting_postgres
from dev.valkey import Valkey, free_port


@pytest.fixture
def place(tmp_path, monkeypatch):
    """The environment of a checkout of its own, without the demonstration, which takes longest to make."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "REDIS_URL", "DJANGO_ENV"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("DEMONSTRATION", "0")
    monkeypatch.setenv("PORT", str(free_port()))
    yield dict(os.environ)
    # Root's own is elsewhere where this folder is closed to PostgreSQL's account.
    shutil.rmtree(lasting_postgres().home, ignore_errors=True)


def begin_with_a_migrated_database(postgres):
    postgres.seed = packed_database()
    postgres.start()
    connection = psycopg2.connect(postgres.url.replace("/failure_response", "/postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE failure_response")
        cursor.execute("ALTER DATABASE test_failure_response RENAME TO failure_response")
    connection.close()
    postgres.stop()


def wait_for(run, line):
    for printed in run.stderr:
        if line in printed:
            return
    raise AssertionError(f"ended with {run.wait()} before it said {line}")


def status(port):
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    browser.request("GET", "/")
    answer = browser.getresponse()
    answer.read()
    browser.close()
    return answer.status


def test_it_answers_and_stops_with_everything_it_started(place, tmp_path):
    postgres, valkey = lasting_postgres(), Valkey(tmp_path / "var" / "services" / "valkey")
    begin_with_a_migrated_database(postgres)
    with subprocess.Popen(
        [str(ROOT / "run")], env=place, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as run:
        wait_for(run, "Ready:")
        was_live = postgres.is_live() and valkey.is_live()
        found = status(int(place["PORT"]))
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=60)

    assert was_live
    assert found == 302  # to sign in
    assert run.returncode == 0
    assert not postgres.is_live()
    assert not valkey.is_live()


def manage(place, *arguments, **options):
    return subprocess.run(
        [str(ROOT / "run"), "manage", *arguments],
        env=place,
        capture_output=True,
        text=True,
        timeout=120,
        **options,
    )


def test_management_command_has_the_output_and_the_exit_code_to_itself(place):
    shown = manage(place, "version")
    failed = manage(place, "migrate", "no_such_room")

    assert shown.stdout.startswith("5.2")
    assert shown.returncode == 0
    assert failed.stdout == ""
    assert failed.returncode == 1
    assert not lasting_postgres().is_live()


def test_port_that_is_taken_is_said_before_anything_starts(place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(place["PORT"])))
        taken.listen()
        refused = subprocess.run([str(ROOT / "run")], env=place, capture_output=True, text=True, timeout=60)

    assert refused.returncode == 1
    assert f"Port {place['PORT']} can't be used." in refused.stderr
    assert "Bringing the database" not in refused.stderr
    assert not lasting_postgres().is_live()
