import pytest
import time_machine
from django.urls import reverse

from events.models import MeetingSeries
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "response",
    "weekdays": ["1", "3"],
    "every_weeks": "1",
    "starts_on-day": "24",
    "starts_on-month": "11",
    "starts_on-year": "2026",
    "starts_at": "2pm",
    "minutes_long": "60",
    "dial_in": "020 7946 0000",
}


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel("2026-11-20T09:31:00Z", tick=False):
        yield


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def client(event, sign_in):
    return sign_in(event.logged_by)


def address(name, event, *args):
    return reverse(f"events:series-{name}", args=[event.reference, *args])


def meetings_page(client, event):
    return client.get(reverse("events:meeting-list", args=[event.reference])).content.decode()


def plan(client, event, *people, **changed):
    return client.post(address("create", event), TYPED | {"people": [one.pk for one in people]} | changed)


def test_two_a_week_are_planned_on_the_page_and_listed_with_their_rhythm(client, event):
    assert plan(client, event, event.logged_by).status_code == 302

    page = meetings_page(client, event)
    assert "Tuesdays and Thursdays at 2pm" in page
    assert "Thu 24 Dec, 2pm" in page
    assert MeetingSeries.objects.get().meetings.count() == 10


def test_the_form_proposes_two_days_a_week(client, event):
    page = client.get(address("create", event)).content.decode()

    assert page.count('name="weekdays"') == 7
    assert page.count('name="weekdays" type="checkbox" value="1" checked') == 1


def test_a_double_click_plans_one_series(client, event):
    key = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    plan(client, event, key=key)
    plan(client, event, key=key)

    assert MeetingSeries.objects.count() == 1


def test_weekly_is_chosen_on_the_page(client, event):
    plan(client, event, event.logged_by)
    one = MeetingSeries.objects.get()
    assert "Only later meetings change" in client.get(address("change", event, one.pk)).content.decode()

    answer = client.post(address("change", event, one.pk), TYPED | {"weekdays": ["1"], "version": "1"})

    assert answer.status_code == 302
    assert one.meetings.filter(state="cancelled").count() == 5
    assert "Tuesdays at 2pm" in meetings_page(client, event)


def test_two_people_changing_the_days_both_see_both(client, event):
    plan(client, event)
    one = MeetingSeries.objects.get()
    client.post(address("change", event, one.pk), TYPED | {"weekdays": ["1"], "version": "1"})

    clash = client.post(address("change", event, one.pk), TYPED | {"weekdays": ["4"], "version": "1"})

    assert clash.status_code == 409
    assert "Fridays" in clash.content.decode()
    assert "Tuesdays" in clash.content.decode()


def test_an_hour_that_does_not_exist_is_said_beside_the_field(client, event):
    page = plan(client, event, weekdays=["6"], starts_at="01:30")

    assert page.status_code == 422
    assert "does not exist on Sunday 28 March 2027" in page.content.decode()
    assert 'href="#id_starts_at"' in page.content.decode()


def test_cancelling_asks_first_and_then_the_series_is_gone(client, event):
    plan(client, event)
    one = MeetingSeries.objects.get()
    assert "still to come is cancelled" in client.get(address("cancel", event, one.pk)).content.decode()

    client.post(address("cancel", event, one.pk), {"version": "1"})

    assert client.get(address("change", event, one.pk)).status_code == 404
    assert "No meetings come round by themselves" in meetings_page(client, event)


def test_a_partner_sees_its_meetings_and_not_the_series(client, event, sign_in):
    partner = make_user("partner", make_organisation())
    share(event, partner.organisation)
    plan(client, event, partner)

    page = meetings_page(sign_in(partner), event)

    assert "Thu 24 Dec, 2pm" in page
    assert "Change how often" not in page
    assert "How often" not in page


def test_who_may_not_plan_gets_no_form(event, reader, outsider, sign_in):
    assert sign_in(reader).get(address("create", event)).status_code == 403
    assert sign_in(outsider).get(address("create", event)).status_code == 403


def test_signed_out_goes_to_sign_in(client, event):
    client.logout()

    assert "/account/login/" in client.get(address("create", event))["Location"]
