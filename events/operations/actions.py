"""What people agreed to do, and what the council asked others to tell it. Staffordshire SOP 4.2, 11.6, 11.7."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import Action, FailureEvent, InformationRequest, Meeting, MeetingDecision
from events.operations.leads import lock_open
from events.operations.meetings import check_people
from events.operations.ownership import owner_words, tell_owner


@operation("action.agreed", needs="events.change_action")
def agree_action(
    *,
    by: User,
    event: FailureEvent,
    what: str,
    due_on: date,
    owner: User | None = None,
    owner_name: str = "",
    meeting: Meeting | None = None,
    progress: str = "",
) -> Action:
    """Somebody agreed to do something by a day; who has an account is told. SOP 11.6. Raises ValidationError."""
    event = lock_open(event)
    owner_name = _owner_words(event, owner, owner_name)
    if due_on < timezone.localdate() and meeting is None:
        raise ValidationError({"due_on": "Due date must be today or in the future."})
    if meeting is not None and due_on < meeting.held_on:
        raise ValidationError({"due_on": "Due date must not be before the meeting."})
    action = Action.objects.create(
        event=event, meeting=meeting, what=what.strip(), owner=owner, owner_name=owner_name, due_on=due_on,
        progress=progress.strip(), changed_by=by,
    )  # fmt: skip
    _tell_owner(action, by)
    return action


@operation("action.updated", told="Action changed", needs="events.change_action")
def update_action(
    *,
    by: User,
    action: Action,
    version: int,
    what: str,
    due_on: date,
    owner: User | None = None,
    owner_name: str = "",
    progress: str = "",
    done_on: date | None = None,
) -> Action:
    """How far it is, that it is done, or other words, owner or day. SOP 11.7. Raises ValidationError, Conflict."""
    event = lock_open(action.event)
    if done_on and done_on > timezone.localdate():
        raise ValidationError({"done_on": "The date must be today or in the past."})
    changing = {
        "what": what.strip(),
        "owner": owner,
        "owner_name": _owner_words(event, owner, owner_name),
        "due_on": due_on,
        "progress": progress.strip(),
        "done_on": done_on,
    }
    row = Action.objects.lock_for_edit(action.pk, since=version, changing=changing)
    if row.save_version(by=by) and "owner" in row.edited:
        _tell_owner(row, by)
    return row


@operation("meeting.decided", told="Decision of a meeting recorded", needs="events.change_meeting")
def record_decision(*, by: User, meeting: Meeting, text: str, decided_by: str) -> MeetingDecision:
    """What a meeting decided, and who decided it. Blackpool policy 7. Raises ValidationError."""
    event = lock_open(meeting.event)
    if meeting.state == Meeting.State.CANCELLED or meeting.begins > timezone.now():
        raise ValidationError("A decision is recorded once the meeting has begun.")
    return MeetingDecision.objects.create(
        meeting=meeting, event=event, text=text.strip(), decided_by=decided_by.strip(), recorded_by=by,
        recorded_at=timezone.now(),
    )  # fmt: skip


@operation("request.asked", told="Information asked for", needs="events.change_action")
def ask_for_information(
    *, by: User, event: FailureEvent, asked_of: str, what: str, asked_on: date, due_on: date
) -> InformationRequest:
    """Keep what was asked of the provider or another body, and by when it is to answer. SOP 4.2."""
    event = lock_open(event)
    if asked_on > timezone.localdate():
        raise ValidationError({"asked_on": "The date must be today or in the past."})
    if due_on < asked_on:
        raise ValidationError({"due_on": "Due date must not be before the day of asking."})
    return InformationRequest.objects.create(
        event=event, asked_of=asked_of.strip(), what=what.strip(), asked_on=asked_on, asked_by=by, due_on=due_on,
        changed_by=by,
    )  # fmt: skip


@operation("request.updated", told="Request chased or answered", needs="events.change_action")
def update_request(
    *,
    by: User,
    asked: InformationRequest,
    version: int,
    due_on: date,
    chased_on: date | None = None,
    answered_on: date | None = None,
    answer: str = "",
) -> InformationRequest:
    """It was chased, answered, or given another day. SOP 4.2. Raises ValidationError, Conflict."""
    lock_open(asked.event)
    days = {"chased_on": chased_on, "answered_on": answered_on}
    for name, day in days.items():
        if day and day > timezone.localdate():
            raise ValidationError({name: "The date must be today or in the past."})
        if day and day < asked.asked_on:
            raise ValidationError({name: "The date must not be before the day of asking."})
    if due_on < asked.asked_on:
        raise ValidationError({"due_on": "Due date must not be before the day of asking."})
    if answer.strip() and not answered_on:
        raise ValidationError({"answered_on": "Enter the day on which the answer came."})
    changing = {"due_on": due_on, **days, "answer": answer.strip()}
    row = InformationRequest.objects.lock_for_edit(asked.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def _owner_words(event: FailureEvent, owner: User | None, name: str) -> str:
    return owner_words(owner, name, check=lambda person: check_people(event, [person]))


def _tell_owner(action: Action, by: User) -> None:
    tell_owner(
        action,
        by,
        subject="an action is yours to do",
        body="An action of {} is yours to do. Sign in to see what it is and by when.",
        page="actions/",
    )
