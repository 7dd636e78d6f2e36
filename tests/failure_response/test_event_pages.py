"""The overview and the timeline of an event, for the council and for a partner."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import FailureEvent
from events.operations.steps import complete_step
from failure_response import timeline
from failure_response.views.event import page_key
from tests.factories.incidents import log, share_event
from tests.factories.trackers import EntryFactory
from trackers.models import TrackerEntry
from trackers.operations import edit_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(officer):
    return log(officer)


def test_overview_says_what_is_next_who_leads_and_what_was_told(event, officer, sign_in):
    EntryFactory.create_batch(2, event=event)

    page = sign_in(officer).get(event.get_absolute_url()).content.decode()

    assert "What to do next" in page
    assert "Administrators are no longer willing to fund the service" in page
    assert "Staffordshire SOP 10.4" in page
    assert "Nobody named" in page  # a Supporting Officer is required
    assert "2 people: 2 with no final outcome" in page


def test_partner_sees_its_own_people_only(event, officer, partner, icb, sign_in):
    own = EntryFactory(event=event, funding_type="nhs_chc", funding_authority=icb)
    other = EntryFactory(event=event)
    assert sign_in(partner).get(event.get_absolute_url()).status_code == 404

    share_event(by=officer, event=event, organisation=icb)
    page = sign_in(partner).get(event.get_absolute_url()).content.decode()

    assert "1 person: 1 with no final outcome" in page
    assert str(other.service_user) not in page
    assert "Administrators are no longer willing" not in page
    assert sign_in(partner).get(f"{event.get_absolute_url()}timeline/").status_code == 403
    assert own.pk


def test_timeline_tells_who_did_what_when_with_old_and_new_value(event, officer, care_manager, sign_in):
    entry = EntryFactory(event=event, room="1")
    edit_entry(by=care_manager, entry=entry, version=entry.version, changes={"room": "14"})
    step = event.steps.select_related("stage").get(code="STF-IG2")
    complete_step(by=officer, step=step, completed_on=event.notified_on, version=step.version)

    page = sign_in(officer).get(f"{event.get_absolute_url()}timeline/").content.decode()

    assert "Incident logged" in page
    assert "Step completed" in page
    assert f"by {care_manager.name}" in page
    assert 'Room: <del><span class="govuk-visually-hidden">was </span>1</del>' in page
    assert "now </span>14</ins>" in page


def test_bulk_changes_are_on_the_timeline_too(event):
    EntryFactory.create_batch(3, event=event, room="1")

    TrackerEntry.objects.filter(event=event).update(room="2")

    changes = [change for entry in timeline.entries(event, most=500)[0] for change in entry.changes]
    moved = [change.fields for change in changes if change.what == "tracker entry" and not change.is_new]
    assert moved == [[("Room", "1", "2")]] * 3


def test_timeline_pages_without_a_gap_or_a_repeat(event):
    EntryFactory.create_batch(7, event=event)
    for number in range(5):
        TrackerEntry.objects.filter(event=event).update(room=str(number))
    whole = [
        (c.operation, c.record, f)
        for e in timeline.entries(event, most=500)[0]
        for c in e.changes
        for f in c.fields
    ]

    paged, key = [], None
    while True:
        entries, key = timeline.entries(event, before=key, most=4)
        paged += [(c.operation, c.record, f) for e in entries for c in e.changes for f in c.fields]
        if key is None:
            break

    assert paged == whole


@pytest.mark.parametrize("text", ["", "x", "a|b|c", "2026-01-01|x", "2026-13-01T00:00|trackers|1"])
def test_odd_page_key_gives_the_first_page(text, event, officer, sign_in):
    assert page_key(text) is None
    assert sign_in(officer).get(f"{event.get_absolute_url()}timeline/", {"before": text}).status_code == 200


def test_same_number_of_queries_for_4_and_44_people(event, officer, sign_in):
    client = sign_in(officer)
    EntryFactory.create_batch(4, event=event)
    with CaptureQueriesContext(connection) as few:
        client.get(event.get_absolute_url())
    EntryFactory.create_batch(40, event=event)

    with CaptureQueriesContext(connection) as many:
        client.get(event.get_absolute_url())

    assert len(many) <= len(few)


@pytest.mark.parametrize("address", ["", "timeline/"])
def test_outsider_gets_404_and_a_stranger_signs_in(address, event, outsider, client, sign_in):
    where = f"{event.get_absolute_url()}{address}"

    assert sign_in(outsider).get(where).status_code in {403, 404}
    assert client.get(where).url.startswith("/account/login/")


def test_draft_offers_to_finish_it(officer, event, sign_in):
    FailureEvent.objects.filter(pk=event.pk).update(status="draft", invoked_at=None, invoked_by=None)

    assert "Finish logging" in sign_in(officer).get(event.get_absolute_url()).content.decode()
