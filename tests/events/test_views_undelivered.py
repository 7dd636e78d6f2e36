"""A refused mail stands on the lead's list until somebody has told the person."""

import pytest

from accounts.models import Notification
from accounts.notifications import notify
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
State = Notification.State
WHY = "The mail server refused the message (answer 552)."


@pytest.fixture
def event(officer):
    return EventFactory(logged_by=officer)


@pytest.fixture
def refused(event, care_manager):
    row = notify(
        to=care_manager, kind="test", subject="You are a lead", body="Sign in.", dedupe="a", event=event
    )
    Notification.objects.update(state=State.FAILED, failure=WHY)
    return row


@pytest.fixture
def client(officer, sign_in):
    return sign_in(officer)


def page(client, event, below="") -> str:
    return client.get(f"/events/{event.reference}/{below}").content.decode()


def test_who_was_not_reached_and_why_stands_on_the_list_the_overview_and_my_work(client, event, refused):
    for text in (page(client, event, "undelivered/"), client.get("/").content.decode()):
        assert "Dele Winterbourne" in text
        assert WHY in text
    assert "1 message did not arrive" in page(client, event)
    assert 'aria-label="Send again to Dele Winterbourne"' in page(client, event, "undelivered/")


def test_it_is_sent_again_by_the_button(client, event, refused):
    client.post(f"/events/{event.reference}/undelivered/{refused.pk}/again/")

    refused.refresh_from_db()
    assert refused.state == State.WAITING


def test_told_another_way_is_recorded_with_how_and_by_whom(client, event, refused, officer):
    address = f"/events/{event.reference}/undelivered/{refused.pk}/tell/"
    assert "Enter how they were told" in client.post(address, {"told_how": " "}).content.decode()

    client.post(address, {"told_how": "By phone at 9.40am"})

    refused.refresh_from_db()
    assert (refused.state, refused.told_by, refused.told_how) == (State.TOLD, officer, "By phone at 9.40am")
    assert "By phone at 9.40am" in page(client, event, "undelivered/")
    assert "Tell Dele Winterbourne" not in client.get("/").content.decode()


def test_what_was_told_another_way_is_not_sent_again(client, event, refused):
    client.post(f"/events/{event.reference}/undelivered/{refused.pk}/tell/", {"told_how": "In person"})

    answer = client.post(f"/events/{event.reference}/undelivered/{refused.pk}/again/", follow=True)

    assert "Only a message that could not be sent can be sent again." in answer.content.decode()


def test_those_who_only_look_have_no_list(reader, sign_in, event, refused):
    client = sign_in(reader)

    assert client.get(f"/events/{event.reference}/undelivered/").status_code == 403
    assert "did not arrive" not in page(client, event)
