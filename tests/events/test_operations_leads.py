import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Notification
from events.operations.leads import end_lead, name_lead
from tests.factories.incidents import log

pytestmark = pytest.mark.django_db
LEAD, CARE = "Provider Failure Lead", "Assessment and Care Management"


@pytest.fixture
def event(officer):
    return log(officer)


def test_naming_a_colleague_ends_the_lead_before(officer, care_manager, event):
    lead = name_lead(by=officer, event=event, role=LEAD, user=care_manager)

    assert (lead.name, lead.email, lead.organisation) == (
        care_manager.name,
        care_manager.email,
        event.host_council,
    )
    assert [one.user for one in event.leads.current()] == [care_manager]
    assert event.leads.get(user=officer).ended_at


def test_named_person_is_told_without_names(officer, care_manager, event):
    name_lead(by=officer, event=event, role=LEAD, user=care_manager)

    told = Notification.objects.get(to=care_manager, kind="lead.named")
    assert event.reference in told.subject
    assert care_manager.name not in told.subject + told.body


def test_person_without_account_needs_a_way_to_be_reached(officer, event):
    with pytest.raises(ValidationError, match="telephone"):
        name_lead(by=officer, event=event, role="Broker", name="Perpetua Larkfield")

    assert (
        name_lead(
            by=officer, event=event, role="Broker", name="Perpetua Larkfield", phone="01632 960001"
        ).user
        is None
    )


def test_each_organisation_has_one_care_management_lead(officer, event, icb):
    given = {"by": officer, "event": event, "role": CARE, "phone": "01632 960001"}
    name_lead(**given, name="Perpetua Larkfield", organisation=event.host_council)
    name_lead(**given, name="Osric Tandy", organisation=icb)

    with pytest.raises(ValidationError, match="Osric Tandy is already"):
        name_lead(**given, name="Hester Quill", organisation=icb)

    assert event.leads.current().filter(role=CARE).count() == 2


def test_care_management_lead_needs_an_organisation(officer, event):
    with pytest.raises(ValidationError, match="organisation"):
        name_lead(by=officer, event=event, role=CARE, name="Osric Tandy", phone="01632 960001")


def test_role_that_the_procedure_lacks_is_refused(officer, event):
    with pytest.raises(ValidationError, match="no such role"):
        name_lead(by=officer, event=event, role="Jester", user=officer)


def test_ended_lead_is_kept_and_not_ended_twice(officer, event):
    lead = event.leads.get(role=LEAD)

    end_lead(by=officer, lead=lead, reason="On leave")

    assert not event.leads.current().exists()
    with pytest.raises(ValidationError, match="no longer"):
        end_lead(by=officer, lead=lead)


def test_reader_may_not_name(reader, event):
    with pytest.raises(PermissionDenied):
        name_lead(by=reader, event=event, role=LEAD, user=reader)
