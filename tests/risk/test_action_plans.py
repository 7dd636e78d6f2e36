"""Action plans: Y or N by date, next steps, carrying over, what the provider may write."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from openpyxl import load_workbook

from events.procedure.loader import from_content
from risk.models import ActionPlan, ActionPlanRow
from risk.operations import action_plans as operations
from risk.plan_reading import at_a_glance, plan_page, plan_sheet
from risk.rules.plan_rows import carried, completed, next_steps, progress
from tests.factories.events import ProcedureFactory
from tests.factories.performance import day, make_plan, make_row, provider_person
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("due", "met", "otherwise", "value"),
    [
        (0, None, "", ""),
        (-1, None, "", "N"),
        (0, 0, "", "Y"),  # the due date itself counts
        (-1, 0, "", "N"),
        (5, -1, "", "Y"),
        (-1, 0, "Y", "Y"),  # a person's other answer
        (5, -1, "N", "N"),
    ],
)
def test_completed_by_due_date_follows_from_the_days_unless_somebody_says_otherwise(
    due, met, otherwise, value
):
    met_on = None if met is None else day(met)
    answer = completed(day(due), met_on, day(), otherwise=otherwise, otherwise_reason="Agreed later")

    assert (answer.value, answer.is_derived) == (value, not otherwise)
    assert answer.reason == "Agreed later" if otherwise else answer.reason


def test_progress_counts_met_late_open_and_dropped():
    pack = from_content(ProcedureFactory(key="blackpool").content)
    kept, _, dropped = next_steps(pack)

    def row(due, met=None, step=""):
        return SimpleNamespace(due_on=day(due), met_on=met, met_otherwise="", next_step=step)

    rows = [row(-9, day()), row(-1), row(3), row(-1, step=dropped), row(-1, step=kept)]

    assert at_a_glance(progress(rows, pack, day())) == "1 of 5 met, 2 late, 1 no longer required"
    assert len(next_steps(pack)) == 3 and len(carried(pack)) == 2


def test_rows_are_numbered_and_only_one_plan_is_open(contracts_officer):
    plan = make_plan(contracts_officer)
    rows = [make_row(contracts_officer, plan), make_row(contracts_officer, plan)]

    assert [row.number for row in rows] == [1, 2]
    with pytest.raises(ValidationError, match="open already"):
        make_plan(contracts_officer, plan.service)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"met_on": day(1)}, "today or in the past"),
        ({"met_otherwise": "Y", "met_reason": " "}, "not what the dates say"),
        ({"next_step": "Something"}, "one of the next steps"),
    ],
)
def test_row_is_refused_in_plain_words(contracts_officer, facts, words):
    row = make_row(contracts_officer, make_plan(contracts_officer))

    with pytest.raises(ValidationError, match=words):
        operations.change_row(by=contracts_officer, row=row, version=1, **facts)


def close(by, plan):
    plan.refresh_from_db()
    return operations.close_plan(
        by=by, plan=plan, version=plan.version, closed_on=day(), outcome="Half of it"
    )


def carry_over(by, plan):
    facts = {"started_on": day(), "agreed_with": "Manager", "review_on": day(9), "due_on": day(5)}
    return operations.carry_over(by=by, plan=plan, **facts)


@pytest.fixture
def three(contracts_officer):
    """A plan with a row that is met, one carried forward and one no longer required."""
    plan, change = make_plan(contracts_officer), operations.change_row
    met, kept, dropped = (make_row(contracts_officer, plan, nature=nature) for nature in "abc")
    with pytest.raises(ValidationError, match="3 concerns not met"):
        close(contracts_officer, plan)
    change(by=contracts_officer, row=met, version=1, met_on=day())
    change(by=contracts_officer, row=kept, version=1, next_step="Changed & Carried Forward")
    change(by=contracts_officer, row=dropped, version=1, next_step="No Longer Required/ Superseded")
    return plan, kept


def test_unmet_rows_are_carried_over_and_keep_number_and_origin(contracts_officer, three):
    plan, kept = three
    with pytest.raises(ValidationError, match="Close this plan first"):
        carry_over(contracts_officer, plan)
    close(contracts_officer, plan)

    new = carry_over(contracts_officer, plan)

    row = new.rows.get()
    assert (row.number, row.nature, row.carried_from, row.origin, row.due_on) == (2, "b", kept, kept, day(5))
    line = plan_page(contracts_officer, new, day())["lines"][0]
    assert line.origin.startswith("From plan 1, concern 2, first due")
    with pytest.raises(ValidationError, match="carried over already"):
        carry_over(contracts_officer, plan)


def test_closed_plan_changes_no_more(contracts_officer):
    plan = make_plan(contracts_officer)
    row = make_row(contracts_officer, plan)
    operations.change_row(by=contracts_officer, row=row, version=1, met_on=day())
    close(contracts_officer, plan)

    with pytest.raises(ValidationError, match="closed"):
        operations.change_row(by=contracts_officer, row=row, version=2, met_on=None)


def test_provider_writes_response_and_evidence_of_its_own_shown_plan_only(contracts_officer):
    service, other = ServiceFactory(), ServiceFactory()
    person = provider_person(contracts_officer, service.provider)
    plan, foreign = make_plan(contracts_officer, service), make_plan(contracts_officer, other)
    row, strange = make_row(contracts_officer, plan), make_row(contracts_officer, foreign)
    for one in (plan, foreign):
        assert not ActionPlan.objects.visible_to(person).filter(pk=one.pk).exists()
        operations.show_plan(by=contracts_officer, plan=one)

    operations.answer_row(by=person, row=row, version=1, response="Two more carers", evidence="Rota")

    assert list(ActionPlan.objects.visible_to(person)) == [plan]
    assert list(ActionPlanRow.objects.visible_to(person)) == [row]
    with pytest.raises(PermissionDenied):
        operations.answer_row(by=person, row=strange, version=1, response="x")
    with pytest.raises(PermissionDenied):
        operations.change_row(by=person, row=row, version=2, met_on=day())


def test_spreadsheet_has_the_columns_of_the_template_and_no_formula(contracts_officer):
    plan = make_plan(contracts_officer)
    make_row(contracts_officer, plan, nature="=1+1", due_on=day(-1))

    sheet = load_workbook(BytesIO(plan_sheet(contracts_officer, plan, "xlsx", day()))).active

    first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert len(first) == 9 and (first[0], first[7]) == ("Concern No.", "Completed By Due Date? (Y/N)")
    assert (second[0], second[2], second[7]) == (1, "=1+1", "N") and sheet["C2"].data_type == "s"
    assert b"'=1+1" in plan_sheet(contracts_officer, plan, "csv", day())
