"""Logging an incident and ticking a step in a real browser, with scripts and without."""

from datetime import date

import pytest

from events.models import FailureEvent
from events.operations.steps import complete_step
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import log
from tests.factories.providers import ServiceFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False])
def test_incident_is_logged_and_a_step_ticked(open_page, scripts):
    ProcedureFactory()
    service = ServiceFactory(name="Quillmere House")
    page = open_page(scripts=scripts)

    page.goto("/events/new/?q=quilmere")
    page.click(f"text={service.name}")
    page.fill("[name=notified_by]", "J. Sterling, administrator")
    page.fill("[name=nature_of_failure]", "Funding stops on 4 December.")
    page.get_by_label("Administrators are no longer willing").check()
    if not scripts:
        page.click("text=Show the answer")
    page.click("text=Log and start the procedure")
    page.wait_for_url("**/events/PF-*/")
    page.goto(f"{page.url}checklist/")
    page.click("text=Agree provisional dates")
    page.click("text=Mark as done")

    assert page.get_by_text("1 of 28 steps done").is_visible()
    assert FailureEvent.objects.get().status == FailureEvent.Status.INVOKED


def test_figures_are_asked_for_only_where_needed_and_change_the_answer(open_page):
    ProcedureFactory()
    page = open_page()
    page.goto(f"/events/new/?service={ServiceFactory().cqc_id}")
    assert not page.locator("[name=packages]").is_visible()

    page.get_by_label("Notified of a return of 1 to 4").check()
    page.fill("[name=packages]", "4")
    page.fill("[name=hours]", "50")
    page.press("[name=hours]", "Tab")

    page.wait_for_selector("#answer >> text=50 hours a week reaches the limit of 50")
    assert page.locator("#answer >> text=Save as a draft").is_visible()


def test_stale_step_shows_both_values_and_keeps_the_choice(open_page, officer, administrator):
    step = log(officer).steps.get(code="STF-IG2")
    page = open_page()
    page.goto(step.get_absolute_url())
    page.fill("[name=notes]", "Mine")
    complete_step(by=administrator, step=step, completed_on=date(2026, 11, 20), version=1, notes="Theirs")

    page.click("text=Mark as done")
    for name, choice in (("completed_by", "theirs"), ("completed_on", "theirs"), ("notes", "mine")):
        page.check(f"[name=keep-{name}][value={choice}]")
    page.click("text=Save what you chose")

    step.refresh_from_db()
    assert (step.completed_by, step.notes) == (administrator, "Mine")
