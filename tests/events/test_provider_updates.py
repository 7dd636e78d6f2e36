from datetime import date

import pytest
import time_machine

from accounts.models import Notification
from events import tasks
from events.models import FailureEvent
from events.operations.communications import To, record_communication
from events.operations.leads import name_lead, set_away
from events.operations.provider_updates import update_of
from tests.factories.accounts import make_user
from tests.factories.history import stamp
from tests.factories.incidents import log
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
LEAD = "Provider Failure Lead"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-20T09:31:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def event(officer):
    return log(officer, ServiceFactory())


@pytest.fixture
def lead(event, officer):
    """Whoever invokes leads, until somebody else is named."""
    assert event.leads.get(role=LEAD).user == officer
    return officer


def begin_failure_management(event):
    """As on Friday 20 November."""
    FailureEvent.objects.filter(pk=event.pk).update(current_stage="Failure management")
    stamp("2026-11-20T09:31Z", FailureEvent)


def tick(clock, day):
    clock.move_to(f"{day}T08:00:00Z")
    tasks.remind_of_updates()
    return Notification.objects.filter(kind="provider_update.due").count()


def tell_provider(event, officer):
    record_communication(
        by=officer, event=event, kind="STF-MS4", subject="Progress", body="Going well",
        recipients=[To(name="The manager", organisation="The provider", method="phone")],
    )  # fmt: skip


def test_nothing_is_due_before_failure_management_begins(event, lead, clock):
    assert tick(clock, "2027-01-20") == 0
    assert update_of(event, date(2027, 1, 20)).due_on is None


def test_the_lead_is_reminded_once_on_each_due_day(event, lead, clock):
    begin_failure_management(event)

    assert [tick(clock, day) for day in ("2026-12-03", "2026-12-04", "2026-12-04", "2026-12-10")] == [
        0,
        1,
        1,
        1,
    ]
    assert tick(clock, "2026-12-18") == 2
    told = Notification.objects.filter(kind="provider_update.due")
    assert {row.to for row in told} == {lead}
    assert f"provider_update:{event.pk}:2026-12-18" in told.values_list("dedupe", flat=True)


def test_an_update_that_was_given_moves_the_next_due_day(event, lead, officer, clock):
    begin_failure_management(event)
    clock.move_to("2026-11-30T10:00:00Z")
    tell_provider(event, officer)

    assert tick(clock, "2026-12-04") == 0
    assert tick(clock, "2026-12-14") == 1
    update = update_of(event, date(2026, 12, 16))
    assert (update.last_on, update.due_on, update.late_since) == (
        date(2026, 11, 30),
        date(2026, 12, 14),
        date(2026, 12, 14),
    )


def test_the_answer_says_why_and_who(event):
    begin_failure_management(event)

    update = update_of(event, date(2026, 11, 21))

    assert update.due_on == date(2026, 12, 4)
    assert update.reason == "14 days after the failure management started."
    assert (update.section, update.message, update.roles) == ("Staffordshire SOP 11.7", "STF-MS4", (LEAD,))


def test_while_the_lead_is_away_the_deputy_is_reminded(event, lead, officer, clock):
    deputy = make_user()
    name_lead(by=officer, event=event, role="Provider Failure Deputy", user=deputy)
    set_away(by=officer, lead=event.leads.get(role=LEAD), away_until=date(2026, 12, 10))
    begin_failure_management(event)

    tick(clock, "2026-12-04")

    assert Notification.objects.get(kind="provider_update.due").to == deputy


def test_with_nobody_named_whoever_invoked_is_reminded(event, officer, clock):
    event.leads.update(ended_at="2026-11-20T09:31Z")
    begin_failure_management(event)

    tick(clock, "2026-12-04")

    assert Notification.objects.get(kind="provider_update.due").to == officer


@pytest.mark.parametrize("status", ["stood_down", "resolved", "closed"])
def test_an_event_that_is_over_reminds_nobody(event, lead, clock, status):
    begin_failure_management(event)
    fields = {"resolved_at": "2026-11-25T09:00Z", "resolved_by": lead} if status != "stood_down" else {}
    fields |= {"closed_at": "2026-11-25T09:00Z", "closed_by": lead} if status == "closed" else {}
    FailureEvent.objects.filter(pk=event.pk).update(status=status, **fields)

    assert tick(clock, "2026-12-04") == 0
