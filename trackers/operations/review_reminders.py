"""Whoever is to review a person is told on the day that it is due, once for each day. Staffordshire SOP 11.8."""

from collections import defaultdict
from datetime import date

from accounts.audit import operation
from accounts.models import Notification, User
from accounts.notifications import notify
from events.acting import those_at_hand
from events.models import FailureEvent
from events.operations.notices import pack_of
from govuk.words import count_of
from trackers.models import Review
from trackers.rules.reviews import reviewers


@operation("review.reminded")
def remind_of_reviews(*, by: User, event: FailureEvent, today: date) -> list[User]:
    """Tell each reviewer of an event how many reviews came due up to today; who was told. SOP 11.8.

    A review that was given to nobody falls to whoever holds the role. A day's message goes out once, so a review that
    comes due later is told on its own day; what was told already is not told again.
    """
    event = FailureEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    told = []
    for person, due in _whose(event, today).items():
        dedupe = f"review.due:{event.pk}:{max(row.due_on for row in due)}"
        if Notification.objects.filter(to=person, dedupe=dedupe).exists():
            continue
        words = count_of(len(due), "six-week review is", "six-week reviews are")
        notify(
            to=person,
            kind="review.due",
            subject=f"{event.reference}: {words} due",
            body=f"{words[:1].upper()}{words[1:]} due in {event.reference}. Sign in to see who is to be reviewed.",
            dedupe=dedupe,
            event=event,
            url=f"{event.get_absolute_url()}reviews/",
        )
        told.append(person)
    return told


def remind_all_reviewers(*, by: User, today: date) -> int:
    """Remind in every event with reviews that are due; how many people were told. Safe to run twice."""
    late = Review.objects.due().filter(due_on__lte=today)
    events = FailureEvent.objects.filter(pk__in=late.values("event")).order_by("pk")
    return sum(len(remind_of_reviews(by=by, event=event, today=today)) for event in events)


def _whose(event: FailureEvent, today: date) -> dict[User, list[Review]]:
    due = Review.objects.due().filter(event=event, due_on__lte=today).select_related("assigned_to")
    given, unassigned = defaultdict(list), []
    for row in due:
        if row.assigned_to_id:
            given[row.assigned_to].append(row)
        elif not row.assigned_name:
            unassigned.append(row)
    for person in those_at_hand(event, reviewers(pack_of(event))) if unassigned else []:
        given[person] += unassigned
    return given
