"""Several programs as one: their lines, their restarts, their end."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from dev.places import ROOT, Stop
from dev.services import Services
from dev.signals import ENDINGS
from dev.supervise import MOST_RESTARTS, Program, mend, stop, supervise
from dev.valkey import free_port

LISTENS = """
import http.server, sys
print('listening', flush=True)
http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""
NOTHING = Services(None, None)


@pytest.fixture(autouse=True)
def own_signals():
    kept = {number: signal.getsignal(number) for number in ENDINGS}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def program(name, code, *arguments):
    return Program(name, [sys.executable, "-c", code, *arguments])


def ended(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def ends_soon(pid):
    """Being ended takes a moment, and what remains is taken away by init."""
    for _ in range(600):
        if ended(pid):
            return True
        time.sleep(0.05)
    return False


def test_all_programs_stop_together_and_each_line_names_its_program(capfd):
    port = str(free_port())
    programs = [
        program("web", LISTENS, port),
        program("worker", "import time; print('at work'); time.sleep(60)"),
    ]
    threading.Timer(2, os.kill, (os.getpid(), signal.SIGTERM)).start()

    supervise(programs, dict(os.environ) | {"PORT": port, "PYTHONUNBUFFERED": "1"}, NOTHING, ["Ready"])

    printed = capfd.readouterr()
    assert "web    | listening" in printed.out
    assert "worker | at work" in printed.out
    assert "Ready" in printed.err
    assert all(ended(each.process.pid) for each in programs)


def test_nothing_else_is_started_where_the_web_process_ends_at_once():
    port = str(free_port())
    programs = [program("web", "raise SystemExit(3)"), program("worker", "import time; time.sleep(60)")]

    with pytest.raises(Stop, match="ended before it was ready"):
        supervise(programs, dict(os.environ) | {"PORT": port}, NOTHING, [])

    assert programs[1].process is None


def test_program_that_died_is_started_again():
    worker = program("worker", "import time; time.sleep(60)")
    worker.start(dict(os.environ))
    first = worker.process
    first.kill()
    first.wait()

    mend([worker], dict(os.environ), NOTHING)

    assert worker.process.pid != first.pid
    assert worker.process.poll() is None
    stop([worker])


def test_program_that_dies_again_and_again_ends_the_command():
    worker = program("worker", "raise SystemExit(1)")
    worker.start(dict(os.environ))

    for _ in range(MOST_RESTARTS):
        worker.process.wait()
        worker.mend(dict(os.environ))
    worker.process.wait()

    with pytest.raises(Stop, match="within a minute"):
        worker.mend(dict(os.environ))


def test_children_of_a_program_end_with_it(tmp_path):
    code = "import subprocess, sys, time; child = subprocess.Popen(['sleep', '60']); "
    code += "open(sys.argv[1], 'w').write(str(child.pid)); time.sleep(60)"
    worker = program("worker", code, str(tmp_path / "pid"))
    worker.start(dict(os.environ))
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        assert worker.process.poll() is None

    stop([worker])

    assert ends_soon(int((tmp_path / "pid").read_text()))


SUPERVISES = f"""
import os, sys
from dev.services import Services
from dev.supervise import Program, supervise
web = Program("web", [sys.executable, "-c", {LISTENS!r}, os.environ["PORT"]])
work = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
worker = Program("worker", [sys.executable, "-c", work, sys.argv[1]])
supervise([web, worker], dict(os.environ), Services(None, None), [])
"""


def as_from_a_terminal():
    """Where the tests themselves run under `nohup`, a closed terminal would mean nothing."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_programs_end_however_we_end_and_though_nobody_reads_on(tmp_path, ending):
    if ending == signal.SIGKILL and sys.platform != "linux":
        pytest.skip("only Linux ends children with their parent")
    command = [sys.executable, "-c", SUPERVISES, str(tmp_path / "pid")]
    environment = os.environ | {"PORT": str(free_port())}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, preexec_fn=as_from_a_terminal, **pipes) as run:
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            assert run.poll() is None
        run.stdout.close()
        run.stderr.close()
        run.send_signal(ending)
        run.wait(timeout=30)

    assert ends_soon(int((tmp_path / "pid").read_text()))
