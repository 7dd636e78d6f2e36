"""A service is found by name, postcode or CQC location id, however it is spelled."""

import pytest

from providers.models import Service
from providers.models.search import search_services
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def market():
    """Services by name."""
    made = [
        ServiceFactory(cqc_id="1-111111111", name="Quilmere House", town="Exampleton", postcode="EX1 9ZZ"),
        ServiceFactory(
            cqc_id="1-222222222",
            name="Caf\u00e9 Ren\u00e9 Nursing Home",
            town="Exampleton",
            postcode="EX12 3AB",
        ),
        ServiceFactory(cqc_id="1-333333333", name="The Willows", town="South Brent", postcode="TQ10 9AY"),
        ServiceFactory(cqc_id="1-444444444", name="The Willows", town="Holsworthy", postcode="EX22 6HB"),
        ServiceFactory(
            cqc_id="1-555555555",
            name="The Willows",
            town="Holsworthy",
            postcode="EX22 6HB",
            status="deregistered",
        ),
        ServiceFactory(cqc_id="RM317", name="Long Mead Hospital", town="Bury", postcode="BL9 0EN"),
        ServiceFactory(
            cqc_id="1-666666666", name="Oaktree", also_known_as="Bramblewick Court", postcode="EX1 1AA"
        ),
    ]
    return {service.cqc_id: service for service in made}


def found(text, **kwargs):
    return [service.cqc_id for service in Service.objects.search(text, **kwargs)]


@pytest.mark.parametrize(
    "typed",
    [
        "Quilmere House",
        "Quilmere Hous",
        "quillmere",
        "QUILMERE HUOSE",
        "Qilmere House",
        "quilmere care home",
        "kwilmere house",
    ],
)
def test_name_is_found_with_slips_of_spelling(market, typed):
    assert found(typed)[0] == "1-111111111"


def test_accents_make_no_difference(market):
    assert found("cafe rene")[0] == found("Caf\u00c9 RENE")[0] == "1-222222222"


def test_town_tells_two_of_the_same_name_apart(market):
    assert found("willows south brent")[0] == "1-333333333"
    assert found("willows holsworthy")[0] == "1-444444444"


def test_registered_comes_before_deregistered(market):
    assert found("the willows holsworthy")[:2] == ["1-444444444", "1-555555555"]


def test_other_name_is_found_too(market):
    assert found("bramblewick")[0] == "1-666666666"


@pytest.mark.parametrize("typed", ["EX22 6HB", "ex226hb", " ex22  6hb "])
def test_whole_postcode_is_found_registered_first(market, typed):
    assert found(typed)[:2] == ["1-444444444", "1-555555555"]


def test_start_of_a_postcode_puts_its_own_area_first(market):
    assert set(found("EX1")[:2]) == {"1-111111111", "1-666666666"}
    assert "1-222222222" in found("EX1")
    assert found("EX1 9") == ["1-111111111"]


@pytest.mark.parametrize(
    ("typed", "cqc_id"), [("1-333333333", "1-333333333"), ("rm317", "RM317"), ("RM 317", "RM317")]
)
def test_location_id_comes_first(market, typed, cqc_id):
    assert found(typed)[0] == cqc_id


@pytest.mark.parametrize("typed", ["", "   ", "\0", "%%%", "'; --", "zzzzqqqq", "1-999999999", "x" * 5000])
def test_nothing_that_fits_finds_nothing(market, typed):
    assert found(typed) == []


def test_limit_is_kept_and_one_question_is_asked(market, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(search_services("willows", limit=2)) == 2
