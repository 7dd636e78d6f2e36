"""Six-week reviews: generated from the facts, given to somebody, recorded. Staffordshire SOP 11.8."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.acting import Cast
from events.models import FailureEvent
from events.operations.notices import pack_of
from events.procedure.pack import Pack
from govuk.words import full_date
from trackers.models import Review, TrackerEntry
from trackers.operations.held import is_theirs
from trackers.rules.reviews import Due, first_review, reviewers

State = Review.State
OWN = "Set by hand"
NEVER = (FailureEvent.Status.DRAFT, FailureEvent.Status.DISCARDED)


@operation("review.recorded", needs="trackers.change_trackerentry")
def record_review(
    *,
    by: User,
    review: Review,
    version: int,
    done_on: date,
    outcome: str,
    done_by: str = "",
    next_due_on: date | None = None,
) -> Review:
    """Somebody carried out the review; with `next_due_on` one more is to follow. SOP 11.8.

    It can be recorded after the event was closed too. Raises ValidationError for a day still to come or before the
    move, and without what it found; Conflict.
    """
    entry = _lock(by, review)
    _refuse_day(entry, done_on)
    if not outcome.strip():
        raise ValidationError({"outcome": "Enter what the review found"})
    if next_due_on and next_due_on <= done_on:
        raise ValidationError({"next_due_on": "The next review must be after this one"})
    changing = {
        "state": State.DONE,
        "done_on": done_on,
        "done_by": done_by.strip() or by.name,
        "outcome": outcome.strip(),
    }
    row = Review.objects.lock_for_edit(review.pk, since=version, changing=changing)
    row.save_version(by=by)
    if next_due_on:
        _add(by, entry, next_due_on, row.assigned_to, row.assigned_name)
    return row


@operation("review.planned", needs="trackers.change_trackerentry")
def plan_review(
    *,
    by: User,
    review: Review,
    version: int,
    due_on: date,
    assigned_to: User | None = None,
    assigned_name: str = "",
    reason: str = "",
) -> Review:
    """Who is to do the review, and by when; a day that a person sets stays when the closing date moves. SOP 11.8.

    Raises ValidationError for one that is not due, and for another day without a reason; Conflict.
    """
    _lock(by, review)
    if review.state != State.DUE:
        raise ValidationError("This review is not to be done, so nothing about it can be planned.")
    name = assigned_to.name if assigned_to else assigned_name.strip()
    changing = {"due_on": due_on, "assigned_to": assigned_to, "assigned_name": name}
    row = Review.objects.lock_for_edit(review.pk, since=version, changing=changing)
    if "due_on" in row.edited:
        if not reason.strip():
            raise ValidationError({"reason": "Enter why the review is due on another day"})
        row.by_hand, row.why_then = True, OWN
        row.edited += ["by_hand", "why_then"]
    row.save_version(by=by)
    return row


@operation("review.added", needs="trackers.change_trackerentry")
def add_review(*, by: User, entry: TrackerEntry, due_on: date) -> Review:
    """A review that the rule does not ask for, such as of somebody who made their own arrangement. SOP 11.8.

    Raises ValidationError where one is due already, for somebody who died and for a day in the past.
    """
    entry = _lock_entry(by, entry)
    if entry.final_outcome == TrackerEntry.Outcome.DIED:
        raise ValidationError("The person has died, so nothing is reviewed.")
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "The date must be today or in the future"})
    if entry.reviews.due().exists():
        raise ValidationError("A review of this person is due already. Change that one.")
    return _add(by, entry, due_on)


def refresh_review(by: User, entry: TrackerEntry) -> None:
    """The first review as the facts of the person ask for it now. Called inside operations, the entry locked."""
    event = FailureEvent.objects.select_related("procedure").get(pk=entry.event_id)
    _bring(by, entry, entry.reviews.filter(number=1).first(), _due(pack_of(event), event, entry))
    if entry.final_outcome == TrackerEntry.Outcome.DIED:
        for later in entry.reviews.due():
            _leave(by, later, "The person has died")


def refresh_reviews(by: User, event: FailureEvent) -> None:
    """The same for everybody in the event who moved or has a review. Called inside operations, the event locked."""
    pack = pack_of(event)
    people = TrackerEntry.objects.filter(event=event, moved_on__isnull=False)
    first = {row.entry_id: row for row in Review.objects.filter(event=event, number=1)}
    for entry in people.select_for_update(of=("self",)).order_by("pk"):
        _bring(by, entry, first.get(entry.pk), _due(pack, event, entry))


def usual_reviewers(event: FailureEvent) -> list[str]:
    """Names of those who do a review that was given to nobody: whoever holds the role. SOP 11.2, 11.8."""
    return [lead.name for lead in Cast.of(event).named(reviewers(pack_of(event)))]


def _due(pack: Pack, event: FailureEvent, entry: TrackerEntry) -> Due:
    return first_review(pack, closes_on=event.closes_on, moved_on=entry.moved_on, outcome=entry.final_outcome)


def _bring(by: User, entry: TrackerEntry, review: Review | None, due: Due) -> None:
    """One that is done stays as it is, and so does a day that a person set."""
    if review is None and due.on:
        Review.objects.create(
            entry=entry, event_id=entry.event_id, due_on=due.on, why_then=due.why, changed_by=by
        )
    elif review is None or review.state == State.DONE:
        return
    elif due.on is None:
        _leave(by, review, due.why)
    else:
        _make_due(by, entry, review, due)


def _make_due(by: User, entry: TrackerEntry, review: Review, due: Due) -> None:
    wanted = {} if review.by_hand else {"due_on": due.on, "why_then": due.why}
    if review.state == State.NOT_DUE and not entry.reviews.due().exists():
        wanted |= {"state": State.DUE} | ({"why_then": OWN} if review.by_hand else {})
    changed = [name for name, value in wanted.items() if getattr(review, name) != value]
    for name in changed:
        setattr(review, name, wanted[name])
    review.save_version(by=by, update_fields=changed)


def _leave(by: User, review: Review, why: str) -> None:
    if review.state == State.DUE:
        review.state, review.why_then = State.NOT_DUE, why
        review.save_version(by=by, update_fields=["state", "why_then"])


def _add(by: User, entry: TrackerEntry, due_on: date, to: User | None = None, name: str = "") -> Review:
    last = entry.reviews.aggregate(last=Max("number"))["last"] or 1  # the first is the one of the rule
    return Review.objects.create(
        entry=entry, event_id=entry.event_id, number=last + 1, due_on=due_on, why_then=OWN, by_hand=True,
        assigned_to=to, assigned_name=name, changed_by=by,
    )  # fmt: skip


def _lock(by: User, review: Review) -> TrackerEntry:
    return _lock_entry(by, TrackerEntry.objects.get(pk=review.entry_id))


def _lock_entry(by: User, entry: TrackerEntry) -> TrackerEntry:
    """The person's row, held. Reviews come weeks later, so an event that is over takes them too."""
    if by.is_partner or not is_theirs(by, entry):
        raise PermissionDenied("The council records this.")
    entry = TrackerEntry.objects.select_for_update(of=("self",)).select_related("event").get(pk=entry.pk)
    if entry.event.status in NEVER:
        raise ValidationError("This is a draft. Log the incident before you plan reviews.")
    return entry


def _refuse_day(entry: TrackerEntry, day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError({"done_on": "The day of the review must be today or in the past"})
    if entry.moved_on and day < entry.moved_on:
        raise ValidationError(
            {"done_on": f"The review cannot be before the move on {full_date(entry.moved_on)}"}
        )
