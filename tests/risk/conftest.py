"""A browser of this room's tests, on the test's own server."""

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from dev.system import chromium
from tests.journeys.browser import DESK, SWITCHES, Visitor


@pytest.fixture
def visit(transactional_db, live_server):
    """visit(person) -> a browser in which that person is signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)

        def visit_as(person, *, scripts: bool = True, width: int = DESK) -> Visitor:
            client = Client()
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
            visitor = Visitor(browser, live_server.url, scripts=scripts, width=width)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
            visitor.context.add_cookies([cookie])
            return visitor

        yield visit_as
        browser.close()
