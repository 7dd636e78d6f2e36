"""The test database, made once by all the migrations and used by every run until one of them changes.

Migrations take most of a minute of a short run; a packed cluster is there in half a second.
"""

import fcntl
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from django.db import connection

from dev.places import ROOT, fingerprint, short_hash
from dev.postgres import Postgres, binaries, run_as_account

KEPT = 3
MADE_FROM = ["*/migrations/*.py", "requirements/base.txt", "dev/postgres.py", "dev/seed.py"]


def packed_database() -> Path | None:
    """The packed cluster that fits the migrations as they are; None where it can't be made, and pytest says why."""
    version = run_as_account([str(binaries() / "postgres"), "--version"]).stdout
    name = short_hash(f"{os.getuid()} {version} {fingerprint(*MADE_FROM)}")
    seed = ROOT / "var" / "cache" / f"tests-{name}.tar"
    if not seed.exists():
        seed.parent.mkdir(parents=True, exist_ok=True)
        with seed.with_suffix(".lock").open("w") as turn:
            fcntl.flock(
                turn, fcntl.LOCK_EX
            )  # who runs tests beside us waits for ours instead of making the same
            if not seed.exists() and not made(seed):
                return None
    return seed


def made(seed: Path) -> bool:
    """Whether the packed cluster could be made; those of long ago go."""
    with tempfile.TemporaryDirectory(prefix="fr-seed-", dir="/tmp") as folder:
        if not make(Path(folder), seed):
            return False
    for pattern in ("tests-*.tar", "tests-*.lock"):
        for old in sorted(seed.parent.glob(pattern), key=os.path.getmtime)[:-KEPT]:
            old.unlink(missing_ok=True)
    return True


def make(folder: Path, seed: Path) -> bool:
    """Migrate a test database in a cluster of its own and pack that."""
    folder.chmod(0o711)
    server = Postgres(folder / "postgres", folder / "socket", throw_away=True)
    try:
        server.start()
        environment = os.environ | {
            "DATABASE_URL": server.url,
            "DJANGO_SETTINGS_MODULE": "failure_response.settings",
        }
        migrated = subprocess.run(
            [sys.executable, "-m", "dev.seed"], cwd=ROOT, env=environment, capture_output=True
        )
    finally:
        server.stop()
    if migrated.returncode:
        return False
    part = seed.with_suffix(f".{os.getpid()}.part")
    server.pack(part)
    part.rename(seed)
    return True


if __name__ == "__main__":
    django.setup()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
