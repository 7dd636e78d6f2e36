"""A stop of placements: who is told of it, and a voluntary one that becomes mandatory."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Notification
from events.models import FailureEvent, Lead
from providers import holds
from risk.models import Suspension
from risk.operations.suspensions import change_suspension, lift_suspension, make_mandatory
from tests.factories.accounts import make_user
from tests.factories.events import EventFactory
from tests.factories.performance import day, make_decision, make_suspension
from tests.factories.providers import ServiceFactory
from tests.factories.trackers import EntryFactory
from trackers.operations.placements import add_placement

pytestmark = pytest.mark.django_db


def told(what: str) -> set:
    return set(Notification.objects.filter(kind=f"suspension.{what}").values_list("to__email", flat=True))


def make_voluntary(by, **facts):
    return make_suspension(by, kind="voluntary", imposed_by="provider", **facts)


@pytest.fixture
def around(host, care_manager, officer):
    """A service with an event of its provider, and an event where somebody may go there; and who is to be told."""
    service, lead = ServiceFactory(), make_user("commissioning_officer", host, email="lead@council.example")
    own = EventFactory(service=ServiceFactory(provider=service.provider), host_council=host)
    Lead.objects.create(event=own, role="Provider Failure Lead", user=lead, name=lead.name)
    entry = EntryFactory(event=EventFactory(host_council=host))
    finding = add_placement(
        by=care_manager, entry=entry, service=service, kind="care_home", status="looked_at"
    )
    Lead.objects.create(event=finding.event, role="Provider Failure Lead", user=officer, name=officer.name)
    return service, finding, {care_manager.email, officer.email, lead.email}


def test_finders_leads_and_contracts_officers_are_told_once(around, host, contracts_officer, partner):
    service, finding, expected = around
    other = make_user("contracts_officer", host, email="second@council.example")
    Lead.objects.create(event=finding.event, role="ICB", user=partner, name=partner.name)

    held = make_suspension(contracts_officer, service, until_on=day(9))

    assert told("recorded") == expected | {other.email}  # neither who did it nor a partner
    one = Notification.objects.filter(event_reference=finding.event.reference).first()
    assert "looked at or agreed" in one.body and one.url == held.get_absolute_url()
    assert str(finding.entry.service_user) not in one.body

    change_suspension(by=contracts_officer, suspension=held, version=1, until_on=day(20))
    lift_suspension(by=contracts_officer, suspension=held, version=2, lifted_on=day(), reason="Safe")
    assert told("changed") == told("lifted") == told("recorded")


@pytest.mark.parametrize("status", [FailureEvent.Status.CLOSED, FailureEvent.Status.DRAFT])
def test_events_that_do_not_run_are_left_alone(around, contracts_officer, status):
    FailureEvent.objects.update(status=status)

    make_suspension(contracts_officer, around[0])

    assert told("recorded") == set()


def test_voluntary_becomes_mandatory_without_a_day_between(contracts_officer, officer):
    agreed = make_voluntary(contracts_officer, from_on=day(-9), effect="Two rooms", interim="Weekly visits")
    decision = make_decision(contracts_officer, service=agreed.service)

    made = make_mandatory(
        by=officer, suspension=agreed, version=1, from_on=day(-1), reason="Somebody was admitted",
        decision=decision,
    )  # fmt: skip

    agreed.refresh_from_db()
    assert (made.kind, made.imposed_by, made.replaces, made.decision) == (
        "temporary", "council", agreed, decision,
    )  # fmt: skip
    assert (made.effect, made.interim) == ("Two rooms", "Weekly visits")
    assert (agreed.lifted_on, agreed.lifted_reason) == (day(-1), "Made mandatory: Somebody was admitted")
    assert [len(holds.words_of(agreed.service, day(n))) for n in (-9, -2, -1, 0)] == [1, 1, 1, 1]
    assert [row.lifted_on for row in agreed.history()] == [None, day(-1)]
    assert told("mandatory") == {contracts_officer.email} and not told("lifted")


@pytest.mark.parametrize(
    ("facts", "from_on", "words"),
    [
        ({"kind": "temporary", "imposed_by": "council"}, 0, "Only a voluntary agreement"),
        ({"from_on": day(-9), "until_on": day(-2)}, 0, "does not hold today"),
        ({"from_on": day(3)}, 0, "does not hold today"),
        ({}, 1, "between the first day of the agreement and today"),
        ({}, -1, "between the first day of the agreement and today"),
    ],
)
def test_what_cannot_become_mandatory(contracts_officer, facts, from_on, words):
    agreed = make_suspension(contracts_officer, **({"kind": "voluntary", "imposed_by": "provider"} | facts))

    with pytest.raises(ValidationError, match=words):
        make_mandatory(by=contracts_officer, suspension=agreed, version=1, from_on=day(from_on), reason="x")

    assert Suspension.objects.count() == 1


def test_page_offers_it_and_both_say_what_they_were(contracts_officer, reader, sign_in):
    agreed, client = make_voluntary(contracts_officer), sign_in(contracts_officer)
    form = f"/risk/suspensions/{agreed.pk}/mandatory/"
    assert form in client.get(agreed.get_absolute_url()).content.decode()
    assert sign_in(reader).post(form).status_code == 403
    assert client.post(form, {"version": 1}).status_code == 422
    days = {"from_on-day": day().day, "from_on-month": day().month, "from_on-year": day().year}

    answer = client.post(form, days | {"reason": "Not kept", "version": 1})

    made = Suspension.objects.get(kind="temporary")
    assert answer.url == made.get_absolute_url()
    assert "took the place of the" in client.get(answer.url).content.decode()
    before = client.get(agreed.get_absolute_url()).content.decode()
    assert "Made mandatory" in before and made.get_absolute_url() in before and form not in before
