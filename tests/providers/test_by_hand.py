"""Services that CQC's register lacks: recorded by people, found like the others, left alone by register files."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from providers.models import Provider, Service
from providers.operations import AlreadyThere
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ProviderFactory, ServiceFactory, record_by_hand
from tests.providers import shapes
from tests.providers.shapes import HOME
from tests.providers.test_operations import load

pytestmark = pytest.mark.django_db
SENT = {
    "name": "Thistledown House",
    "provider_name": "Thistledown Support CIC",
    "service_types": ["Supported living"],
    "has_regulated_activity": "no",
    "address": "4 Weaver Lane",
    "postcode": "ex1 9zz",
    "notes": "Supported living without personal care",
    "key": "8c7e4a80-3f5e-4a6d-9f0e-0d3b9d6f0a12",
}
NEW = "/services/new/"


def test_service_and_its_new_provider_are_recorded_with_who_and_why(officer):
    service = record_by_hand(
        officer, service_types=["Care home service with nursing", "Day service"], beds=12
    )

    (row,) = Service.pgh_event_models["insert"].objects.filter(pgh_obj=service).select_related("pgh_context")
    assert row.pgh_context.metadata == {"user": officer.pk, "operation": "service.registered"}
    assert (service.cqc_id, service.is_by_hand, service.care_home) == ("BY-HAND-1", True, True)
    assert service.service_types == ["Day service", "Nursing homes"]
    assert (service.provider.is_by_hand, service.provider.notes) == (True, SENT["notes"])
    assert record_by_hand(officer, name="Another").cqc_id == "BY-HAND-2"
    assert Provider.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"service_types": []}, "Select what kind"),
        ({"beds": 4}, "Only a care home"),
        ({"provider_name": ""}, "Enter who provides it"),
        ({"town": ""}, "Enter the address"),
    ],
)
def test_record_that_nobody_could_use_is_refused(officer, said, words):
    with pytest.raises(ValidationError, match=words):
        record_by_hand(officer, **said)
    assert not Provider.objects.exists()


@pytest.mark.parametrize(
    ("first", "second", "is_twin"),
    [
        ({"postcode": "EX1 9ZZ"}, {"name": "thistledown house", "postcode": "EX1 9ZZ"}, True),
        ({"postcode": "EX1 9ZZ"}, {"postcode": "EX2 9ZZ"}, False),
        ({}, {"postcode": "EX1 9ZZ"}, True),
        ({}, {"postcode": "EX1 9ZZ", "provider_name": "Somebody Else"}, False),
        ({"postcode": "EX1 9ZZ"}, {}, True),
    ],
)
def test_service_recorded_twice_is_refused(officer, first, second, is_twin):
    service = record_by_hand(officer, **first)

    if is_twin:
        with pytest.raises(AlreadyThere, match="recorded by hand already") as refused:
            record_by_hand(officer, **second)
        assert refused.value.service == service
    else:
        assert record_by_hand(officer, **second) != service


def test_service_of_the_register_is_a_twin_until_its_registration_ends(officer):
    listed = ServiceFactory(name="Thistledown House", postcode="EX1 9ZZ")
    with pytest.raises(AlreadyThere, match="in CQC’s register already"):
        record_by_hand(officer, postcode="EX1 9ZZ")

    Service.objects.filter(pk=listed.pk).update(status="deregistered")

    assert record_by_hand(officer, postcode="EX1 9ZZ").is_by_hand


def test_id_by_hand_and_standing_go_together(officer):
    service = record_by_hand(officer)

    for wrong in ({"status": "registered"}, {"cqc_id": "1-800000001"}, {"notes": ""}, {"provider": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Service.objects.filter(pk=service.pk).update(**wrong)


def test_reader_cannot_record_a_service(reader):
    with pytest.raises(PermissionDenied):
        record_by_hand(reader)


@pytest.mark.parametrize("typed", ["thisteldown", "by-hand-1", "BY HAND 1", "EX1 9ZZ"])
def test_service_recorded_by_hand_is_found(officer, typed):
    service = record_by_hand(officer, postcode="EX1 9ZZ")

    assert list(Service.objects.search(typed)) == [service]


def test_register_files_leave_it_alone(officer, tmp_path):
    mine = {"name": HOME["Location Name"], "postcode": HOME["Location Postal Code"]}
    service = record_by_hand(officer, local_authority=HOME["Location Local Authority"], **mine)
    before = Service.objects.filter(pk=service.pk).values().get()

    load(shapes.xlsx(tmp_path / "01_March_2021_HSCA.xlsx", HOME))
    load(shapes.xlsx(tmp_path / "01_April_2021_HSCA.xlsx", dict(HOME, **{"Location ID": "1-900000009"})))
    load("deregistered.csv")

    assert Service.objects.filter(pk=service.pk).values().get() == before
    (twin, *_) = service.twins()
    assert (twin.name, list(twin.twins())) == (service.name, [service])


def test_row_without_id_is_never_taken_for_it(officer):
    service = record_by_hand(officer, name="Bickham House", postcode="TQ7 3DJ")
    before = Service.objects.filter(pk=service.pk).values().get()

    load("council_list.csv")

    assert Service.objects.filter(pk=service.pk).values().get() == before


def test_officer_who_finds_nothing_records_it_and_lands_on_the_incident(officer, sign_in):
    ProcedureFactory()
    client = sign_in(officer)
    nothing = client.get("/events/new/?q=Thistledown+House").content.decode()
    assert f'{NEW}?then=%2Fevents%2Fnew%2F&amp;q=Thistledown+House"' in nothing

    form = client.get(f"{NEW}?then=/events/new/&q=Thistledown+House").content.decode()
    assert 'value="Thistledown House"' in form
    first, second = (client.post(NEW, SENT | {"then": "/events/new/"}) for _ in range(2))

    assert first.url == second.url == "/events/new/?service=BY-HAND-1"
    page = client.get(first.url).content.decode()
    assert "Recorded by hand, not in CQC’s register" in page
    assert "registration ended" not in page


@pytest.mark.parametrize("then", ["//elsewhere.example/", "https://elsewhere.example/", "events", "/a/?b=c"])
def test_way_back_leads_nowhere_else(officer, sign_in, then):
    assert sign_in(officer).post(NEW, SENT | {"then": then}).url == "/services/BY-HAND-1/"


def test_page_says_what_was_said_and_nothing_of_cqc(officer, reader, sign_in):
    service = record_by_hand(officer, has_regulated_activity=False)

    page = sign_in(reader).get(service.get_absolute_url()).content.decode()

    for words in (
        "Recorded by hand, not in CQC’s register.",
        SENT["notes"],
        "BY-HAND-1",
        "Carries on a regulated",
    ):
        assert words in page
    for words in ("CQC location id", "registration has ended", "licensed under", "CQC rating"):
        assert words not in page
    listed = sign_in(reader).get("/providers/?status=outside").content.decode()
    assert "Thistledown House" in listed


def test_later_file_with_the_same_place_is_told_on_both_pages(officer, sign_in):
    service = record_by_hand(officer, postcode="EX1 9ZZ")
    listed = ServiceFactory(name="Thistledown house", postcode="EX1 9ZZ")
    client = sign_in(officer)

    pages = [client.get(one.get_absolute_url()).content.decode() for one in (service, listed)]

    assert "In CQC’s register, too" in pages[0]
    assert f'href="{listed.get_absolute_url()}"' in pages[0]
    assert "Recorded by hand, too" in pages[1]

    listed.status = "deregistered"
    listed.save()
    assert not service.twins() and not listed.twins()


def test_form_asks_which_provider_is_meant(officer, sign_in):
    listed = ProviderFactory(name="Thistledown Support Limited", town="Exampleton")
    client = sign_in(officer)
    sent = SENT | {"provider_name": "Thistledown Support"}

    asked = client.post(NEW, sent)
    assert asked.status_code == 422
    assert f"Exampleton, {listed.cqc_id}" in asked.content.decode()
    assert "4 Weaver Lane" in asked.content.decode()

    client.post(NEW, sent | {"provider": listed.pk})
    client.post(NEW, sent | {"provider": "new", "postcode": "EX2 9ZZ", "key": ""})
    assert list(Service.objects.order_by("pk").values_list("provider__name", flat=True)) == [
        "Thistledown Support Limited",
        "Thistledown Support",
    ]


def test_provider_with_the_same_name_is_taken_and_its_page_leads_here(officer, sign_in):
    provider = ProviderFactory(name="Thistledown Support CIC")
    client = sign_in(officer)
    assert f"{NEW}?provider={provider.pk}" in client.get(provider.get_absolute_url()).content.decode()
    of_page = {name: value for name, value in SENT.items() if name not in ("provider_name", "key")}

    client.post(NEW, SENT)
    client.post(NEW, of_page | {"provider": provider.pk, "name": "Thistledown Cottage"})

    assert set(Service.objects.values_list("provider", flat=True)) == {provider.pk}
    assert Service.objects.count() == 2


def test_twin_is_shown_with_the_way_to_it(officer, sign_in):
    service = record_by_hand(officer, postcode="EX1 9ZZ")

    response = sign_in(officer).post(NEW, SENT | {"then": "/events/new/"})

    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="/events/new/?service={service.cqc_id}"' in page
    assert "4 Weaver Lane" in page


def test_bad_input_is_shown_the_errors(officer, sign_in):
    sent = {"name": "Thistledown", "postcode": "zz", "provider_name": "a\0", "beds": "4"}
    response = sign_in(officer).post(NEW, sent)

    page = response.content.decode()
    assert response.status_code == 422
    for field in ("postcode", "notes", "has_regulated_activity", "service_types"):
        assert f'href="#id_{field}' in page
    assert 'href="#id_address' not in page


def test_form_is_for_those_who_record_the_market(reader, partner, client, sign_in):
    assert "login" in client.get(NEW).url
    assert {sign_in(one).post(NEW, SENT).status_code for one in (reader, partner)} == {403}
    assert not Service.objects.exists()
