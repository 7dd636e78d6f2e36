"""Somebody at a browser, of this room's tests, on the test's own server."""

import pytest
from django.test import Client

from tests.journeys.browser import DESK, Visitor


@pytest.fixture
def visit(browser, transactional_db, live_server):
    """visit(person) -> a browser in which that person is signed in."""
    visitors = []

    def visit_as(person, *, scripts: bool = True, width: int = DESK) -> Visitor:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        visitor = Visitor(browser, live_server.url, scripts=scripts, width=width)
        visitors.append(visitor)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        visitor.context.add_cookies([cookie])
        return visitor

    yield visit_as
    for visitor in visitors:
        visitor.close()
