"""Reviewers are told on the day, once. Staffordshire SOP 11.8."""

from datetime import date, timedelta

import pytest
import time_machine

from accounts.models import Notification
from tests.factories.incidents import log
from tests.factories.trackers import EntryFactory
from trackers import tasks
from trackers.models import Review
from trackers.operations.reviews import add_review, plan_review, record_review

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-24T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


def review_of(officer, event, days, to=None):
    row = add_review(by=officer, entry=EntryFactory(event=event), due_on=TODAY + timedelta(days=days))
    if to:
        plan_review(by=officer, review=row, version=row.version, due_on=row.due_on, assigned_to=to)
    return Review.objects.get(pk=row.pk)


def told():
    return list(Notification.objects.filter(kind="review.due").values_list("to__name", "subject"))


def tick_on(day):
    with time_machine.travel(f"{day}T09:00:00Z", tick=False):
        tasks.remind_of_reviews()


def test_reviewer_is_told_once_how_many_are_due(officer, care_manager, event):
    for days in (7, 7, 30):
        review_of(officer, event, days, to=care_manager)

    for _ in range(2):
        tick_on("2026-12-01")

    assert told() == [(care_manager.name, f"{event.reference}: 2 six-week reviews are due")]


def test_one_that_comes_due_later_is_told_on_its_day(officer, care_manager, event):
    first, later = (
        review_of(officer, event, 7, to=care_manager),
        review_of(officer, event, 9, to=care_manager),
    )
    tick_on("2026-12-01")
    with time_machine.travel("2026-12-02T09:00:00Z", tick=False):
        record_review(
            by=officer, review=first, version=first.version, done_on=date(2026, 12, 2), outcome="Well"
        )
    tick_on("2026-12-02")
    assert len(told()) == 1
    tick_on(later.due_on)

    assert told()[-1][1] == f"{event.reference}: 1 six-week review is due"


def test_review_given_to_nobody_falls_to_the_role(officer, event):
    review_of(officer, event, 7)

    tick_on("2026-12-01")

    assert [name for name, _ in told()] == [officer.name]


def test_somebody_without_an_account_is_not_mailed(officer, event):
    row = review_of(officer, event, 7)
    plan_review(
        by=officer, review=row, version=row.version, due_on=row.due_on, assigned_name="District nurses"
    )

    tick_on("2026-12-01")

    assert told() == []


def test_message_names_nobody(officer, care_manager, event):
    row = review_of(officer, event, 7, to=care_manager)

    tick_on("2026-12-01")

    message = Notification.objects.get(kind="review.due")
    assert row.entry.service_user.surname not in message.subject + message.body
