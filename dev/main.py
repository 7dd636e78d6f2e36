"""Entry of ./run, ./test and the Makefile: sets up what the command needs, then goes on inside .venv."""

import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from dev import assets, install, system  # noqa: E402
from dev.environment import load  # noqa: E402
from dev.places import PYTHON, ROOT, Stop, leave_with  # noqa: E402

USAGE = """usage: dev/enter COMMAND
  run [manage ARGS]   the service, or one management command
  test [ARGS]         the suite; arguments go to pytest
  lint                every linter and check
  setup [services]    packages and assets only
  backup FOLDER       database and files into a new folder
  restore FOLDER      and back, into an empty database
  private ARGS        a command of .venv/bin with throw-away services, such as: private python -m bench"""


def set_up(wanted: str) -> None:
    """Everything that has to be installed or built. `wanted` names the requirements: services or dev."""
    with install.one_at_a_time():
        install.python_packages(wanted)
        assets.build()
        system.get_pango()
        if wanted == "dev":
            system.get_chromium()


def inside(*module: str) -> None:
    """Go on as this module in the virtual environment, in place of this process."""
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *module])


def on_every_core(arguments: tuple[str, ...]) -> list[str]:
    """For the whole suite, a worker more than there are cores, because some tests wait for processes; four at most.

    What names a file or asks for a debugger runs in one process.
    """
    alone = {"-n", "--pdb", "-s", "--collect-only", "--version", "--help", "-h"}
    if any(one in alone or Path(one.split("::")[0]).exists() for one in arguments):
        return []
    workers = min((os.cpu_count() or 1) + 1, 4)
    return ["-n", str(workers), "--dist", "loadscope", "--no-loadscope-reorder"]


def main(command: str = "", *arguments: str) -> None:
    if command == "run":
        load()
        set_up("services")
        inside("-m", "dev.run", *arguments)
    elif command == "test":
        set_up("dev")
        os.chdir(ROOT)
        pytest = ["-m", "pytest", f"--rootdir={ROOT}", "-c", str(ROOT / "pyproject.toml")]
        inside(*pytest, *on_every_core(arguments), *arguments)
    elif command in ("lint", "private"):
        set_up("dev")
        inside("-m", f"dev.{command}", *arguments)
    elif command in ("backup", "restore"):
        load()
        set_up("services")
        inside("-m", "dev.backup", command, *arguments)
    elif command == "setup":
        set_up(*arguments or ["dev"])
    else:
        raise Stop(USAGE)


if __name__ == "__main__":
    leave_with(main, *sys.argv[1:])
