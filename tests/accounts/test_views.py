"""Administration and notifications: works; signed out; forbidden; bad input."""

import pytest

from accounts.audit import operation
from accounts.models import AccessEntry, Organisation, User
from accounts.notifications import notify
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PAGES = [
    "/administration/",
    "/administration/people/",
    "/administration/people/new/",
    "/administration/organisations/",
    "/administration/organisations/new/",
]


@pytest.mark.parametrize("address", PAGES)
def test_administrator_opens_and_others_do_not(address, administrator, officer, partner, sign_in, client):
    assert sign_in(administrator).get(address).status_code == 200
    assert sign_in(officer).get(address).status_code == 403
    assert sign_in(partner).get(address).status_code == 403
    assert client.get(address).url.startswith("/account/login/")


def test_administrator_opens_an_account(administrator, host, sign_in):
    data = {
        "name": "Wren Aldous",
        "email": "wren@council.example",
        "organisation": host.pk,
        "role": "care_manager",
    }

    response = sign_in(administrator).post("/administration/people/new/", data)

    assert response.status_code == 302
    user = User.objects.get(email="wren@council.example")
    assert user.role == "care_manager"
    assert list(user.groups.all()) == [host.group]


def test_bad_input_shows_the_error_summary_and_keeps_what_was_typed(administrator, icb, sign_in):
    data = {"name": "Wren Aldous", "email": "not an address", "organisation": icb.pk, "role": "care_manager"}

    response = sign_in(administrator).post("/administration/people/new/", data)

    assert response.status_code == 422
    text = response.content.decode()
    assert "There is a problem" in text
    assert "Wren Aldous" in text


def test_role_and_account_are_changed_on_their_pages(administrator, care_manager, sign_in):
    client = sign_in(administrator)
    base = f"/administration/people/{care_manager.pk}"

    assert (
        client.post(f"{base}/role/", {"role": "contracts_officer", "reason": "Moved team"}).status_code == 302
    )
    assert client.post(f"{base}/close/", {"reason": "Left"}).status_code == 302

    care_manager.refresh_from_db()
    assert (care_manager.role, care_manager.is_active) == ("contracts_officer", False)


def test_notification_is_for_its_person_only(officer, care_manager, sign_in):
    @operation("trial.told")
    def tell(*, by):
        return notify(
            to=officer, kind="trial", subject="A thing\nhappened", body="Look", dedupe="trial:1", url="/"
        )

    row = tell(by=officer)

    assert "A thing happened" in sign_in(officer).get("/notifications/").content.decode()
    assert "A thing happened" not in sign_in(care_manager).get("/notifications/").content.decode()
    assert sign_in(care_manager).get(f"/notifications/{row.pk}/").status_code == 404
    assert sign_in(officer).get(f"/notifications/{row.pk}/").url == "/"


def test_signing_in_is_recorded_and_wrong_passwords_say_nothing_about_accounts(client, host):
    user = make_user("care_manager", password=PASSWORD)

    wrong = client.post("/account/login/", {"login": user.email, "password": "wrong-password-here"})
    unknown = client.post(
        "/account/login/", {"login": "nobody@council.example", "password": "wrong-password-here"}
    )
    right = client.post("/account/login/", {"login": user.email, "password": PASSWORD})

    assert wrong.status_code == unknown.status_code == 200
    sentences = [page.context["form"].non_field_errors() for page in (wrong, unknown) if page.context]
    assert all(sentence == sentences[0] for sentence in sentences)
    assert right.status_code == 302
    assert AccessEntry.objects.filter(by=user, kind="sign_in").count() == 1


def test_there_is_no_sign_up(client):
    response = client.post("/account/signup/", {"email": "me@x.example", "password1": PASSWORD})

    assert not User.objects.filter(email="me@x.example").exists()
    assert "opened by an administrator" in response.content.decode()


def test_second_factor_is_asked_for_where_the_setting_says_so(settings, officer, sign_in):
    settings.SECOND_FACTOR_REQUIRED = True

    response = sign_in(officer).get("/notifications/")

    assert response.url == "/account/2fa/totp/activate/"


def test_session_ends_after_fifteen_idle_minutes(officer, sign_in, time_machine):
    time_machine.move_to("2026-11-24T09:00:00Z", tick=False)
    client = sign_in(officer)
    assert client.get("/notifications/").status_code == 200

    time_machine.move_to("2026-11-24T09:14:00Z", tick=False)
    assert client.get("/notifications/").status_code == 200
    time_machine.move_to("2026-11-24T09:30:00Z", tick=False)

    assert client.get("/notifications/").status_code == 302


def test_organisation_is_added_once_on_double_submit(administrator, sign_in):
    client = sign_in(administrator)
    page = client.get("/administration/organisations/new/").content.decode()
    key = page.split('name="key" value="')[1].split('"')[0]
    data = {"name": "Sample Trust", "kind": "nhs_trust", "key": key}

    answers = [client.post("/administration/organisations/new/", data).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Organisation.objects.filter(name="Sample Trust").count() == 1


def test_password_is_reset_by_a_link_of_the_configured_host(client, care_manager, mailoutbox, settings):
    settings.SERVICE_URL = "https://care.council.example"
    ask = {"email": care_manager.email}

    client.post("/account/password/reset/", ask, headers={"host": "localhost"})
    client.post("/account/password/reset/", {"email": "nobody@council.example"})

    (mail,) = mailoutbox
    assert mail.subject == f"Set a new password for {settings.SERVICE_NAME}"
    link = next(line for line in mail.body.splitlines() if line.startswith("https://care.council.example/"))
    page = client.get(link.removeprefix("https://care.council.example"), follow=True)
    new = {"password1": "four plain words together", "password2": "four plain words together"}
    client.post(page.request["PATH_INFO"], new)
    assert client.login(email=care_manager.email, password="four plain words together")
