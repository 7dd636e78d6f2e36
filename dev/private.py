"""`dev/enter private COMMAND`: a command of .venv/bin with throw-away services of its own."""

import os
import sys
import tempfile

from dev.environment import complete
from dev.places import VENV, Stop, leave_with
from dev.run import pass_through
from dev.services import throw_away
from dev.signals import end_as_ctrl_c


def main(command: list[str]) -> int:
    if not command:
        raise Stop("usage: dev/enter private COMMAND")
    end_as_ctrl_c()
    with tempfile.TemporaryDirectory(prefix="fr-files-") as files, throw_away() as services:
        os.environ["DATA_DIR"] = files
        environment = complete() | services.environment
        environment["PATH"] = f"{VENV / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
        return pass_through(["/usr/bin/env", *command], environment)


if __name__ == "__main__":
    leave_with(main, sys.argv[1:])
