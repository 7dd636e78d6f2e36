"""Acknowledging, handing over and writing in a real browser."""

import pytest

from events.operations import routes, scope
from events.operations.communications import To, record_communication
from events.operations.contacts import add_contact
from events.operations.leads import name_deputy
from tests.factories.incidents import STANDARD, log
from tests.factories.providers import ServiceFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def event(officer, administrator, contracts_officer, reader, care_manager):
    """An invoked event with a deputy, a second service, a group, a message, and a step to be rung."""
    routes.change_step(
        by=administrator, order=1, account_role="contracts_officer", minutes=15, method="phone"
    )
    service = ServiceFactory(name="Quillmere House")
    returned = {"trigger": "STF-T08", "response": STANDARD, "packages": "3", "hours": "20"}
    other = log(officer, service, **returned)
    log(officer, service, another=True, **returned)
    event = log(officer, service, another=True)
    sister = ServiceFactory(name="Merrybeck Court", provider=service.provider)
    scope.add_service(by=officer, event=event, service=sister)
    scope.group_with(by=officer, event=event, other=other, name="The Amberquay homes")
    name_deputy(by=officer, lead=event.leads.get(), user=care_manager)
    add_contact(by=officer, kind="regulator", organisation="CQC", name="Una Brackwater", phone="03000 616161")
    told = [To(user=reader), To(name="Osric Tandy", organisation="Exampleshire Police", method="phone")]
    record_communication(
        by=officer, event=event, kind="STF-MS1", subject="Where we are", body="One\n\nTwo", recipients=told
    )
    event.refresh_from_db()
    return event


@pytest.mark.parametrize("scripts", [True, False])
def test_role_is_handed_over_and_a_message_sent(open_page, event, scripts):
    page = open_page(scripts=scripts)
    page.goto(f"/events/{event.reference}/leads/")
    page.get_by_role("link", name="Hand over from Priya Marlowe").click()
    page.get_by_label("Somebody with an account").check()
    page.get_by_label("Person", exact=True).select_option("Dele Winterbourne, care manager")
    page.get_by_role("button", name="Hand over").click()
    assert page.get_by_text("Dele Winterbourne is now Provider Failure Lead, in place of Priya").is_visible()

    page.get_by_role("link", name="Communications").click()
    page.get_by_role("link", name="First message to the CQC").click()
    page.get_by_label("Una Brackwater, CQC").check()
    page.get_by_label("Telephone", exact=True).check()
    page.get_by_role("button", name="Send and record").click()

    assert page.get_by_text("told another way: 1").is_visible()
    assert page.get_by_role("heading", name="Who received it, and when").is_visible()
