"""Pages of the market: for the council's people, without scripts, and with odd addresses."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from providers import slots
from providers.models import Contact, Provider, ServiceLink
from providers.operations import load_register
from tests.factories.providers import ProviderFactory, ServiceFactory
from tests.providers.shapes import DATA

pytestmark = pytest.mark.django_db
OGL = "Contains CQC information licensed under the Open Government Licence v3.0."


@pytest.fixture
def home():
    return ServiceFactory(
        cqc_id="1-900000001",
        name="Quilmere House",
        rating="Good",
        rating_on=date(2024, 2, 1),
        local_authority="Exampleshire",
    )


def pages(home):
    return [
        reverse("providers:provider-list"),
        reverse("providers:provider-detail", args=[home.provider.pk]),
        reverse("providers:service-detail", args=[home.cqc_id]),
        reverse("providers:service-find") + "?q=quilmere",
    ]


def forms(home):
    return [
        reverse("providers:provider-create"),
        reverse("providers:contact-create", kwargs={"provider_pk": home.provider.pk}),
        reverse("providers:contact-create", kwargs={"cqc_id": home.cqc_id}),
    ]


def test_pages_work_for_a_reader_with_attribution(home, reader, sign_in):
    client = sign_in(reader)

    for address in pages(home):
        response = client.get(address)
        assert response.status_code == 200
        assert OGL in response.content.decode()
        assert "Quilmere House" in response.content.decode()


def test_signed_out_goes_to_sign_in(home, client):
    for address in [*pages(home), *forms(home)]:
        response = client.get(address)
        assert response.status_code == 302
        assert "login" in response.url


def test_partner_is_refused(home, partner, sign_in):
    client = sign_in(partner)

    assert {client.get(address).status_code for address in [*pages(home), *forms(home)]} == {403}


def test_reader_is_refused_a_change(home, reader, sign_in):
    client = sign_in(reader)

    assert {client.post(address, {"name": "Brookmere"}).status_code for address in forms(home)} == {403}
    assert not Provider.objects.filter(name="Brookmere").exists()


def test_service_page_gives_rating_with_date_and_a_way_to_log_an_incident(home, officer, sign_in):
    page = sign_in(officer).get(home.get_absolute_url()).content.decode()

    assert "Good, Thursday 1 February 2024" in page
    assert "/events/new/?service=1-900000001" in page


def test_reader_sees_no_way_to_log_an_incident(home, reader, sign_in):
    assert "/events/new/?service" not in sign_in(reader).get(home.get_absolute_url()).content.decode()


def test_ended_registration_shows_the_one_that_carried_on(home, reader, sign_in):
    ended = ServiceFactory(name="Quilmere Lodge", status="deregistered", deregistered_on=date(2023, 1, 1))
    ServiceLink.objects.create(
        from_cqc_id=ended.cqc_id,
        to_cqc_id=home.cqc_id,
        from_service=ended,
        to_service=home,
        reason="New Provider",
    )
    client = sign_in(reader)

    before, after = (client.get(one.get_absolute_url()).content.decode() for one in (ended, home))

    assert "carried on under another registration" in before
    assert f'href="{home.get_absolute_url()}">Quilmere House</a>' in before
    assert "Registered before as" in after
    assert "closed" not in before.lower()


def test_ended_registration_without_successor_shows_others_at_its_postcode(home, reader, sign_in):
    ended = ServiceFactory(status="deregistered", postcode=home.postcode)

    page = sign_in(reader).get(ended.get_absolute_url()).content.decode()

    assert "That does not mean the service closed." in page
    assert f"Other registrations at {home.postcode}" in page


def test_withheld_name_is_said_to_be_withheld(reader, sign_in):
    service = ServiceFactory(
        name="", name_withheld=True, provider=ProviderFactory(name="", name_withheld=True)
    )

    page = sign_in(reader).get(service.get_absolute_url()).content.decode()

    assert f"Name withheld in the CQC data, location {service.cqc_id}" in page
    assert f"Name withheld in the CQC data, provider {service.provider.cqc_id}" in page


def test_unknown_service_or_provider_is_not_found(reader, sign_in):
    client = sign_in(reader)

    for address in ("/services/1-404/", "/providers/404/", f"/providers/{10**30}/", "/services/%00/"):
        assert client.get(address).status_code == 404


def test_list_is_filtered(home, reader, sign_in):
    ServiceFactory(name="Brookmere Homecare", care_home=False, local_authority="Elsewhere")
    client = sign_in(reader)

    for query in (
        "area=Exampleshire",
        "kind=care-homes",
        "rating=Good",
        "q=quilmere",
        "status=registered&rating=Good",
    ):
        page = client.get(f"/providers/?{query}").content.decode()
        assert "Quilmere House" in page
        assert "Brookmere Homecare" not in page


def test_providers_are_listed_with_their_counts(home, reader, sign_in):
    ServiceFactory(provider=home.provider, status="deregistered")

    page = sign_in(reader).get("/providers/?show=providers")

    cells = [part.split("</")[0] for part in page.content.decode().split('data-label="')[1:]]
    assert [cell.rsplit(">", 1)[-1] for cell in cells if cell.startswith(("Services", "Registered"))] == [
        "2",
        "1",
    ]


def test_providers_are_found_by_name_and_area(home, reader, sign_in):
    ServiceFactory(local_authority="Elsewhere", provider=ProviderFactory(name="Brookmere Care Ltd"))
    client = sign_in(reader)

    by_name = client.get(f"/providers/?show=providers&q={home.provider.name[:12]}").content.decode()
    by_area = client.get("/providers/?show=providers&area=Exampleshire").content.decode()

    for page in (by_name, by_area):
        assert str(home.provider) in page
        assert "Brookmere Care Ltd" not in page


def test_loads_can_be_looked_at_and_not_changed(administrator, sign_in):
    client = sign_in(administrator)
    load_register(by=administrator, path=DATA / "tidy.csv")
    administrator.is_staff = administrator.is_superuser = True
    administrator.save()

    listed = client.get("/administration/lists/providers/registerload/")

    assert "tidy.csv" in listed.content.decode()
    assert client.get("/administration/lists/providers/registerload/add/").status_code == 403


def test_odd_query_is_named_and_left_out(home, reader, sign_in):
    client = sign_in(reader)

    page = client.get("/providers/?area=Nowhere&rating=9&page=zzz&other=1&q=%00").content.decode()

    assert "We did not understand “Council area”" in page
    assert "We did not understand “CQC rating”" in page
    assert "Quilmere House" in page
    assert client.get("/providers/?page=9999").status_code == 200


def test_find_gives_htmx_the_fragment_and_scripts_json(home, officer, sign_in):
    client = sign_in(officer)

    fragment = client.get("/services/find/?q=quilmere+hous", headers={"HX-Request": "true"}).content.decode()
    answer = client.get("/services/find/?q=quilmere+hous", headers={"Accept": "application/json"}).json()

    assert "<html" not in fragment
    assert "/events/new/?service=1-900000001" in fragment
    assert answer["services"][0]["cqc_id"] == "1-900000001"


def test_provider_is_added_by_hand_once(officer, sign_in):
    client = sign_in(officer)
    sent = {
        "name": "Brookmere Day Club",
        "notes": "No regulated activity",
        "key": "8c7e4a80-3f5e-4a6d-9f0e-0d3b9d6f0a11",
    }

    first, second = (client.post("/providers/new/", sent) for _ in range(2))

    provider = Provider.objects.get(name="Brookmere Day Club")
    assert first.url == second.url == provider.get_absolute_url()
    assert "No regulated activity" in client.get(first.url).content.decode()


def test_provider_without_a_reason_is_shown_the_error(officer, sign_in):
    response = sign_in(officer).post("/providers/new/", {"name": "Brookmere Day Club", "postcode": "zz"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in page
    assert 'href="#id_notes"' in page
    assert "Brookmere Day Club" in page


def test_contact_is_recorded_and_ended(home, officer, sign_in):
    client = sign_in(officer)
    client.post(f"/services/{home.cqc_id}/contacts/new/", {"name": "Asa Thornbury", "phone": "01632 960001"})
    contact = Contact.objects.get()
    assert "Asa Thornbury" in client.get(home.get_absolute_url()).content.decode()

    client.post(f"/contacts/{contact.pk}/end/", {"ended_on": "2025-11-03"})

    assert client.get(f"/contacts/{contact.pk}/end/").status_code == 404
    assert "01632 960001" not in client.get(home.get_absolute_url()).content.decode()


def test_contact_without_number_or_address_is_shown_the_error(home, officer, sign_in):
    response = sign_in(officer).post(f"/services/{home.cqc_id}/contacts/new/", {"name": "Asa Thornbury"})

    assert response.status_code == 422
    assert "Enter a telephone number or an e-mail address" in response.content.decode()
    assert not Contact.objects.exists()


def test_rooms_to_the_right_fill_in_sections(home, reader, sign_in, monkeypatch):
    monkeypatch.setattr(slots, "_pages", {"service": slots.Slot(), "provider": slots.Slot()})
    slots.fill("service", lambda request, service: slots.Section("govuk/attribution.html"))
    slots.fill("service", lambda request, service: None)

    assert len(slots.sections("service", None, home)) == 1
    assert sign_in(reader).get(home.get_absolute_url()).status_code == 200


def test_number_of_queries_does_not_grow_with_the_list(reader, sign_in):
    provider = ProviderFactory()
    client = sign_in(reader)
    addresses = [
        "/providers/",
        "/providers/?show=providers",
        provider.get_absolute_url(),
        "/services/find/?q=quillmere",
    ]

    def asked():
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    ServiceFactory.create_batch(4, provider=provider)
    asked()  # the first visit also renews the session
    few = asked()
    ServiceFactory.create_batch(40, provider=provider)

    assert asked() == few
    assert max(few) <= 25
