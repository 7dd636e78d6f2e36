"""Where things are kept, and the one way of saying what goes on."""

import hashlib
import os
import sys
import tarfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def data_folder() -> Path:
    """Everything made at run time: database, broker, files, mail of the demonstration. DATA_DIR moves it."""
    return Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()


def say(text: str) -> None:
    """A line of progress. On stderr, so that the output of `./run manage` is the command's own."""
    with suppress(OSError):  # whoever read it has gone, and what we are doing must go on: stopping, perhaps
        print(text, file=sys.stderr, flush=True)


class Stop(Exception):
    """Ends the command with one plain sentence and exit code 1."""


def leave_with(main: Callable[..., int | None], *arguments) -> NoReturn:
    """Run the command and end this process with its code; what stops it is said in one line."""
    try:
        sys.exit(main(*arguments))
    except Stop as reason:
        say(str(reason))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def fingerprint(*patterns: str, base: Path = ROOT) -> str:
    """SHA-256 over the names and contents of the files matching the patterns."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in base.glob(pattern) if path.is_file()}):
        digest.update(f"{path.relative_to(base)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def unpack(archive: Path, target: Path) -> None:
    """Take a tar file of our own apart below a folder. Python before 3.11.4 has no filter to do it with."""
    with tarfile.open(archive) as opened:
        opened.extraction_filter = getattr(tarfile, "data_filter", None)
        opened.extractall(target)  # noqa: S202


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
