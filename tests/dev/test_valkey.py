"""Our Valkey: on loopback, with a password, never dropping a job for want of room."""

import stat

import pytest
import redis

from dev import valkey
from dev.valkey import Valkey


@pytest.fixture
def server(tmp_path):
    server = Valkey(tmp_path / "valkey")
    server.start()
    yield server
    server.stop()


def test_it_refuses_without_the_password(server):
    url = server.url.split("@")[1]

    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(f"redis://{url}").ping()


def test_it_refuses_rather_than_drops_and_keeps_its_file(server):
    config = redis.Redis.from_url(server.url).config_get("*")

    assert config["maxmemory-policy"] == "noeviction"
    assert config["appendonly"] == "yes"
    assert config["bind"] == "127.0.0.1"


def test_its_password_is_for_our_eyes_only(server):
    for name in ("state.json", "valkey.conf"):
        assert stat.S_IMODE((server.home / name).stat().st_mode) == 0o600


def test_it_comes_back_on_the_same_port(server):
    before = server.url
    server.stop()
    assert not server.is_live()

    server.start()

    assert server.url == before


def test_it_takes_another_port_where_its_own_is_taken(server, tmp_path):
    other = Valkey(tmp_path / "other")
    (tmp_path / "other").mkdir()
    other._save_state({"port": server._state()["port"], "password": "another"})

    other.start()
    try:
        assert other._state()["port"] != server._state()["port"]
        assert other.is_live()
        assert server.is_live()
    finally:
        other.stop()


def test_a_frozen_server_is_ended(server, monkeypatch):
    monkeypatch.setattr(valkey, "PATIENCE", 1)
    frozen = Valkey(server.home)
    server.process.send_signal(valkey.signal.SIGSTOP)

    frozen.stop()

    assert server.process.wait(timeout=5) == -valkey.signal.SIGKILL


def test_a_later_process_with_its_number_is_left_alone(tmp_path):
    server = Valkey(tmp_path)
    server._save_state({"port": valkey.free_port(), "password": "x", "pid": 1})

    server.stop()

    assert not server._is_ours(1)
