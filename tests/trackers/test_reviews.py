"""Six-week reviews and information systems updated. Staffordshire SOP 11.7, 11.8."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from events.operations import events
from failure_response.worklist import worklist
from tests.factories.incidents import log
from tests.factories.trackers import EntryFactory
from trackers import operations as tracker
from trackers.models import Review
from trackers.operations import reviews

pytestmark = pytest.mark.django_db
TODAY = date(2027, 4, 20)
MOVED = date(2027, 3, 8)
SETTLED = {"done_on": date(2027, 4, 13), "outcome": "Settled"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2027-04-20T09:40:00Z", tick=False):
        yield


@pytest.fixture
def event(officer):
    return log(officer)


@pytest.fixture
def entry(event):
    return EntryFactory(event=event)


def move(by, entry, day=MOVED):
    return tracker.record_move(by=by, entry=entry, moved_on=day, version=entry.version)


def outcome(by, entry, word):
    facts = {"final_outcome": word, "final_outcome_on": TODAY}
    return tracker.record_final_outcome(by=by, entry=entry, version=entry.version, **facts)


def close_on(by, event, day):
    event.refresh_from_db()
    return events.set_closing_date(by=by, event=event, closes_on=day, version=event.version)


def test_closure_on_1_march_gives_12_april(officer, event, entry):
    close_on(officer, event, date(2027, 3, 1))

    move(officer, entry)

    review = entry.reviews.get()
    assert (review.due_on, review.why_then) == (date(2027, 4, 12), "42 days after the closure date")


def test_without_a_closing_date_it_counts_from_the_move(officer, entry):
    move(officer, entry)

    assert entry.reviews.get().due_on == date(2027, 4, 19)


def test_closing_date_moves_reviews_that_are_due_and_history_keeps_both(officer, event, entry):
    other = EntryFactory(event=event)
    move(officer, entry), move(officer, other)
    reviews.record_review(by=officer, review=other.reviews.get(), version=1, **SETTLED)

    close_on(officer, event, date(2027, 3, 1))

    review = entry.reviews.get()
    assert list(review.history().values_list("due_on", flat=True)) == [date(2027, 4, 19), date(2027, 4, 12)]
    assert other.reviews.get().due_on == date(2027, 4, 19)


def test_day_that_a_person_set_stays(officer, care_manager, event, entry):
    move(officer, entry)
    plan = {"due_on": date(2027, 5, 3), "assigned_to": care_manager}
    with pytest.raises(ValidationError, match="why the review is due"):
        reviews.plan_review(by=officer, review=entry.reviews.get(), version=1, **plan)
    reviews.plan_review(by=officer, review=entry.reviews.get(), version=1, reason="In hospital", **plan)

    close_on(officer, event, date(2027, 3, 1))

    assert (entry.reviews.get().due_on, entry.reviews.get().assigned_name) == (
        plan["due_on"],
        care_manager.name,
    )


@pytest.mark.parametrize("word", ["died", "own_arrangement", "hospital", "stayed"])
def test_who_did_not_move_is_not_reviewed(officer, entry, word):
    entry = outcome(officer, move(officer, entry), word)

    assert entry.reviews.get().state == Review.State.NOT_DUE
    tracker.reopen_outcome(by=officer, entry=entry, reason="A mistake", version=entry.version)
    assert entry.reviews.get().state == Review.State.DUE


def test_review_that_somebody_asked_for_goes_on_when_a_death_is_taken_back(officer, entry):
    due_on = TODAY + timedelta(days=8)
    reviews.add_review(by=officer, entry=entry, due_on=due_on)
    entry = outcome(officer, entry, "died")
    assert not entry.reviews.due().exists()

    tracker.reopen_outcome(by=officer, entry=entry, reason="It was somebody else", version=entry.version)

    review = entry.reviews.due().get()
    assert (review.due_on, review.why_then) == (due_on, "Set by hand")


def test_reviewed_ones_leave_the_list_and_the_next_follows(officer, event, entry, sign_in):
    move(officer, entry)
    page = f"/events/{event.reference}/reviews/"
    assert "1 day late" in sign_in(officer).get(page).content.decode()

    reviews.record_review(
        by=officer, review=entry.reviews.get(), version=1, next_due_on=date(2027, 7, 1), **SETTLED
    )

    shown = sign_in(officer).get(page).content.decode()
    assert ("1 day late" in shown, "Thu 1 Jul" in shown) == (False, True)
    assert entry.reviews.get(number=1).done_by == officer.name


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"done_on": date(2027, 4, 21)}, "today or in the past"),
        ({"done_on": date(2027, 3, 7)}, "cannot be before the move"),
        ({"outcome": " "}, "what the review found"),
        ({"next_due_on": date(2027, 4, 13)}, "after this one"),
    ],
)
def test_review_that_cannot_be_is_refused(officer, entry, said, words):
    move(officer, entry)

    with pytest.raises(ValidationError, match=words):
        reviews.record_review(by=officer, review=entry.reviews.get(), version=1, **SETTLED | said)


def test_review_can_be_asked_for_but_not_of_somebody_who_died(officer, event, entry):
    other = outcome(officer, EntryFactory(event=event), "died")

    reviews.add_review(by=officer, entry=outcome(officer, entry, "own_arrangement"), due_on=TODAY)

    assert entry.reviews.get().number == 2
    with pytest.raises(ValidationError, match="died"):
        reviews.add_review(by=officer, entry=other, due_on=TODAY)


def test_closing_waits_for_reviews_and_a_closed_event_takes_them(officer, event, entry):
    outcome(officer, move(officer, entry), "moved")
    event.refresh_from_db()
    event = events.resolve_event(by=officer, event=event, version=event.version)
    done = {
        "by": officer,
        "event": event,
        "version": event.version,
        "reason": "Done",
        "without_meeting": "None",
    }
    with pytest.raises(ValidationError, match="1 six-week review is not done"):
        events.close_event(**done)

    event = events.close_event(**done, without_reviews="They follow in May")
    lines = worklist(officer, [event], TODAY)[event.pk]
    reviews.record_review(by=officer, review=entry.reviews.get(), version=1, **SETTLED)

    assert [line["text"] for line in lines] == ["1 six-week review"]
    assert worklist(officer, [event], TODAY)[event.pk] == []


def test_partner_sees_no_review_and_records_none(officer, partner, entry):
    move(officer, entry)

    assert not Review.objects.visible_to(partner).exists()
    with pytest.raises(PermissionDenied):
        reviews.record_review(by=partner, review=entry.reviews.get(), version=1, **SETTLED)


def test_list_asks_as_often_for_many_as_for_one(
    officer, event, entry, sign_in, django_assert_max_num_queries
):
    move(officer, entry)
    for _ in range(12):
        move(officer, EntryFactory(event=event))

    client = sign_in(officer)
    with django_assert_max_num_queries(20):
        client.get(f"/events/{event.reference}/reviews/")


@pytest.mark.parametrize("below", ["", "plan/"])
def test_review_forms(officer, reader, entry, sign_in, below):
    move(officer, entry)
    page = f"/people/{entry.pk}/reviews/{entry.reviews.get().pk}/{below}"

    assert sign_in(officer).get(page).status_code == 200
    assert "There is a problem" in sign_in(officer).post(page, {}).content.decode()
    assert sign_in(reader).get(page).status_code == 403


def test_review_is_recorded_on_the_page_of_the_person(officer, entry, sign_in):
    move(officer, entry)
    page = f"/people/{entry.pk}/reviews/{entry.reviews.get().pk}/"
    day = {"done_on-day": "13", "done_on-month": "4", "done_on-year": "2027"}

    sign_in(officer).post(page, day | {"outcome": "Settled and well", "version": 1})

    assert "Settled and well" in sign_in(officer).get(f"/people/{entry.pk}/").content.decode()


def test_systems_not_updated_are_listed_until_they_are(officer, event, entry, sign_in):
    page = f"/events/{event.reference}/tracker/?view=not-updated&col=system"
    client = sign_in(officer)
    assert str(entry.service_user.surname) not in client.get(page).content.decode()

    entry = move(officer, entry)
    assert str(entry.service_user.surname) in client.get(page).content.decode()
    changes = {"system_updated_on": TODAY}
    entry = tracker.edit_entry(by=officer, entry=entry, version=entry.version, changes=changes)

    assert entry.system_updated_by == officer.name
    assert str(entry.service_user.surname) not in client.get(page).content.decode()
