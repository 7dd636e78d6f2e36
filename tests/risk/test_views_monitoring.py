"""Pages of monitoring: a month is recorded and decided, visits done, the market filtered. Coventry outline App 1."""

from decimal import Decimal

import pytest
from django.utils import timezone

from risk.models import Monitoring, MonthlyRecord
from tests.factories.events import ProcedureFactory
from tests.factories.monitoring import HIGH, LOW, MEDIUM, decide, monitor, rate, record, visits
from tests.factories.providers import ProviderFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HOME = "/risk/monitoring/"


def day_boxes(name: str, day) -> dict:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def page_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_from_the_services_page_to_a_rating_and_its_visits(contracts_officer, sign_in):
    ProcedureFactory(key="coventry")
    service, today = ServiceFactory(service_types=["Homecare agencies"]), timezone.localdate()
    client, there = sign_in(contracts_officer), f"{HOME}services/{service.cqc_id}/"
    assert f"{there}begin/" in page_of(client, service.get_absolute_url())

    client.post(f"{there}begin/", {"officer": contracts_officer.pk, **day_boxes("started_on", today)})
    form = page_of(client, f"{there}months/new/")
    assert form.count("COV-") == 0 and "workforce and skills" in form
    given = {f"rating_{number}": LOW for number in range(1, 8)} | {"rating_4": HIGH, "source_4": "Team"}
    made = client.post(f"{there}months/new/", {"month": f"{today:%Y-%m}", "spend": "1,000,000", **given})
    assert made.status_code == 302 and "High Risk" in page_of(client, made.url)
    decided = client.post(
        f"{made.url}decide/", {"rating": HIGH, "version": 1, **day_boxes("decided_on", today)}
    )

    assert decided.url == there
    page = page_of(client, there)
    assert "Commissioning visits" in page and "Weekly" in page and "Also possible" in page
    assert MonthlyRecord.objects.get().spend == Decimal("1000000.00")


def test_other_rating_without_reason_is_refused_and_kept(contracts_officer, sign_in):
    made = record(contracts_officer, monitor(contracts_officer), HIGH)
    day = day_boxes("decided_on", timezone.localdate())

    response = sign_in(contracts_officer).post(
        f"{HOME}months/{made.pk}/decide/", {"rating": LOW, "version": 1, **day}
    )

    assert response.status_code == 422
    assert "High Risk is suggested. Enter the reason" in response.content.decode()


def test_visit_is_recorded_with_notes(contracts_officer, sign_in):
    monitoring = monitor(contracts_officer)
    rate(contracts_officer, monitoring, HIGH)
    [visit], client = visits(monitoring, "COV-RH1"), sign_in(contracts_officer)
    day = day_boxes("done_on", timezone.localdate())
    there = visit.get_absolute_url()

    refused = client.post(f"{there}done/", {"version": 1, "notes": "Kitchen clean", **day})
    done = client.post(f"{there}done/", {"version": 1, "visited_by": "A", "notes": "Kitchen clean", **day})

    assert refused.status_code == 422 and "Kitchen clean" in refused.content.decode()
    assert done.status_code == 302
    assert "Kitchen clean" in page_of(client, there)
    assert "1</a>" in page_of(client, f"{HOME}visits/?show=done")


def test_two_people_change_one_data_set(contracts_officer, sign_in):
    made, client = record(contracts_officer, monitor(contracts_officer)), sign_in(contracts_officer)
    there = f"{HOME}months/{made.pk}/edit/"
    given = {f"rating_{number}": LOW for number in range(1, 8)} | {"version": 1}

    first = client.post(there, given | {"rating_2": MEDIUM})
    second = client.post(there, given | {"rating_2": HIGH})

    assert first.status_code == 302 and second.status_code == 409
    assert "saved Medium Risk" in second.content.decode()


def test_figures_of_the_market_are_their_lists(contracts_officer, sign_in):
    provider = ProviderFactory()
    for rating, spend in ((HIGH, 600_000), (LOW, 400_000)):
        rate(
            contracts_officer,
            monitor(contracts_officer, ServiceFactory(provider=provider)),
            rating,
            spend=spend,
        )
    rate(contracts_officer, monitor(contracts_officer), LOW, spend=Decimal("1000000.01"))
    monitor(contracts_officer)
    client = sign_in(contracts_officer)

    def names(query):
        return page_of(client, f"{HOME}?{query}").count('<th scope="row"')

    assert [names(f"rating={words}") for words in ("High+Risk", "Low+Risk", "Not+rated+yet")] == [1, 2, 1]
    assert (names("show=over"), names("show=missing")) == (1, 1)  # exactly £1 million is not over it
    assert "4 services" in page_of(client, HOME)


def test_market_asks_the_same_for_few_and_many(contracts_officer, sign_in, django_assert_max_num_queries):
    client, today = sign_in(contracts_officer), timezone.localdate()
    report = f"{HOME}report/{today.year}/{today.month}/"
    rate(contracts_officer, monitor(contracts_officer), HIGH)
    pages = (HOME, f"{HOME}visits/", report, f"{HOME}list.csv")
    counts = []
    for address in pages:
        with django_assert_max_num_queries(40) as asked:
            client.get(address)
        counts.append(len(asked))
    for number in range(15):
        rate(contracts_officer, monitor(contracts_officer), (HIGH, MEDIUM, LOW)[number % 3])
    for address, count in zip(pages, counts, strict=True):
        with django_assert_max_num_queries(count):
            client.get(address)


def test_who_opens_what(contracts_officer, care_manager, reader, partner, client, sign_in):
    monitoring = monitor(contracts_officer)
    made, today = rate(contracts_officer, monitoring, HIGH), timezone.localdate()
    [visit] = visits(monitoring, "COV-RH1")
    looks = (
        HOME, f"{HOME}visits/", f"{HOME}list.xlsx", monitoring.get_absolute_url(), made.get_absolute_url(),
        visit.get_absolute_url(), f"{HOME}report/{today.year}/{today.month}/",
    )  # fmt: skip
    writes = (
        f"{HOME}import/", f"{HOME}figures/", f"{monitoring.get_absolute_url()}end/", f"{made.get_absolute_url()}edit/",
        f"{visit.get_absolute_url()}move/", f"{monitoring.get_absolute_url()}actions/new/",
    )  # fmt: skip
    for address in looks:
        assert sign_in(reader).get(address).status_code == 200, address
        assert sign_in(partner).get(address).status_code == 403, address
        assert client.get(address).url.startswith("/account/login/")
    for address in writes:
        assert sign_in(contracts_officer).get(address).status_code == 200, address
        assert sign_in(contracts_officer).post(address).status_code == 422, address
        assert sign_in(care_manager).get(address).status_code == 403, address
    assert sign_in(reader).get(f"{HOME}months/999999/").status_code == 404
    assert sign_in(reader).get(f"{HOME}services/1-999/").status_code == 404


def test_data_that_changed_after_the_decision_ask_for_another(contracts_officer, sign_in):
    made = decide(contracts_officer, record(contracts_officer, monitor(contracts_officer)))
    given = {f"rating_{number}": LOW for number in range(1, 8)} | {"rating_1": HIGH, "version": made.version}
    client = sign_in(contracts_officer)

    client.post(f"{HOME}months/{made.pk}/edit/", given)

    assert "The data suggest High Risk now" in page_of(client, made.get_absolute_url())
    assert Monitoring.objects.as_of(made.month).get().rated == LOW


def test_council_without_monitoring_is_told_so(contracts_officer, sign_in):
    client, today = sign_in(contracts_officer), timezone.localdate()

    assert "No procedure with risk-based monitoring" in page_of(client, HOME)
    assert client.get(f"{HOME}import/").status_code == 409
    assert client.get(f"{HOME}report/{today.year}/{today.month}/").status_code == 409
    assert client.get(f"{HOME}report/2026/13/").status_code == 404
