"""Several management commands in one Django process, which saves starting one for each. For dev/prepare.py.

Takes a JSON list of [what to say, [command, arguments...]]; prints the name of each command that is done.
"""

import io
import json
import os
import sys

import django
from django.core.management import CommandError, call_command

from dev.places import say


def main(steps: list[tuple[str, list[str]]]) -> None:
    names = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a command prints beside its own output is for people
    django.setup()
    for says, (name, *arguments) in steps:
        say(says)
        run(name, arguments)
        print(name, file=names, flush=True)


def run(name: str, arguments: list[str]) -> None:
    output = io.StringIO()
    try:
        call_command(name, *arguments, stdout=output)
    except CommandError as reason:
        say(f"{output.getvalue()}{name}: {reason}")
        sys.exit(1)
    except BaseException:
        say(output.getvalue())
        raise


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
