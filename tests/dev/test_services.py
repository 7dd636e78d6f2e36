"""The services that ./run and ./test start: used together, kept, shared, cleared away."""

import os
import subprocess
import sys
import time

import psycopg2
import pytest
import redis

from dev import services
from dev.places import ROOT
from dev.services import clear_left_over, lasting, throw_away


def ask(database_url, sql):
    connection = psycopg2.connect(database_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def test_throw_away_services_answer_and_are_gone_afterwards(short_folder, monkeypatch):
    monkeypatch.setattr(services, "TEMPORARY", short_folder)

    with throw_away() as running:
        assert ask(running.postgres.url, "SHOW fsync") == [("off",)]
        assert redis.Redis.from_url(running.valkey.url).ping()

    assert not running.postgres.is_live()
    assert not running.valkey.is_live()
    assert list(short_folder.iterdir()) == []


def test_database_has_the_extensions_and_letters_that_search_needs(short_folder, monkeypatch):
    monkeypatch.setattr(services, "TEMPORARY", short_folder)

    with throw_away() as running:
        for name in ("pg_trgm", "unaccent", "btree_gist"):
            ask(running.postgres.url, f"CREATE EXTENSION {name}")
        found = ask(running.postgres.url, "SELECT lower('Élan'), unaccent('Élan'), show_trgm('é') <> '{}'")

    assert found == [("élan", "Elan", True)]


def test_lasting_services_keep_what_was_written(checkout):
    with lasting() as running:
        ask(running.postgres.url, "CREATE TABLE kept AS SELECT 7 AS number")
        redis.Redis.from_url(running.valkey.url).set("kept", "7")
        assert ask(running.postgres.url, "SHOW synchronous_commit") == [("on",)]

    with lasting() as running:
        assert ask(running.postgres.url, "SELECT number FROM kept") == [(7,)]
        assert redis.Redis.from_url(running.valkey.url).get("kept") == b"7"


def test_second_command_uses_the_first_ones_services_and_leaves_them(checkout):
    with lasting() as first:
        pid = first.postgres._pid_file()[0]
        with lasting() as second:
            assert second.environment == first.environment
            assert second.postgres._pid_file()[0] == pid
        assert first.postgres.is_live()
        assert first.valkey.is_live()

    assert not first.postgres.is_live()
    assert not first.valkey.is_live()


def test_first_command_may_leave_before_the_second(checkout):
    first, second = lasting(), lasting()
    starter = first.__enter__()
    running = second.__enter__()

    first.__exit__(None, None, None)
    was_live = running.postgres.is_live() and running.valkey.is_live()
    second.__exit__(None, None, None)
    starter.valkey.process.wait(timeout=5)

    assert was_live
    assert not running.postgres.is_live()


def test_services_are_stopped_when_the_command_fails(checkout):
    with pytest.raises(ZeroDivisionError), lasting() as running:
        raise ZeroDivisionError

    assert not running.postgres.is_live()
    assert not running.valkey.is_live()


def test_services_named_by_the_environment_are_left_alone(checkout, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/database")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")

    with lasting() as running:
        assert running.all == []
        assert running.environment == {}


def test_dead_services_are_started_again_where_they_were(checkout):
    with lasting() as running:
        before = running.environment
        running.valkey.process.kill()
        running.valkey.process.wait()
        running.postgres.stop()

        assert sorted(running.mend()) == ["Postgres", "Valkey"]
        assert running.environment == before
        assert running.mend() == []


def test_services_of_a_killed_run_are_cleared(short_folder, monkeypatch):
    monkeypatch.setattr(services, "TEMPORARY", short_folder)
    code = "import os, sys; from pathlib import Path; from dev import services; "
    code += (
        "services.TEMPORARY = Path(sys.argv[1]); kept = services.throw_away(); kept.__enter__(); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(short_folder)], cwd=ROOT, timeout=60)
    (left,) = short_folder.iterdir()
    running = services._throw_away_in(left)
    assert running.postgres.is_live()
    os.utime(left, (time.time() - 60, time.time() - 60))

    clear_left_over()

    assert not running.postgres.is_live()
    assert not left.exists()


def test_services_of_a_run_that_goes_on_are_not_cleared(short_folder, monkeypatch):
    monkeypatch.setattr(services, "TEMPORARY", short_folder)

    with throw_away() as running:
        home = running.valkey.home.parent
        os.utime(home, (time.time() - 60, time.time() - 60))
        clear_left_over()

        assert running.postgres.is_live()
        assert running.valkey.is_live()


def test_packed_cluster_is_the_beginning_of_another(short_folder, monkeypatch):
    monkeypatch.setattr(services, "TEMPORARY", short_folder)
    with throw_away() as first:
        ask(first.postgres.url, "CREATE TABLE kept AS SELECT 7 AS number")
        first.postgres.stop()
        first.postgres.pack(short_folder / "seed.tar")

    with throw_away(short_folder / "seed.tar") as second:
        assert ask(second.postgres.url, "SELECT number FROM kept") == [(7,)]
