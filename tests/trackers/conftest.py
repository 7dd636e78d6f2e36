"""A running event with people on its tracker, shared with an ICB that pays for one of them."""

import pytest

from tests.factories.events import EventFactory, share
from tests.factories.trackers import EntryFactory, ServiceUserFactory


@pytest.fixture
def event(host):
    return EventFactory()


@pytest.fixture
def entry(event):
    """Somebody whom nobody but the council sees."""
    return EntryFactory(
        event=event, service_user=ServiceUserFactory(surname="Applesham", forename="Agnes"), room="1"
    )


@pytest.fixture
def funded(event, icb):
    """Somebody whom the ICB pays for, in an event that it has."""
    share(event, icb)
    person = ServiceUserFactory(surname="Dapplemere", forename="Cecil")
    return EntryFactory(
        event=event, service_user=person, room="4", funding_type="nhs_chc", funding_authority=icb
    )
