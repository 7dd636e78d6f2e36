"""Real processes around a test: Celery workers and beats on the test's own database, and a mail server that counts."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.policy import default
from urllib.parse import quote

from aiosmtpd.controller import Controller
from celery import Celery
from django.db import connection

from dev.places import ROOT
from dev.valkey import free_port

CELERY = [sys.executable, "-m", "celery", "-A", "failure_response"]


class Sink:
    """A mail server on loopback that keeps what it is given and refuses the addresses in `refuses`."""

    def __init__(self):
        self.mails, self.refuses = [], {}
        self.server = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        assert len(envelope.rcpt_tos) == 1
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    @property
    def port(self) -> int:
        return self.server.port

    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]


@contextmanager
def mail_sink():
    sink = Sink()
    sink.server.start()
    try:
        yield sink
    finally:
        sink.server.stop()


def database_url() -> str:
    """The database that this test uses at the moment, for another process."""
    given = connection.settings_dict
    return f"postgres://{given['USER']}@{quote(given['HOST'], safe='')}:{given['PORT']}/{given['NAME']}"


class Process:
    """One program in a process group of its own, its output in a file."""

    def __init__(self, command: list[str], log, **environment):
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "PYTHONWARNINGS": "ignore",
            **environment,
        }
        with log.open("ab") as output:
            self.popen = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """kill -9, children too."""
        with suppress(ProcessLookupError):  # it has ended by itself
            os.killpg(self.popen.pid, signal.SIGKILL)
        self.popen.wait()


@contextmanager
def running():
    """run(command, log, **environment) -> Process; all of them are killed at the end."""
    started = []

    def run(command, log, **environment) -> Process:
        started.append(Process(command, log, **environment))
        return started[-1]

    try:
        yield run
    finally:
        for process in started:
            process.kill()


def worker(name: str = "one") -> list[str]:
    return [*CELERY, "worker", "--concurrency", "1", "--loglevel", "warning", "-n", f"{name}@test"]


def beat(schedule) -> list[str]:
    return [*CELERY, "beat", "--loglevel", "warning", "--pidfile=", "-s", str(schedule)]


def tick(broker: str, task: str) -> None:
    """Put one tick of the clock into the broker, as beat does."""
    with Celery(broker=broker, set_as_current=False) as app:
        app.send_task(task)


def wait_until(condition, seconds: float = 60) -> None:
    """Until it holds; fails when that takes longer than any machine should need."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)
