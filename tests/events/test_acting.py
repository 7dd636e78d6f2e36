"""Who may do the work of a role: its lead, the lead's deputy, an administrator. Staffordshire SOP 11.2, 11.4."""

import pytest

from events.acting import Cast, may_act, refusal, stands_in_for
from events.models import Lead
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
LEAD, DEPUTY, SUPPORT = "Provider Failure Lead", "Provider Failure Deputy", "Supporting Officer"


@pytest.fixture
def event():
    return EventFactory()


def name(event, role, user=None, **fields):
    called = user.name if user else "Una Brackwater"
    return Lead.objects.create(event=event, role=role, user=user, **{"name": called} | fields)


def test_lead_acts_for_nobody_else(event, officer, care_manager):
    lead = name(event, LEAD, officer)

    assert may_act(officer, event, [LEAD]).lead == lead
    assert may_act(officer, event, [LEAD]).deputy_of == ""
    assert may_act(care_manager, event, [LEAD]) is None


@pytest.mark.parametrize("by_role", [True, False])
def test_deputy_acts_for_the_lead_by_name(event, officer, care_manager, by_role):
    lead = name(event, LEAD, officer)
    name(event, DEPUTY, care_manager) if by_role else name(
        event, LEAD, care_manager, deputy_for=lead, phone="1"
    )

    acting = may_act(care_manager, event, [LEAD])

    assert (acting.as_deputy_for, acting.deputy_of) == (lead, "Priya Marlowe")


def test_deputy_of_an_empty_role_acts_for_the_role(event, care_manager, officer):
    name(event, DEPUTY, care_manager)

    assert may_act(care_manager, event, [LEAD]).deputy_of == "the Provider Failure Lead"
    assert may_act(officer, event, [LEAD]) is None


def test_administrator_always_may(event, officer, administrator):
    name(event, LEAD, officer)

    assert may_act(administrator, event, [LEAD]) is not None


def test_role_without_anybody_is_open_to_all(event, care_manager):
    assert may_act(care_manager, event, [LEAD]).is_open_to_all


def test_role_of_somebody_without_an_account_is_open_to_all(event, care_manager, reader):
    name(event, LEAD)
    name(event, SUPPORT, reader)  # a senior leader, who does not work on steps

    assert may_act(care_manager, event, [LEAD]).is_open_to_all
    assert may_act(care_manager, event, [SUPPORT]).is_open_to_all


def test_one_of_several_roles_is_enough(event, officer, care_manager):
    name(event, LEAD, officer)
    name(event, SUPPORT, care_manager)

    assert may_act(care_manager, event, [LEAD, SUPPORT]).lead.role == SUPPORT


def test_lead_that_ended_no_longer_acts(event, officer, care_manager):
    lead = name(event, LEAD, officer)
    name(event, DEPUTY, care_manager)
    Lead.objects.filter(pk=lead.pk).update(ended_at=event.logged_at)

    assert may_act(officer, event, [LEAD]) is None


def test_refusal_names_whom_to_ring(event, officer):
    name(event, LEAD, officer, phone="01632 960123")

    assert refusal(Cast.of(event), [LEAD]) == (
        "Only the Provider Failure Lead, a deputy or an administrator does this. "
        "Ask Priya Marlowe (01632 960123)."
    )


def test_deputies_are_known_by_the_name_of_their_role():
    assert "Provider Failure Lead" in stands_in_for(DEPUTY)
    assert stands_in_for("Deputy Broker") == {"Broker"}
    assert stands_in_for("Broker") == set()
