"""Pages of the checklist as a whole: records of a step, local steps, the decision point, dates, the gate."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Decision, FailureEvent, Lead, PeopleCount, ProvisionalDate
from events.operations.decisions import maintain, stand_down
from events.operations.stages import add_step
from events.operations.step_records import record_occurrence
from tests.factories.incidents import confirmed, escalated, log

pytestmark = pytest.mark.django_db
SAID = {"reason": "The provider found a buyer.", "decided_by": "M. Pellworth"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def client_of(sign_in, officer):
    return sign_in(officer)


def day(name, value):
    return {f"{name}-{part}": number for part, number in zip(("day", "month", "year"), value, strict=True)}


def at(event, below=""):
    return f"/events/{event.reference}/{below}"


def step_page(event, code, below=""):
    return at(event, f"checklist/{event.steps.get(code=code).pk}/{below}")


def text_of(response):
    return " ".join(response.content.decode().split())


def test_who_does_not_hold_the_role_reads_whom_to_ring(event, care_manager, sign_in):
    Lead.objects.filter(event=event).update(phone="01632 960123")
    client = sign_in(care_manager)

    page = text_of(client.get(step_page(event, "STF-IG2")))
    refused = client.post(step_page(event, "STF-IG2"), day("completed_on", (24, 11, 2026)) | {"version": 1})

    assert "Only the <strong>Provider Failure Lead</strong>, a deputy or an administrator" in page
    assert 'href="tel:01632960123"' in page
    assert "Mark as done" not in page
    assert refused.status_code == 403
    assert event.steps.get(code="STF-IG2").state == "open"


def test_deputy_reads_and_leaves_for_whom_they_act(event, care_manager, sign_in):
    Lead.objects.create(
        event=event, role="Provider Failure Deputy", user=care_manager, name=care_manager.name
    )
    client, typed = sign_in(care_manager), day("completed_on", (24, 11, 2026))

    page = text_of(client.get(step_page(event, "STF-IG2")))
    client.post(step_page(event, "STF-IG2"), typed | {"completed_by": care_manager.pk, "version": 1})

    assert "You act as deputy for <strong>Priya Marlowe</strong>" in page
    assert "Dele Winterbourne, deputy for Priya Marlowe" in text_of(client.get(at(event, "checklist/")))


def test_role_without_anybody_says_so(event, care_manager, sign_in):
    page = text_of(sign_in(care_manager).get(step_page(event, "STF-IG3")))

    assert "Nobody is named Supporting Officer, so anybody who works on steps may do this." in page
    assert "Mark as done" in page


def test_first_step_shows_what_is_confirmed_and_what_is_not(event, client_of):
    url = step_page(event, "STF-IG1", "evidence/")
    typed = {"kind": "phone confirmation", "confirmed_by": "J. Sterling", "confirmed_time": "9.31am"}

    sent = client_of.post(url, typed | day("confirmed_on", (24, 11, 2026)))

    page = text_of(client_of.get(sent.url))
    assert "J. Sterling, Tuesday 24 November 2026, 9.31am." in page
    assert "Record the email confirmation first." in page
    assert "Mark as done" not in page


def test_step_without_evidence_has_no_page_for_it(event, client_of):
    assert client_of.get(step_page(event, "STF-IG2", "evidence/")).status_code == 404


def test_three_occurrences_show_three_dates_and_the_step_stays_open(event, officer, client_of):
    escalated(officer, event)
    for number in (17, 19, 24):
        typed = day("happened_on", (number, 11, 2026)) | {
            "completed_by": officer.pk,
            "notes": f"Meeting {number}",
        }
        client_of.post(step_page(event, "STF-FM1"), typed)

    page, listed = (
        text_of(client_of.get(step_page(event, "STF-FM1"))),
        text_of(client_of.get(at(event, "checklist/"))),
    )

    assert "Done 3 times" in page
    for words in ("Tuesday 17 November", "Thursday 19 November", "Tuesday 24 November"):
        assert words in page
        assert words in listed
    assert event.steps.get(code="STF-FM1").state == "open"


def test_step_that_repeats_is_finished_on_its_own_page(event, officer, client_of):
    escalated(officer, event)
    typed = day("completed_on", (24, 11, 2026)) | {"completed_by": officer.pk, "version": 1}

    client_of.post(step_page(event, "STF-FM1", "finish/"), typed)

    assert event.steps.get(code="STF-FM1").state == "done"
    assert client_of.get(step_page(event, "STF-IG2", "finish/")).url == step_page(event, "STF-IG2")


def test_local_step_is_added_and_marked(event, client_of):
    stage = event.stages.get(code="STF-IG")
    typed = {"stage": stage.pk, "action": "Arrange night nursing cover", "responsible": ["Broker"]}

    assert client_of.post(at(event, "checklist/add/"), typed).url == at(event, "checklist/")

    page = text_of(client_of.get(at(event, "checklist/?show=local")))
    assert "1.4" in page
    assert "Local step, added by Priya Marlowe, Tuesday 24 November 2026." in page
    assert "Local steps (1)" in page


def test_stage_is_opened_again_from_its_page(event, officer, client_of):
    for step in event.steps.filter(stage__code="STF-IG"):
        step.state, step.completed_by, step.completed_on = "done", officer, date(2026, 11, 24)
        step.save()
    stage = event.stages.get(code="STF-IG")
    url = at(event, f"checklist/stages/{stage.pk}/reopen/")

    assert "Open this stage again" in text_of(client_of.get(at(event, "checklist/")))
    assert "3 finished steps are to do again" in text_of(client_of.get(url))
    assert client_of.post(url, {"reason": ""}).status_code == 422
    client_of.post(url, {"reason": "The dates were wrong"})

    assert not event.steps.filter(stage=stage).exclude(state="open").exists()


def test_due_date_is_set_and_shown(event, officer, client_of, sign_in):
    typed = day("due_on", (24, 11, 2026)) | {"due_time": "2pm", "reason": "Agreed", "version": 1}

    client_of.post(step_page(event, "STF-IG2", "due/"), typed)

    assert "Due today at 2pm" in text_of(client_of.get(at(event, "checklist/")))
    with time_machine.travel("2026-11-24T16:30:00Z", tick=False):
        assert "2 hours late" in text_of(sign_in(officer).get(at(event, "checklist/")))


def test_step_with_a_damaged_text_says_so_and_gets_other_words(event, officer, client_of):
    step = event.steps.get(code="STF-ER3")
    typed = {"action": "Begin the safe and well checks.", "reason": "The text is damaged", "version": 1}

    assert "Low confidence" in text_of(client_of.get(step_page(event, "STF-ER3")))
    assert client_of.post(step_page(event, "STF-ER3", "words/"), typed | {"reason": ""}).status_code == 422
    client_of.post(step_page(event, "STF-ER3", "words/"), typed)

    assert "Begin the safe and well checks." in text_of(client_of.get(at(event, "checklist/")))
    assert [row.action for row in step.history()][-2:] == [step.action, "Begin the safe and well checks."]


def test_decision_point_says_what_waits_and_links_to_the_decision(event, client_of):
    page = text_of(client_of.get(at(event, "checklist/")))

    assert "Decision point: nothing is decided yet" in page
    assert at(event, "decision/new/") in page
    assert "Escalated response cannot start before the decision" in text_of(
        client_of.get(step_page(event, "STF-ER1"))
    )


@pytest.mark.parametrize(
    ("kind", "status"),
    [("escalate", "invoked"), ("maintain", "invoked"), ("stand_down", "stood_down")],
)
def test_decision_is_recorded_with_reason_person_and_moment(event, client_of, kind, status):
    typed = {"kind": kind, "decided_time": "9am", **SAID} | day("decided_on", (24, 11, 2026))

    assert client_of.post(at(event, "decision/new/"), typed).url == at(event, "checklist/")

    assert FailureEvent.objects.get(pk=event.pk).status == status
    page = text_of(client_of.get(at(event, "decision/")))
    assert "M. Pellworth, Tuesday 24 November 2026, 9am" in page
    assert "The provider found a buyer." in page


def test_standing_down_while_people_move_warns_with_their_number(event, client_of):
    PeopleCount.objects.create(event=event, stage="move_booked", people=3)
    typed = {"kind": "stand_down", **SAID} | day("decided_on", (24, 11, 2026))

    page = text_of(client_of.get(at(event, "decision/new/")))
    refused = client_of.post(at(event, "decision/new/"), typed)
    done = client_of.post(at(event, "decision/new/"), typed | {"confirmed": "on"})

    assert "3 people are already moving" in page
    assert (refused.status_code, done.status_code) == (422, 302)
    assert Decision.objects.get().people_moving == 3


def test_response_that_is_held_says_since_when(event, officer, sign_in):
    maintain(by=officer, event=event, **SAID)
    with time_machine.travel("2026-12-03T09:40:00Z", tick=False):
        page = text_of(sign_in(officer).get(at(event, "checklist/")))

    assert "Decision point: held at this stage for 9 days" in page
    assert "To be decided again now: it was due Tuesday 1 December 2026" in page


def test_stood_down_event_is_opened_again_at_the_decision_point(event, officer, client_of):
    stand_down(by=officer, event=event, **SAID)
    assert "is stood down" in text_of(client_of.get(at(event, "decision/")))

    client_of.post(at(event, "reopen/"), {"reason": "The buyer withdrew.", "decided_by": "M. Pellworth"})

    page = text_of(client_of.get(at(event, "checklist/")))
    assert "nothing is decided since the event was opened again" in page
    assert "The buyer withdrew." in page


def test_event_that_is_not_stood_down_is_not_opened_again(event, client_of):
    assert "is not over" in text_of(client_of.get(at(event, "reopen/")))
    refused = client_of.post(at(event, "reopen/"), {"reason": "x", "decided_by": "y"})
    assert refused.status_code == 422


def test_provisional_dates_are_listed_with_what_they_were(event, client_of):
    typed = {"what": "Funding stops", "agreed_by": "J. Sterling"} | day("on", (1, 12, 2026))
    client_of.post(at(event, "dates/new/"), typed)
    held = ProvisionalDate.objects.get()
    changed = {"agreed_by": "CQC inspector", "reason": "More funds"} | day("on", (4, 12, 2026))
    client_of.post(at(event, f"dates/{held.pk}/change/"), changed)

    page, listed = (
        text_of(client_of.get(at(event, "dates/"))),
        text_of(client_of.get(at(event, "checklist/"))),
    )

    assert "Funding stops: Friday 4 December 2026" in page
    assert "Before: Tuesday 1 December 2026, agreed by J. Sterling" in page
    assert "Friday 4 December 2026, agreed by CQC inspector" in listed


def test_residents_who_were_told_early_lift_the_gate(event, client_of):
    typed = {"told_by": "The manager", "reason": "The heating failed"} | day("told_on", (5, 11, 2026))

    assert client_of.post(at(event, "residents-told/"), typed).url == at(event, "checklist/")

    page = text_of(client_of.get(at(event, "checklist/")))
    assert "Gate open: residents and relatives may be told." in page
    assert "The manager told them on Thursday 5 November 2026: The heating failed" in page


def test_checklist_asks_as_often_with_many_records(event, officer, client_of):
    escalated(officer, event)
    confirmed(officer, event.steps.get(code="STF-IG1"))
    client_of.get(at(event, "checklist/"))
    record_occurrence(by=officer, step=event.steps.get(code="STF-FM1"), happened_on=date(2026, 11, 20))
    before = queries(client_of, event)

    for code in ("STF-FM1", "STF-FM5", "STF-FM6"):
        record_occurrence(by=officer, step=event.steps.get(code=code), happened_on=date(2026, 11, 21))
    stage = event.stages.first()
    add_step(by=officer, event=event, stage=stage, action="Arrange cover", responsible=["Broker"])

    assert queries(client_of, event) == before


def queries(client, event):
    with CaptureQueriesContext(connection) as found:
        client.get(at(event, "checklist/"))
    return len(found)


def test_who_runs_no_events_decides_nothing(event, care_manager, reader, partner, sign_in, client):
    pages = ["decision/new/", "reopen/", "checklist/add/"]
    for page in pages:
        assert client.get(at(event, page)).url.startswith("/account/login/")
        assert sign_in(care_manager).post(at(event, page), {}).status_code == 403
    assert sign_in(reader).get(at(event, "decision/")).status_code == 200
    assert sign_in(reader).post(at(event, "dates/new/"), {}).status_code == 403
    assert sign_in(partner).get(at(event, "decision/")).status_code == 403
