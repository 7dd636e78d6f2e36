import pytest
from django.urls import reverse

from accounts.models import Notification
from accounts.notifications import notify

pytestmark = pytest.mark.django_db
State = Notification.State


@pytest.fixture
def row(officer):
    return notify(
        to=officer,
        kind="test",
        subject="PF-2026-0001: meeting 1",
        body="When: 2pm",
        dedupe="a",
        calendar="BEGIN:X",
    )


@pytest.fixture
def client(administrator, sign_in):
    return sign_in(administrator)


def test_the_list_shows_recipient_state_and_subject(client, row):
    page = client.get("/administration/sent/").content.decode()

    assert "PF-2026-0001: meeting 1" in page
    assert row.to.email in page
    assert "Waiting" in page


def test_the_list_is_filtered_by_state_with_counts(client, row):
    assert row.subject not in client.get("/administration/sent/?state=failed").content.decode()
    assert row.subject in client.get("/administration/sent/?state=waiting&page=99").content.decode()


def test_an_unknown_state_is_named_and_everything_is_shown(client, row):
    page = client.get("/administration/sent/?state=odd").content.decode()

    assert "There is no state called “odd”" in page
    assert row.subject in page


def test_one_message_shows_its_text_and_its_calendar_file(client, row):
    page = client.get(reverse("accounts:sent-detail", args=[row.pk])).content.decode()
    file = client.get(reverse("accounts:sent-calendar", args=[row.pk]))

    assert "When: 2pm" in page
    assert "Send again" not in page
    assert file.content == b"BEGIN:X"
    assert file["Content-Disposition"].startswith("attachment")
    assert file["X-Content-Type-Options"] == "nosniff"


def test_a_failed_message_is_sent_again_by_the_button(client, row):
    Notification.objects.update(
        state=State.FAILED, failure="The mail server refused the message (answer 552)."
    )
    page = client.get(reverse("accounts:sent-detail", args=[row.pk])).content.decode()
    assert "answer 552" in page
    assert "Send again" in page

    client.post(reverse("accounts:sent-again", args=[row.pk]))

    row.refresh_from_db()
    assert row.state == State.WAITING


def test_sending_again_what_waits_is_refused_in_words(client, row):
    page = client.post(reverse("accounts:sent-again", args=[row.pk]), follow=True).content.decode()

    assert "Only a message that could not be sent can be sent again." in page


@pytest.mark.parametrize("name", ["sent-list", "sent-detail", "sent-calendar"])
def test_others_may_not_look(sign_in, officer, row, name):
    args = [] if name == "sent-list" else [row.pk]

    assert sign_in(officer).get(reverse(f"accounts:{name}", args=args)).status_code == 403


def test_others_may_not_send_again(sign_in, officer, row):
    assert sign_in(officer).post(reverse("accounts:sent-again", args=[row.pk])).status_code == 403
