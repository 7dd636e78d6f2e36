"""What the register and the people who recorded a service say of an event's legal facts."""

from datetime import date

import pytest

from tests.factories.events import EventFactory
from tests.factories.providers import ProviderFactory, record_by_hand
from trackers.legal_reading import Reading

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 9)


@pytest.mark.parametrize("said", [True, False, None])
def test_service_recorded_by_hand_feeds_the_facts_with_what_was_said(officer, host, said):
    service = record_by_hand(officer, service_types=["Nursing homes"], has_regulated_activity=said,
                             local_authority="Exampleshire")  # fmt: skip
    event = EventFactory(service=service, provider=service.provider, notified_on=date(2026, 1, 5))

    facts = Reading(event, DAY).event_facts

    if said is None:
        assert "regulated_activity" not in facts
    else:
        assert facts["regulated_activity"].value is said
        assert "by hand" in facts["regulated_activity"].source
    assert facts["service_in_area"].value is True
    assert "provider_registered" not in facts


def test_provider_of_the_register_is_registered_also_where_the_service_is_not(officer, host):
    provider = ProviderFactory(status="registered")
    event = EventFactory(service=record_by_hand(officer, provider=provider), provider=provider)

    assert Reading(event, DAY).event_facts["provider_registered"].value is True
