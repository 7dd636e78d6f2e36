import threading
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.models import Notification
from accounts.versions import Conflict
from events.models import FailureEvent, Notice, PeopleCount, Stage, Step
from events.operations import events
from tests.factories.events import ProcedureFactory
from tests.factories.incidents import IN_ADMINISTRATION, INVOKE, STANDARD, TOLD, log
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
Status = FailureEvent.Status


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


def people(event, count, outcome=""):
    PeopleCount.objects.create(event=event, stage="looking", final_outcome=outcome, people=count)


def test_invoking_makes_five_stages_and_28_steps(officer):
    event = log(officer)

    assert event.status == Status.INVOKED
    stages = Stage.objects.filter(event=event).with_progress()
    assert [stage.total for stage in stages] == [3, 6, 6, 8, 5]
    assert event.current_stage == "Information gathering"
    assert Step.objects.get(event=event, code="STF-IG3").responsible == ["Supporting Officer"]


def test_each_step_has_its_first_row_of_history_with_who_and_what(officer):
    step = Step.objects.filter(event=log(officer)).first()

    (row,) = step.history()
    assert row.pgh_context.metadata["user"] == officer.pk
    assert row.pgh_context.metadata["operation"] == "event.logged"


def test_officer_who_invokes_is_provider_failure_lead(officer):
    (lead,) = log(officer).leads.all()

    assert (lead.role, lead.user, lead.name) == ("Provider Failure Lead", officer, officer.name)


def test_invoking_tells_the_first_on_the_route_and_names_nobody(officer, reader, contracts_officer):
    event = log(officer)

    told = Notification.objects.get(kind="event.invoked")
    assert told.to == contracts_officer
    assert event.reference in told.subject
    assert "Sterling" not in told.subject + told.body
    assert str(event.service) not in told.subject + told.body


def test_only_the_councils_people_see_the_event(officer, reader, partner):
    event = log(officer)

    assert list(FailureEvent.objects.visible_to(officer)) == [event]
    assert list(FailureEvent.objects.visible_to(reader)) == [event]
    assert not FailureEvent.objects.visible_to(partner).exists()


def test_standard_practice_stays_open_without_a_checklist(officer, reader):
    event = log(officer, **IN_ADMINISTRATION)

    assert (event.status, event.response) == (Status.STANDARD_PRACTICE, STANDARD)
    assert event.is_open
    assert not event.checklists.exists()
    assert not Notification.objects.filter(to=reader).exists()


def test_update_turns_standard_practice_into_invoked_and_keeps_the_log(officer):
    event = log(officer, **IN_ADMINISTRATION)

    told = {"notified_on": date(2026, 11, 23), "notified_by": "The administrator"}
    event = events.add_notice(by=officer, event=event, trigger="STF-T11", response=INVOKE, **told)

    assert event.status == Status.INVOKED
    assert [notice.trigger for notice in event.notices.all()] == ["STF-T10", "STF-T11"]
    assert event.steps.count() == 28


def test_invoking_by_itself_keeps_the_reason_in_history(officer):
    event = events.invoke_event(
        by=officer, event=log(officer, **IN_ADMINISTRATION), reason="The lender called."
    )

    assert event.status == Status.INVOKED
    assert event.history().last().pgh_context.metadata["reason"] == "The lender called."


def test_second_notice_does_not_make_a_second_checklist(officer):
    event = log(officer)
    told = {"notified_on": date(2026, 11, 23), "notified_by": "The CQC"}

    events.add_notice(by=officer, event=event, trigger="STF-T04", response=INVOKE, **told)

    assert event.steps.count() == 28
    assert event.leads.count() == 1


@pytest.mark.parametrize("missing", ["override_reason", "decided_by"])
def test_override_needs_reason_and_decider(officer, missing):
    given = {"override_reason": "No buyer", "decided_by": "Morag Pellworth"} | {missing: " "}

    with pytest.raises(ValidationError) as refused:
        log(officer, response=STANDARD, **given)

    assert missing in refused.value.error_dict
    assert not FailureEvent.objects.exists()


def test_override_stands_beside_the_suggestion(officer):
    event = log(officer, response=STANDARD, override_reason="A buyer is found", decided_by="Morag Pellworth")

    (notice,) = event.notices.all()
    assert (notice.suggested_response, notice.response) == (INVOKE, STANDARD)
    assert notice.is_overridden
    assert (notice.rule, event.status) == ("STF-T11", Status.STANDARD_PRACTICE)


def test_other_event_needs_a_decision(officer):
    with pytest.raises(ValidationError):
        log(officer, trigger="other", response=INVOKE)

    event = log(officer, trigger="other", response=INVOKE, override_reason="Fire", decided_by="Duty manager")
    assert (event.status, event.notices.get().trigger_label) == (Status.INVOKED, "Other event")


def test_later_override_invokes_and_keeps_both_decisions_in_history(officer):
    event = log(officer, **IN_ADMINISTRATION)
    notice = event.notices.get()

    event = events.override(
        by=officer,
        notice=notice,
        response=INVOKE,
        override_reason="Staff are leaving",
        decided_by="Morag Pellworth",
    )

    assert event.status == Status.INVOKED
    (history,) = set(Notice.pgh_event_models.values())
    rows = history.objects.filter(pgh_obj_id=notice.pk).order_by("pgh_id")
    assert [row.response for row in rows] == [STANDARD, INVOKE]


def test_going_back_after_invoking_is_not_an_override(officer):
    notice = log(officer).notices.get()

    with pytest.raises(ValidationError, match="stand-down"):
        events.override(by=officer, notice=notice, response=STANDARD, override_reason="x", decided_by="y")


@pytest.mark.parametrize(
    ("packages", "hours", "response"),
    [("4", "49.99", STANDARD), ("4", "50", INVOKE), ("5", "0.5", INVOKE), ("1", "168", INVOKE)],
)
def test_package_return_is_answered_from_its_figures(officer, packages, hours, response):
    event = log(officer, trigger="STF-T08", packages=packages, hours=hours, response=response)

    assert event.notices.get().suggested_response == response


@pytest.mark.parametrize(("packages", "hours"), [("-1", "10"), ("0", "0"), ("1,5", "10"), ("4", "many")])
def test_impossible_figures_are_refused(officer, packages, hours):
    with pytest.raises(ValidationError):
        log(officer, trigger="STF-T08", packages=packages, hours=hours, response=STANDARD)


def test_unknown_hours_need_a_decision(officer):
    with pytest.raises(ValidationError):
        log(officer, trigger="STF-T08", packages="3", response=STANDARD)

    event = log(
        officer,
        trigger="STF-T08",
        packages="3",
        response=STANDARD,
        override_reason="Small",
        decided_by="Duty",
    )
    assert event.notices.get().suggested_response == "not enough facts"


def test_second_open_event_of_a_service_must_be_meant(officer):
    first = log(officer)

    with pytest.raises(ValidationError, match=first.reference):
        log(officer, first.service)

    assert log(officer, first.service, another=True).pk != first.pk


def test_same_key_logs_once(officer):
    key = "7e0c1d5c-6a0e-4a8e-9d0a-3d1f7f0a0001"

    first, second = log(officer, key=key), log(officer, key=key)

    assert first == second
    assert FailureEvent.objects.count() == 1


def test_draft_needs_only_its_service_and_becomes_the_event(officer):
    ProcedureFactory()
    draft = events.save_draft(by=officer, service=ServiceFactory(), answers={"trigger": "STF-T11"})
    assert (draft.status, draft.notified_on, draft.reference) == (Status.DRAFT, None, "PF-2026-0001")

    event = log(officer, draft.service, event=draft, version=draft.version)

    assert (event.pk, event.status, event.draft_answers) == (draft.pk, Status.INVOKED, {})
    assert event.reference == draft.reference


def test_stale_draft_shows_both_values(officer):
    ProcedureFactory()
    draft = events.save_draft(by=officer, service=ServiceFactory(), notified_by="Priya")
    events.save_draft(by=officer, service=draft.service, event=draft, version=1, notified_by="The CQC")

    with pytest.raises(Conflict):
        events.save_draft(by=officer, service=draft.service, event=draft, version=1, notified_by="The bank")


def test_reader_may_not_log(reader):
    with pytest.raises(PermissionDenied):
        log(reader)


def test_without_a_procedure_nothing_is_logged(officer):
    with pytest.raises(ValidationError, match="No procedure"):
        events.log_event(by=officer, service=ServiceFactory(), **TOLD, **IN_ADMINISTRATION)


def test_resolving_waits_for_every_person(officer):
    event = log(officer)
    people(event, 2)
    people(event, 5, "moved")

    with pytest.raises(ValidationError, match="2 people have no final outcome"):
        events.resolve_event(by=officer, event=event, version=event.version)


def test_resolving_and_closing_keep_who_and_when(officer):
    event = log(officer)
    people(event, 5, "moved")

    event = events.resolve_event(by=officer, event=event, version=event.version)
    assert (event.status, event.resolved_by) == (Status.RESOLVED, officer)
    event = events.close_event(
        by=officer, event=event, version=event.version, reason="All reviews done", without_meeting="None"
    )

    assert (event.status, event.closed_by, event.ending_reason) == (
        Status.CLOSED,
        officer,
        "All reviews done",
    )
    assert event.resolved_at
    assert event.closed_at


def test_resolving_with_nobody_needs_a_reason(officer):
    event = log(officer)

    with pytest.raises(ValidationError, match="Nobody is in the tracker"):
        events.resolve_event(by=officer, event=event, version=event.version)

    assert events.resolve_event(
        by=officer, event=event, version=event.version, reason="Empty home"
    ).resolved_at


def test_closing_needs_a_resolved_event(officer):
    event = log(officer)

    with pytest.raises(ValidationError, match="Resolve it"):
        events.close_event(
            by=officer, event=event, version=event.version, reason="Done", without_meeting="None"
        )


def test_closed_event_takes_no_update(officer):
    event = log(officer)
    event = events.resolve_event(by=officer, event=event, version=event.version, reason="Empty")
    event = events.close_event(
        by=officer, event=event, version=event.version, reason="Done", without_meeting="None"
    )

    with pytest.raises(ValidationError, match="closed"):
        events.set_closing_date(by=officer, event=event, closes_on=None, version=event.version)


def test_closing_date_moves_the_six_week_review(officer):
    event = log(officer)

    event = events.set_closing_date(
        by=officer, event=event, closes_on=date(2027, 3, 1), version=event.version
    )

    assert event.steps.get(code="STF-FR4").due_on == date(2027, 4, 12)


def test_two_closing_dates_at_once_are_a_conflict(officer):
    event = log(officer)
    version = event.version
    events.set_closing_date(by=officer, event=event, closes_on=date(2026, 12, 4), version=version)

    with pytest.raises(Conflict):
        events.set_closing_date(by=officer, event=event, closes_on=date(2026, 12, 11), version=version)


@pytest.mark.django_db(transaction=True)
def test_references_are_never_given_twice(officer):
    ProcedureFactory()
    services, found = [ServiceFactory() for _ in range(8)], []

    def work(service):
        found.append(events.log_event(by=officer, service=service, **TOLD, **IN_ADMINISTRATION).reference)
        connection.close()

    threads = [threading.Thread(target=work, args=[service]) for service in services]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [f"PF-2026-{number:04d}" for number in range(1, 9)]


@pytest.mark.django_db(transaction=True)
def test_two_people_logging_one_call_make_one_event(officer):
    ProcedureFactory()
    service, refused = ServiceFactory(), []

    def work():
        try:
            events.log_event(by=officer, service=service, **TOLD, **IN_ADMINISTRATION)
        except ValidationError as refusal:
            refused.append(refusal)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (FailureEvent.objects.count(), len(refused)) == (1, 3)


def test_draft_is_discarded_and_its_reference_stays_taken(officer):
    ProcedureFactory()
    draft = events.save_draft(by=officer, service=ServiceFactory())

    events.discard_draft(by=officer, event=draft, reason="A false alarm")

    draft.refresh_from_db()
    assert (draft.status, draft.is_open, draft.ending_reason) == (Status.DISCARDED, False, "A false alarm")
    assert log(officer).reference == "PF-2026-0002"


def test_logged_event_is_not_discarded(officer):
    with pytest.raises(ValidationError, match="has been logged already"):
        events.discard_draft(by=officer, event=log(officer))
