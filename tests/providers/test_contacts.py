"""What people record about the market themselves."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from providers import operations
from providers.models import Contact, Provider
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db


def test_provider_outside_the_register_is_recorded_with_who_and_why(officer):
    provider = operations.register_provider(
        by=officer, name="Brookmere Day Club", notes="No regulated activity"
    )

    (row,) = (
        Provider.pgh_event_models["insert"].objects.filter(pgh_obj=provider).select_related("pgh_context")
    )
    assert provider.is_by_hand
    assert row.pgh_context.metadata == {"user": officer.pk, "operation": "provider.registered"}


def test_provider_recorded_twice_is_refused(officer):
    operations.register_provider(by=officer, name="Brookmere Day Club", notes="No regulated activity")

    with pytest.raises(ValidationError, match="already recorded"):
        operations.register_provider(by=officer, name="brookmere day club", notes="Again")


def test_reader_cannot_record_a_provider(reader):
    with pytest.raises(PermissionDenied):
        operations.register_provider(by=reader, name="Brookmere Day Club", notes="No regulated activity")


def test_contact_needs_a_way_to_be_reached(officer):
    with pytest.raises(ValidationError, match="telephone number or an e-mail"):
        operations.record_contact(by=officer, of=ServiceFactory(), name="Asa Thornbury")


def test_contact_belongs_to_a_service_or_a_provider(officer):
    service = ServiceFactory()

    at_home = operations.record_contact(by=officer, of=service, name="Asa Thornbury", phone="01632 960001")
    at_head_office = operations.record_contact(
        by=officer, of=service.provider, name="Wren Halloran", phone="01632 960002"
    )

    assert (at_home.service, at_head_office.provider) == (service, service.provider)


def test_contact_that_ends_stays_on_record_with_its_first_date(officer):
    contact = operations.record_contact(
        by=officer, of=ServiceFactory(), name="Asa Thornbury", phone="01632 960001"
    )

    operations.end_contact(by=officer, contact=contact, ended_on=date(2026, 11, 3))
    operations.end_contact(by=officer, contact=contact, ended_on=date(2026, 11, 9))

    contact.refresh_from_db()
    assert (contact.ended_on, contact.version, contact.changed_by) == (date(2026, 11, 3), 2, officer)
    assert not Contact.objects.current().exists()
