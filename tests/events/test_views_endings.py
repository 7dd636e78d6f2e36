"""Closing date, resolving, closing."""

from datetime import date

import pytest
import time_machine

from events.models import FailureEvent, PeopleCount
from events.operations.events import resolve_event
from tests.factories.incidents import log, share_event

pytestmark = pytest.mark.django_db
PAGES = ("closing-date/", "resolve/", "close/")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


def page_of(event, below):
    return f"/events/{event.reference}/{below}"


def test_closing_date_is_set(officer, event, sign_in):
    day = {"closes_on-day": "4", "closes_on-month": "12", "closes_on-year": "2026", "version": event.version}

    response = sign_in(officer).post(page_of(event, "closing-date/"), day)

    assert response.url == event.get_absolute_url()
    event.refresh_from_db()
    assert event.closes_on == date(2026, 12, 4)
    assert "10 days left" in sign_in(officer).get(page_of(event, "checklist/")).content.decode()


def test_two_closing_dates_show_both(officer, event, sign_in):
    day = {"closes_on-day": "4", "closes_on-month": "12", "closes_on-year": "2026", "version": event.version}
    sign_in(officer).post(page_of(event, "closing-date/"), day)

    response = sign_in(officer).post(page_of(event, "closing-date/"), day | {"closes_on-day": "11"})

    assert response.status_code == 409
    assert "Friday 4 December 2026" in response.content.decode()


def test_resolving_is_held_back_and_names_how_many(officer, event, sign_in):
    PeopleCount.objects.create(event=event, stage="looking", final_outcome="", people=24)

    response = sign_in(officer).post(page_of(event, "resolve/"), {"version": event.version})

    assert response.status_code == 422
    assert "Gate shut: 24 people have no final outcome." in response.content.decode()


def test_event_is_resolved_and_closed(officer, event, sign_in):
    PeopleCount.objects.create(event=event, stage="safe", final_outcome="moved", people=3)
    client = sign_in(officer)
    client.post(page_of(event, "resolve/"), {"version": event.version})
    event.refresh_from_db()
    assert event.status == FailureEvent.Status.RESOLVED

    closing = {"version": event.version, "reason": "Reviews done", "without_meeting": "None"}
    client.post(page_of(event, "close/"), closing)

    event.refresh_from_db()
    assert (event.status, event.closed_by) == (FailureEvent.Status.CLOSED, officer)


def test_resolving_with_nobody_asks_why(officer, event, sign_in):
    response = sign_in(officer).post(page_of(event, "resolve/"), {"version": event.version, "reason": ""})

    assert response.status_code == 422
    assert "Why is it resolved with nobody in the tracker?" in response.content.decode()


@pytest.mark.parametrize(
    ("below", "bad"),
    [
        ("closing-date/", {"closes_on-day": "40"}),
        ("closing-date/", {"closes_on-day": "31", "closes_on-month": "12", "closes_on-year": "9999"}),
        ("closing-date/", {"version": "-1"}),
        ("close/", {"reason": "\x00"}),
        ("close/", {"reason": "x" * 1_000_000}),
        ("close/", {"reason": "Done"}),
    ],
)
def test_bad_input_gets_the_error_summary(officer, event, sign_in, below, bad):
    response = sign_in(officer).post(page_of(event, below), {"version": event.version} | bad)

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()


def test_closed_event_is_not_changed(officer, event, sign_in):
    event = resolve_event(by=officer, event=event, version=event.version, reason="Empty")
    client = sign_in(officer)
    client.post(
        page_of(event, "close/"), {"version": event.version, "reason": "Done", "without_meeting": "None"}
    )
    event.refresh_from_db()

    response = client.post(page_of(event, "closing-date/"), {"version": event.version})

    assert response.status_code == 422
    assert "Nothing in it can be changed" in response.content.decode()


def test_who_may_not_gets_403_and_outsiders_404(
    client, reader, partner, outsider, officer, icb, event, sign_in
):
    share_event(by=officer, event=event, organisation=icb)
    outsider.role = "commissioning_officer"
    outsider.save()
    for below in PAGES:
        page = page_of(event, below)
        assert client.get(page).url.startswith("/account/login/")
        assert sign_in(reader).post(page).status_code == 403
        assert sign_in(partner).get(page).status_code == 403
        assert sign_in(outsider).get(page).status_code == 404
