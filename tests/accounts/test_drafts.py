"""What was typed when a session ended comes back to the same person."""

import pytest
from django.conf import settings
from django.test import Client

from accounts.drafts import MOST_KEPT, page_with
from accounts.models import Draft, Organisation
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/administration/organisations/new/"


def end_session(client):
    """As the browser is after its session has ended: the session cookie is void, the others stay."""
    del client.cookies[settings.SESSION_COOKIE_NAME]


@pytest.fixture
def typed(administrator, sign_in):
    client = sign_in(administrator)
    client.get("/administration/")
    end_session(client)
    response = client.post(ADDRESS, {"name": "Typed Trust", "kind": "nhs_trust"})
    return client, response


def test_a_form_sent_after_the_session_is_kept(typed):
    _, response = typed

    assert response.status_code == 302
    assert response.url.startswith(
        settings.LOGIN_URL if settings.LOGIN_URL.startswith("/") else "/account/login/"
    )
    assert Draft.objects.get().path == ADDRESS
    assert not Organisation.objects.filter(name="Typed Trust").exists()


def test_it_comes_back_after_signing_in_and_is_not_carried_out(typed, administrator):
    client, _ = typed
    client.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(f"{ADDRESS}?draft={Draft.objects.get().token}")

    assert "We kept what you typed" in page.content.decode()
    assert 'value="Typed Trust"' in page.content.decode()
    assert not Organisation.objects.filter(name="Typed Trust").exists()


def test_somebody_else_does_not_get_it(typed):
    client, _ = typed
    other = make_user("administrator")
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(f"{ADDRESS}?draft={Draft.objects.get().token}")

    assert "Typed Trust" not in page.content.decode()


def test_a_stranger_cannot_fill_the_table(client):
    client.post(ADDRESS, {"name": "Spam"})

    assert not Draft.objects.exists()


def test_passwords_and_tokens_are_never_kept(administrator, sign_in):
    client = sign_in(administrator)
    client.get("/administration/")
    end_session(client)

    client.post(ADDRESS, {"name": "x", "password": "secret-words-here", "csrfmiddlewaretoken": "abc"})

    assert "secret" not in Draft.objects.get().typed
    assert "csrf" not in Draft.objects.get().typed


@pytest.fixture
def strict(administrator):
    """Signed in, in a browser whose forms must carry the token of the page."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/administration/")
    return client


def test_a_form_of_a_page_from_before_signing_in_again_is_shown_again(strict):
    page = strict.post(ADDRESS, {"name": "Typed Trust", "kind": "nhs_trust"}, follow=True).content.decode()

    assert "We kept what you typed" in page
    assert 'value="Typed Trust"' in page
    assert not Organisation.objects.filter(name="Typed Trust").exists()


def test_a_form_without_the_cookies_is_refused_in_plain_words(strict):
    strict.cookies.clear()

    answer = strict.post(ADDRESS, {"name": "Forged Trust", "kind": "nhs_trust"})

    assert (answer.status_code, Draft.objects.count()) == (403, 0)
    assert "open the page again" in answer.content.decode()


def test_only_the_newest_are_kept_and_long_ones_whole(administrator, sign_in):
    client = sign_in(administrator)
    client.get("/administration/")
    end_session(client)

    for number in range(MOST_KEPT + 2):
        client.post(ADDRESS, {"name": f"Trust {number}", "kind": "x" * 300_000})

    assert Draft.objects.count() == MOST_KEPT
    assert "Trust+11" in Draft.objects.latest("pk").typed and len(Draft.objects.latest("pk").typed) > 300_000


@pytest.mark.parametrize("page", ["//evil.example/", "https://evil.example/", "/\\\\evil.example", ""])
def test_page_from_elsewhere_is_never_led_to(rf, page):
    assert page_with(rf.get("/rows/", {"draft": "1", "from": page})) == "/"
