from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from events.models import Action, AgendaItem, Attendance, InformationRequest, Meeting, OutsidePerson
from events.operations import agenda, meetings
from tests.factories.accounts import make_organisation, make_user
from tests.factories.events import EventFactory, share
from tests.factories.trackers import EntryFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def tuesday():
    with time_machine.travel("2026-11-24T15:30:00Z", tick=False):
        yield


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def client(event, sign_in):
    return sign_in(event.logged_by)


@pytest.fixture
def meeting(event, care_manager):
    return meetings.record_meeting(
        by=event.logged_by, event=event, held_on=date(2026, 11, 24), starts_at=time(14), venue="A",
        people=[care_manager],
    )  # fmt: skip


def at(name, event, *args):
    return reverse(f"events:{name}", args=[event.reference, *args])


def day(name, when):
    return {f"{name}-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def words(answer):
    return answer.content.decode()


def test_the_page_shows_the_agenda_before_anything_is_kept(client, event):
    entry = EntryFactory(event=event)
    planned = meetings.plan_meeting(
        by=event.logged_by, event=event, held_on=date(2026, 11, 26), starts_at=time(14), people=[], venue="A"
    )

    page = words(client.get(planned.get_absolute_url()))

    assert "Explain the process" in page
    assert str(entry.service_user) in page
    assert "When it starts" in page
    assert not AgendaItem.objects.exists()


def test_starting_keeps_it_and_a_minute_is_typed_in_its_cell(client, event, meeting):
    EntryFactory(event=event)
    client.post(at("meeting-start", event, meeting.number))
    item = meeting.agenda.last()
    here = at("agenda-minute", event, meeting.number, item.pk)
    assert "data-cell-form" in words(client.get(here, headers=HTMX))

    cell = client.post(
        here, {"minute": "Likes the garden", "funding_confirmed": "on", "version": "1"}, headers=HTMX
    )

    assert cell.status_code == 200
    assert words(cell).strip().startswith("<td")
    assert "Likes the garden" in words(cell)
    assert "Confirmed: funding" in words(client.get(meeting.get_absolute_url()))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_clash_shows_theirs_and_keeps_what_was_typed(client, event, meeting, headers):
    client.post(at("meeting-start", event, meeting.number))
    item = meeting.agenda.first()
    here = at("agenda-minute", event, meeting.number, item.pk)
    client.post(here, {"minute": "Theirs", "version": "1"})

    clash = client.post(here, {"minute": "Mine", "version": "1"}, headers=headers)

    assert clash.status_code == 409
    assert "Theirs" in words(clash)
    assert "Mine</textarea>" in words(clash)
    client.post(here, {"minute": "Both", "version": "2"})
    item.refresh_from_db()
    assert item.minute == "Both"


def test_a_cancelled_meeting_is_not_started(client, event):
    planned = meetings.plan_meeting(
        by=event.logged_by, event=event, held_on=date(2026, 11, 26), starts_at=time(14), people=[], venue="A"
    )
    meetings.cancel_meeting(by=event.logged_by, meeting=planned, version=1)

    page = client.post(at("meeting-start", event, planned.number), follow=True)

    assert "This meeting is cancelled" in words(page)


def test_an_item_is_added_by_hand(client, event, meeting):
    assert client.post(at("agenda-add", event, meeting.number), {}).status_code == 422

    client.post(at("agenda-add", event, meeting.number), {"title": "Night cover from Friday"})

    assert "Night cover from Friday" in words(client.get(meeting.get_absolute_url()))


def test_who_came_is_saved_and_absent_agencies_are_chased(client, event, meeting):
    here = at("meeting-attendance", event, meeting.number)
    name = next(line for line in words(client.get(here)).split('"') if line.startswith("agency-"))

    client.post(here, {name: "absent", "version": str(meeting.version)})

    page = words(client.get(meeting.get_absolute_url()))
    assert "Chase list: 1 agency" in page
    assert "0 of 1 came" in page
    row = Attendance.objects.get()
    chased = day("chased_on", date(2026, 11, 24)) | {"version": "1"}
    assert client.post(at("attendance-chase", event, row.pk), chased).status_code == 302
    assert "Chased Tuesday 24 November 2026, no update." in words(client.get(at("meeting-list", event)))


def test_an_agency_that_keeps_away_is_escalated_on_its_page(client, event, meeting, settings):
    settings.MEETINGS_MISSED_TO_ESCALATE = 1
    row = Attendance.objects.create(meeting=meeting, event=event, agency="Ambulance service", state="absent")
    assert "Missed the last 1" in words(client.get(meeting.get_absolute_url()))
    typed = day("escalated_on", date(2026, 11, 24)) | {"escalated_to": "Its director", "version": "1"}

    client.post(at("attendance-escalate", event, row.pk), typed)

    assert "Escalated to Its director on Tuesday 24 November 2026" in words(
        client.get(meeting.get_absolute_url())
    )


def test_a_decision_of_a_risk_summit_stands_on_its_page(client, event):
    summit = meetings.record_meeting(
        by=event.logged_by,
        event=event,
        held_on=date(2026, 11, 24),
        starts_at=time(9),
        venue="A",
        kind="risk_summit",
    )

    client.post(
        at("decision-record", event, summit.number),
        {"text": "Suspend placements", "decided_by": "Priya Marlowe"},
    )

    page = words(client.get(summit.get_absolute_url()))
    assert "Risk Summit" in page
    assert "Suspend placements" in page


def test_an_action_is_agreed_at_a_meeting_and_listed_everywhere(client, event, meeting):
    typed = {"what": "Tell the surgeries", "owner_name": "Kit Moorland"} | day("due_on", date(2026, 11, 26))

    answer = client.post(f"{at('action-create', event)}?meeting={meeting.number}", typed)

    assert answer["Location"] == meeting.get_absolute_url()
    action = Action.objects.get()
    assert action.meeting == meeting
    assert "Tell the surgeries" in words(client.get(meeting.get_absolute_url()))
    assert "1 open action" in words(client.get(at("action-list", event)))
    done = typed | day("done_on", date(2026, 11, 24)) | {"version": "1"}
    client.post(at("action-change", event, action.pk), done)
    assert "0 open actions" in words(client.get(at("action-list", event)))


def test_a_partner_sees_its_own_action_and_no_agenda(event, meeting, sign_in):
    partner = make_user("partner", make_organisation())
    share(event, partner.organisation)
    meetings.add_meeting(
        event.logged_by, event, [partner], [], held_on=date(2026, 11, 26), starts_at=time(9), venue="B"
    )
    agenda.add_item(by=event.logged_by, meeting=Meeting.objects.last(), title="Night cover from Friday")
    for owner in (partner, event.logged_by):
        Action.objects.create(
            event=event,
            what=f"Work of {owner.pk}",
            owner=owner,
            owner_name=owner.name,
            due_on=date(2026, 11, 30),
        )

    page = words(sign_in(partner).get(Meeting.objects.last().get_absolute_url()))

    assert f"Work of {partner.pk}" in page
    assert f"Work of {event.logged_by.pk}" not in page
    assert "Night cover" not in page
    assert "Attendance" not in page


def test_information_is_asked_for_chased_and_answered(client, event):
    typed = {"asked_of": "The provider", "what": "Staff list"} | day("asked_on", date(2026, 11, 20))
    client.post(at("request-create", event), typed | day("due_on", date(2026, 11, 23)))
    assert "1 day late" in words(client.get(at("request-list", event)))
    assert "Information asked for: 1 late" in words(client.get(at("meeting-list", event)))

    given = day("due_on", date(2026, 11, 23)) | day("answered_on", date(2026, 11, 24)) | {"answer": "Sent"}
    client.post(at("request-change", event, InformationRequest.objects.get().pk), given | {"version": "1"})

    assert "1 answered" in words(client.get(at("request-list", event)))


def test_somebody_without_an_account_is_asked_but_never_written_to(client, event, meeting, mailoutbox):
    typed = {"name": "Ann Thrale", "agency": "Care Quality Commission", "email": "ann@cqc.example"}
    client.post(at("outsider-add", event), typed)
    person = OutsidePerson.objects.get()
    planned = meetings.plan_meeting(
        by=event.logged_by, event=event, held_on=date(2026, 11, 26), starts_at=time(14), people=[], venue="A",
        outsiders=[person],
    )  # fmt: skip

    page = words(client.get(planned.get_absolute_url()))

    assert "they have no account" in page
    assert "ann@cqc.example" in page
    file = client.get(f"{at('meeting-calendar', event, planned.number)}?for={person.pk}")
    assert b"mailto:ann@cqc.example" in file.content.replace(b"\r\n ", b"")
    client.post(at("outsider-end", event, person.pk), {"reason": "She left the CQC"})
    assert not planned.outsiders.exists()


def test_the_update_page_says_why_nothing_is_due(client, event):
    page = words(client.get(at("update-list", event)))

    assert "No update is due yet" in page
    assert "Staffordshire SOP 11.7" in page


def test_meetings_at_the_same_time_are_pointed_out(client, event):
    for _ in range(2):
        meetings.plan_meeting(
            by=event.logged_by,
            event=event,
            held_on=date(2026, 11, 26),
            starts_at=time(14),
            people=[],
            venue="A",
        )

    assert "At the same time" in words(client.get(Meeting.objects.first().get_absolute_url()))


@pytest.mark.parametrize("name", ["meeting-attendance", "agenda-add", "decision-record"])
def test_a_reader_writes_nothing_of_a_meeting(event, meeting, reader, sign_in, name):
    assert sign_in(reader).get(at(name, event, meeting.number)).status_code == 403


@pytest.mark.parametrize("name", ["action-list", "request-list", "update-list", "outsider-list"])
def test_a_reader_looks_at_the_lists(event, reader, sign_in, name):
    assert sign_in(reader).get(at(name, event)).status_code == 200


@pytest.mark.parametrize("more", [1, 9])
def test_the_pages_ask_the_same_number_of_queries_however_much_there_is(
    client, event, meeting, django_assert_num_queries, more
):
    EntryFactory.create_batch(more, event=event)
    for number in range(more):
        Attendance.objects.create(meeting=meeting, event=event, agency=f"Agency {number}", state="absent")
        Action.objects.create(
            event=event, what="x", owner_name="y", due_on=date(2026, 11, 20), meeting=meeting
        )
        meetings.record_meeting(
            by=event.logged_by, event=event, held_on=date(2026, 11, 1), starts_at=time(14), venue="A"
        )
    agenda.make_agenda(by=event.logged_by, meeting=meeting)

    with django_assert_num_queries(28):
        client.get(meeting.get_absolute_url())
    with django_assert_num_queries(15):
        client.get(at("meeting-list", event))
