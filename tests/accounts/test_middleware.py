"""What stays on a shared computer."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_pages_are_private_while_signed_in(sign_in, officer):
    assert set(sign_in(officer).get("/")["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_signing_out_clears_what_the_browser_kept(sign_in, officer):
    client = sign_in(officer)

    assert client.post("/account/logout/")["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/account/login/")


def test_a_session_that_ends_by_itself_clears_it_too(sign_in, officer, settings):
    client = sign_in(officer)
    client.get("/")
    settings.SESSION_IDLE_SECONDS = -1

    assert client.get("/")["Clear-Site-Data"] == '"cache"'


def test_attempts_to_sign_in_are_counted_where_every_web_process_looks(client, officer):
    client.post("/account/login/", {"login": officer.email, "password": "wrong"})

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] > 0
