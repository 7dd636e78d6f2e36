"""Who speaks for each organisation with people here, and out-of-area authorities told. SOP 11.5; Blackpool App 5."""

import pytest
from django.utils import timezone

from events.models import Communication, Recipient
from events.operations.leads import name_lead
from failure_response.worklist import worklist
from tests.factories.accounts import make_organisation
from tests.factories.incidents import log
from tests.factories.trackers import EntryFactory
from trackers.bodies import bodies_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def neighbour(event):
    body = make_organisation("Otherham Council", kind="council")
    EntryFactory.create_batch(2, event=event, funding_type="other_authority", funding_authority=body)
    return body


def lines(officer, event):
    return [line["text"] for line in worklist(officer, [event], timezone.localdate())[event.pk]]


def page_of(event):
    return f"/events/{event.reference}/organisations/"


def test_missing_and_untold_are_listed_and_on_the_worklist(sign_in, officer, event, neighbour):
    page = sign_in(officer).get(page_of(event)).content.decode()
    (body,) = bodies_of(officer, [event])[event.pk]

    assert (body.people, body.is_missing, body.is_untold) == (2, True, True)
    assert "Not told" in page
    assert "Missing" in page
    assert {"Tell 1 out-of-area authority", "Name who speaks for 1 organisation"} <= set(
        lines(officer, event)
    )


def test_named_representative_is_shown(officer, event, neighbour):
    role = "Assessment and Care Management"
    name_lead(
        by=officer, event=event, role=role, organisation=neighbour, name="Una Marsh", phone="01632 960100"
    )
    (body,) = bodies_of(officer, [event])[event.pk]

    assert [lead.name for lead in body.representatives] == ["Una Marsh"]
    assert not body.is_missing


def test_telling_is_a_message_of_the_event(sign_in, officer, event, neighbour):
    client, page = sign_in(officer), f"{page_of(event)}{neighbour.pk}/told/"
    typed = {"name": "Duty social worker", "method": "phone", "body": "Two of yours are here"}
    day = timezone.localdate()
    on = {"told_on-day": day.day, "told_on-month": day.month, "told_on-year": day.year}
    assert client.post(page, typed).status_code == 422
    assert client.post(page, typed | on).status_code == 302

    row = Recipient.objects.get(organisation=neighbour.name)
    assert (row.method, row.recorded_by, row.communication.audience) == ("phone", officer, "organisations")
    assert not bodies_of(officer, [event])[event.pk][0].is_untold
    assert "Tell 1 out-of-area authority" not in lines(officer, event)
    assert Communication.objects.filter(event=event).count() == 1


def test_nhs_body_and_own_council_are_not_out_of_area(officer, event, icb, host):
    for body in (icb, host):
        EntryFactory(event=event, funding_authority=body)

    assert [body.is_outside for body in bodies_of(officer, [event])[event.pk]] == [False, False]


def test_another_authority_that_nobody_named_is_counted(sign_in, officer, event):
    EntryFactory(event=event, funding_type="other_authority")

    assert "Another authority pays for 1 person" in sign_in(officer).get(page_of(event)).content.decode()


def test_who_may_open_the_pages(sign_in, client, reader, outsider, care_manager, event, neighbour):
    page = page_of(event)
    assert client.get(page).status_code == 302
    assert sign_in(outsider).get(page).status_code == 403
    assert sign_in(reader).get(page).status_code == 200
    assert sign_in(care_manager).get(f"{page}{neighbour.pk}/told/").status_code == 403
    assert sign_in(reader).get("/events/PF-2020-0001/organisations/").status_code == 404
