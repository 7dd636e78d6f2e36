"""The route of escalation: the first is told, the next when nobody answers, each once; and setting the route."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Notification, User
from events.models import Escalation, RouteStep, Telling
from events.operations import escalation, routes
from events.operations.decisions import stand_down
from events.operations.leads import name_lead
from events.tasks import escalate
from tests.factories.accounts import make_user
from tests.factories.incidents import IN_ADMINISTRATION, log

pytestmark = pytest.mark.django_db
State = Escalation.State


@pytest.fixture
def event(officer, contracts_officer, reader):
    """Invoked by the officer: told are the contracts officer, then the senior leader. Nobody else is there."""
    return log(officer)


def later(minutes: float):
    """The clock ticks so many minutes from now."""
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        escalate()


def told() -> list[str]:
    return list(Telling.objects.order_by("pk").values_list("user__role", flat=True))


def test_first_step_is_told_at_once_and_who_invoked_is_not(event, officer, contracts_officer):
    row = event.escalations.get()

    assert told() == ["contracts_officer"]
    assert (row.state, row.position) == (State.WAITING, 1)
    assert not Notification.objects.filter(to=officer).exists()


def test_standard_practice_tells_nobody(officer, contracts_officer):
    log(officer, **IN_ADMINISTRATION)

    assert not Escalation.objects.exists()


def test_no_answer_tells_the_next_and_passes_over_empty_steps(event):
    later(14)
    assert told() == ["contracts_officer"]

    later(15.1)

    assert told() == ["contracts_officer", "senior_leader"]
    assert event.escalations.get().position == 5


def test_answer_stops_the_route(event, contracts_officer):
    telling = escalation.acknowledge(by=contracts_officer, event=event)

    later(600)

    assert telling.acknowledged_at
    assert told() == ["contracts_officer"]
    assert event.escalations.get().state == State.ANSWERED


def test_who_was_not_told_cannot_acknowledge(event, reader):
    with pytest.raises(ValidationError, match="has not reached you"):
        escalation.acknowledge(by=reader, event=event)


def test_end_of_the_route_tells_everybody_once(event, officer, contracts_officer, reader):
    later(15.1)
    later(60)
    later(600)

    rows = Notification.objects.filter(kind="event.unanswered")
    assert {row.to for row in rows} == {officer, contracts_officer, reader}
    assert rows.count() == 3
    assert event.escalations.get().state == State.UNANSWERED


def test_late_answer_still_counts(event, contracts_officer):
    later(15.1)
    later(60)

    escalation.acknowledge(by=contracts_officer, event=event)

    assert event.escalations.get().state == State.ANSWERED


def test_event_that_was_stood_down_tells_nobody_further(event, officer):
    stand_down(by=officer, event=event, reason="A buyer was found", decided_by="M. Pellworth", confirmed=True)

    later(16)

    assert told() == ["contracts_officer"]
    assert event.escalations.get().state == State.STOPPED


def test_step_without_a_wait_tells_the_next_too(officer, administrator, contracts_officer, reader):
    routes.change_step(
        by=administrator, order=1, account_role="contracts_officer", minutes=0, method="message"
    )

    log(officer)

    assert told() == ["contracts_officer", "senior_leader"]


def test_lead_of_the_event_is_told_in_turn(officer, administrator, care_manager, contracts_officer):
    routes.change_step(by=administrator, order=4, lead_role="Supporting Officer", minutes=5, method="message")
    event = log(officer)
    name_lead(by=officer, event=event, role="Supporting Officer", user=care_manager)

    later(15.1)

    assert told() == ["contracts_officer", "care_manager"]


def test_running_escalation_keeps_the_route_that_it_began_with(event, administrator, care_manager):
    routes.change_step(by=administrator, order=5, user=care_manager, minutes=5, method="message")

    later(15.1)

    assert told()[-1] == "senior_leader"


def test_nobody_to_tell_is_said_at_once(officer):
    event = log(officer)

    assert (event.escalations.get().state, told()) == (State.UNANSWERED, [])


@pytest.mark.django_db(transaction=True)
def test_four_clocks_at_once_tell_each_person_once(officer, contracts_officer, reader):
    log(officer)
    Escalation.objects.update(next_at=timezone.now() - timedelta(seconds=1))

    def tick():
        escalate()
        connection.close()

    threads = [threading.Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told() == ["contracts_officer", "senior_leader"]
    assert Notification.objects.filter(kind="event.invoked").count() == 2


@transaction.atomic
def dies_on_the_way():
    escalation.move_on(by=User.objects.system(), now=timezone.now())
    raise RuntimeError("killed")


def test_clock_that_dies_before_its_end_has_told_nobody(event):
    Escalation.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(RuntimeError):
        dies_on_the_way()

    assert told() == ["contracts_officer"]
    assert not Notification.objects.filter(to__role="senior_leader").exists()
    escalate()
    assert told() == ["contracts_officer", "senior_leader"]


def test_call_is_recorded_once(officer, administrator, contracts_officer):
    routes.change_step(
        by=administrator, order=1, account_role="contracts_officer", minutes=15, method="phone"
    )
    telling = log(officer).tellings.get()

    assert escalation.record_call(by=officer, telling=telling).phoned_by == officer
    with pytest.raises(ValidationError, match="already"):
        escalation.record_call(by=officer, telling=telling)


def test_default_route_has_five_steps_and_is_kept_once_it_is_changed(administrator):
    assert len(escalation.route_of(administrator.organisation)) == 5
    assert not RouteStep.objects.exists()

    routes.remove_step(by=administrator, order=3)

    assert [row.order for row in RouteStep.objects.all()] == [1, 2, 3, 4]


def test_steps_change_places(administrator):
    routes.move_step_up(by=administrator, order=2)

    assert [stop.who for stop in escalation.route_of(administrator.organisation)][:2] == [
        "Provider Failure Lead",
        "Contracts officer",
    ]
    with pytest.raises(ValidationError, match="first already"):
        routes.move_step_up(by=administrator, order=1)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({}, "Choose who is told"),
        ({"lead_role": "Broker", "account_role": "senior_leader"}, "Choose who is told"),
        ({"account_role": "partner"}, "Only people of the council"),
        ({"account_role": "senior_leader", "minutes": 1441}, "between 0 and 1440"),
    ],
)
def test_impossible_step_is_refused(administrator, step, words):
    with pytest.raises(ValidationError, match=words):
        routes.add_step(by=administrator, **{"minutes": 15, "method": "message"} | step)


def test_person_of_another_organisation_is_not_on_the_route(administrator, partner):
    with pytest.raises(ValidationError, match="Only people of the council"):
        routes.add_step(by=administrator, user=partner, minutes=15, method="message")


def test_officer_does_not_set_the_route(officer):
    with pytest.raises(PermissionDenied):
        routes.remove_step(by=officer, order=1)


def test_person_whose_account_is_closed_is_not_told(officer, contracts_officer):
    make_user("contracts_officer")
    User.objects.filter(pk=contracts_officer.pk).update(is_active=False)

    assert contracts_officer.pk not in log(officer).tellings.values_list("user", flat=True)
