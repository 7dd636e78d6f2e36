"""Who has the event; giving it; taking it back."""

import pytest

from accounts.audit import record_access
from accounts.models import AccessEntry
from events.operations.leads import name_lead
from tests.factories.incidents import log, share_event
from tests.factories.trackers import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def page(event):
    return f"/events/{event.reference}/share/"


def test_event_is_shared_and_the_partner_opens_its_list(officer, partner, icb, event, page, sign_in):
    client = sign_in(officer)
    refused = client.post(page, {"organisation": icb.pk})
    assert refused.status_code == 422
    assert "Name an Assessment and Care Management lead before you share" in refused.content.decode()
    name_lead(by=officer, event=event, role="Assessment and Care Management", user=officer)

    response = client.post(page, {"organisation": icb.pk})

    assert response.url == page
    assert icb.name in sign_in(officer).get(page).content.decode()
    assert event.reference in sign_in(partner).get("/events/").content.decode()


def test_ending_takes_the_event_away_at_once(officer, partner, icb, event, page, sign_in):
    share = share_event(by=officer, event=event, organisation=icb)
    at_partner = sign_in(partner)
    assert event.reference in at_partner.get("/events/").content.decode()

    sign_in(officer).post(f"{page}{share.pk}/end/", {"reason": "Nobody of theirs lives there"})

    assert event.reference not in at_partner.get("/events/").content.decode()
    assert "Earlier" in sign_in(officer).get(page).content.decode()


def test_organisation_that_has_it_is_not_offered_again(officer, icb, event, page, sign_in):
    share_event(by=officer, event=event, organisation=icb)

    response = sign_in(officer).post(page, {"organisation": icb.pk})

    assert response.status_code == 422
    assert event.shares.count() == 1


@pytest.mark.parametrize("wrong", ["", "999999", "\x00", "x" * 1_000_000])
def test_bad_input_gets_a_sentence(officer, page, icb, sign_in, wrong):
    response = sign_in(officer).post(page, {"organisation": wrong})

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()


def test_only_those_who_may_share_open_it(
    client, reader, care_manager, partner, officer, icb, event, page, sign_in
):
    share = share_event(by=officer, event=event, organisation=icb)
    for address in (page, f"{page}{share.pk}/end/"):
        assert client.get(address).url.startswith("/account/login/")
        for person in (reader, care_manager, partner):
            assert sign_in(person).post(address).status_code == 403
    assert event.shares.filter(ended_at=None).exists()


def test_outsider_finds_nothing(outsider, officer, icb, event, page, sign_in):
    share = share_event(by=officer, event=event, organisation=icb)
    outsider.role = "commissioning_officer"
    outsider.save()

    for address in (page, f"{page}{share.pk}/end/"):
        assert sign_in(outsider).get(address).status_code == 404


def test_share_of_another_event_is_not_found(officer, icb, event, page, sign_in):
    other = share_event(by=officer, event=log(officer), organisation=icb)

    assert sign_in(officer).get(f"{page}{other.pk}/end/").status_code == 404


def test_page_says_who_took_what_to_whom(officer, icb, event, page, sign_in):
    kind, subject = AccessEntry.Kind.EXPORT, "Tracker as xlsx, 9 columns"
    record_access(by=officer, kind=kind, subject=subject, event=event, people=[1, 2, 3], recipient=icb.name)
    record_access(by=officer, kind=AccessEntry.Kind.READ, subject="Person opened", event=event, people=[1])

    text = sign_in(officer).get(page).content.decode()

    assert subject in text and "Downloaded and handed on" in text and "Person opened" not in text


def test_page_says_whose_rows_were_taken_and_leads_to_them(officer, event, page, sign_in):
    people = EntryFactory.create_batch(5, event=event)
    kind, subject = AccessEntry.Kind.EXPORT, "Tracker as xlsx, 9 columns"
    keys = [one.pk for one in people] + [999_999_999]
    entry = record_access(by=officer, kind=kind, subject=subject, event=event, people=keys)

    client = sign_in(officer)
    text = client.get(page).content.decode()
    assert f'href="?taken={entry.pk}#taken"' in text and "and 2 more" in text
    listed = client.get(f"{page}?taken={entry.pk}").content.decode()
    assert all(f'href="{one.get_absolute_url()}"' in listed for one in people)
    assert f"5 people: {subject}" in listed
    assert client.get(f"{page}?taken=x").status_code == 200
