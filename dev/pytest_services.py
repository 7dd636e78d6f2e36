"""pytest plugin: a private PostgreSQL and Valkey for one run, started before Django's settings are read.

Named in addopts, so plain `pytest` has them too. On several cores each worker has its own, and the process
that hands out the tests has none. TEST_DATABASE_URL and TEST_REDIS_URL name others to use.
A test marked `browser` or `pdf` is skipped, with the reason, where Chromium or Pango is missing;
REQUIRE_BROWSER=1 and REQUIRE_PDF=1 make that a failure.
"""

import os
import sys
import tempfile
from contextlib import ExitStack

import pytest

from dev.places import ROOT, Stop
from dev.seed import packed_database
from dev.services import throw_away
from dev.signals import end_as_ctrl_c
from dev.system import chromium, pango_is_here

running = ExitStack()
seeded = []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    options = early_config.known_args_namespace
    if not (options.help or options.version):
        several = getattr(options, "numprocesses", None)
        start(hands_out=bool(several) and "PYTEST_XDIST_WORKER" not in os.environ)
    try:
        return (yield)
    except BaseException:
        running.close()
        raise


def start(*, hands_out: bool) -> None:
    end_as_ctrl_c()
    os.environ["DJANGO_ENV"] = "test"
    os.environ["DATA_DIR"] = running.enter_context(tempfile.TemporaryDirectory(prefix="fr-files-"))
    os.environ["COMPILED_TEMPLATES"] = str(ROOT / "var" / "cache" / "templates")
    # Playwright runs an event loop in the thread of the test, which also asks the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        if hands_out:  # the workers find the seed made
            packed_database()
            os.environ |= {
                "DATABASE_URL": "postgres://nobody@localhost/none",
                "REDIS_URL": "redis://localhost",
            }
            return
        os.environ.update(services())
    except Stop as reason:
        pytest.exit(str(reason), returncode=1)


def services() -> dict[str, str]:
    """DATABASE_URL and REDIS_URL: those given for tests, or else those of private services."""
    names = ("DATABASE_URL", "REDIS_URL")
    given = {name: os.environ[f"TEST_{name}"] for name in names if os.environ.get(f"TEST_{name}")}
    if len(given) == len(names):
        return given
    seed = None if "DATABASE_URL" in given else packed_database()
    seeded.extend(filter(None, [seed]))
    return running.enter_context(throw_away(seed)).environment | given


def pytest_configure(config):
    if seeded and not config.getoption("create_db", default=False):
        config.option.reuse_db = True  # as it came out of the seed: made by the migrations and never used
    config.addinivalue_line("markers", "browser: drives Chromium")
    config.addinivalue_line("markers", "pdf: renders a PDF, which needs Pango")


def pytest_unconfigure():
    running.close()


def pytest_collection_modifyitems(items):
    missing = {}
    if not chromium():
        missing["browser"] = (
            "Chromium isn't installed: apt-get install chromium libatomic1",
            "REQUIRE_BROWSER",
        )
    if not pango_is_here():
        missing["pdf"] = ("Pango isn't installed: see docs/running.md", "REQUIRE_PDF")
    for item in items:
        for marker in missing.keys() & {mark.name for mark in item.iter_markers()}:
            reason, required = missing[marker]
            if os.environ.get(required) == "1":
                pytest.exit(f"{required}=1, and {reason}", returncode=1)
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_report_header():
    return (
        f"services: private PostgreSQL and Valkey; Chromium: {chromium() or 'none'}; Python {sys.executable}"
    )
