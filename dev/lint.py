"""`make lint`: every linter and check, all of them even when one fails."""

import os
import secrets
import subprocess
import sys
import tempfile
import time

from dev.places import ROOT, VENV, say
from dev.services import throw_away

MANAGE = ["python", "manage.py"]
CHECKS = {
    "ruff check": ["ruff", "check", "--quiet", "--output-format", "concise"],
    "ruff format": ["ruff", "format", "--check", "--output-format", "concise"],
    "import contracts": ["lint-imports", "--no-logo"],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "deploy": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "docker-compose.yml": ["docker-compose", "config", "--quiet"],
    "Dockerfile": ["hadolint", "Dockerfile"],
    "shell": ["sh", "-n", "run", "test", "dev/enter", "dev/lock"],
}
# `check --deploy` looks at the settings of a real place; the key is as long as one.
PRODUCTION = {
    "DJANGO_ENV": "production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "continuity.council.example",
}


def check(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check; where it fails, show what it says."""
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = "failed" if done.returncode else "ok"
    print(f"{name:<20}{verdict:<8}{time.monotonic() - began:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def main() -> int:
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    plain = os.environ | {"PATH": path, "DJANGO_ENV": "development"}
    with tempfile.TemporaryDirectory(prefix="fr-files-") as files, throw_away() as services:
        plain |= services.environment | {"DATA_DIR": files}
        places = {
            "deploy": plain | PRODUCTION,
            "docker-compose.yml": plain | PRODUCTION | {"POSTGRES_PASSWORD": "x", "VALKEY_PASSWORD": "x"},
        }
        failed = [
            name for name, command in CHECKS.items() if not check(name, command, places.get(name, plain))
        ]
    say(
        f"{len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}"
        if failed
        else "All checks passed"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
