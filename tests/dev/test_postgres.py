"""Our PostgreSQL: where its files and its socket go, as root and as an ordinary user."""

import os
import stat

import pytest

from dev import postgres
from dev.places import Stop
from dev.postgres import LONGEST_SOCKET_PATH, Postgres, can_reach
from dev.services import lasting_postgres

as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root runs PostgreSQL as another account")


def test_socket_path_is_short_however_deep_the_checkout(monkeypatch, tmp_path):
    deep = tmp_path / ("deep" * 20) / ("deeper" * 20)
    monkeypatch.setenv("DATA_DIR", str(deep))

    server = lasting_postgres()

    assert len(f"{server.sockets}/.s.PGSQL.5432") < 40


def test_too_long_socket_path_is_refused(tmp_path):
    server = Postgres(tmp_path / "home", tmp_path / ("x" * LONGEST_SOCKET_PATH))

    with pytest.raises(Stop, match="too long for a socket"):
        server.start()


def test_two_checkouts_have_different_sockets(monkeypatch, tmp_path):
    found = set()
    for name in ("one", "two"):
        monkeypatch.setenv("DATA_DIR", str(tmp_path / name))
        found.add(lasting_postgres().sockets)

    assert len(found) == 2


def test_live_server_is_used_again(short_folder):
    server = Postgres(short_folder / "home", short_folder / "socket", throw_away=True)
    server.start()
    try:
        pid = server._pid_file()[0]
        Postgres(short_folder / "home", short_folder / "socket", throw_away=True).start()
        assert server._pid_file()[0] == pid
    finally:
        server.stop()


def test_pid_file_of_a_dead_server_is_no_obstacle(short_folder):
    server = Postgres(short_folder / "home", short_folder / "socket", throw_away=True)
    server.start()
    pid_file = server._pid_file()
    server.stop()
    (server.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *pid_file[1:]]))

    assert not server.is_live()
    try:
        server.start()
        assert server.is_live()
    finally:
        server.stop()


def test_server_whose_socket_was_tidied_away_is_started_again(short_folder):
    server = Postgres(short_folder / "home", short_folder / "socket", throw_away=True)
    server.start()
    try:
        (short_folder / "socket" / ".s.PGSQL.5432").unlink()
        assert not server.is_live()
        server.start()
        assert server.is_live()
    finally:
        server.stop()


def test_only_its_account_may_enter_the_socket_folder(short_folder):
    server = Postgres(short_folder / "home", short_folder / "socket", throw_away=True)
    server._make_folders()

    assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700


@as_root
def test_socket_folder_made_by_someone_else_is_refused(short_folder):
    (short_folder / "socket").mkdir()
    os.chown(short_folder / "socket", 12345, 12345)

    with pytest.raises(Stop, match="belongs to another user"):
        Postgres(short_folder / "home", short_folder / "socket").start()


def test_data_of_another_version_is_refused_in_words(short_folder):
    server = Postgres(short_folder / "home", short_folder / "socket", throw_away=True)
    server._make_folders()
    server._make_cluster()
    (server.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(Stop, match="was made by PostgreSQL 9"):
        server.start()


@as_root
def test_checkout_closed_to_the_account_keeps_its_cluster_in_the_root_store(checkout, short_folder):
    assert not can_reach(checkout)

    server = lasting_postgres()

    assert server.home.parent == short_folder


@as_root
def test_programs_closed_to_the_account_are_copied_once(checkout, short_folder, monkeypatch):
    monkeypatch.setattr(postgres, "can_reach", lambda path: False)

    folder = postgres.binaries()
    made = (folder / "initdb").stat().st_ino
    postgres.binaries.cache_clear()

    assert folder.is_relative_to(short_folder)
    assert postgres.run_as_account([str(folder / "initdb"), "--version"]).returncode == 0
    assert (postgres.binaries() / "initdb").stat().st_ino == made
