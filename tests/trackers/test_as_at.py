"""The tracker as it stood at a past minute, and all that happened to one person."""

from datetime import UTC, datetime

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import FailureEvent
from tests.factories.accounts import make_organisation
from tests.factories.events import share
from tests.factories.history import stamp
from tests.factories.trackers import EntryFactory, RepresentativeFactory, ServiceUserFactory
from trackers.models import PersonEvaluation, PersonFact, Representative, ServiceUser, TrackerEntry
from trackers.operations import edit_entry
from trackers.operations.legal import work_out_again
from trackers.rules.fields import COLUMNS

pytestmark = pytest.mark.django_db
THEN = "2026-03-20T09:31:20Z"
FRIDAY = "?date-day=20&date-month=3&date-year=2026&time=9.31am"
TWICE = "?date=2025-10-26&time=01:30"


@pytest.fixture
def event(event):
    FailureEvent.objects.filter(pk=event.pk).update(logged_at=datetime(2025, 10, 1, 8, 15, tzinfo=UTC))
    return event


@pytest.fixture
def entry(entry):
    """Somebody who was put on the tracker that Friday."""
    written(THEN)
    return entry


def written(at):
    stamp(at, TrackerEntry, ServiceUser)


def address(event, query=""):
    return reverse("trackers:tracker-as-at", args=[event.reference]) + query


def page(client, event, query=FRIDAY):
    answer = client.get(address(event, query))
    assert answer.status_code == 200
    return answer.content.decode()


def test_value_stands_as_it_was_before_an_edit(sign_in, officer, event, entry):
    edit_entry(by=officer, entry=entry, version=1, changes={"destination": "Tansywick Lodge"})

    html = page(sign_in(officer), event)

    assert "As it stood on Friday 20 March 2026 at 9.31am; nothing can be changed here." in html
    assert "Applesham, Agnes" in html
    assert "Tansywick Lodge" not in html
    assert "app-edit" not in html.replace("app-edit--empty", "")


def test_value_stands_as_it_was_after_an_edit(sign_in, officer, event, entry):
    edit_entry(by=officer, entry=entry, version=1, changes={"destination": "Tansywick Lodge"})
    written(THEN)
    edit_entry(by=officer, entry=entry, version=2, changes={"destination": "Wrenfold Manor"})

    html = page(sign_in(officer), event)

    assert "Tansywick Lodge" in html
    assert "Wrenfold Manor" not in html


def test_every_column_can_be_shown_as_it_stood(sign_in, officer, event, entry):
    contact = RepresentativeFactory(
        entry=entry, forename="Jo", surname="Aster", phone="01632 960011", is_main=True
    )
    edit_entry(by=officer, entry=entry, version=1, changes={"gp": "Dr Larkin", "mobility_needs": "Frame"})
    work_out_again(by=officer, event=event, because="Facts")
    stamp(THEN, TrackerEntry, ServiceUser, Representative)
    with pgtrigger.ignore():
        PersonEvaluation.objects.update(made_at=THEN, duty="applies")
    entry.refresh_from_db()
    edit_entry(by=officer, entry=entry, version=entry.version, changes={"gp": "Dr Fennimoor"})
    Representative.objects.filter(pk=contact.pk).update(phone="01632 960099")
    everything = "&".join(f"col={key}" for key in COLUMNS)

    html = page(sign_in(officer), event, f"{FRIDAY}&{everything}")

    then = ["Dr Larkin", "Frame", "Jo Aster", "01632 960011", "Temporary duty", "Show the usual columns"]
    assert [words for words in then if words not in html] == []
    assert "Dr Fennimoor" not in html
    assert "01632 960099" not in html


def test_change_of_the_next_minute_is_not_there_yet(sign_in, officer, event, entry):
    assert "Nobody was on the tracker then." in page(sign_in(officer), event, FRIDAY.replace("9.31", "9.30"))


def test_person_added_later_is_absent(sign_in, officer, event, entry):
    EntryFactory(event=event, service_user=ServiceUserFactory(surname="Birchwell"))

    html = page(sign_in(officer), event)

    assert "1 person on the tracker then" in html
    assert "Birchwell" not in html


def test_renamed_person_has_the_surname_of_then(sign_in, officer, event, entry):
    ServiceUser.objects.filter(pk=entry.service_user_id).update(surname="Cobnut")

    html = page(sign_in(officer), event)

    assert "Applesham, Agnes" in html
    assert "Cobnut" not in html


def test_people_of_another_event_are_not_there(sign_in, officer, event, entry):
    EntryFactory(service_user=ServiceUserFactory(surname="Elsewhere"))
    written(THEN)

    assert "Elsewhere" not in page(sign_in(officer), event)


def test_funding_body_is_named_as_it_was(sign_in, officer, event, funded):
    written(THEN)
    other = make_organisation("Neighbourham Council", kind="council")
    edit_entry(by=officer, entry=funded, version=1, changes={"funding_authority": other})

    assert "Exampleshire ICB" in page(sign_in(officer), event)


def test_queries_are_as_many_for_thirty_people_as_for_five(sign_in, officer, event):
    client, spent = sign_in(officer), []
    for number in (5, 25):
        EntryFactory.create_batch(number, event=event)
        written(THEN)
        page(client, event)
        with CaptureQueriesContext(connection) as queries:
            html = page(client, event)
        spent.append(len(queries))

    assert "30 people on the tracker then" in html
    assert spent[0] == spent[1]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?date-day=31&date-month=2&date-year=2026&time=9.31am", "Date must be a real date"),
        ("?date=2026-03-20&time=soon", "Time must be a time"),
        ("?date=2026-03-20&time=", "Enter"),
        ("?date=2125-03-20&time=9.31am", "Date must be today or in the past"),
        ("?date=2025-09-30&time=9.31am", "Date must be on or after Wednesday 1 October 2025"),
        ("?date=2025-10-01&time=9.14am", "The event was logged at 9.15am that day"),
        ("?date=2026-03-29&time=01:30", "01:30 does not exist on Sunday 29 March 2026"),
    ],
)
def test_moment_that_cannot_be_used_is_refused_in_words(sign_in, officer, event, entry, query, said):
    html = page(sign_in(officer), event, query)

    assert said in html
    assert "There is a problem" in html
    assert "As it stood" not in html


def test_what_was_typed_is_kept(sign_in, officer, event):
    html = page(sign_in(officer), event, "?date-day=31&date-month=2&date-year=2026&time=soon")

    assert 'value="31"' in html
    assert 'value="soon"' in html


def test_minute_that_has_not_come_is_refused(sign_in, officer, event, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 3, 20, 9, 30, 59, tzinfo=UTC))

    assert "That moment has not come yet" in page(sign_in(officer), event)


@pytest.mark.parametrize(("second", "people"), [("", "Nobody was"), ("&second=1", "1 person")])
def test_time_that_was_there_twice_can_be_asked_for_both_ways(sign_in, officer, event, entry, second, people):
    written("2025-10-26T01:10:00Z")  # after the first 01:30 of that night, before the second

    html = page(sign_in(officer), event, TWICE + second)

    assert f"{people} on the tracker then" in html
    assert f"Show the {'first' if second else 'second'} one" in html


def test_page_without_a_moment_asks_for_one(sign_in, officer, event, entry):
    html = page(sign_in(officer), event, "")

    assert "Show the tracker of that moment" in html
    assert "There is a problem" not in html


def test_tracker_leads_there(sign_in, officer, event, entry):
    tracker = sign_in(officer).get(reverse("trackers:tracker", args=[event.reference]))

    assert address(event) in tracker.content.decode()


def test_partner_is_refused_and_not_led_there(sign_in, partner, event, funded):
    client = sign_in(partner)

    assert client.get(address(event, FRIDAY)).status_code == 403
    tracker = client.get(reverse("trackers:tracker", args=[event.reference]))
    assert address(event) not in tracker.content.decode()


def test_officer_of_another_council_is_refused(sign_in, event, entry, outsider):
    share(event, outsider.organisation)
    outsider.role = "commissioning_officer"
    outsider.save()

    assert sign_in(outsider).get(address(event, FRIDAY)).status_code == 403


def test_signed_out_goes_to_sign_in(client, event):
    assert client.get(address(event)).status_code == 302


def test_history_of_a_person_tells_all_that_was_recorded(sign_in, officer, event, entry):
    PersonFact.objects.create(event=event, entry=entry, name="was_receiving_care", value="yes")
    client = sign_in(officer)

    html = client.get(reverse("trackers:entry-history", args=[entry.pk])).content.decode()

    assert ": Was receiving care" in html
    assert "Answer: yes" in html
    assert "Date of birth: Thursday 12 March 1942" in html
    assert " more<" not in html
    detail = client.get(entry.get_absolute_url()).content.decode()
    assert "All that happened to this person" in detail


def test_next_step_of_a_past_minute_is_what_was_written_then(sign_in, officer, event, entry):
    edit_entry(by=officer, entry=entry, version=1, changes={"next_step": "Ring the son"})

    html = page(sign_in(officer), event)

    assert "Nothing written down" in html
    assert "Assess needs" not in html and "Overdue" not in html
