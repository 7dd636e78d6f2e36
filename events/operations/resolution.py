"""Contracts that end, and what was learnt from the failure. Staffordshire SOP 11.7, 11.8."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, Finding, Meeting, Termination
from events.operations.leads import lock_open
from events.operations.ownership import owner_words, tell_owner
from events.operations.taking_back import take_back


@operation("termination.issued", told="Termination document recorded", needs="events.change_action")
def record_termination(
    *,
    by: User,
    event: FailureEvent,
    issued_to: str,
    contract_reference: str,
    issued_on: date,
    issued_by: str = "",
    notes: str = "",
) -> Termination:
    """A document that ends a contract was issued, before or after people moved; as often as needed. SOP 11.7.

    Raises ValidationError for a day still to come or before the council was told.
    """
    event = lock_open(event)
    if event.status == FailureEvent.Status.DRAFT:
        raise ValidationError("This is a draft. Log the incident first.")
    if issued_on > timezone.localdate():
        raise ValidationError({"issued_on": "The date issued must be today or in the past."})
    if event.notified_on and issued_on < event.notified_on:
        raise ValidationError({"issued_on": "The date issued must not be before the council was told."})
    return Termination.objects.create(
        event=event, issued_to=issued_to.strip(), contract_reference=contract_reference.strip(), issued_on=issued_on,
        issued_by=issued_by.strip() or by.name, notes=notes.strip(), recorded_by=by,
    )  # fmt: skip


@operation("termination.taken_back", told="Termination document taken back", needs="events.change_action")
def take_back_termination(*, by: User, termination: Termination, reason: str) -> Termination:
    """It was not issued, or not so: it leaves the list and stays in the history. SOP 11.7. Raises ValidationError."""
    lock_open(termination.event)
    return take_back(by=by, record=termination, reason=reason)


@operation("finding.recorded", needs="events.change_action")
def record_finding(
    *,
    by: User,
    event: FailureEvent,
    happened: str,
    change: str,
    due_on: date,
    owner: User | None = None,
    owner_name: str = "",
    progress: str = "",
) -> Finding:
    """What happened, what will be done differently, by whom and by when; of the latest lessons meeting. SOP 11.8.

    It can be recorded after the event was closed too. Raises ValidationError.
    """
    event = _lock_logged(event)
    meeting = event.meetings.filter(kind=Meeting.Kind.LESSONS).exclude(state=Meeting.State.CANCELLED).last()
    if due_on < (meeting.held_on if meeting else timezone.localdate()):
        words = "not be before the meeting" if meeting else "be today or in the future"
        raise ValidationError({"due_on": f"Due date must {words}."})
    finding = Finding.objects.create(
        event=event, meeting=meeting, happened=happened.strip(), change=change.strip(), due_on=due_on, owner=owner,
        owner_name=_owner_words(event, owner, owner_name), progress=progress.strip(), changed_by=by,
    )  # fmt: skip
    _tell_owner(finding, by)
    return finding


@operation("finding.updated", told="Finding changed", needs="events.change_action")
def update_finding(
    *,
    by: User,
    finding: Finding,
    version: int,
    happened: str,
    change: str,
    due_on: date,
    owner: User | None = None,
    owner_name: str = "",
    progress: str = "",
    done_on: date | None = None,
) -> Finding:
    """How far it is, that it is done, or other words, owner or day; also of a closed event. SOP 11.8.

    Raises ValidationError, Conflict.
    """
    event = _lock_logged(finding.event)
    if done_on and done_on > timezone.localdate():
        raise ValidationError({"done_on": "The date must be today or in the past."})
    changing = {
        "happened": happened.strip(),
        "change": change.strip(),
        "due_on": due_on,
        "owner": owner,
        "owner_name": _owner_words(event, owner, owner_name),
        "progress": progress.strip(),
        "done_on": done_on,
    }
    row = Finding.objects.lock_for_edit(finding.pk, since=version, changing=changing)
    if row.save_version(by=by) and "owner" in row.edited:
        _tell_owner(row, by)
    return row


def _lock_logged(event: FailureEvent) -> FailureEvent:
    """The event, locked, over or not: what was learnt outlives it."""
    event = FailureEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if event.status in FailureEvent.NEVER_LOGGED:
        raise ValidationError("This is a draft. Log the incident first.")
    return event


def _owner_words(event: FailureEvent, owner: User | None, name: str) -> str:
    def check(person: User) -> None:
        if person.organisation_id != event.host_council_id:
            raise ValidationError("Choose somebody of the council, or enter a name.")

    return owner_words(owner, name, check=check)


def _tell_owner(finding: Finding, by: User) -> None:
    tell_owner(
        finding,
        by,
        subject="something learnt is yours to carry out",
        body="A finding about {} is yours to carry out. Sign in to see what will change and by when.",
        page="lessons/",
    )
