"""Pages in a browser, of this room's tests, on the test's own server."""

import pytest
from django.test import Client


@pytest.fixture
def open_page(browser, live_server, officer):
    """open_page(...) -> a page on which the officer is signed in."""
    client = Client()
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts = []

    def open_it(width=1280, scripts=True):
        viewport = {"width": width, "height": 900}
        context = browser.new_context(
            viewport=viewport, java_script_enabled=scripts, base_url=live_server.url
        )
        contexts.append(context)
        context.add_cookies([cookie])
        return context.new_page()

    yield open_it
    for context in contexts:
        context.close()
