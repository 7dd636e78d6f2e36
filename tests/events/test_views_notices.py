"""What the council was told; an update; a different decision; invoking later."""

import pytest
import time_machine

from events.models import FailureEvent
from tests.factories.incidents import IN_ADMINISTRATION, INVOKE, STANDARD, log, share_event

pytestmark = pytest.mark.django_db
Status = FailureEvent.Status
UPDATE = {
    "notified_on-day": "23",
    "notified_on-month": "11",
    "notified_on-year": "2026",
    "notified_by": "The administrator",
    "trigger": "STF-T11",
    "response": INVOKE,
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer, **IN_ADMINISTRATION)


@pytest.fixture
def pages(event):
    start = f"/events/{event.reference}/"
    notice = event.notices.get().pk
    return [start + page for page in ("notices/new/", f"notices/{notice}/decide/", "invoke/")]


def test_notices_show_suggestion_and_source(officer, reader, event, sign_in):
    for person in (officer, reader):
        page = sign_in(person).get(f"/events/{event.reference}/notices/").content.decode()
        assert "Service has entered administration" in page
        assert "STF-T10" in page
    assert "Log an update" not in page


def test_update_invokes_and_keeps_the_first_notice(officer, event, sign_in):
    response = sign_in(officer).post(f"/events/{event.reference}/notices/new/", UPDATE)

    event.refresh_from_db()
    assert response.url == event.get_absolute_url()
    assert (event.status, event.notices.count()) == (Status.INVOKED, 2)


def test_update_to_an_invoked_event_is_only_logged(officer, sign_in):
    event = log(officer)
    client, address = sign_in(officer), f"/events/{event.reference}/notices/new/"

    panel = client.post(address, {"do": "show", "trigger": "STF-T04"}, headers={"HX-Request": "true"})
    client.post(address, UPDATE | {"trigger": "STF-T10", "response": STANDARD})

    assert "Log the update" in panel.content.decode()
    event.refresh_from_db()
    assert (event.status, event.response, event.notices.count()) == (Status.INVOKED, INVOKE, 2)


def test_different_decision_is_recorded(officer, event, sign_in):
    notice = event.notices.get()
    decided = {"response": INVOKE, "override_reason": "Staff are leaving", "decided_by": "Morag Pellworth"}

    sign_in(officer).post(f"/events/{event.reference}/notices/{notice.pk}/decide/", decided)

    event.refresh_from_db()
    assert event.status == Status.INVOKED
    page = sign_in(officer).get(f"/events/{event.reference}/notices/").content.decode()
    assert "Morag Pellworth" in page
    assert "Staff are leaving" in page


def test_invoking_later_goes_to_the_checklist(officer, event, sign_in):
    response = sign_in(officer).post(f"/events/{event.reference}/invoke/", {"reason": "The lender called"})

    assert response.url == f"/events/{event.reference}/checklist/"
    event.refresh_from_db()
    assert event.status == Status.INVOKED


def test_signed_out_goes_to_sign_in(client, pages):
    for page in pages:
        assert client.post(page).url.startswith("/account/login/")


def test_outsider_finds_nothing(outsider, pages, sign_in):
    outsider.role = "commissioning_officer"
    outsider.save()
    for page in pages:
        assert sign_in(outsider).get(page).status_code == 404


def test_reader_and_partner_may_not_write(reader, partner, officer, icb, event, pages, sign_in):
    share_event(by=officer, event=event, organisation=icb)
    for page in pages:
        assert sign_in(reader).post(page, UPDATE).status_code == 403
        assert sign_in(partner).post(page, UPDATE).status_code == 403
    assert sign_in(partner).get(f"/events/{event.reference}/notices/").status_code == 403
    assert event.notices.count() == 1


def test_bad_input_gets_the_error_summary(officer, event, pages, sign_in):
    for page in pages:
        response = sign_in(officer).post(page, {"trigger": "\x00", "response": "?", "reason": " "})
        assert response.status_code == 422
        assert "There is a problem" in response.content.decode()


def test_unknown_notice_is_not_found(officer, event, sign_in):
    for pk in (0, 10**30):
        assert sign_in(officer).get(f"/events/{event.reference}/notices/{pk}/decide/").status_code == 404
