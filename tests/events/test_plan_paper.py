"""Plans on paper say how far each action is, also where the form has no column for it. Coventry outline 6, 7, App B."""

from datetime import date, timedelta

import pytest
import time_machine
from django.template.loader import get_template

from events.documents.plan import plan_paper
from events.models import Step
from events.operations.plans import start_plan, update_plan_step
from events.operations.step_records import record_occurrence
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import IN_ADMINISTRATION, log

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    ProcedureFactory(key="coventry")
    return log(officer, **IN_ADMINISTRATION)


def context(event, kind):
    return plan_paper(kind)(event, event.logged_by).context


def rows(event, kind):
    return [row for _, lines in context(event, kind)["phases"] for row in lines]


def work(step, by, **changes):
    kept = {"due_on": step.due_on, "notes": step.notes}
    return update_plan_step(by=by, step=step, version=step.version, **kept | changes)


def test_a_form_without_a_column_for_the_day_says_who_and_when(officer, event):
    start_plan(by=officer, event=event, kind="scope-actions")
    work(Step.objects.get(code="COV-SC01"), officer, state="done", completed_on=date(2026, 11, 24))
    weekly = Step.objects.get(code="COV-SC04")
    for day in (22, 24):
        record_occurrence(by=officer, step=weekly, happened_on=date(2026, 11, day))

    said = {row[0]: row[-1] for row in rows(event, "scope-actions")}

    assert said["Identify the key issues"] == f"Done Tuesday 24 November 2026, {officer}."
    assert said["Write, carry out and monitor an action plan"] == (
        "To do. Done 2 times, last Tuesday 24 November 2026."
    )


def test_items_of_appendix_b_stand_below_item_and_say_what_is_late(officer, event):
    start_plan(by=officer, event=event, kind="appendix-b")
    late = date(2026, 11, 24) - timedelta(days=3)
    work(Step.objects.get(code="COV-AB02"), officer, due_on=late, notes="Rang")

    columns = [label for label, _ in context(event, "appendix-b")["columns"]]

    assert columns == ["Item", "√ or x", "Date Planned", "Progress", "Date Completed"]
    assert rows(event, "appendix-b")[1][1:] == ["x", "Sat 21 Nov 2026", "Overdue. Rang.", ""]


def test_plan_has_a_line_to_sign_and_keeps_a_short_phase_on_one_page(event):
    paper = plan_paper("holistic-actions")(event, event.logged_by)
    page = get_template(paper.template).render(paper.context)

    assert "Agreed by (name, job)" in page
    assert page.count('<div class="together">') == len(paper.context["phases"])
