"""What was planned beforehand, what is decided on the day, and what people are written, as officers would work."""

import pytest

from events.models import FailureEvent
from tests.journeys import deciding, lettering, pages, planning

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def reference(site):
    """An event of the demonstration with people in it, for which nothing is planned or decided yet."""
    return FailureEvent.objects.get(nature_of_failure__startswith="The building is to be sold").reference


def test_plan_is_started_moved_and_ready(visit, reference):
    officer = visit(pages.OFFICER)

    day = planning.start(officer, reference)
    planning.give(officer, 5, "Dele Winterbourne, care manager")
    planning.shift(officer, day)
    planning.decide_readiness(officer)


def test_contingency_plan_is_taken_into_an_event(visit, keys):
    planning.take_in(visit(pages.OFFICER), keys["event"])


def test_approach_is_chosen_signed_off_and_told_to_the_press(visit, reference):
    officer = visit(pages.OFFICER)

    deciding.follow_the_suggestion(officer, reference)
    deciding.work_through(officer)
    deciding.sign_off(officer)
    path = deciding.draft_statement(officer)
    deciding.record_approval(officer, "DASS", "A. Larkin")
    deciding.record_approval(officer, "relevant CCG lead", "I. Brackwater")
    deciding.approve_here(visit(pages.LEADER), path, "Portfolio Holder")
    deciding.tell_residents(officer, reference)
    deciding.issue(officer, path)


@pytest.mark.pdf
def test_families_are_written_to_but_for_one(visit, reference):
    lettering.reword(visit(pages.ADMINISTRATOR))
    officer = visit(pages.OFFICER)

    deciding.tell_residents(officer, reference)
    shunned = lettering.must_not_be_told(officer, reference)
    names = lettering.write_to_families(officer, reference, shunned)
    lettering.read_letters(officer, names, shunned)
    lettering.brief(officer, reference)
