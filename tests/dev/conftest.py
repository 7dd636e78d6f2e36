"""Folders for services that are started in a test, closed to PostgreSQL's account as a home folder is."""

import shutil
import tempfile
from pathlib import Path

import pytest

from dev import postgres, services


@pytest.fixture
def short_folder():
    """A folder with a path short enough for a socket, which PostgreSQL's account may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="fr-dev-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def checkout(tmp_path, short_folder, monkeypatch):
    """A checkout with nothing started, in a closed folder; its root store and sockets are its own."""
    tmp_path.chmod(0o700)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    for module in (postgres, services):
        monkeypatch.setattr(module, "root_store", lambda: short_folder)
    monkeypatch.setattr(services, "TEMPORARY", short_folder)
    postgres.binaries.cache_clear()
    yield tmp_path
    postgres.binaries.cache_clear()
