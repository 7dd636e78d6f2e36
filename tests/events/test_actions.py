from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Notification
from accounts.versions import Conflict
from events.models import Action, InformationRequest
from events.operations import actions, meetings
from events.views.meeting_page import action_lines
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel("2026-11-20T09:31:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    return EventFactory()


def agree(event, **fields):
    given = {"what": "Ask about a double room", "owner_name": "Kit Moorland", "due_on": date(2026, 11, 23)}
    action = actions.agree_action(by=event.logged_by, event=event, **given | fields)
    # The database stamps it with its own clock.
    Action.objects.filter(pk=action.pk).update(agreed_at=timezone.now())
    return action


def update(action, **fields):
    given = {
        name: getattr(action, name)
        for name in ("what", "owner", "owner_name", "due_on", "progress", "version")
    }
    return actions.update_action(by=action.event.logged_by, action=action, **given | fields)


def meet(event, day):
    given = {"held_on": day, "starts_at": time(9), "venue": "A"}
    return meetings.record_meeting(by=event.logged_by, event=event, **given)


def test_an_owner_with_an_account_is_told_once_and_not_what_it_is(event, care_manager):
    action = agree(event, owner=care_manager, owner_name="")

    assert action.owner_name == care_manager.name
    (row,) = Notification.objects.filter(to=care_manager, kind="action.agreed")
    assert "double room" not in row.subject + row.body
    update(action, progress="Rang twice")
    assert Notification.objects.filter(kind="action.agreed").count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"owner_name": " "}, "owner"), ({"due_on": date(2026, 11, 19)}, "due_on")],
)
def test_an_action_needs_an_owner_and_a_day_to_come(event, fields, field):
    with pytest.raises(ValidationError) as refused:
        agree(event, **fields)

    assert field in refused.value.message_dict
    assert not Action.objects.exists()


def test_somebody_who_may_not_open_the_event_cannot_own_an_action(event):
    with pytest.raises(ValidationError) as refused:
        agree(event, owner=make_user("partner", make_organisation()))

    assert "owner" in refused.value.message_dict


def test_two_people_changing_progress_both_see_what_the_other_typed(event):
    action = agree(event)
    update(action, progress="Rang once")

    with pytest.raises(Conflict) as refused:
        update(action, progress="Wrote to them")

    assert refused.value.clashes[0].theirs == "Rang once"


def test_open_actions_carry_to_the_next_meeting_and_done_ones_do_not(event, friday):
    first = meet(event, date(2026, 11, 19))
    stays, done = agree(event, meeting=first), agree(event, meeting=first)
    update(done, done_on=TODAY)
    friday.move_to("2026-11-24T12:00:00Z")
    second = meet(event, date(2026, 11, 24))

    (line,) = action_lines(event.logged_by, second)

    assert line.action == stays
    assert line.came_from == "Provider failure meeting 1, carried over"
    assert line.late == "1 day late"
    assert {one.action for one in action_lines(event.logged_by, first)} == {stays, done}


def test_an_action_carried_through_three_meetings_says_so(event, friday):
    agree(event)
    for day in (24, 26, 30):
        friday.move_to(f"2026-11-{day}T12:00:00Z")
        last = meet(event, date(2026, 11, day))

    (line,) = action_lines(event.logged_by, last)

    assert line.came_from == "Between meetings, carried over 3 times"


def test_a_partner_sees_its_own_actions_only(event):
    partner, other = make_user("partner", make_organisation()), make_user("partner", make_organisation())
    for one in (partner, other):
        share(event, one.organisation)
    mine = agree(event, owner=partner)
    agree(event, owner=other)
    agree(event)

    assert list(Action.objects.visible_to(partner)) == [mine]


def test_a_partner_is_told_of_no_meeting_that_it_was_not_asked_to(event, friday, sign_in):
    partner = make_user("partner", make_organisation())
    share(event, partner.organisation)
    agree(event, owner=partner, meeting=meet(event, date(2026, 11, 19)))
    friday.move_to("2026-11-22T12:00:00Z")
    meet(event, date(2026, 11, 22))
    client, council = sign_in(partner), sign_in(event.logged_by)
    address = f"/events/{event.reference}/actions/"

    pages = client.get(address).content.decode() + client.get("/").content.decode()

    assert pages.count("Ask about a double room") == 2
    assert "At a meeting" in pages
    assert "meeting 1" not in pages and "carried over" not in pages
    assert "Provider failure meeting 1, carried over" in council.get(address).content.decode()


def test_a_decision_is_kept_with_its_meeting(event):
    summit = meetings.record_meeting(
        by=event.logged_by, event=event, held_on=TODAY, starts_at=time(8), venue="A", kind="risk_summit"
    )

    actions.record_decision(by=event.logged_by, meeting=summit, text="Suspend", decided_by="Priya Marlowe")

    assert summit.decisions.get().text == "Suspend"


def test_a_decision_of_a_meeting_still_to_come_is_refused(event):
    planned = meetings.plan_meeting(
        by=event.logged_by, event=event, held_on=date(2026, 11, 24), starts_at=time(9), people=[], venue="A"
    )

    with pytest.raises(ValidationError, match="once the meeting has begun"):
        actions.record_decision(
            by=event.logged_by, meeting=planned, text="Suspend", decided_by="Priya Marlowe"
        )


def ask(event, **fields):
    given = {
        "asked_of": "The provider",
        "what": "Staff list",
        "asked_on": TODAY,
        "due_on": date(2026, 11, 23),
    }
    return actions.ask_for_information(by=event.logged_by, event=event, **given | fields)


def test_a_request_without_an_answer_is_overdue_after_its_day(event):
    asked = ask(event)

    assert not InformationRequest.objects.overdue(date(2026, 11, 23)).exists()
    assert list(InformationRequest.objects.overdue(date(2026, 11, 24))) == [asked]
    actions.update_request(
        by=event.logged_by, asked=asked, version=1, due_on=asked.due_on, answered_on=TODAY, answer="Sent"
    )
    assert not InformationRequest.objects.overdue(date(2026, 11, 24)).exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"asked_on": date(2026, 11, 21)}, "asked_on"), ({"due_on": date(2026, 11, 19)}, "due_on")],
)
def test_a_request_is_not_of_the_future_nor_due_before_it_was_made(event, fields, field):
    with pytest.raises(ValidationError) as refused:
        ask(event, **fields)

    assert field in refused.value.message_dict


def test_an_answer_needs_its_day(event):
    asked = ask(event)

    with pytest.raises(ValidationError) as refused:
        actions.update_request(by=event.logged_by, asked=asked, version=1, due_on=asked.due_on, answer="Sent")

    assert "answered_on" in refused.value.message_dict


def test_a_reader_can_agree_and_ask_nothing(event, reader):
    with pytest.raises(PermissionDenied):
        actions.agree_action(by=reader, event=event, what="x", owner_name="x", due_on=TODAY)
    with pytest.raises(PermissionDenied):
        actions.ask_for_information(
            by=reader, event=event, asked_of="x", what="x", asked_on=TODAY, due_on=TODAY
        )
