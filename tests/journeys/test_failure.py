"""A failure from the first notice until it is closed, as the people of it would work, on real parts."""

import pytest

from accounts.models import Notification
from events.models import FailureEvent
from tests.journeys import ending, incident, partners, people
from tests.journeys.failures import WITH_SCRIPTS as FAILURE
from tests.processes import wait_until
from trackers.documents import plan_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
OFFICER, MANAGER = "officer@council.example", "care.manager@council.example"
PARTNER, LEADER, ADMINISTRATOR = "ccg@icb.example", "leader@council.example", "admin@council.example"


@pytest.mark.pdf
def test_failure_from_notice_to_lessons_learnt(visit):
    officer = visit(OFFICER)

    reference = incident.log_against_the_answer(officer, FAILURE)
    incident.invoke(officer)
    incident.name_leads(officer, reference)
    incident.settle_steps(officer, reference)
    work_on_the_tracker(officer, visit(MANAGER), reference)
    partners.share(officer, reference)
    partners.plan_meeting(officer, reference)
    partner_sees_only_its_own(visit(PARTNER), officer, reference)
    plan_lists_everything(officer, reference)
    assert ending.numbers_equal_their_lists(visit(LEADER)) > 20
    everybody_was_told(visit(ADMINISTRATOR), reference)
    it_ends(officer, reference)


def work_on_the_tracker(officer, manager, reference):
    people.load_list(officer, reference, FAILURE)
    people.edit_in_place(officer, FAILURE.paid_by_others[1])
    people.meet_in_one_row(officer, manager, reference, FAILURE.paid_by_others[0])


def partner_sees_only_its_own(partner, officer, reference):
    partners.look_around(partner, reference, FAILURE)
    partners.is_kept_from(partner, partners.person_path(officer, reference, FAILURE.paid_by_others[0]))
    for kind in ("Comma-separated", "Spreadsheet"):
        partners.only_own(FAILURE, partners.export(partner, reference, kind), kind)
    document = partners.closure_plan(partner, reference)
    assert partners.is_tagged(document)
    partners.only_own(FAILURE, partners.words(document), "PDF")


def plan_lists_everything(officer, reference):
    """Every resident and their contacts, and the actions of the plan."""
    document = partners.closure_plan(officer, reference)

    text = partners.words(document)
    assert partners.is_tagged(document)
    assert [name for name in FAILURE.own + FAILURE.others if name not in text] == []
    for contact in ("Ivy Saltmarsh", "Una Brackwater", "01632 960777"):
        assert contact in text
    actions = closure_actions(reference)
    assert len(actions) == 38
    assert [action for action in actions if action not in text] == []


def closure_actions(reference):
    """What the written plan asks for, with the blanks of the page."""
    _, plan = plan_of(FailureEvent.objects.get(reference=reference))
    return [" ".join(action.action.split()) for action in plan.actions]


def everybody_was_told(administrator, reference):
    """One message for each, and the worker has sent it."""
    told = Notification.objects.filter(event_reference=reference, kind__startswith="meeting.")
    wait_until(lambda: not told.exclude(state="sent").exists())
    partners.sent_once(administrator, reference)


def it_ends(officer, reference):
    ending.is_held_back(officer, reference, "5 people have")
    first, *others = FAILURE.everybody
    ending.move_and_check(officer, reference, first)
    for person in others:
        ending.settle(officer, reference, person, "In hospital")
    ending.resolve(officer, reference)
    ending.review(officer, reference, first)
    ending.learn(officer, reference)
    ending.close(officer, reference)
    story = ending.told(officer, reference)
    for words in (
        "was Larkfield Lodge now Copper Beeches",
        "Person’s details changed by Dele Winterbourne",
        "Status: was Procedure invoked now Resolved",
        "Review recorded",
        "Finding recorded",
        "Reason: Everybody has a new home.",
    ):
        assert words in story
