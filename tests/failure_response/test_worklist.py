"""What is overdue or missing, and that it clears when it is put right."""

from datetime import date, time

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Action
from events.operations.dates import agree_date
from events.operations.decisions import maintain
from events.operations.leads import name_lead
from events.operations.meetings import plan_meeting
from failure_response.worklist import SOURCES, worklist
from tests.factories.incidents import IN_ADMINISTRATION, escalated, log
from tests.factories.trackers import EntryFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
LATER = "2026-12-03T09:40:00Z"
REQUIRED = ("Supporting Officer", "Contract Management Lead", "Assessment and Care Management")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


def lines(user, event, day=TODAY):
    event.refresh_from_db()
    return worklist(user, [event], day)[event.pk]


def texts(user, event, day=TODAY):
    return [line["text"] for line in lines(user, event, day)]


def test_new_event_misses_leads_and_dates_until_they_are_there(officer, administrator, event):
    assert texts(officer, event) == ["Name somebody for 3 required roles", "Agree provisional dates"]

    for role in REQUIRED:
        name_lead(by=officer, event=event, role=role, user=administrator)
    agree_date(by=officer, event=event, what="Funding stops", on=date(2026, 12, 4), agreed_by="J. Sterling")

    assert lines(officer, event) == []


def test_event_at_standard_practice_misses_nothing(officer):
    assert lines(officer, log(officer, **IN_ADMINISTRATION)) == []


def test_overdue_step_stands_first_and_clears_when_done(officer, event):
    step = event.steps.get(code="STF-IG2")
    event.steps.filter(pk=step.pk).update(due_on=date(2026, 11, 20))

    first = lines(officer, event)[0]
    event.steps.filter(pk=step.pk).update(state="done", completed_by=officer, completed_on=TODAY)

    assert (first["text"], first["late"]) == (step.action, "4 days late")
    assert step.action not in texts(officer, event)


def test_provisional_date_that_has_gone_by_is_late(officer, event):
    agree_date(by=officer, event=event, what="Funding stops", on=date(2026, 11, 23), agreed_by="J. Sterling")

    assert "Funding stops" in texts(officer, event)


def test_response_held_beyond_its_day_is_to_be_decided(officer, event):
    maintain(by=officer, event=event, reason="A buyer is near.", decided_by="M. Pellworth")

    assert "Stand down, maintain or escalate" not in texts(officer, event)
    assert "Stand down, maintain or escalate" in texts(officer, event, date(2026, 12, 1))


def test_decision_is_awaited_once_every_step_before_it_is_finished(officer, event):
    earlier = event.steps.filter(stage__code__in=["STF-IG", "STF-IR"])
    earlier.update(state="done", completed_by=officer, completed_on=TODAY)
    assert "Stand down, maintain or escalate" in texts(officer, event)

    escalated(officer, event)

    assert "Stand down, maintain or escalate" not in texts(officer, event)


def test_actions_and_meetings_are_late_until_they_are_recorded(officer, event):
    meeting = plan_meeting(
        by=officer,
        event=event,
        held_on=date(2026, 11, 25),
        starts_at=time(10, 0),
        people=[officer],
        venue="Room 2",
    )
    action = Action.objects.create(
        event=event,
        meeting=meeting,
        what="Find transport",
        owner_name="Sam Ferris",
        due_on=date(2026, 11, 26),
    )

    assert {"Find transport", str(meeting)} <= set(texts(officer, event, date(2026, 11, 27)))
    action.done_on, meeting.state = TODAY, "held"
    action.save()
    meeting.save()
    assert not {"Find transport", str(meeting)} & set(texts(officer, event, date(2026, 11, 27)))


def test_people_with_late_next_steps_and_missing_facts_are_counted(officer, event):
    late = {"next_step": "Assess", "next_step_due_on": date(2026, 11, 20)}
    EntryFactory(event=event, funding_type="unknown", **late)
    EntryFactory(event=event, funding_type="self_funder", relatives_contact="Dele Winterbourne", **late)

    found = {line["text"]: line for line in lines(officer, event)}

    assert found["Next steps of 2 people"]["late"] == "4 days late"
    assert found["Find out who pays"]["hint"] == "1 person"
    assert found["Name a contact point for relatives"]["hint"] == "1 person"


def test_lists_ask_as_often_for_many_events_as_for_one(officer, event):
    events = [event, *(log(officer) for _ in range(3))]
    for one in events:
        EntryFactory(event=one, next_step="Assess", next_step_due_on=date(2026, 11, 20))
        one.steps.filter(code="STF-IG2").update(due_on=date(2026, 11, 20))
        one.procedure, one.service = event.procedure, event.service
    asked = []
    for some in (events[:1], events):
        with CaptureQueriesContext(connection) as found:
            worklist(officer, some, TODAY)
        asked.append(len(found))

    assert asked[0] == asked[1] <= 3 * len(SOURCES)


def test_pages_show_the_list_to_the_council_only(officer, event, reader, partner, sign_in, client):
    for page in ("/work/", f"/events/{event.reference}/work/"):
        assert client.get(page).url.startswith("/account/login/")
        assert sign_in(partner).get(page).status_code == 403
        shown = sign_in(reader).get(page).content.decode()
        assert "Agree provisional dates" in shown
    assert "/work/" in sign_in(officer).get("/").content.decode()


def test_page_with_nothing_to_do_says_so(officer, sign_in):
    assert (
        "Nothing is overdue and nothing required is missing."
        in sign_in(officer).get("/work/").content.decode()
    )


def test_page_of_an_unknown_event_is_not_there(officer, sign_in):
    assert sign_in(officer).get("/events/PF-2026-9999/work/").status_code == 404
