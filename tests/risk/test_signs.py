"""Early warning signs: recorded with date and source, ended with a reason, rostering only at home care."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.procedure import loader
from risk.models import WarningSign
from risk.operations import signs as operations
from risk.rules.signs import applicable, signs_of
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ProviderFactory, ServiceFactory

SIGNS = signs_of(loader.content(loader.load("lgiu")))


def test_pack_has_the_eleven_signs_in_printed_order():
    assert len(SIGNS) == 11
    assert (SIGNS[0].label, SIGNS[-1].id) == ("Poor environment", "LGU-EW11")


def test_rostering_is_offered_at_home_care_only():
    assert len(applicable(SIGNS, is_home_care=True)) == 11
    assert "LGU-EW11" not in {sign.id for sign in applicable(SIGNS, is_home_care=False)}


@pytest.fixture
def recorded(contracts_officer):
    return operations.record_warning_sign(
        by=contracts_officer,
        provider=ProviderFactory(),
        sign=SIGNS[0],
        seen_on=date(2026, 11, 2),
        source="Visit",
    )


@pytest.mark.django_db
def test_sign_of_tomorrow_is_refused(contracts_officer):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError, match="cannot be in the future"):
        operations.record_warning_sign(
            by=contracts_officer, provider=ProviderFactory(), sign=SIGNS[0], seen_on=tomorrow, source="Visit"
        )


@pytest.mark.django_db
def test_sign_ends_once_and_not_before_it_was_seen(recorded, contracts_officer):
    end = {"by": contracts_officer, "warning_sign": recorded, "reason": "Repainted"}
    with pytest.raises(ValidationError, match="lies between"):
        operations.end_warning_sign(resolved_on=date(2026, 11, 1), **end)

    operations.end_warning_sign(resolved_on=date(2026, 11, 3), **end)

    assert not WarningSign.objects.current().exists()
    with pytest.raises(ValidationError, match="ended already"):
        operations.end_warning_sign(resolved_on=date(2026, 11, 3), **end)


@pytest.mark.django_db
def test_officer_records_a_sign_on_its_page(contracts_officer, sign_in):
    ProcedureFactory(key="lgiu")
    service = ServiceFactory(care_home=True)
    today = timezone.localdate()
    client = sign_in(contracts_officer)
    address = f"/risk/providers/{service.provider.pk}/signs/new/"
    day = {"seen_on-day": today.day, "seen_on-month": today.month, "seen_on-year": today.year}

    response = client.post(address, {"sign": "LGU-EW06", "source": "A relative"} | day)

    assert response.status_code == 302
    assert "Complaints" in client.get("/risk/").content.decode()


@pytest.mark.django_db
def test_form_without_a_sign_is_refused_with_a_summary(contracts_officer, sign_in):
    ProcedureFactory(key="lgiu")
    provider = ProviderFactory()

    response = sign_in(contracts_officer).post(f"/risk/providers/{provider.pk}/signs/new/", {"source": "x"})

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()


@pytest.mark.django_db
def test_leaders_look_partners_do_not_and_strangers_sign_in(recorded, reader, partner, client, sign_in):
    assert sign_in(reader).get("/risk/").status_code == 200
    assert sign_in(reader).get(f"/risk/signs/{recorded.pk}/end/").status_code == 403
    assert sign_in(partner).get("/risk/").status_code == 403
    assert client.get("/risk/").url.startswith("/account/login/")
