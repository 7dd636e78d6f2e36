"""Facts of a plan: where they come from, when they are to be checked, confirming them. LGiU template T5 to T14."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.operations.contacts import add_contact
from plans.bindings import blocks_of, to_check
from plans.models import FactConfirmation
from plans.operations import contingency_facts as operations
from providers.models import Contact
from risk.operations.suspensions import suspend
from tests.factories.contingency import begin, confirmed, publish, willing
from tests.factories.events import ProcedureFactory
from tests.factories.providers import ServiceFactory, record_by_hand

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=250)


def facts(plan, user, code: str) -> list:
    blocks = blocks_of(plan, user, TODAY)
    return next(one.facts for several in blocks.values() for one in several if one.binding.code == code)


@pytest.fixture
def service():
    return ServiceFactory(name="Thornbury Lodge", beds=38, as_at=TODAY)


@pytest.fixture
def plan(contracts_officer, service):
    return begin(contracts_officer, service=service)


@pytest.fixture
def said(plan, contracts_officer, officer, service):
    """said(code) -> what the facts of that kind say, with one of each there is."""
    ProcedureFactory()
    add_contact(by=officer, kind="police", organisation="Police", name="Control room", phone="01632 960304")
    add_contact(by=officer, kind="comms", organisation="Council", name="Press desk", phone="01632 960307")
    Contact.objects.create(service=service, name="Manager", phone="01632 960001")
    willing(contracts_officer, ServiceFactory(name="Larkfield"))
    operations.propose_lead(by=contracts_officer, plan=plan, role="Provider Failure Lead", user=officer)
    return lambda code: [one.fact.said for one in facts(plan, contracts_officer, code)]


def test_facts_come_from_the_rooms(said, plan, contracts_officer):
    assert said("services") == ["Thornbury Lodge: 38 beds, Care home service with nursing"]
    assert said("provider-contacts") == ["Manager: 01632 960001, Thornbury Lodge"]
    assert said("stakeholders") == ["Control room, Police: 01632 960304"]
    assert said("authority") == ["Press desk, Council: 01632 960307"]
    assert said("willing") == ["Larkfield: 4 residential places, Manager, 01632 960100"]
    assert said("vacancies") == ["Larkfield: 4 free places"]
    assert said("leads") == ["Provider Failure Lead: Priya Marlowe, officer@council.example"]
    assert len(said("procedures")) == 2
    assert facts(plan, contracts_officer, "route")[0].age.words == "Check: never confirmed"


def test_service_recorded_by_hand_is_among_those_of_its_provider(officer, contracts_officer):
    service = record_by_hand(officer)

    (fact,) = facts(begin(contracts_officer, provider=service.provider), contracts_officer, "services")

    assert fact.fact.said == "Thistledown House: beds not known, Supported living"
    assert fact.fact.warning == "Not in CQC’s register"


def test_old_fact_is_to_be_checked_until_somebody_confirms_what_it_says_now(plan, contracts_officer):
    row = willing(contracts_officer, said_on=LONG_AGO)
    [shown] = facts(plan, contracts_officer, "willing")
    assert shown.age.words == "Check: not confirmed for 8 months"

    operations.confirm_facts(by=contracts_officer, plan=plan, facts=[shown.value])

    assert not facts(plan, contracts_officer, "willing")[0].age.is_old
    assert FactConfirmation.objects.get().said.startswith(str(row))
    operations.change_alternative(
        by=contracts_officer, alternative=row, version=1, capacity="2 places", phone="01632 960100"
    )
    with pytest.raises(ValidationError, match="changed since you opened this page"):
        operations.confirm_facts(by=contracts_officer, plan=plan, facts=[shown.value])


def test_confirmation_counts_for_every_plan_and_the_newer_day_wins(plan, contracts_officer):
    row = willing(contracts_officer, said_on=LONG_AGO)
    other = begin(contracts_officer)
    confirmed(contracts_officer, f"alternative:{row.pk}", TODAY)
    confirmed(contracts_officer, f"alternative:{row.pk}", LONG_AGO)

    assert facts(other, contracts_officer, "willing")[0].as_of == TODAY


def test_chosen_alternatives_come_instead_of_the_register_and_own_services_never(
    plan, contracts_officer, service
):
    near, far = willing(contracts_officer), willing(contracts_officer)
    willing(contracts_officer, ServiceFactory(provider=service.provider))
    assert len(facts(plan, contracts_officer, "willing")) == 2

    operations.link_plan(by=contracts_officer, plan=plan, alternative=far)

    assert [one.fact.text for one in facts(plan, contracts_officer, "willing")] == [str(far)]
    with pytest.raises(ValidationError, match="linked to this plan already"):
        operations.link_plan(by=contracts_officer, plan=plan, alternative=far)
    operations.end_alternative(by=contracts_officer, alternative=far, reason="Full")
    assert [one.fact.text for one in facts(plan, contracts_officer, "willing")] == [str(near)]


def test_suspended_alternative_says_so(plan, contracts_officer):
    row = willing(contracts_officer, is_last_resort=True)
    suspend(
        by=contracts_officer,
        service=row.service,
        kind="temporary",
        imposed_by="council",
        from_on=TODAY,
        reason="x",
    )

    [shown] = facts(plan, contracts_officer, "last-resort")

    assert "suspen" in shown.fact.warning.lower()


def test_published_version_keeps_the_facts_as_they_stood(plan, contracts_officer):
    row = willing(contracts_officer)
    version = publish(contracts_officer, plan)
    operations.end_alternative(by=contracts_officer, alternative=row, reason="Full")

    blocks = version.content["sections"][8]["blocks"]

    assert blocks[0]["title"] == "Willing to step in"
    assert blocks[0]["facts"][0]["detail"] == "4 residential places, Manager, 01632 960100"
    assert facts(plan, contracts_officer, "willing") == []


def test_alternative_is_in_the_register_once_and_can_be_reached(contracts_officer):
    row = willing(contracts_officer)
    with pytest.raises(ValidationError, match="in the register already"):
        willing(contracts_officer, row.service)
    with pytest.raises(ValidationError, match="telephone number or an e-mail"):
        willing(contracts_officer, phone="")
    with pytest.raises(ValidationError, match="today or in the past"):
        willing(contracts_officer, said_on=TODAY + timedelta(days=1))


def test_page_of_facts_takes_as_many_queries_for_many_as_for_one(plan, contracts_officer):
    willing(contracts_officer)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            to_check(blocks_of(plan, contracts_officer, TODAY))
        return len(asked)

    few = queries()
    for _ in range(4):
        willing(contracts_officer)
        Contact.objects.create(service=plan.service, name="Somebody", phone="01632 960002")
    assert queries() == few
