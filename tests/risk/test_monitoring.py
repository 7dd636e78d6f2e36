"""Monitoring by rating: what a decision plans, what a change cancels, what the clock adds. Coventry outline App 1."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Notification
from accounts.versions import Conflict
from risk.models import MonitoringAction
from risk.operations import monitoring as operations
from risk.operations import months
from risk.operations import visits as visit_operations
from tests.factories.monitoring import HIGH, LOW, MEDIUM, all_rated, decide, monitor, rate, record, visits
from tests.factories.providers import ServiceFactory

pytestmark = pytest.mark.django_db
State = MonitoringAction.State


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def last_month(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def test_each_data_set_is_rated_and_the_highest_suggested(contracts_officer):
    monitoring = monitor(contracts_officer)
    made = record(contracts_officer, monitoring, ratings=all_rated(monitoring, LOW, DS4=HIGH))

    assert (made.suggested_label, made.rating) == ("High Risk", None)
    event = made.pgh_event_model.objects.get(pgh_obj=made)
    assert event.pgh_context.metadata["operation"] == "month.recorded"


def test_month_without_any_data_is_none_and_the_service_stays_listed(contracts_officer, sign_in):
    monitoring = monitor(contracts_officer)
    with pytest.raises(ValidationError, match="Rate at least one data set, or enter the spend"):
        record(contracts_officer, monitoring, ratings={}, spend=None)

    assert not monitoring.months.exists()
    missing = sign_in(contracts_officer).get("/risk/monitoring/?show=missing").content.decode()
    assert str(monitoring.service) in missing

    made = record(contracts_officer, monitoring, ratings={}, spend=Decimal(5))
    with pytest.raises(ValidationError, match="Rate at least one"):
        months.change_month(by=contracts_officer, record=made, version=made.version, ratings={}, spend=None)


def test_another_rating_needs_a_reason_and_keeps_both(contracts_officer):
    monitoring = monitor(contracts_officer)
    made = record(contracts_officer, monitoring, ratings=all_rated(monitoring, LOW, DS4=HIGH))
    with pytest.raises(ValidationError, match="High Risk is suggested"):
        decide(contracts_officer, made, LOW)

    made = decide(contracts_officer, made, MEDIUM, reason="One old incident")

    assert (made.rating_label, made.suggested_label, made.reason) == (
        "Medium Risk", "High Risk", "One old incident",
    )  # fmt: skip
    assert made.is_overridden and not made.is_behind


def test_rating_waits_for_every_data_set(contracts_officer):
    monitoring = monitor(contracts_officer)
    made = record(contracts_officer, monitoring, ratings={"COV-DS1": {"rating": HIGH}})

    with pytest.raises(ValidationError, match="6 data sets are open"):
        decide(contracts_officer, made)


@pytest.mark.parametrize(
    ("rating", "planned"),
    [
        (LOW, {"COV-RL1": 365, "COV-RL2": None}),
        (
            MEDIUM,
            {"COV-RM1": 0, "COV-RM2": 0, "COV-RM3": None, "COV-RM4": None, "COV-RM5": None, "COV-RM6": 92}
            | {"COV-RM7": None, "COV-RM8": None},
        ),
        (
            HIGH,
            {"COV-RH1": 0, "COV-RH2": None, "COV-RH3": 7, "COV-RH4": None, "COV-RH5": None, "COV-RH6": None},
        ),
    ],
)
@time_machine.travel("2026-11-20T09:31:00Z", tick=False)  # a quarter from here has 92 days
def test_rating_plans_what_it_asks_for(contracts_officer, rating, planned):
    monitoring, today = monitor(contracts_officer), timezone.localdate()

    rate(contracts_officer, monitoring, rating)

    rows = {row.action: row for row in monitoring.actions.planned()}
    assert set(rows) == set(planned)
    for action, days in planned.items():
        if days is None:
            assert rows[action].due_on is None
        else:
            assert 0 <= (rows[action].due_on - today).days - days <= 4  # the working day that follows


def test_rating_drops_from_high_to_low(contracts_officer):
    monitoring, today = monitor(contracts_officer), timezone.localdate()
    rate(contracts_officer, monitoring, HIGH, last_month(today))
    [first] = visits(monitoring, "COV-RH1")
    done = visit_operations.record_done(
        by=contracts_officer, action=first, version=1, done_on=first.due_on, visited_by="Two officers"
    )
    weekly = len(visits(monitoring, "COV-RH3"))

    rate(contracts_officer, monitoring, LOW)

    assert visits(monitoring, "COV-RH3") == []
    cancelled = visits(monitoring, "COV-RH3", State.CANCELLED)
    assert len(cancelled) == weekly >= 1
    assert cancelled[0].reason == "The rating changed from High Risk to Low Risk."
    assert visits(monitoring, state=State.DONE) == [done]
    [annual] = visits(monitoring)
    assert annual.action == "COV-RL1" and 363 <= (annual.due_on - first.due_on).days <= 370


def test_same_rating_again_goes_on_with_what_is_planned(contracts_officer):
    monitoring, today = monitor(contracts_officer), timezone.localdate()
    rate(contracts_officer, monitoring, MEDIUM, last_month(today))
    before = list(monitoring.actions.values_list("pk", "due_on", "state"))

    rate(contracts_officer, monitoring, MEDIUM)

    assert list(monitoring.actions.values_list("pk", "due_on", "state")) == before


def test_month_without_data_keeps_the_rating_and_its_visits(contracts_officer):
    monitoring, today = monitor(contracts_officer), timezone.localdate()
    rate(contracts_officer, monitoring, HIGH, last_month(today))

    [missing] = type(monitoring).objects.current().without_month(today.replace(day=1))
    known = type(monitoring).objects.as_of(today.replace(day=1)).get()

    assert missing == monitoring
    assert (known.rated, known.data_month) == (HIGH, last_month(today))
    assert visits(monitoring, "COV-RH3")


def test_clock_plans_the_next_visit_once(contracts_officer):
    monitoring, today = monitor(contracts_officer), timezone.localdate()
    rate(contracts_officer, monitoring, HIGH)
    later = today + timedelta(days=20)

    made = visit_operations.plan_all_ahead(by=contracts_officer, today=later)

    weekly = visits(monitoring, "COV-RH3")
    assert made == len(weekly) - 1 >= 2
    assert weekly[-1].due_on >= later > weekly[-2].due_on
    assert visit_operations.plan_all_ahead(by=contracts_officer, today=later) == 0


def test_next_weekly_visit_counts_from_the_last(contracts_officer):
    monitoring, today = monitor(contracts_officer), timezone.localdate()
    rate(contracts_officer, monitoring, HIGH)
    [weekly] = visits(monitoring, "COV-RH3")

    visit_operations.record_done(
        by=contracts_officer,
        action=weekly,
        version=1,
        done_on=today,
        visited_by="A",
        notes="Call bells fixed",
    )

    [following] = visits(monitoring, "COV-RH3")
    assert 7 <= (following.due_on - today).days <= 11


def test_visit_is_left_out_with_a_reason_or_moved(contracts_officer):
    monitoring, today = monitor(contracts_officer), timezone.localdate()
    rate(contracts_officer, monitoring, HIGH)
    [first], [weekly] = visits(monitoring, "COV-RH1"), visits(monitoring, "COV-RH3")
    by = {"by": contracts_officer, "version": 1}
    with pytest.raises(ValidationError, match="why it was not done"):
        visit_operations.record_not_done(action=first, reason=" ", **by)

    visit_operations.record_not_done(action=first, reason="Outbreak of flu", **by)
    moved = visit_operations.move_visit(
        action=weekly, due_on=today + timedelta(days=9), reason="Manager away", **by
    )

    assert visits(monitoring, state=State.NOT_DONE)[0].reason == "Outbreak of flu"
    assert moved.due_on == today + timedelta(days=9)
    with pytest.raises(ValidationError, match="not planned any more"):
        visit_operations.record_not_done(action=first, reason="Again", **by)


def test_action_of_a_lower_rating_is_added_by_a_person(contracts_officer):
    monitoring, today = monitor(contracts_officer), timezone.localdate()
    rate(contracts_officer, monitoring, HIGH)
    add = {"by": contracts_officer, "monitoring": monitoring}

    made = visit_operations.add_action(action="COV-RM2", due_on=today, **add)

    assert (made.label, made.is_required) == ("Health visit", False)
    for action, words in (("COV-RM2", "planned already"), ("COV-RH3", "actions listed")):
        with pytest.raises(ValidationError, match=words):
            visit_operations.add_action(action=action, due_on=today, **add)


def test_two_people_rate_different_data_sets(contracts_officer, officer):
    monitoring = monitor(contracts_officer)
    made = record(contracts_officer, monitoring)
    first, second = dict(made.ratings), dict(made.ratings)
    first["COV-DS1"] = {"rating": HIGH}
    second["COV-DS2"] = {"rating": MEDIUM, "source": "Finance"}
    months.change_month(by=officer, record=made, version=1, ratings=first)

    both = months.change_month(by=contracts_officer, record=made, version=1, ratings=second)

    assert (both.ratings["COV-DS1"]["rating"], both.ratings["COV-DS2"]["rating"]) == (HIGH, MEDIUM)
    with pytest.raises(Conflict) as clash:
        months.change_month(
            by=officer, record=made, version=1, ratings=second | {"COV-DS2": {"rating": HIGH}}
        )
    assert clash.value.clashes[0].theirs == "Medium Risk, Finance"


def test_reminder_is_told_once_and_late_once(contracts_officer):
    monitoring, today = monitor(contracts_officer), timezone.localdate()
    rate(contracts_officer, monitoring, HIGH)
    for day in (today, today, today + timedelta(days=5), today + timedelta(days=5)):
        visit_operations.remind_of_visits(by=contracts_officer, today=day)

    first = Notification.objects.filter(subject__startswith="Visit due")
    late = Notification.objects.filter(subject__startswith="Late visit")
    assert (first.count(), late.count()) == (2, 1)  # the visit now and the weekly one; the first came late


def test_ended_monitoring_plans_nothing_more(contracts_officer):
    monitoring, today = monitor(contracts_officer), timezone.localdate()
    rate(contracts_officer, monitoring, HIGH)

    operations.end_monitoring(
        by=contracts_officer, monitoring=monitoring, version=1, ended_on=today, reason="Closed"
    )

    assert not monitoring.actions.planned().exists()
    assert visit_operations.plan_all_ahead(by=contracts_officer, today=today + timedelta(days=30)) == 0
    monitoring.refresh_from_db()
    with pytest.raises(ValidationError, match="no longer monitored"):
        record(contracts_officer, monitoring)


def test_council_sets_its_own_figure(contracts_officer):
    monitor(contracts_officer)
    pack = operations.required_instrument()[1]
    assert operations.spend_over(pack) == Decimal(1_000_000)

    operations.set_figures(by=contracts_officer, spend_over=Decimal(250_000), remind_days=3)

    assert operations.spend_over(pack) == Decimal(250_000)


def test_leaders_and_partners_change_nothing(contracts_officer, reader, partner, care_manager):
    service = ServiceFactory()
    for by in (reader, partner, care_manager):
        with pytest.raises(PermissionDenied):
            monitor(by, service)
    monitor(contracts_officer, service)
    assert not type(service.monitoring).objects.visible_to(partner).exists()
