"""`make backup` and `make restore`: database and files as one folder with a manifest, and back again.

usage: dev/enter backup FOLDER | dev/enter restore FOLDER
"""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from dev.environment import complete
from dev.places import Stop, say, unpack
from dev.postgres import binaries
from dev.prepare import is_empty
from dev.services import lasting

DUMP, FILES, MANIFEST = "database.dump", "files.tar.gz", "manifest.json"


def postgres_program(*arguments: str) -> None:
    """Run pg_dump or pg_restore as ourselves. Raises Stop."""
    done = subprocess.run([str(binaries() / arguments[0]), *arguments[1:]], capture_output=True, text=True)
    if done.returncode:
        raise Stop(f"{arguments[0]}: {done.stderr.strip()}")


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def backup(target: Path, database_url: str, files: Path) -> None:
    """Write a new folder. The database goes first, so that every file it names is there. Raises Stop."""
    try:
        target.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise Stop(f"{target} exists already. Name a new folder.") from None
    previous = os.umask(0o077)
    try:
        # Unlogged tables are caches.
        kind = ("--format=custom", "--no-unlogged-table-data")
        postgres_program("pg_dump", *kind, f"--file={target / DUMP}", database_url)
        with tarfile.open(target / FILES, "w:gz") as archive:
            if files.exists():
                archive.add(files, arcname="files")
        manifest = {name: digest(target / name) for name in (DUMP, FILES)}
        manifest["made_at"] = datetime.now(UTC).isoformat(timespec="seconds")
        (target / MANIFEST).write_text(json.dumps(manifest, indent=1))
    finally:
        os.umask(previous)


def restore(source: Path, database_url: str, files: Path) -> None:
    """Bring a backup into an empty database. Raises Stop, with nothing changed, where either is doubtful."""
    try:
        manifest = json.loads((source / MANIFEST).read_text())
    except (OSError, ValueError):
        raise Stop(f"{source} isn't a backup: it has no readable {MANIFEST}.") from None
    for name in (DUMP, FILES):
        if not (source / name).exists() or digest(source / name) != manifest[name]:
            raise Stop(f"{source / name} is missing or isn't what was backed up.")
    if not is_empty(database_url):
        raise Stop("The database holds data already. Restore into an empty one.")
    postgres_program(
        "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={database_url}", str(source / DUMP)
    )
    unpack(source / FILES, files.parent)


def main(verb: str, folder: str) -> None:
    environment = complete()
    with lasting() as services:
        database_url = (environment | services.environment)["DATABASE_URL"]
        action = {"backup": backup, "restore": restore}[verb]
        action(Path(folder).resolve(), database_url, Path(environment["DATA_DIR"]) / "files")
    say({"backup": f"Backed up to {folder}", "restore": f"Restored from {folder}"}[verb])


if __name__ == "__main__":
    try:
        if len(sys.argv) != 3:
            raise Stop(__doc__)
        main(*sys.argv[1:])
    except Stop as reason:
        say(str(reason))
        sys.exit(1)
