"""The end of an event: what holds closing back, contracts that end, lessons, opening it again. SOP 11.7, 11.8."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Notification
from events.models import Finding, Meeting, PeopleCount
from events.operations import communications, events, meetings, resolution
from events.operations.loose_ends import loose_ends, outcomes_of
from events.rules.outcomes import outcome_words
from tests.factories.incidents import log

pytestmark = pytest.mark.django_db
FOUND = {
    "happened": "The list came late.",
    "change": "Ask for it every quarter.",
    "due_on": date(2026, 12, 1),
}
ISSUED = {"issued_to": "Oakenshaw Care", "contract_reference": "RES-7", "issued_on": date(2026, 11, 20)}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def resolved(officer, event):
    return events.resolve_event(by=officer, event=event, version=event.version, reason="Empty")


@pytest.fixture
def closed(officer, resolved):
    return close(officer, resolved, without_meeting="The home reopened")


def close(by, event, **reasons):
    return events.close_event(by=by, event=event, version=event.version, reason="Done", **reasons)


def hold_lessons(by, event):
    when = {"held_on": date(2026, 11, 23), "starts_at": time(10)}
    return meetings.record_meeting(by=by, event=event, kind=Meeting.Kind.LESSONS, venue="Hall", **when)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([("moved", 2), ("died", 1), ("moved", 2)], "4 moved, 1 died"),
        ([("hospital", 1), ("own_arrangement", 3)], "3 made their own arrangement, 1 in hospital"),
        ([("stayed", 5), ("", 1)], "5 stayed at the service, 1 with no final outcome"),
        ([("moved", 0)], ""),
    ],
)
def test_outcomes_are_said_in_words(counts, words):
    assert outcome_words(counts) == words


def test_closing_waits_for_the_meeting_or_a_reason(officer, resolved):
    with pytest.raises(ValidationError, match="No lessons learnt meeting was held") as refused:
        close(officer, resolved)
    assert set(refused.value.error_dict) == {"without_meeting"}

    event = close(officer, resolved, without_meeting="The home reopened")

    assert event.without_meeting == "The home reopened"


def test_closing_after_the_meeting_needs_no_reason(officer, resolved):
    hold_lessons(officer, resolved)

    event = close(officer, resolved, without_meeting="Not used")

    assert (event.status, event.without_meeting) == ("closed", "")


def test_page_lists_what_is_open_and_asks_for_the_reason(officer, resolved, sign_in):
    page = sign_in(officer).get(f"/events/{resolved.reference}/close/").content.decode()

    assert "No lessons learnt meeting was held." in page
    assert "Why is it closed without a lessons learnt meeting?" in page
    assert "Why is it closed before every review is done?" not in page
    assert "28 steps are still open." in page


def test_closed_event_is_opened_again_step_by_step_and_its_story_stays(officer, closed):
    with pytest.raises(ValidationError, match="Enter why"):
        events.reopen_finished(by=officer, event=closed, reason=" ")

    event = events.reopen_finished(by=officer, event=closed, reason="Somebody was missed")
    assert (event.status, event.closed_at, event.without_meeting) == ("resolved", None, "")
    event = events.reopen_finished(by=officer, event=event, reason="They need a place")

    assert event.status == "invoked"
    assert "closed" in event.history().values_list("status", flat=True)
    assert event.history().last().pgh_context.metadata["reason"] == "They need a place"


def test_running_event_is_not_opened_again(officer, event):
    with pytest.raises(ValidationError, match="not resolved or closed"):
        events.reopen_finished(by=officer, event=event, reason="Why not")


def test_reopening_by_the_page(officer, closed, sign_in):
    page = f"/events/{closed.reference}/reopen/"
    assert "It was closed: Done" in sign_in(officer).get(page).content.decode()

    assert sign_in(officer).post(page, {"reason": ""}).status_code == 422
    sign_in(officer).post(page, {"reason": "Somebody was missed"})

    closed.refresh_from_db()
    assert closed.status == "resolved"


def test_terminations_are_recorded_before_anybody_has_moved(officer, event):
    PeopleCount.objects.create(event=event, stage="looking", final_outcome="", people=3)

    for contract in ("RES-7", "RES-8"):
        resolution.record_termination(by=officer, event=event, **ISSUED | {"contract_reference": contract})

    rows = event.terminations.values_list("contract_reference", "issued_by")
    assert set(rows) == {("RES-7", officer.name), ("RES-8", officer.name)}


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2026, 11, 5)])
def test_termination_on_a_day_that_cannot_be_is_refused(officer, event, day):
    with pytest.raises(ValidationError, match="date issued"):
        resolution.record_termination(by=officer, event=event, **ISSUED | {"issued_on": day})


def test_finding_belongs_to_the_meeting_and_its_owner_is_told(officer, care_manager, event):
    meeting = hold_lessons(officer, event)

    row = resolution.record_finding(by=officer, event=event, owner=care_manager, **FOUND)

    assert (row.meeting, row.owner_name) == (meeting, care_manager.name)
    told = Notification.objects.get(kind="finding.agreed")
    assert (told.to, "quarter" in told.body) == (care_manager, False)


def test_finding_is_carried_out_after_the_event_is_closed(officer, closed):
    row = resolution.record_finding(by=officer, event=closed, owner_name="Contracts Team", **FOUND)

    resolution.update_finding(
        by=officer, finding=row, version=1, owner_name="Contracts Team", done_on=date(2026, 11, 24), **FOUND
    )

    assert not Finding.objects.open().exists()


def test_finding_needs_an_owner_of_the_council_and_who_looks_records_none(officer, partner, reader, event):
    with pytest.raises(ValidationError, match="Choose who does it"):
        resolution.record_finding(by=officer, event=event, **FOUND)
    with pytest.raises(ValidationError, match="somebody of the council"):
        resolution.record_finding(by=officer, event=event, owner=partner, **FOUND)
    with pytest.raises(PermissionDenied):
        resolution.record_finding(by=reader, event=event, owner_name="x", **FOUND)


def test_final_confirmation_is_held_back_and_lists_outcomes(officer, event):
    PeopleCount.objects.create(event=event, stage="safe", final_outcome="moved", people=4)
    waiting = PeopleCount.objects.create(event=event, stage="looking", final_outcome="", people=1)
    to = [communications.To(name="A. Teasdale", organisation="Provider", method="phone")]
    words = {"kind": "STF-MS6", "subject": "Done", "body": "All", "recipients": to}
    with pytest.raises(ValidationError, match="1 person has no final outcome"):
        communications.record_communication(by=officer, event=event, **words)

    waiting.delete()
    communications.record_communication(by=officer, event=event, **words)

    assert outcomes_of(event) == "4 moved"
    assert not [end for end in loose_ends(event) if end.code == "people"]


@pytest.mark.parametrize("below", ["terminations/new/", "lessons/new/"])
def test_forms_are_shown_and_bad_input_is_said(officer, reader, event, sign_in, below):
    page = f"/events/{event.reference}/{below}"

    assert sign_in(officer).get(page).status_code == 200
    assert "There is a problem" in sign_in(officer).post(page, {}).content.decode()
    assert sign_in(reader).get(page).status_code == 403


def test_pages_show_what_was_recorded(officer, reader, event, sign_in):
    resolution.record_termination(by=officer, event=event, **ISSUED)
    resolution.record_finding(by=officer, event=event, owner_name="Contracts Team", **FOUND)
    start = f"/events/{event.reference}/"

    assert "RES-7" in sign_in(reader).get(f"{start}resolution/").content.decode()
    lessons = sign_in(reader).get(f"{start}lessons/").content.decode()
    assert "Ask for it every quarter." in lessons
    assert "Contracts Team" in lessons
