"""Several programs as one: prefixed output, restart of what dies, and all of them stopped together."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from dev.places import ROOT, Stop, say
from dev.services import Services
from dev.signals import on_end

PATIENCE = 15  # seconds that a program may take to finish what it is doing
MOST_RESTARTS = 5  # within a minute

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent() -> None:
    """In the child: be ended when we are killed and can't end it ourselves. Linux only."""
    if libc:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Program:
    """A process of the service."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    printer: threading.Thread | None = None
    restarts: list[float] = field(default_factory=list)

    def start(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C reaches us only; we say when each of them stops
            preexec_fn=end_with_parent,
        )
        self.printer = threading.Thread(target=self._print_lines, args=(self.process.stdout,), daemon=True)
        self.printer.start()

    def _print_lines(self, stream) -> None:
        with stream:
            for line in filter(str.strip, stream):  # read to the end even where nobody listens any more
                with contextlib.suppress(OSError):
                    sys.stdout.write(f"{self.name:<7}| {line}")
                    sys.stdout.flush()

    def signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    def mend(self, environment: dict[str, str]) -> None:
        """Start again after it ended by itself. Raises Stop when that happens again and again."""
        if self.process.poll() is None:
            return
        self.signal(signal.SIGKILL)  # what is left of its children
        now = time.monotonic()
        self.restarts = [moment for moment in self.restarts if now - moment < 60] + [now]
        if len(self.restarts) > MOST_RESTARTS:
            raise Stop(
                f"{self.name} ended {len(self.restarts)} times within a minute. Its last lines are above."
            )
        say(f"{self.name} ended with code {self.process.returncode} and is started again")
        self.start(environment)


def supervise(
    programs: list[Program], environment: dict[str, str], services: Services, welcome: list[str]
) -> None:
    """Run until Ctrl-C, SIGTERM or a closed terminal; then stop the programs. The caller stops the services."""
    stopping = threading.Event()
    on_end(lambda *_: stopping.set())
    try:
        web, *others = programs
        web.start(environment)  # first and alone: somebody waits for it
        wait_for_answer(web, int(environment["PORT"]), stopping)
        for line in welcome:
            say(line)
        for program in others:
            program.start(environment)
        while not stopping.wait(1):
            mend(programs, environment, services)
    finally:
        stop(programs)


def wait_for_answer(web: Program, port: int, stopping: threading.Event) -> None:
    """Until the web process takes connections. Raises Stop when it ends before."""
    while web.process.poll() is None and not stopping.wait(0.1):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
    if not stopping.is_set():
        raise Stop("The web process ended before it was ready. Its last lines are above.")


def mend(programs: list[Program], environment: dict[str, str], services: Services) -> None:
    try:
        for name in services.mend():
            say(f"{name} had ended and is started again")
    except Stop as reason:  # such as: processes of the dead server haven't ended yet
        say(str(reason))
    for program in programs:
        program.mend(environment)


def stop(programs: list[Program]) -> None:
    """Ask all to finish; end what hasn't within a quarter of a minute."""
    say("Stopping")
    started = [program for program in programs if program.process]
    for program in started:
        program.process.terminate()
    deadline = time.monotonic() + PATIENCE
    for program in started:
        try:
            program.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{program.name} is ended, as it didn't stop by itself")
        program.signal(signal.SIGKILL)  # it, or what it has left behind
        program.process.wait()
        program.printer.join(timeout=1)  # its last lines
