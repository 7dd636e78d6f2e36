"""What the plugins give every test: private services, and no way out of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from dev.places import ROOT
from dev.pytest_emptying import empty
from dev.pytest_sharing import ByPlace
from tests.factories.accounts import make_user

LONG = """
import os, time
def test_long():
    open({url!r}, 'w').write(os.environ['REDIS_URL'])
    time.sleep(60)
"""


def test_services_are_private():
    assert "fr-test-" in os.environ["DATABASE_URL"]
    assert os.environ["REDIS_URL"].startswith("redis://:")
    assert os.environ["DJANGO_ENV"] == "test"
    assert not os.environ["DATA_DIR"].startswith(str(ROOT))


@pytest.mark.parametrize("host", ["192.0.2.1", "registry.example"])
def test_reaching_beyond_this_machine_fails(host):
    with socket.socket() as client, pytest.raises(RuntimeError, match="this machine only"):
        client.connect((host, 80))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_services_are_stopped_when_a_run_is_broken_off(tmp_path, number):
    (tmp_path / "test_long.py").write_text(LONG.format(url=str(tmp_path / "url")))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "dev.pytest_services",
        "-p",
        "no:django",
        "-c",
        os.devnull,
    ]
    with subprocess.Popen([*command, str(tmp_path)], cwd=ROOT, stdout=subprocess.DEVNULL) as run:
        while not (tmp_path / "url").exists():
            assert run.poll() is None
            time.sleep(0.1)
        time.sleep(0.5)
        run.send_signal(number)
        run.wait(timeout=30)

    port = int((tmp_path / "url").read_text().rsplit(":", 1)[1].split("/")[0])
    with socket.socket() as client:
        assert client.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_after_it(officer):
    empty()  # from now on it knows what stays
    permissions, history = (
        Permission.objects.count(),
        User._meta.apps.get_model("accounts", "UserEvent").objects,
    )
    make_user("administrator")
    assert history.exists()

    empty()

    assert not User.objects.exists()
    assert not history.exists()
    assert Permission.objects.count() == permissions > 100


@pytest.mark.django_db(transaction=True)
def test_what_a_test_takes_from_the_rest_is_written_again():
    empty()
    permissions = Permission.objects.count()
    Permission.objects.filter(codename="view_user").delete()

    empty()

    assert Permission.objects.count() == permissions


@pytest.mark.parametrize(
    ("test", "group"),
    [
        ("tests/journeys/test_failure.py::test_a[x]", "journeys"),
        ("tests/journeys/test_accessible.py::test_b", "journeys"),
        ("tests/access/test_walk.py::test_c[tests/journeys/]", "tests/access/test_walk.py"),
    ],
)
def test_journeys_share_a_worker_and_so_do_the_tests_of_a_file(test, group):
    assert ByPlace._split_scope(None, test) == group
