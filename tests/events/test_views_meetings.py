import pytest
import time_machine
from django.urls import reverse

from accounts.models import Notification
from events.models import Meeting
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "response",
    "held_on-day": "24",
    "held_on-month": "11",
    "held_on-year": "2026",
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
    return reverse(f"events:meeting-{name}", args=[event.reference, *args])


def plan(client, event, *people, **changed):
    return client.post(address("create", event), TYPED | {"people": [one.pk for one in people]} | changed)


def test_planning_on_the_page_invites_and_shows_the_meeting(client, event):
    response = plan(client, event, event.logged_by)

    meeting = Meeting.objects.get()
    assert response["Location"] == meeting.get_absolute_url()
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Meeting 1: Tuesday 24 November at 2pm" in page
    assert "Invitation " in page
    assert "Reminder goes out Mon 23 Nov, 2pm" in page
    assert Notification.objects.count() == 2


def test_double_submit_makes_one_meeting(client, event):
    key = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

    assert plan(client, event, key=key)["Location"] == plan(client, event, key=key)["Location"]
    assert Meeting.objects.count() == 1


def test_the_form_proposes_the_planner_and_only_people_who_may_come(client, event):
    shared, outsider = make_user("partner", make_organisation()), make_user("partner", make_organisation())
    share(event, shared.organisation)

    page = client.get(address("create", event)).content.decode()

    assert f"{shared.name}, {shared.organisation}" in page
    assert outsider.name not in page
    assert f'value="{event.logged_by.pk}" checked' in page


def test_somebody_who_may_not_come_is_refused_and_nothing_is_planned(client, event):
    response = plan(client, event, make_user("partner", make_organisation()))

    assert response.status_code == 422
    assert not Meeting.objects.exists()


def test_a_time_that_does_not_exist_shows_the_two_nearest_beside_the_field(client, event):
    changed = {"held_on-day": "28", "held_on-month": "3", "held_on-year": "2027", "starts_at": "01:30"}

    page = plan(client, event, **changed)

    assert page.status_code == 422
    assert "00:30 or 02:30?" in page.content.decode()
    assert 'href="#id_starts_at"' in page.content.decode()


def test_a_time_that_happens_twice_is_planned_and_said(client, event):
    changed = {"held_on-day": "31", "held_on-month": "10", "held_on-year": "2027", "starts_at": "01:30"}

    page = client.get(plan(client, event, **changed)["Location"]).content.decode()

    assert "01:30 happens twice on Sunday 31 October 2027" in page


def test_moving_shows_both_values_when_somebody_else_moved_it(client, event):
    plan(client, event)
    client.post(address("move", event, 1), TYPED | {"held_on-day": "26", "version": "1"})
    assert Meeting.objects.get().held_on.day == 26

    clash = client.post(address("move", event, 1), TYPED | {"held_on-day": "27", "version": "1"})

    assert clash.status_code == 409
    assert "Friday 27 November 2026" in clash.content.decode()
    assert "Thursday 26 November 2026" in clash.content.decode()


def test_cancelling_asks_first_and_then_shows_it_cancelled(client, event):
    plan(client, event, event.logged_by)
    assert "No reminder goes out" in client.get(address("cancel", event, 1)).content.decode()

    page = client.post(address("cancel", event, 1), {"version": "1"}, follow=True).content.decode()

    assert "Cancelled" in page
    assert "Move or change it" not in page


def test_people_are_changed_on_their_page(client, event):
    colleague = make_user()
    plan(client, event, event.logged_by)

    client.post(address("people", event, 1), {"people": [colleague.pk], "version": "1"})

    page = client.get(address("detail", event, 1)).content.decode()
    assert colleague.name in page
    assert "1 person asked to come" in page


def test_a_meeting_that_began_is_marked_as_held(client, event):
    plan(client, event)
    with time_machine.travel("2026-11-24T15:30:00Z"):
        client.force_login(event.logged_by, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.post(address("held", event, 1), {"version": "1"})

    assert Meeting.objects.get().state == "held"


def test_a_held_meeting_is_recorded(client, event):
    client.post(address("record", event), TYPED | {"held_on-day": "19"})

    assert Meeting.objects.get().state == "held"


def test_the_calendar_file_is_the_readers_own(client, event):
    plan(client, event, event.logged_by)

    file = client.get(address("calendar", event, 1))

    assert file["Content-Type"].startswith("text/calendar")
    assert file["Content-Disposition"].startswith("attachment")
    assert f"mailto:{event.logged_by.email}".encode() in file.content.replace(b"\r\n ", b"")


def test_a_partner_opens_only_its_meetings_and_sees_no_other_agency(client, event, sign_in):
    partner, other = make_user("partner", make_organisation()), make_user("partner", make_organisation())
    for one in (partner, other):
        share(event, one.organisation)
    plan(client, event, partner, other, event.logged_by)
    plan(client, event, other)
    partners = sign_in(partner)

    page = partners.get(address("detail", event, 1)).content.decode()

    assert partner.name in page
    assert other.name not in page
    assert str(other.organisation) not in page
    assert partners.get(address("detail", event, 2)).status_code == 404
    assert "Meeting 2" not in partners.get(address("list", event)).content.decode()


def test_the_next_meeting_takes_over_all_but_the_day(client, event):
    colleague = make_user()
    plan(client, event, colleague)

    page = client.get(address("create", event) + "?like=1").content.decode()

    assert 'value="020 7946 0000"' in page
    assert f'value="{colleague.pk}" checked' in page
    assert f'value="{event.logged_by.pk}" checked' not in page
    assert client.get(address("create", event) + "?like=x9").status_code == 200


@pytest.mark.parametrize("name", ["create", "record"])
def test_a_reader_may_not_plan(event, reader, sign_in, name):
    assert sign_in(reader).get(address(name, event)).status_code == 403


@pytest.mark.parametrize("name", ["move", "people", "cancel", "held"])
def test_a_reader_may_look_but_not_change(client, event, reader, sign_in, name):
    plan(client, event)

    assert sign_in(reader).get(address("detail", event, 1)).status_code == 200
    assert sign_in(reader).post(address(name, event, 1), {"version": "1"}).status_code == 403


def test_an_outsider_finds_nothing(client, event, outsider, sign_in):
    plan(client, event)

    assert sign_in(outsider).get(address("list", event)).status_code == 404
    assert sign_in(outsider).get(address("detail", event, 1)).status_code == 404


def test_signed_out_goes_to_sign_in(client, event):
    client.logout()

    assert "/account/login/" in client.get(address("list", event))["Location"]
