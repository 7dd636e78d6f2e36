"""The leads page, naming and ending."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.operations.contacts import add_contact
from tests.factories.accounts import make_organisation
from tests.factories.incidents import log, share_event

pytestmark = pytest.mark.django_db
LEAD, CARE = "STF-LD1", "STF-LD9"


@pytest.fixture
def event(officer):
    return log(officer)


def page_of(event, below=""):
    return f"/events/{event.reference}/leads/{below}"


def test_page_lists_nine_roles_and_who_is_missing(officer, event, sign_in):
    page = sign_in(officer).get(page_of(event)).content.decode()

    assert page.count('scope="row"') == 9
    assert "Name a Supporting Officer" in page
    assert "Name an Assessment and Care Management lead" in page
    assert "Nobody named for 3 required roles" in page
    assert "Priya Marlowe (you)" in page


def test_reader_looks_without_links(reader, event, sign_in):
    page = sign_in(reader).get(page_of(event)).content.decode()

    assert "Priya Marlowe" in page
    assert page_of(event, f"{LEAD}/name/") not in page


def test_colleague_is_named(officer, care_manager, event, sign_in):
    response = sign_in(officer).post(
        page_of(event, f"{CARE}/name/"), {"who": "account", "user": care_manager.pk}
    )

    assert response.url == page_of(event)
    assert event.leads.current().get(user=care_manager).role == "Assessment and Care Management"


def test_role_that_is_held_is_handed_over(officer, care_manager, event, sign_in):
    client, lead = sign_in(officer), event.leads.get()
    address = page_of(event, f"{lead.pk}/hand-over/")
    assert client.get(page_of(event, f"{LEAD}/name/")).url == address

    response = client.post(address, {"who": "account", "user": care_manager.pk})

    assert response.url == page_of(event)
    assert [lead.user for lead in event.leads.current()] == [care_manager]


def test_deputy_and_absence_show_on_the_page(officer, care_manager, event, sign_in):
    client, lead = sign_in(officer), event.leads.get()
    day = timezone.localdate() + timedelta(days=3)
    parts = {"away_until-day": day.day, "away_until-month": day.month, "away_until-year": day.year}
    client.post(page_of(event, f"{lead.pk}/away/"), parts)
    assert "and has no deputy" in client.get(page_of(event)).content.decode()

    client.post(page_of(event, f"{lead.pk}/deputy/"), {"who": "account", "user": care_manager.pk})

    page = client.get(page_of(event)).content.decode()
    assert "Deputy: Dele Winterbourne" in page
    assert "and has no deputy" not in page


def test_key_contact_is_named(officer, event, sign_in):
    contact = add_contact(
        by=officer, kind="police", organisation="Exampleshire Police", name="Control room", phone="101"
    )

    sign_in(officer).post(page_of(event, "STF-LD6/name/"), {"who": "contact", "contact": contact.pk})

    lead = event.leads.current().get(role="Safeguarding Lead")
    assert (lead.name, lead.phone) == ("Control room", "101")


def test_cqc_representative_is_offered_with_the_commission(officer, event, sign_in):
    page = sign_in(officer).get(page_of(event, "STF-LD7/name/")).content.decode()

    assert "Care Quality Commission" in page


@pytest.mark.parametrize("below", ["checklist/", "share/"])
def test_missing_leads_show_where_they_matter(officer, event, sign_in, below):
    page = sign_in(officer).get(f"/events/{event.reference}/{below}").content.decode()

    assert "Nobody named for 3 required roles" in page
    assert "Name a Supporting Officer" in page


def test_missing_leads_show_on_the_page_of_who_runs_it(officer, care_manager, event, sign_in):
    assert "Name somebody for 3 required roles" in sign_in(officer).get("/").content.decode()
    assert "required roles" not in sign_in(care_manager).get("/").content.decode()


def test_somebody_without_account_is_named(officer, event, sign_in):
    cqc = make_organisation("Care Quality Commission", kind="regulator")
    client, address = sign_in(officer), page_of(event, "STF-LD7/name/")
    assert f'<option value="{cqc.pk}" selected>' in client.get(address).content.decode()

    typed = {"who": "other", "name": "Perpetua Larkfield", "phone": "01632 960001", "organisation": cqc.pk}
    client.post(address, typed)

    lead = event.leads.current().get(role="CQC Representative")
    assert (lead.name, lead.organisation, lead.user) == ("Perpetua Larkfield", cqc, None)


def test_lead_is_ended(officer, event, sign_in):
    lead = event.leads.get()

    sign_in(officer).post(page_of(event, f"{lead.pk}/end/"), {"reason": "On leave"})

    assert not event.leads.current().exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Select who holds this role"),
        ({"who": "account"}, "Select a person"),
        ({"who": "other"}, "Enter a name"),
        ({"who": "other", "name": "A"}, "Enter a telephone number or an e-mail address"),
        ({"who": "other", "name": "x" * 1_000_000}, "must be 150 characters or fewer"),
        ({"who": "other", "name": "A", "email": "no"}, "correct format"),
        ({"who": "account", "user": "999999"}, "Choose one of the listed answers"),
        ({"who": "account", "user": "\x00"}, "Select a person"),
    ],
)
def test_bad_input_gets_a_sentence(officer, event, sign_in, typed, words):
    response = sign_in(officer).post(page_of(event, "STF-LD3/name/"), typed)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_people_of_other_organisations_are_not_offered(officer, partner, outsider, icb, event, sign_in):
    share_event(by=officer, event=event, organisation=icb)

    page = sign_in(officer).get(page_of(event, f"{CARE}/name/")).content.decode()

    assert partner.name in page
    assert outsider.name not in page


def test_signed_out_goes_to_sign_in(client, event):
    for below in ("", f"{LEAD}/name/", f"{event.leads.first().pk}/end/"):
        assert client.get(page_of(event, below)).url.startswith("/account/login/")


def test_who_may_not_gets_403_and_outsiders_404(reader, partner, outsider, officer, icb, event, sign_in):
    share_event(by=officer, event=event, organisation=icb)
    for person in (reader, partner):
        assert sign_in(person).post(page_of(event, f"{LEAD}/name/")).status_code == 403
    assert sign_in(partner).get(page_of(event)).status_code == 403
    outsider.role = "commissioning_officer"
    outsider.save()
    for below in ("", f"{LEAD}/name/", f"{event.leads.first().pk}/end/"):
        assert sign_in(outsider).get(page_of(event, below)).status_code == 404


def test_unknown_role_is_not_found(officer, event, sign_in):
    assert sign_in(officer).get(page_of(event, "STF-LD99/name/")).status_code == 404
