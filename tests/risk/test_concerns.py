"""Concerns with indicators, dates and sources; a provider's history in one line."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from risk.models import Concern
from risk.operations import concerns as operations
from risk.reading import history_of
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory
from tests.factories.risk import make_initial, record_concern

pytestmark = pytest.mark.django_db


def test_concern_keeps_its_indicators_source_and_history(care_manager):
    made = record_concern(care_manager, indicators=["BPL-IN01", "BPL-IN14"], source="cqc")

    assert (made.indicators, made.get_source_display()) == (["BPL-IN01", "BPL-IN14"], "CQC")
    assert (
        made.pgh_event_model.objects.get(pgh_obj=made).pgh_context.metadata["operation"] == "concern.recorded"
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"indicators": []}, "at least one"),
        ({"indicators": ["BPL-IN15"]}, "at least one"),
        ({"raised_on": date(2099, 1, 1)}, "today or in the past"),
    ],
)
def test_concern_is_refused_in_plain_words(contracts_officer, facts, words):
    with pytest.raises(ValidationError, match=words):
        record_concern(contracts_officer, **facts)


def test_concern_about_another_providers_service_is_refused(contracts_officer):
    with pytest.raises(ValidationError, match="of this provider"):
        record_concern(contracts_officer, provider=ServiceFactory().provider, service=ServiceFactory())


def test_leaders_and_partners_record_none(reader, partner):
    for by in (reader, partner):
        with pytest.raises(PermissionDenied):
            record_concern(by)


def test_concern_is_settled_once_with_words(contracts_officer):
    made, today = record_concern(contracts_officer), timezone.localdate()
    end = {"by": contracts_officer, "concern": made, "ended_on": today}
    with pytest.raises(ValidationError, match="how it was settled"):
        operations.end_concern(reason=" ", **end)

    operations.end_concern(reason="New call bells", **end)

    assert not Concern.objects.open().exists()
    with pytest.raises(ValidationError, match="already"):
        operations.end_concern(reason="Again", **end)


def test_history_of_a_provider_is_one_line(contracts_officer):
    service = ServiceFactory()
    for source in ("complaint", "complaint", "visit"):
        record_concern(contracts_officer, service.provider, source=source)
    make_initial(contracts_officer, service)

    found = history_of(contracts_officer, service.provider)

    assert found["line"] == (
        "3 concerns, 3 not settled; Monitoring visit 1, Complaint 2; latest Monday 2 November 2026."
    )
    assert [point.kind for point in found["points"]].count("Complaint") == 2
    assert "Initial assessment" in [point.kind for point in found["points"]]


def test_form_offers_14_indicators_in_three_groups_and_records(contracts_officer, sign_in):
    ProcedureFactory(key="blackpool")
    service, day = ServiceFactory(), timezone.localdate()
    client, address = sign_in(contracts_officer), f"/risk/providers/{service.provider_id}/concerns/new/"

    page = client.get(f"{address}?service={service.cqc_id}").content.decode()
    when = {"raised_on-day": day.day, "raised_on-month": day.month, "raised_on-year": day.year}
    told = {
        "indicators_2": "BPL-IN05",
        "indicators_3": "BPL-IN09",
        "source": "safeguarding",
        "details": "Two falls",
    }
    response = client.post(address, told | when)

    assert page.count('value="BPL-IN') == 14
    assert page.count("Indicators of poor performance: select all that apply") == 1
    assert response.status_code == 302
    assert Concern.objects.get().indicators == ["BPL-IN05", "BPL-IN09"]
    assert "Two falls" in client.get("/risk/concerns/?source=safeguarding").content.decode()
    assert "Two falls" not in client.get("/risk/concerns/?source=cqc").content.decode()
    assert "1 concern, 1 not settled" in client.get(f"/providers/{service.provider_id}/").content.decode()


def test_form_without_an_indicator_keeps_what_was_typed(contracts_officer, sign_in):
    ProcedureFactory(key="blackpool")
    address = f"/risk/providers/{ServiceFactory().provider_id}/concerns/new/"

    response = sign_in(contracts_officer).post(address, {"details": "Two falls"})

    assert response.status_code == 422
    page = response.content.decode()
    assert "Select at least one indicator" in page and "Two falls" in page


def test_pages_of_concerns_say_where_to_go_on(contracts_officer, reader, sign_in):
    service = ServiceFactory()
    record_concern(contracts_officer, service.provider, service=service)
    listed, history = "/risk/concerns/", f"/risk/providers/{service.provider_id}/concerns/"
    client = sign_in(contracts_officer)

    assert "To raise one, open the" in client.get(listed).content.decode()
    assert f'href="{service.get_absolute_url()}"' in client.get(history).content.decode()

    client = sign_in(reader)
    assert "To raise one" not in client.get(listed).content.decode()
    assert "To assess concerns" not in client.get(history).content.decode()


def test_who_opens_what(contracts_officer, reader, partner, client, sign_in):
    made = record_concern(contracts_officer)

    assert sign_in(reader).get("/risk/concerns/").status_code == 200
    assert sign_in(reader).get(f"/risk/concerns/{made.pk}/end/").status_code == 403
    assert sign_in(partner).get("/risk/concerns/").status_code == 403
    assert sign_in(contracts_officer).get("/risk/concerns/999999/end/").status_code == 404
    assert client.get("/risk/concerns/").url.startswith("/account/login/")


def test_list_asks_the_same_for_few_and_many(contracts_officer, sign_in, django_assert_max_num_queries):
    client, provider = sign_in(contracts_officer), ServiceFactory().provider
    record_concern(contracts_officer, provider)
    with django_assert_max_num_queries(30) as few:
        client.get("/risk/concerns/")
    for day in range(30):
        record_concern(
            contracts_officer, ServiceFactory().provider, raised_on=date(2026, 9, 1) + timedelta(days=day)
        )
    with django_assert_max_num_queries(len(few)):
        client.get("/risk/concerns/")
