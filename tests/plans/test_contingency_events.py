"""A plan in an event: shown, offered, taken in by what a person ticks. F137."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from events.operations.contacts import add_contact
from plans.contingency_reading import plans_of_event
from plans.models import PossibleDestination
from plans.operations.contingency_facts import link_plan, propose_lead
from plans.operations.contingency_use import offers, take_into_event
from tests.factories.contingency import begin, published, willing
from tests.factories.incidents import log
from tests.factories.performance import make_termination
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
ROLE = "Safeguarding Lead"


@pytest.fixture
def event(officer):
    return log(officer, ServiceFactory(name="Thornbury Lodge"))


@pytest.fixture
def plan(event, officer, care_manager):
    """With a lead, somebody to step in, a key contact, and words on communications."""
    made = published(officer, service=event.service, title="Plan for Thornbury Lodge")
    propose_lead(by=officer, plan=made, role=ROLE, user=care_manager)
    willing(officer, ServiceFactory(name="Larkfield"))
    add_contact(by=officer, kind="police", organisation="Police", name="Control room", phone="01632 960304")
    return made


def test_what_is_ticked_is_done_by_the_usual_operations(event, plan, officer, care_manager):
    chosen = [one.value for one in offers(officer, event, plan)]

    use = take_into_event(by=officer, event=event, plan=plan, chosen=chosen)

    assert event.leads.get(role=ROLE).user == care_manager
    assert str(event.outside_people.get()) == "Control room, Police"
    assert str(PossibleDestination.objects.get(event=event)) == "Larkfield"
    action = event.actions.get()
    assert (action.owner, action.due_on) == (officer, timezone.localdate())
    assert action.progress == "Comms writes one message for everybody."
    assert len(use.taken) == 4 and use.plan_version.words == "1.0"
    assert offers(officer, event, plan) == []


def test_nothing_is_done_when_one_of_them_is_refused(event, plan, officer):
    chosen = [one.value for one in offers(officer, event, plan)]

    with pytest.raises(ValidationError, match="no longer offered"):
        take_into_event(by=officer, event=event, plan=plan, chosen=[*chosen, "lead:0"])

    assert not event.actions.exists() and not event.plan_uses.exists()


def test_plans_that_fit_come_before_that_of_the_whole_area(event, plan, officer):
    whole = published(officer)
    linked = published(officer, service=ServiceFactory(), title="Plan for the neighbour")
    link_plan(by=officer, plan=linked, provider=event.provider)
    published(officer, service=ServiceFactory(), title="Of somebody else")
    begin(officer, provider=event.provider, title="Only a draft")

    assert plans_of_event(officer, event)["offered"] == [plan, linked, whole]


def test_only_who_runs_events_takes_a_plan_in_and_only_a_fitting_one(event, plan, officer, contracts_officer):
    with pytest.raises(PermissionDenied):
        take_into_event(by=contracts_officer, event=event, plan=plan, chosen=[])
    other = published(officer, service=ServiceFactory())
    with pytest.raises(ValidationError, match="not for this event"):
        take_into_event(by=officer, event=event, plan=other, chosen=[])


def test_overview_leads_to_the_plan_and_shows_what_was_taken(event, plan, officer, sign_in):
    client = sign_in(officer)
    address = f"/events/{event.reference}/contingency/{plan.pk}/"
    assert address in client.get(f"/events/{event.reference}/").content.decode()
    assert address in client.get(f"/events/{event.reference}/plans/").content.decode()
    page = client.get(address).content.decode()
    assert "Larkfield" in page and "Control room" in page

    [place] = [one for one in offers(officer, event, plan) if one.kind == "destination"]
    response = client.post(address, {"destinations": [place.value]})

    assert response.status_code == 302
    page = client.get(f"/events/{event.reference}/").content.decode()
    assert "Possible destinations" in page and "taken in" in page
    assert "Contingency plan taken in" in client.get(f"/events/{event.reference}/timeline/").content.decode()
    assert client.post(address, {"destinations": ["destination:0"]}).status_code == 422


def test_partner_and_reader_do_not_take_plans_in(event, plan, reader, partner, client, sign_in):
    address = f"/events/{event.reference}/contingency/{plan.pk}/"

    assert sign_in(reader).get(address).status_code == 403
    assert sign_in(partner).get(address).status_code == 403
    assert client.get(address).url.startswith("/account/login/")
    assert plans_of_event(partner, event) is None


def test_a_termination_is_warned_of_only_while_no_plan_fits(contracts_officer, officer, sign_in):
    service, warning = ServiceFactory(name="Thornbury Lodge"), "No contingency plan is linked"
    termination, client = make_termination(contracts_officer, service), sign_in(contracts_officer)
    published(officer, service=ServiceFactory(), title="Plan of somewhere else")
    pages = (termination.get_absolute_url(), f"{termination.get_absolute_url()}settle/")
    assert all(warning in client.get(page).content.decode() for page in (*pages, "/risk/decisions/"))

    made = published(officer, provider=service.provider, title="Plan of the provider")

    page = client.get(termination.get_absolute_url()).content.decode()
    also = [client.get(other).content.decode() for other in (pages[1], "/risk/decisions/")]
    assert not any(warning in text for text in (page, *also))
    assert f'href="{made.get_absolute_url()}">Plan of the provider</a>' in page
    assert "somewhere else" not in page
