"""A running event with people on its tracker, one in which the business has failed, and who pays for its people."""

import pytest

from costs.operations.claims import make_claim
from tests.costs.money import ago, nights
from tests.factories.accounts import make_organisation
from tests.factories.events import EventFactory, share
from tests.factories.trackers import EntryFactory, ServiceUserFactory
from tests.trackers.test_operations_legal import FAILED, say


@pytest.fixture
def event(host):
    return EventFactory()


@pytest.fixture
def entry(event):
    """Somebody whom nobody but the council sees."""
    person = ServiceUserFactory(surname="Applesham", forename="Agnes")
    return EntryFactory(event=event, service_user=person, room="1")


@pytest.fixture
def funded(event, icb):
    """Somebody whom the ICB pays for, in an event that it has."""
    share(event, icb)
    person = ServiceUserFactory(surname="Dapplemere", forename="Cecil")
    return EntryFactory(event=event, service_user=person, funding_type="nhs_chc", funding_authority=icb)


@pytest.fixture
def failed(officer, host):
    """An event in which the business has failed and the temporary duty applies."""
    event = EventFactory(notified_on=ago(30))
    say(officer, event, **FAILED)
    return event


@pytest.fixture
def neighbour(host):
    return make_organisation("Otherham Council", kind="council")


@pytest.fixture
def theirs(failed, neighbour):
    """Two people of another council."""
    pays = {"event": failed, "funding_type": "other_authority", "funding_authority": neighbour}
    names = ("Dapplemere", "Brindlecombe")
    return [EntryFactory(service_user=ServiceUserFactory(surname=name), **pays) for name in names]


@pytest.fixture
def self_funder(failed):
    return EntryFactory(event=failed, funding_type="self_funder")


@pytest.fixture
def claim(officer, failed, theirs, neighbour):
    """On the other council, of both its people."""
    for entry, total in zip(theirs, ("700.00", "0.01"), strict=True):
        nights(officer, entry, total=total)
    return make_claim(by=officer, event=failed, bearer="other_english_council", body=neighbour)
