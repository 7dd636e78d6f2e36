"""In a browser from a concern to a signed assessment, a decision, an action plan, a suspension and an appeal."""

import pytest

from risk.models import ActionPlan, Appeal, Concern, RiskAssessment, RiskDecision, Suspension
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
from tests.factories.risk import grade, settle, start

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


def sign(visitor, assessment):
    visitor.go(assessment.get_absolute_url())
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
    made = start(contracts_officer, service=service)
    grade(contracts_officer, made, "18", (3, 3), immediate_action="Manager asked today")
    settle(contracts_officer, made, "High")
    sign(visitor, RiskAssessment.objects.get())
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
    ]
    visitor = visit(contracts_officer, width=320)
    for path in pages:
        visitor.go(path)
        assert (path, visitor.violations()) == (path, [])
        assert visitor.width() <= 320, path
    assert not visitor.faults
