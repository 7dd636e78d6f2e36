"""What comes of meetings, on the work list and on the home page."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from events.operations import actions, attendance, meetings
from failure_response.worklist import worklist
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import share
from tests.factories.incidents import log

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


def miss(event, agency, times):
    for number in range(times):
        held = meetings.record_meeting(
            by=event.logged_by, event=event, held_on=TODAY - timedelta(days=times - number), starts_at=time(9),
            venue="A", people=[agency],
        )  # fmt: skip
        attendance.take_attendance(
            by=event.logged_by,
            meeting=held,
            version=held.version,
            states={str(agency.organisation): "absent"},
        )


@pytest.mark.parametrize(("times", "listed"), [(1, False), (2, True)])
def test_an_agency_that_missed_two_meetings_is_on_the_work_list(officer, event, times, listed):
    agency = make_user("partner", make_organisation("Neighbourham Council", kind="council"))
    share(event, agency.organisation)
    miss(event, agency, times)

    lines = worklist(officer, [event], TODAY)[event.pk]

    assert any(line["text"] == "Escalate Neighbourham Council" for line in lines) is listed
    assert not any("Escalate" in line["text"] for line in worklist(agency, [event], TODAY)[event.pk])


def test_own_actions_are_on_the_home_page_until_they_are_done(officer, event, care_manager, sign_in):
    action = actions.agree_action(
        by=officer, event=event, what="Tell the surgeries", owner=care_manager, due_on=TODAY
    )
    client = sign_in(care_manager)
    home = client.get(reverse("my-work")).content.decode()
    assert "Tell the surgeries" in home
    assert "agreed between meetings" in home

    actions.update_action(
        by=care_manager,
        action=action,
        version=1,
        what=action.what,
        owner=care_manager,
        due_on=TODAY,
        done_on=TODAY,
    )

    assert "Tell the surgeries" not in client.get(reverse("my-work")).content.decode()
