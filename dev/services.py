"""The two services together: lasting ones for ./run, throw-away ones for tests."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.places import data_folder, short_hash
from dev.postgres import Postgres, account, can_reach, root_store
from dev.valkey import Valkey

TEMPORARY = Path("/tmp")  # not TMPDIR: a socket's path must be short
THROW_AWAY_PREFIX = "fr-test-"


class Services:
    """PostgreSQL and Valkey; each is None where the environment names one that somebody else runs."""

    def __init__(self, postgres: Postgres | None, valkey: Valkey | None) -> None:
        self.all = [service for service in (postgres, valkey) if service]
        self.postgres, self.valkey = postgres, valkey

    @property
    def environment(self) -> dict[str, str]:
        """The settings that lead Django to them."""
        named = {"DATABASE_URL": self.postgres, "REDIS_URL": self.valkey}
        return {name: service.url for name, service in named.items() if service}

    def start(self) -> None:
        for service in self.all:
            service.start()

    def stop(self) -> None:
        for service in reversed(self.all):
            service.stop()

    def mend(self) -> list[str]:
        """Start again what has died; the names of what that was."""
        dead = [service for service in self.all if not service.is_live()]
        for service in dead:
            service.start()
        return [type(service).__name__ for service in dead]


def lasting_postgres() -> Postgres:
    folder = data_folder() / "services"
    folder.mkdir(parents=True, exist_ok=True)
    name = short_hash(f"{os.getuid()} {data_folder()}")
    home = folder / "postgres"
    if account() and not can_reach(folder):
        home = root_store() / name
    return Postgres(home, TEMPORARY / f"fr-{name}")


@contextmanager
def lasting() -> Iterator[Services]:
    """The services of this checkout: started unless they run, stopped unless another command uses them."""
    services = Services(
        None if os.environ.get("DATABASE_URL") else lasting_postgres(),
        None if os.environ.get("REDIS_URL") else Valkey(data_folder() / "services" / "valkey"),
    )
    locks = data_folder() / "services"
    locks.mkdir(parents=True, exist_ok=True)
    # Every user holds `used` shared until it ends, however it ends; only the last one left can have it alone.
    with (locks / "used.lock").open("w") as used, (locks / "change.lock").open("w") as change:
        fcntl.flock(change, fcntl.LOCK_EX)
        try:
            fcntl.flock(used, fcntl.LOCK_SH)
            services.start()
            fcntl.flock(change, fcntl.LOCK_UN)
            yield services
        finally:
            fcntl.flock(change, fcntl.LOCK_EX)
            if _alone(used):
                services.stop()


@contextmanager
def throw_away(seed: Path | None = None) -> Iterator[Services]:
    """Services for one run of tests or lint, gone afterwards. Clears those of runs that were killed.

    `seed` is a packed cluster to begin with.
    """
    clear_left_over()
    home = Path(tempfile.mkdtemp(prefix=THROW_AWAY_PREFIX, dir=TEMPORARY))
    with (home / "owner.lock").open("w") as owner:
        fcntl.flock(owner, fcntl.LOCK_EX)
        home.chmod(0o711)  # PostgreSQL's account passes through to its own folder
        services = _throw_away_in(home, seed)
        try:
            services.start()
            yield services
        finally:
            services.stop()
            shutil.rmtree(home, ignore_errors=True)


def _throw_away_in(home: Path, seed: Path | None = None) -> Services:
    postgres = Postgres(home / "postgres", home / "socket", throw_away=True, seed=seed)
    return Services(postgres, Valkey(home / "valkey", throw_away=True))


def clear_left_over() -> None:
    """Stop and remove throw-away services whose owner was killed."""
    for home in TEMPORARY.glob(f"{THROW_AWAY_PREFIX}*"):
        try:
            about = home.lstat()
            if about.st_uid != os.getuid() or home.is_symlink() or time.time() - about.st_mtime < 5:
                continue  # somebody else's, or just being made
            with (home / "owner.lock").open("a") as owner:
                if _alone(owner):
                    _throw_away_in(home).stop()
                    shutil.rmtree(home, ignore_errors=True)
        except FileNotFoundError:  # its owner has just removed it
            continue


def _alone(lock) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
