"""One demonstration council for all journeys; the web process, worker and beat as ./run has them."""

import sys
import urllib.request
from contextlib import suppress
from io import StringIO
from urllib.error import URLError

import pytest
from django.core.management import call_command

from dev.valkey import free_port
from tests import processes
from tests.journeys import pages
from tests.journeys.browser import Visitor


class Site:
    """The running service."""

    def __init__(self, run, folder):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "site.log"
        web = [
            sys.executable,
            "-m",
            "gunicorn",
            "failure_response.wsgi",
            "--threads",
            "6",
            "--no-control-socket",
        ]
        own = {"DEMONSTRATION": "1", "PORT": str(self.port)}
        for command in (
            [*web, "--bind", f"127.0.0.1:{self.port}"],
            processes.worker(),
            processes.beat(folder / "schedule"),
        ):
            run(command, self.log, **own)

    def answers(self) -> bool:
        with suppress(URLError, ConnectionError):
            urllib.request.urlopen(f"{self.address}/account/login/", timeout=10).close()  # noqa: S310  our own
            return True
        return False


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, committed, in the test database; emptied again when the last journey is done."""
    with django_db_blocker.unblock():
        try:
            with processes.running() as run:
                site = Site(run, tmp_path_factory.mktemp("site"))
                call_command("load_demo", stdout=StringIO(), stderr=StringIO())
                processes.wait_until(site.answers)
                yield site
        finally:
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="package")
def keys(site):
    """Keys of the demonstration by the names that stand for them in addresses."""
    return pages.keys()


@pytest.fixture(scope="package")
def cookies():
    """Of the people who have signed in, by e-mail address: each does it once, on the page."""
    return {}


@pytest.fixture
def visit(site, browser, cookies):
    """visit(email, **options) -> a Visitor, signed in; at the end nobody may have met an error."""
    visitors = []

    def open_for(email: str = "", **options) -> Visitor:
        visitor = Visitor(browser, site.address, **options)
        visitors.append(visitor)
        if email in cookies:
            visitor.context.add_cookies(cookies[email])
        elif email:
            cookies[email] = visitor.sign_in(email).context.cookies()
        return visitor

    yield open_for
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.close()
    assert faults == []
