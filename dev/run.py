"""`./run`: services, database, then web, worker and beat. `./run manage ARGS`: a management command."""

import signal
import socket
import subprocess
import sys

from dev.environment import complete
from dev.places import PYTHON, ROOT, Stop, data_folder, leave_with
from dev.prepare import prepare
from dev.services import lasting
from dev.signals import end_as_ctrl_c, on_end
from dev.supervise import Program, supervise

# These make or mend the database themselves, or don't need one that is ready.
ON_ANY_DATABASE = {
    "check",
    "dbshell",
    "diffsettings",
    "flush",
    "help",
    "makemigrations",
    "migrate",
    "pgtrigger",
}
ON_ANY_DATABASE |= {"showmigrations", "sqlmigrate", "squashmigrations", "version", "--help", "--version"}


def programs(port: str) -> list[Program]:
    """The three processes of the service."""
    beat = data_folder() / "beat"
    beat.mkdir(parents=True, exist_ok=True)
    gunicorn = "gunicorn failure_response.wsgi --preload --workers 2 --threads 4 --no-control-socket"
    celery = "celery --quiet --app failure_response"
    commands = {
        "web": f"{gunicorn} --log-level warning --bind 127.0.0.1:{port}".split(),
        "worker": f"{celery} worker --concurrency 2 --loglevel warning".split(),
        "beat": [*f"{celery} beat --loglevel warning --pidfile= -s".split(), str(beat / "schedule")],
    }
    return [Program(name, [str(PYTHON), "-m", *command]) for name, command in commands.items()]


def check_port(port: str) -> None:
    """Find out before anything is started whether the address can be had. Raises Stop."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except (OSError, ValueError, OverflowError):
            raise Stop(f"Port {port} can't be used. Name another one: PORT=8001 ./run") from None


def serve() -> None:
    environment = complete()
    check_port(environment["PORT"])
    with lasting() as services:
        environment |= services.environment
        prepare(environment)
        supervise(programs(environment["PORT"]), environment, services, welcome(environment))


def welcome(environment: dict[str, str]) -> list[str]:
    """What a newcomer needs to know once it runs."""
    lines = [f"Ready: http://127.0.0.1:{environment['PORT']}/"]
    if environment.get("DEMONSTRATION") == "1":
        lines += ["Sign in as officer@council.example; the other accounts are in README.md."]
        lines += [f"The password of all of them: {environment['DEMO_PASSWORD']}"]
    return [*lines, "Ctrl-C stops everything."]


def manage(arguments: list[str]) -> int:
    """Run a management command against the same services; its exit code."""
    environment = complete()
    with lasting() as services:
        environment |= services.environment
        if arguments and arguments[0] not in ON_ANY_DATABASE:
            prepare(environment)
        return pass_through([str(PYTHON), str(ROOT / "manage.py"), *arguments], environment)


def pass_through(command: list[str], environment: dict[str, str]) -> int:
    """Run a command with our input and output. Ctrl-C reaches it by itself; other endings are handed on."""
    with subprocess.Popen(command, env=environment) as child:
        on_end(lambda *_: child.terminate())
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        code = child.wait()
    return code if code >= 0 else 128 - code


def main(arguments: list[str]) -> int:
    # An ended command tidies up as one stopped by Ctrl-C.
    end_as_ctrl_c()
    if arguments[:1] == ["manage"]:
        return manage(arguments[1:])
    if arguments:
        raise Stop("usage: ./run, or ./run manage ARGS")
    serve()
    return 0


if __name__ == "__main__":
    leave_with(main, sys.argv[1:])
