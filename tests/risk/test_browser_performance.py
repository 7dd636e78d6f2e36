"""In a browser from a concern to a signed assessment, a decision, an action plan, a suspension and an appeal."""

import pytest

from risk.models import ActionPlan, Appeal, Concern, Grading, RiskAssessment, RiskDecision, Suspension
from risk.operations.action_plans import show_plan
from tests.factories.events import ProcedureFactory
from tests.factories.performance import (
    day,
    make_meeting,
    make_plan,
    make_row,
    make_suspension,
    make_termination,
    provider_person,
)
from tests.factories.providers import ServiceFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def service():
    ProcedureFactory(key="blackpool")
    return ServiceFactory(name="Quilmere Lodge")


def raise_concern(visitor, service):
    visitor.go(f"{service.get_absolute_url()}")
    visitor.follow("Raise a concern", within=visitor.page.locator("section:has(#risk)"))
    visitor.page.locator("[name=indicators_1]").first.check()
    visitor.choose("Complaint")
    visitor.fill(details="Call bells are not answered at night")
    visitor.press("Record the concern")
    assert Concern.objects.get().service == service


def weigh_concern(visitor, service):
    """The nine criteria; outcome 3 leads to the tool."""
    visitor.go(service.get_absolute_url())
    visitor.follow("Make an initial assessment")
    visitor.choose("In response to concerns expressed")
    visitor.choose("Call bells are not answered at night")
    visitor.fill(nature="People are not helped at night")
    for number in range(2, 10):
        visitor.page.locator(f"[name=criterion_{number}]").first.check()
    visitor.press("Save the assessment")
    visitor.sees("Total: 40 (from 8 to 40)")
    visitor.press("Decide the outcome")
    assert not visitor.page.locator("[name=outcome]:checked").count()
    visitor.choose("3. Procedures warranted")
    visitor.fill(reason="Somebody could come to harm")
    visitor.press("Record the outcome")


def grade_by_keyboard(visitor):
    """Two people sampled; one row of the first with a cell of the matrix, by keys alone."""
    visitor.fill(people="WO\nEH")
    visitor.press("Start the assessment")
    visitor.follow("1. WO")
    visitor.follow("18. Complaints Management")
    keys = visitor.page.keyboard
    visitor.page.locator("[name=issue]").focus()
    keys.type("Complaints wait for weeks")
    keys.press("Tab")
    keys.type("Manager asked today")
    keys.press("Tab")
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft"):  # from "No grading" into the lowest row of the matrix
        keys.press(key)
    visitor.sees("Minor impact, likely: 8, High")
    with visitor.page.expect_navigation():
        keys.press("Enter")
    visitor.ready()
    row = Grading.objects.get(domain_number="18", person__reference="WO")
    assert (row.score, row.band, row.others_band) == (8, "High", "")


def settle_and_sign(visitor):
    visitor.go(RiskAssessment.objects.get().get_absolute_url())
    visitor.follow("Add a mitigating factor")
    visitor.fill(factor="Management", comment="A new manager begins on Monday")
    visitor.press("Add the factor")
    visitor.press("Settle the level")
    visitor.page.get_by_label("High risk", exact=True).check()
    visitor.page.locator("[name=actions_3]").first.check()  # of High: the others stay hidden
    visitor.press("Save the level")
    visitor.press("Sign the assessment")
    visitor.fill(signature="Sam Ferris")
    visitor.press("Sign and lock it")
    visitor.sees("Signed")


def decide(visitor, service):
    visitor.go(service.get_absolute_url())
    visitor.follow("Record a meeting and its decision")
    visitor.choose("Risk Summit")
    visitor.fill(attendees="Chair; CCG; CQC")
    visitor.press("Save the meeting")
    visitor.press("Record what it decided")
    for label in ("Action Plan", "Temporary suspension", "Suspend payment"):
        visitor.page.get_by_label(label, exact=True).check()
    visitor.fill(reason="Nights are not safe", decided_by="The chair")
    visitor.fill_date("review_on", day(28))
    visitor.press("Save the decision")
    visitor.sees("Suspend payment: not named for High")
    visitor.fill(outside_reason="Agreed with the provider")
    visitor.press("Save the decision")
    assert RiskDecision.objects.get().outside == ["Suspend payment"]


def begin_plan(visitor, meeting):
    visitor.follow("Start the action plan")
    visitor.fill(agreed_with="Registered manager")
    visitor.fill_date("review_on", day(28))
    visitor.press("Start the plan")
    visitor.press("Add a concern")
    visitor.choose("Complaint")
    visitor.fill(nature="Call bells", action="Two carers at night", by_whom="Manager")
    visitor.fill_date("due_on", day(7))
    visitor.press("Add the concern")
    visitor.sees("0 of 1 met")
    visitor.go(meeting)


def suspend_and_appeal(visitor):
    visitor.follow("Suspend placements")
    visitor.fill(reason="Nights are not safe")
    visitor.press("Suspend placements")
    visitor.sees("In force")
    visitor.follow("Record an appeal")
    visitor.fill(lodged_by="Director", clause="Clause 22", grounds="Too wide", interim="Nightly visits")
    visitor.press("Record the appeal")
    visitor.sees("An appeal undoes nothing by itself", "stands as it is")


def test_from_concern_to_appeal(service, contracts_officer, visit):
    visitor = visit(contracts_officer)
    raise_concern(visitor, service)
    weigh_concern(visitor, service)
    grade_by_keyboard(visitor)
    settle_and_sign(visitor)
    decide(visitor, service)
    begin_plan(visitor, RiskDecision.objects.get().meeting.get_absolute_url())
    suspend_and_appeal(visitor)

    held = Suspension.objects.get()
    assert (held.decision, held.lifted_on) == (RiskDecision.objects.get(), None)
    assert (Appeal.objects.get().about, ActionPlan.objects.get().decision) == (held, held.decision)
    assert not visitor.faults


def test_provider_answers_on_a_phone_without_scripts(service, contracts_officer, visit):
    person, plan = provider_person(contracts_officer, service.provider), make_plan(contracts_officer, service)
    row = make_row(contracts_officer, plan)
    show_plan(by=contracts_officer, plan=plan)
    visitor = visit(person, scripts=False, width=320)

    visitor.go("/")
    visitor.follow(str(plan))
    visitor.follow(f"1. {row.nature}")
    visitor.fill(response="A second carer starts on Monday")
    visitor.press("Save your answer")

    visitor.sees("A second carer starts on Monday")
    assert visitor.width() <= 320 and not visitor.faults


def test_pages_have_nothing_to_complain_about(service, contracts_officer, visit):
    plan, held = make_plan(contracts_officer, service), make_suspension(contracts_officer, service)
    row, meeting = make_row(contracts_officer, plan), make_meeting(contracts_officer, service)
    ending = make_termination(contracts_officer, service)
    pages = [one.get_absolute_url() for one in (plan, held, meeting, ending, service, service.provider)]
    pages += [
        f"/risk/meetings/{meeting.pk}/decide/",
        f"/risk/plans/{plan.pk}/concerns/{row.pk}/",
        "/risk/plans/",
        "/risk/policy/",
    ]
    visitor = visit(contracts_officer, width=320)
    for path in pages:
        visitor.go(path)
        assert (path, visitor.violations()) == (path, [])
        assert visitor.width() <= 320, path
    assert not visitor.faults
