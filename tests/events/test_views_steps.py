"""The checklist, and what is done with one step."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import PeopleCount, Step
from events.operations.steps import complete_step
from tests.factories.events import share
from tests.factories.incidents import IN_ADMINISTRATION, confirmed, escalated, log

pytestmark = pytest.mark.django_db
DAY = {"completed_on-day": "24", "completed_on-month": "11", "completed_on-year": "2026"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def step(event):
    return event.steps.get(code="STF-IG1")


def page_of(event, below=""):
    return f"/events/{event.reference}/checklist/{below}"


def done(by, step, day=date(2026, 11, 24)):
    if step.code == "STF-IG1":
        confirmed(by, step)
    return complete_step(by=by, step=step, completed_on=day, version=step.version)


def test_checklist_shows_stages_steps_and_roles(officer, event, sign_in):
    page = sign_in(officer).get(page_of(event)).content.decode()

    assert "0 of 28 steps done" in page
    assert page.count("govuk-task-list__item--with-link") == 9
    assert page.count("Cannot start yet") == 19  # they wait for the decision
    assert "1. Information gathering" in page
    assert "Supporting Officer" in page
    assert "Gate shut: residents and relatives are not to be told yet." in page
    assert "Fortnightly" in page


def test_finished_stage_is_folded_and_says_when(officer, event, sign_in):
    for one in event.steps.filter(stage__code="STF-IG"):
        done(officer, one)

    page = sign_in(officer).get(page_of(event)).content.decode()

    assert "Show 3 steps, done by Tuesday 24 November" in page
    assert "Complete: 3 of 3" in page


def test_late_step_stands_at_the_top(officer, event, step, sign_in):
    event.steps.filter(pk=step.pk).update(due_on=date(2026, 11, 20))

    page = sign_in(officer).get(page_of(event)).content.decode()

    assert "1 step is overdue" in page
    assert "4 days late" in page
    assert "Overdue (1)" in page


@pytest.mark.parametrize(
    ("show", "links"), [("mine", 14), ("overdue", 0), ("not-needed", 0), ("local", 0), ("purple\x00", 28)]
)
def test_views_show_part_of_the_steps(officer, event, sign_in, show, links):
    escalated(officer, event)
    page = sign_in(officer).get(page_of(event), {"show": show}).content.decode()

    assert page.count("govuk-task-list__item--with-link") == links
    assert ("left it out" in page) == (show == "purple\x00")


def test_shut_gate_says_how_many_and_links_to_them(officer, event, sign_in):
    escalated(officer, event)
    PeopleCount.objects.create(event=event, stage="looking", final_outcome="", people=24)

    page = sign_in(officer).get(page_of(event)).content.decode()

    assert "Gate shut: 24 people have no final outcome." in page
    assert f"/events/{event.reference}/tracker/?view=unresolved" in page
    assert page.count("Cannot start yet") == 2
    assert page.count("govuk-task-list__item--with-link") == 26


def test_gate_opens_when_the_council_leads_communication(officer, event, sign_in):
    done(officer, event.steps.get(code="STF-IR4"))

    assert (
        "Gate open: residents and relatives may be told."
        in sign_in(officer).get(page_of(event)).content.decode()
    )


def test_event_without_checklist_says_so(officer, sign_in):
    event = log(officer, **IN_ADMINISTRATION)

    assert "has not been invoked" in sign_in(officer).get(page_of(event)).content.decode()


def test_queries_do_not_grow_with_what_is_done(officer, event, sign_in):
    client = sign_in(officer)
    escalated(officer, event)
    client.get(page_of(event))
    with CaptureQueriesContext(connection) as before:
        client.get(page_of(event))
    for one in event.steps.all()[:20]:
        done(officer, one)

    with CaptureQueriesContext(connection) as after:
        client.get(page_of(event))

    assert len(after) == len(before) <= 20


def test_step_is_completed_with_person_day_and_notes(officer, administrator, event, step, sign_in):
    confirmed(officer, step)
    typed = DAY | {"completed_by": administrator.pk, "notes": "By telephone and e-mail", "version": 1}

    response = sign_in(officer).post(page_of(event, f"{step.pk}/"), typed)

    assert response.url == page_of(event)
    step.refresh_from_db()
    assert (step.state, step.completed_by, step.completed_on) == ("done", administrator, date(2026, 11, 24))


def test_step_is_marked_not_needed_and_opened_again(officer, event, step, sign_in):
    client = sign_in(officer)
    client.post(
        page_of(event, f"{step.pk}/not-needed/"), {"not_needed_reason": "The CQC told us", "version": 1}
    )
    step.refresh_from_db()
    assert step.state == Step.State.NOT_NEEDED

    client.post(page_of(event, f"{step.pk}/reopen/"), {"reason": "They had not", "version": step.version})

    step.refresh_from_db()
    assert step.state == Step.State.OPEN


def test_stale_step_shows_both_values_and_nothing_chosen(officer, administrator, event, step, sign_in):
    done(administrator, step)

    page = sign_in(officer).post(
        page_of(event, f"{step.pk}/"), DAY | {"completed_by": officer.pk, "version": 1}
    )

    text = page.content.decode()
    assert page.status_code == 409
    assert "Ivo Castlemere completed this at 9.40am." in text
    assert "Priya Marlowe" in text
    assert "checked" not in text
    step.refresh_from_db()
    assert step.completed_by == administrator


@pytest.mark.parametrize(("choice", "name"), [("mine", "Priya Marlowe"), ("theirs", "Ivo Castlemere")])
def test_choice_on_the_conflict_page_is_kept(officer, administrator, event, step, sign_in, choice, name):
    done(administrator, step)
    typed = DAY | {"completed_by": officer.pk, "version": 1, "clash": "completed_by", "seen": 2}

    refused = sign_in(officer).post(page_of(event, f"{step.pk}/"), typed)
    sign_in(officer).post(page_of(event, f"{step.pk}/"), typed | {"keep-completed_by": choice})

    assert (refused.status_code, "There is a problem" in refused.content.decode()) == (409, True)
    step.refresh_from_db()
    assert step.completed_by.name == name


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"completed_on-day": "25"}, "Date completed must be today or in the past"),
        ({"completed_on-day": "5"}, "on or after Friday 6 November 2026, when the council was told"),
        ({"completed_on-day": "31"}, "must be a real date"),
        ({"completed_on-year": ""}, "must include a year"),
        ({"completed_by": "999999"}, "Choose one of the listed answers"),
        ({"notes": "x" * 1_000_000}, "must be 4000 characters or fewer"),
        ({"version": "x"}, "Open it again"),
        ({"version": "9" * 40}, "Open it again"),
    ],
)
def test_bad_input_gets_a_sentence(officer, event, step, sign_in, bad, words):
    typed = DAY | {"completed_by": officer.pk, "version": 1} | bad

    response = sign_in(officer).post(page_of(event, f"{step.pk}/"), typed)

    assert response.status_code == 422
    assert words in response.content.decode()


def test_gate_refuses_a_posted_confirmation(officer, event, sign_in):
    escalated(officer, event)
    PeopleCount.objects.create(event=event, stage="looking", final_outcome="", people=1)
    step = event.steps.get(code="STF-FR1")

    response = sign_in(officer).post(
        page_of(event, f"{step.pk}/"), DAY | {"completed_by": officer.pk, "version": 1}
    )

    assert response.status_code == 422
    assert "Gate shut: 1 person has no final outcome." in response.content.decode()


def test_who_may_not_gets_403_and_outsiders_404(client, reader, partner, outsider, icb, event, step, sign_in):
    share(event, icb)
    writes = [page_of(event, f"{step.pk}/{verb}") for verb in ("", "not-needed/", "reopen/")]
    for page in [page_of(event), *writes]:
        assert client.get(page).url.startswith("/account/login/")
        assert sign_in(partner).get(page).status_code == 403
    for page in writes:
        assert sign_in(reader).post(page, DAY).status_code == 403
    assert sign_in(reader).get(page_of(event)).status_code == 200
    outsider.role = "commissioning_officer"
    outsider.save()
    for page in [page_of(event), *writes]:
        assert sign_in(outsider).get(page).status_code == 404


def test_step_of_another_event_is_not_found(officer, event, sign_in):
    other = log(officer).steps.first()

    for pk in (other.pk, 0, 10**30):
        assert sign_in(officer).get(page_of(event, f"{pk}/")).status_code == 404
