"""What was recorded wrongly is taken back with a reason; the history keeps it. SOP 11.3, 11.4, 11.7."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from events.models import StepOccurrence
from events.operations import resolution, step_records
from events.operations.step_checks import missing_evidence, pack_behind, said_of
from events.operations.steps import complete_step
from tests.factories.incidents import escalated, log

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def update(officer, event):
    """The fortnightly update to the provider, said to be done twice."""
    escalated(officer, event)
    step = event.steps.get(code="STF-FM6")
    for day in (9, 23):
        step_records.record_occurrence(by=officer, step=step, happened_on=date(2026, 11, day))
    return step


def confirm(by, step, kind):
    at = datetime(2026, 11, 24, 9, 31, tzinfo=UTC)
    return step_records.record_evidence(
        by=by, step=step, kind=kind, confirmed_by="J. Sterling", confirmed_at=at
    )


def take_back(by, record, reason="Wrong day"):
    return step_records.take_back_record(by=by, record=record, reason=reason)


def test_step_is_due_after_the_time_before(officer, update):
    take_back(officer, update.occurrences.last())

    update.refresh_from_db()
    assert [one.happened_on.day for one in update.occurrences.all()] == [9]
    assert update.due_on == date(2026, 11, 23)


def test_step_never_done_is_due_on_the_day_it_was_said_to_be(officer, update):
    for record in list(update.occurrences.order_by("-happened_on")):
        take_back(officer, record)

    update.refresh_from_db()
    assert update.due_on == date(2026, 11, 9)


def test_history_keeps_who_and_why(officer, update):
    record = take_back(officer, update.occurrences.last(), reason="It was the other provider")

    kept = StepOccurrence.pgh_event_model.objects.filter(pgh_obj_id=record.pk).latest("pgh_id")
    assert (kept.taken_back_by, kept.taken_back_reason) == (officer, "It was the other provider")
    assert kept.pgh_context.metadata["operation"] == "step.record_taken_back"


def test_confirmation_is_asked_for_again(officer, event):
    step = event.steps.get(code="STF-IG1")
    confirm(officer, step, "email confirmation")
    take_back(officer, confirm(officer, step, "phone confirmation"))

    assert missing_evidence(step, said_of(pack_behind(event, step), step)) == ["phone confirmation"]


def test_confirmation_of_a_finished_step_stays(officer, event):
    step = event.steps.get(code="STF-IG1")
    records = [confirm(officer, step, f"{kind} confirmation") for kind in ("phone", "email")]
    complete_step(by=officer, step=step, completed_on=date(2026, 11, 24), version=step.version)

    with pytest.raises(ValidationError, match="Open the step again first"):
        take_back(officer, records[0])


def test_no_reason_no_role_and_a_second_time_are_refused(officer, care_manager, update):
    record = update.occurrences.last()
    with pytest.raises(ValidationError, match="Enter why"):
        take_back(officer, record, reason=" ")
    with pytest.raises(ValidationError, match="Only the"):
        take_back(care_manager, record)
    take_back(officer, record)
    with pytest.raises(ValidationError, match="taken back already"):
        take_back(officer, record)


@pytest.fixture
def records(officer, update, event):
    """The page that takes back, and the model, of one record of each kind."""
    evidence = confirm(officer, event.steps.get(code="STF-IG1"), "phone confirmation")
    termination = resolution.record_termination(
        by=officer,
        event=event,
        issued_to="Sterling Care",
        contract_reference="RES-7",
        issued_on=date(2026, 11, 24),
    )
    start, time = f"/events/{event.reference}/", update.occurrences.last()
    return [
        (f"{start}checklist/{update.pk}/occurrences/{time.pk}/take-back/", time),
        (f"{start}checklist/{evidence.step_id}/evidence/{evidence.pk}/take-back/", evidence),
        (f"{start}terminations/{termination.pk}/take-back/", termination),
    ]


def test_each_kind_has_a_page(officer, reader, records, sign_in):
    for page, record in records:
        assert sign_in(reader).get(page).status_code == 403
        assert sign_in(officer).get(page).status_code == 200
        assert "There is a problem" in sign_in(officer).post(page, {}).content.decode()

        assert sign_in(officer).post(page, {"reason": "Typed for the wrong event"}).status_code == 302
        assert not type(record).objects.filter(pk=record.pk).exists()
        assert sign_in(officer).get(page).status_code == 404


def test_pages_lead_to_it(officer, records, event, sign_in):
    client = sign_in(officer)
    leads_from = [f"{page.rsplit('/', 4)[0]}/" for page, _ in records[:2]]
    leads_from.append(f"/events/{event.reference}/resolution/")

    for below, (page, _) in zip(leads_from, records, strict=True):
        assert page in client.get(below).content.decode()


def test_outsider_finds_nothing(outsider, records, sign_in):
    for page, _ in records:
        assert sign_in(outsider).get(page).status_code in (403, 404)
