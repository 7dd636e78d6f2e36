"""The settings that a place gives: the process environment first, then the file .env."""

import os
import secrets

from dev.places import ROOT, Stop, data_folder


def load() -> None:
    """Take settings from .env that the environment doesn't name itself. Lines are NAME=value. Raises Stop."""
    try:
        lines = (ROOT / ".env").read_text().splitlines()
    except FileNotFoundError:
        return
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise Stop(f".env line {number} isn't NAME=value.")
        os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def make_data_folder() -> None:
    """Others on this machine may pass through, as PostgreSQL's account must, but not look round."""
    data_folder().mkdir(mode=0o711, parents=True, exist_ok=True)


def complete() -> dict[str, str]:
    """The environment of the service here: a demonstration unless told otherwise, with a key of its own."""
    make_data_folder()
    defaults = {
        "DJANGO_SETTINGS_MODULE": "failure_response.settings",
        "DATA_DIR": str(data_folder()),
        "COMPILED_TEMPLATES": str(data_folder() / "cache" / "templates"),
        "PORT": "8000",
        # Root is all there is in many containers; the worker takes rows of ours only, and JSON only.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }
    if os.environ.get("DJANGO_ENV", "development") == "development":
        defaults |= {"DJANGO_ENV": "development", "DEMONSTRATION": "1", "SECRET_KEY": own_key()}
        defaults |= {"DEMO_PASSWORD": "continuity-of-care-2026"}
    return defaults | {name: value for name, value in os.environ.items() if value or name not in defaults}


def own_key() -> str:
    """The signing key of this checkout, made at random the first time."""
    path = data_folder() / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
