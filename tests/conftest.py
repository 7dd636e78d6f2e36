"""The cast: one person in each part that a test needs, each with a signed-in client."""

import gc
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import sync_playwright

from dev.pytest_services import seeded
from dev.system import chromium
from tests.factories.accounts import host_council, make_organisation, make_user
from tests.journeys.browser import DESK, SWITCHES, Visitor


def pytest_collection_modifyitems(config, items):
    """Fast tests first. On several cores one of them begins with the journeys, the slowest (dev/pytest_sharing.py)."""
    several = hasattr(config, "workerinput")
    items.sort(key=lambda item: ("journeys" in item.path.parts) != several)


def pytest_collection_finish():
    """What is there by now (models, templates, tests) stays: looking through it for garbage costs a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix():
    """No suffix: every worker has a PostgreSQL of its own, made from the same seed, which is what is to be made."""
    if seeded:
        connection.creation.create_test_db = take_the_seed


def take_the_seed(**options) -> str:
    """In place of migrating a database in which every migration has run."""
    connection.close()
    name = connection.creation._get_test_db_name()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    return name


@pytest.fixture(scope="session")
def browser():
    """One Chromium for every test of this process; a test opens contexts of its own and closes them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield browser
        browser.close()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.user = user
    return client


@pytest.fixture
def sign_in():
    """sign_in(user) -> a client signed in as that person."""
    return signed_in


@pytest.fixture
def visit(browser, transactional_db, live_server):
    """visit(person) -> a browser in which that person is signed in, on the test's own server."""
    visitors = []

    def visit_as(person, *, scripts: bool = True, width: int = DESK) -> Visitor:
        client = signed_in(person)
        visitor = Visitor(browser, live_server.url, scripts=scripts, width=width)
        visitors.append(visitor)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        visitor.context.add_cookies([cookie])
        return visitor

    yield visit_as
    for visitor in visitors:
        visitor.close()


@pytest.fixture
def web_server():
    """Requests that reached a web server on this machine: (address, list of paths)."""
    paths = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/seen", paths
    server.shutdown()
    server.server_close()


@pytest.fixture
def host(db):
    return host_council()


@pytest.fixture
def officer(host):
    """Commissioning officer: runs events."""
    return make_user("commissioning_officer", name="Priya Marlowe", email="officer@council.example")


@pytest.fixture
def care_manager(host):
    return make_user("care_manager", name="Dele Winterbourne", email="care.manager@council.example")


@pytest.fixture
def contracts_officer(host):
    return make_user("contracts_officer", name="Sam Ferris", email="contracts@council.example")


@pytest.fixture
def reader(host):
    """Senior leader: may look at everything of the council and change nothing."""
    return make_user("senior_leader", name="Morag Pellworth", email="leader@council.example")


@pytest.fixture
def administrator(host):
    return make_user("administrator", name="Ivo Castlemere", email="admin@council.example")


@pytest.fixture
def icb(host):
    return make_organisation("Exampleshire ICB", kind="icb", code="QZZ")


@pytest.fixture
def partner(icb):
    """Partner staff of an ICB, with no event shared yet."""
    return make_user("partner", icb, name="Ines Fairweather", email="ccg@icb.example")


@pytest.fixture
def outsider(host):
    """Partner staff of an organisation that has nothing to do with the event."""
    other = make_organisation("Neighbourham Council", kind="council")
    return make_user("partner", other, name="Rowan Stillwater", email="other.council@neighbour.example")
