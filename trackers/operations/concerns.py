"""A quality or safeguarding concern about a person goes to the Provider Failure Lead. Staffordshire SOP 11.6, 11.7."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import notify
from events.acting import Cast
from events.models import FailureEvent, Lead
from events.operations.notices import pack_of
from trackers.models import Concern, TrackerEntry
from trackers.operations.held import check_scope, hold_event, is_theirs

OURS = "concerns"  # no partner field: the council closes a concern


@operation("concern.raised", needs="trackers.raise_concern")
def raise_concern(*, by: User, entry: TrackerEntry, kind: str, what: str) -> Concern:
    """Something is wrong with a person's care: the lead of the event is told at once. SOP 11.6, 11.7.

    Partner staff raise one about their own people. The message says the event and nobody's name. Raises
    PermissionDenied for people who are not theirs, ValidationError without what it is.
    """
    if not is_theirs(by, entry):
        raise PermissionDenied("This person is not one of yours.")
    hold_event(entry.event_id)
    if kind not in Concern.Kind.values:
        raise ValidationError({"kind": "Select what kind of concern it is"})
    if not what.strip():
        raise ValidationError({"what": "Enter what the concern is"})
    event = FailureEvent.objects.select_related("procedure").get(pk=entry.event_id)
    whom = whom_to_tell(event)
    concern = Concern.objects.create(
        entry=entry,
        event=event,
        kind=kind,
        what=what.strip(),
        raised_by=by,
        changed_by=by,
        told=", ".join(lead.name for lead in whom if lead.user_id)[:400],
    )
    for lead in whom:
        _tell(lead, event, concern)
    return concern


@operation("concern.closed", needs="trackers.change_concern")
def close_concern(
    *, by: User, concern: Concern, version: int, outcome: str, closed_on: date | None = None
) -> Concern:
    """What came of it, and since when it is closed (today, if left out). SOP 11.7. Raises ValidationError; Conflict."""
    check_scope(by, concern.entry, [OURS])
    day = closed_on or timezone.localdate()
    if not outcome.strip():
        raise ValidationError({"outcome": "Enter what came of it"})
    if day > timezone.localdate():
        raise ValidationError({"closed_on": "The day must be today or in the past"})
    changing = {
        "state": Concern.State.CLOSED,
        "outcome": outcome.strip(),
        "closed_on": day,
        "closed_by": by.name,
    }
    row = Concern.objects.lock_for_edit(concern.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation("concern.reopened", told="Concern opened again", needs="trackers.change_concern")
def reopen_concern(*, by: User, concern: Concern, version: int, reason: str) -> Concern:
    """There is more to it. What came of it the first time stays in the history. Raises ValidationError; Conflict."""
    check_scope(by, concern.entry, [OURS])
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it is opened again"})
    changing = {"state": Concern.State.OPEN, "outcome": "", "closed_on": None, "closed_by": ""}
    row = Concern.objects.lock_for_edit(concern.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def whom_to_tell(event: FailureEvent) -> list[Lead]:
    """Whoever leads the response, and the deputies: the role that the procedure names first. One query. SOP 11.2."""
    required = pack_of(event).required_leads
    return Cast.of(event).named([required[0].role]) if required else []


def _tell(lead: Lead, event: FailureEvent, concern: Concern) -> None:
    if lead.user is None:
        return
    kind = concern.get_kind_display().lower()
    notify(
        to=lead.user,
        kind="concern.raised",
        subject=f"{event.reference}: a {kind} concern was raised",
        body=f"A {kind} concern about somebody in {event.reference} was raised. Sign in to read it.",
        dedupe=f"concern.raised:{concern.pk}",
        event=event,
        url=concern.get_absolute_url(),
    )
