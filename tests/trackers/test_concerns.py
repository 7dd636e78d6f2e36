"""Quality and safeguarding concerns go to the lead of the response. Staffordshire SOP 11.6, 11.7."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Notification
from tests.factories.events import share
from tests.factories.incidents import log
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from trackers.models import Concern
from trackers.operations import concerns

pytestmark = pytest.mark.django_db
SAID = {"kind": "safeguarding", "what": "Bruises on both arms"}


@pytest.fixture
def event(officer):
    """Logged, so that the officer leads it."""
    return log(officer)


@pytest.fixture
def entry(event):
    return EntryFactory(event=event, service_user=ServiceUserFactory(surname="Applesham", forename="Agnes"))


@pytest.fixture
def funded(event, icb):
    share(event, icb)
    return EntryFactory(event=event, funding_type="nhs_chc", funding_authority=icb)


def raised(by, entry):
    return concerns.raise_concern(by=by, entry=entry, **SAID)


def test_lead_is_told_without_a_name(officer, care_manager, entry):
    concern = raised(care_manager, entry)
    told = Notification.objects.get(kind="concern.raised")

    assert (told.to, concern.told) == (officer, officer.name)
    assert told.url == concern.get_absolute_url()
    assert not any(word in told.subject + told.body for word in ("Applesham", "Agnes", "Bruises"))


def test_it_shows_on_the_dashboard_the_event_and_the_person(sign_in, officer, event, entry):
    raised(officer, entry)
    client = sign_in(officer)

    assert "1 concern open" in client.get(event.get_absolute_url()).content.decode()
    for page in ("/dashboard/concerns/", f"/events/{event.reference}/concerns/", entry.get_absolute_url()):
        assert "Safeguarding concern" in client.get(page).content.decode()
    assert 'href="/dashboard/concerns/"' in client.get("/dashboard/").content.decode()


def test_it_is_closed_with_what_came_of_it_and_opened_again(officer, entry):
    concern = raised(officer, entry)
    with pytest.raises(ValidationError, match="Enter what came of it"):
        concerns.close_concern(by=officer, concern=concern, version=1, outcome=" ")
    closed = concerns.close_concern(
        by=officer, concern=concern, version=1, outcome="Old bruises, doctor seen"
    )

    assert (closed.state, closed.closed_by) == ("closed", officer.name)
    with pytest.raises(ValidationError, match="opened again"):
        concerns.reopen_concern(by=officer, concern=closed, version=2, reason="")
    again = concerns.reopen_concern(by=officer, concern=closed, version=2, reason="New ones")
    assert [row.state for row in again.history()] == ["open", "closed", "open"]


def test_partner_raises_one_about_its_own_people_only(partner, entry, funded):
    assert raised(partner, funded).raised_by == partner
    with pytest.raises(PermissionDenied):
        raised(partner, entry)


def test_partner_sees_its_own_concerns_and_no_others(sign_in, officer, partner, funded):
    theirs, ours = raised(partner, funded), raised(officer, funded)
    client = sign_in(partner)
    page = client.get(funded.get_absolute_url()).content.decode()

    assert theirs.get_absolute_url() in page
    assert ours.get_absolute_url() not in page
    assert client.get(theirs.get_absolute_url()).status_code == 200
    assert client.get(ours.get_absolute_url()).status_code == 404
    assert client.get(f"{theirs.get_absolute_url()}close/").status_code == 403
    assert client.get(f"/events/{funded.event.reference}/concerns/").status_code == 403


def test_pages_raise_close_and_open_again(sign_in, officer, entry):
    client, page = sign_in(officer), f"/people/{entry.pk}/concerns/raise/"
    assert client.post(page, {"kind": "quality"}).status_code == 422
    said = client.post(page, SAID, follow=True).content.decode()
    assert f"{officer.name} was sent a message" in said
    where = Concern.objects.get().get_absolute_url()
    day = {"closed_on-day": 1, "closed_on-month": 1, "closed_on-year": 2026}
    assert client.post(f"{where}close/", {"version": 1, "outcome": "Seen", **day}).status_code == 302
    assert "Seen" in client.get(where).content.decode()
    assert client.post(f"{where}reopen/", {"version": 2, "reason": "More"}).status_code == 302


def test_who_may_open_the_page(sign_in, client, reader, outsider, entry):
    page = f"/people/{entry.pk}/concerns/raise/"
    assert client.get(page).status_code == 302
    assert sign_in(outsider).get(page).status_code == 404
    assert sign_in(reader).get(page).status_code == 403


def test_list_costs_the_same_for_many(sign_in, officer, event, entry, django_assert_max_num_queries):
    client, page = sign_in(officer), f"/events/{event.reference}/concerns/"
    raised(officer, entry)
    client.get(page)
    with django_assert_max_num_queries(40) as few:
        client.get(page)
    for _ in range(5):
        raised(officer, EntryFactory(event=event))
    with django_assert_max_num_queries(len(few)):
        client.get(page)
