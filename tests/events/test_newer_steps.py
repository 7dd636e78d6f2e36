"""A running event takes steps of a newer version one by one; what was done stays as it was."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from events.models import Procedure, Step
from events.operations.events import log_event, set_closing_date
from events.operations.newer import newer_of, newer_version, take_steps
from events.operations.procedures import activate_procedure, choose_procedure, load_procedure
from events.operations.steps import complete_step
from events.procedure import loader
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
OWN = (Path(__file__).parent / "data" / "own_council.yaml").read_text()
NEW_STEP = (
    "      - {id: EX.S2.4, order: 4, responsible: [Resident Liaison], action: Label the luggage.,"
    " gate: EX.G1, within: {hours: 3}, section: '4.2'}\n"
)
NEW_STAGE = """  - id: EX.S4
    order: 4
    name: Paperwork
    section: '4.4'
    steps:
      - id: EX.S4.1
        order: 1
        responsible: [Press Office]
        action: File the papers.
        due: {offset_days: 10, anchors: [closure_date]}
        section: '4.4'
"""
CHANGES = (
    ("'2026.1'", "'2026.2'"),
    ("steps: 8", "steps: 10"),
    ("stages: 3", "stages: 4"),
    ("Ring the owner.", "Ring the owner twice."),
    ("action: Agree what is said to the press.", "action: Agree what the press is told."),
    ("  - id: EX.S3\n", f"{NEW_STEP}  - id: EX.S3\n"),
    ("gates:\n", f"{NEW_STAGE}gates:\n"),
)


def newer_text():
    text = OWN
    for old, new in CHANGES:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def put_to_use(administrator, text):
    loaded = load_procedure(by=administrator, pack=loader.loads(text)).procedure
    return activate_procedure(by=administrator, procedure=loaded)


@pytest.fixture
def event(administrator, host):
    put_to_use(administrator, OWN)
    choose_procedure(by=administrator, council=host, document="exampleshire")
    return log_event(
        by=administrator,
        service=ServiceFactory(),
        notified_on=timezone.localdate(),
        notified_by="The owner",
        service_type="Care home service",
        nature_of_failure="The keys were handed back.",
        trigger="EX.N2",
        response="Start the plan",
    )


@pytest.fixture
def newer(administrator, event):
    """The newer version, active; the event has done the step whose words it changes."""
    step = event.steps.get(code="EX.S1.2")
    complete_step(by=administrator, step=step, completed_on=timezone.localdate(), version=step.version)
    return put_to_use(administrator, newer_text())


def take(by, event, *codes, reason="Agreed at the meeting."):
    return take_steps(by=by, event=event, codes=list(codes), reason=reason)


def page_of(event):
    return f"/events/{event.reference}/checklist/newer/"


def test_what_is_newer_is_offered_and_what_was_done_is_kept(event, newer):
    found = newer_of(event, newer_version(event))

    assert [offer.code for offer in found.offered] == ["EX.S1.1", "EX.S2.4", "EX.S4.1"]
    assert [offer.code for offer in found.kept] == ["EX.S1.2"]


def test_new_step_stands_last_in_its_stage_with_its_version(event, newer, administrator):
    take(administrator, event, "EX.S2.4")

    step = event.steps.get(code="EX.S2.4")
    assert (step.stage.code, step.order, step.taken_from, step.gate) == ("EX.S2", 4, newer, "EX.G1")
    assert not event.steps.filter(code="EX.S4.1").exists()
    event.refresh_from_db()
    assert event.procedure.version == "2026.1"


def test_step_of_a_stage_that_is_not_there_brings_its_stage(event, newer, administrator):
    take(administrator, event, "EX.S4.1")

    stage = event.stages.get(code="EX.S4")
    assert (stage.name, stage.order) == ("Paperwork", 4)


def test_open_step_gets_the_newer_words_and_keeps_the_older_ones_in_its_history(event, newer, administrator):
    take(administrator, event, "EX.S1.1")

    step = event.steps.get(code="EX.S1.1")
    assert (step.action, step.taken_from, step.state) == ("Ring the owner twice.", newer, Step.State.OPEN)
    history = step.history()
    assert [row.action for row in history] == ["Ring the owner.", "Ring the owner twice."]
    assert history.last().pgh_context.metadata["reason"] == "Agreed at the meeting."


def test_nothing_that_was_completed_changes(event, newer, administrator):
    with pytest.raises(ValidationError, match="What can be taken has changed"):
        take(administrator, event, "EX.S1.2")

    done = event.steps.get(code="EX.S1.2")
    assert (done.action, done.state) == ("Agree what is said to the press.", Step.State.DONE)


def test_same_step_is_not_taken_twice(event, newer, administrator):
    take(administrator, event, "EX.S2.4")

    with pytest.raises(ValidationError):
        take(administrator, event, "EX.S2.4")
    assert event.steps.filter(code="EX.S2.4").count() == 1


def test_taken_step_can_be_done(event, newer, administrator):
    take(administrator, event, "EX.S4.1")
    step = event.steps.get(code="EX.S4.1")

    done = complete_step(by=administrator, step=step, completed_on=timezone.localdate(), version=step.version)

    assert done.state == Step.State.DONE


def test_taken_steps_are_due_as_the_newer_version_says(event, newer, administrator):
    take(administrator, event, "EX.S4.1", "EX.S2.4")

    set_closing_date(by=administrator, event=event, closes_on=date(2027, 1, 8), version=event.version)

    assert event.steps.get(code="EX.S4.1").due_on == date(2027, 1, 18)
    assert event.steps.get(code="EX.S2.4").due_at is not None


def test_checklist_points_to_the_newer_version_and_marks_what_was_taken(
    event, newer, officer, administrator, sign_in
):
    take(administrator, event, "EX.S4.1")

    page = sign_in(officer).get(f"/events/{event.reference}/checklist/").content.decode()

    assert page_of(event) in page
    assert page.count("From version 2026.2.") == 1


def test_reason_is_asked_for(event, newer, administrator):
    with pytest.raises(ValidationError, match="Enter why they are taken"):
        take(administrator, event, "EX.S4.1", reason=" ")


def test_reader_may_not_take_steps(event, newer, reader):
    with pytest.raises(PermissionDenied):
        take(reader, event, "EX.S4.1")


def test_page_offers_a_tick_for_each_step(event, newer, officer, sign_in):
    page = sign_in(officer).get(page_of(event)).content.decode()

    assert page.count('type="checkbox"') == 3
    assert "New, in Moving. Resident Liaison." in page
    assert "Step 1.1 in other words. Here it says: “Ring the owner.”" in page
    assert "In other words now, but done here" in page


def test_page_takes_the_ticked_steps(event, newer, officer, sign_in):
    response = sign_in(officer).post(
        page_of(event), {"codes": ["EX.S2.4", "EX.S4.1"], "reason": "Agreed."}, follow=True
    )

    assert "2 steps taken from version 2026.2." in response.content.decode()
    assert event.steps.exclude(taken_from=None).count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "Agreed."}, "Select at least one step"),
        ({"codes": ["EX.S4.1"]}, "Enter why they are taken"),
        ({"codes": ["EX.S9.9"], "reason": "Agreed."}, "Error: Steps of the newer version"),
    ],
)
def test_bad_input_is_told_and_nothing_is_taken(event, newer, officer, sign_in, typed, sentence):
    response = sign_in(officer).post(page_of(event), typed)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not event.steps.exclude(taken_from=None).exists()


def test_page_says_when_there_is_nothing_newer(event, officer, sign_in):
    page = sign_in(officer).get(page_of(event)).content.decode()

    assert "There is nothing newer to take." in page


def test_older_version_active_again_offers_nothing(event, newer, administrator):
    activate_procedure(by=administrator, procedure=Procedure.objects.get(version="2026.1"))

    assert newer_version(event) is None


def test_partner_and_outsider_do_not_come_here(event, newer, partner, outsider, sign_in):
    assert sign_in(partner).get(page_of(event)).status_code == 403
    assert sign_in(outsider).get(page_of(event)).status_code == 403


def test_timeline_says_that_steps_were_taken(event, newer, administrator, sign_in):
    take(administrator, event, "EX.S4.1")

    page = sign_in(administrator).get(f"/events/{event.reference}/timeline/").content.decode()

    assert "Steps of a newer version taken" in page
    assert "Agreed at the meeting." in page
    assert "File the papers." in page
