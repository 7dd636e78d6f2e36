"""What each change of the tracker checks first, under its locks: event, then entry, then what stands below."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from accounts.audit import record_access
from accounts.memo import once_in_request
from accounts.models import AccessEntry, User
from accounts.roles import PARTNER_EDITS
from events.models import FailureEvent
from trackers.models import TrackerEntry
from trackers.operations.legal import reassess_edited
from trackers.rules.stages import Facts, stage_of

Status = FailureEvent.Status
REFUSED = {
    Status.DRAFT: "This is a draft. Log the incident before you change the tracker.",
    Status.STOOD_DOWN: "The event was stood down, so its tracker can no longer be changed.",
    Status.CLOSED: "The event is closed, so its tracker can no longer be changed.",
}
HOLD = "SELECT status FROM events_failureevent WHERE id = %s FOR SHARE"
HOLD_ALONE = "SELECT status FROM events_failureevent WHERE id = %s FOR NO KEY UPDATE"
SETTLED = "The event is resolved: every person has a final outcome. Ask the lead to open it again first."


def hold_event(event_id: int, *, adds_work: bool = False, alone: bool = False) -> None:
    """Keep the event from being closed while its tracker changes. Raises ValidationError when it is not open.

    A share lock: changes of different people run side by side, resolving and closing wait for them. `adds_work` is
    true for what would leave somebody without a final outcome, which a resolved event refuses. SOP 11.8. `alone`
    also waits for everybody else who changes the event or its tracker.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD_ALONE if alone else HOLD, [event_id])
        (status,) = cursor.fetchone()
    if status in REFUSED:
        raise ValidationError(REFUSED[status])
    if adds_work and status == Status.RESOLVED:
        raise ValidationError(SETTLED)


def check_scope(by: User, entry: TrackerEntry, paths: Iterable[str]) -> None:
    """Raise PermissionDenied unless this is one of the person's own people, and each field theirs to change."""
    if by.role == User.Role.SYSTEM:
        return
    if by.is_partner and not PARTNER_EDITS.issuperset(paths):
        raise PermissionDenied("The council records this. Tell the lead of the event what you know.")
    if not is_theirs(by, entry):
        raise PermissionDenied("This person is not one of yours.")


def is_theirs(by: User, entry: TrackerEntry, *, found: bool = False) -> bool:
    """Whether the person may open the entry; asked once in a request. `found`: they have just found it there."""

    def look() -> bool:
        return found or TrackerEntry.objects.visible_to(by).filter(pk=entry.pk).exists()

    return once_in_request(("entry", by.pk, entry.pk), look)


def facts_of(entry: TrackerEntry) -> Facts:
    """The entry as the rules read it."""
    return Facts(**{name: getattr(entry, name) for name in Facts._fields})


def save_entry(entry: TrackerEntry, *, by: User, also: Iterable[str] = ()) -> bool:
    """Save the edited fields and the stage that now follows from them, as one version; then the legal answer."""
    names = list(also)
    stage = stage_of(facts_of(entry))
    if stage != entry.stage:
        entry.stage = stage
        names.append("stage")
    saved = entry.save_version(by=by, update_fields=names)
    if saved:
        reassess_edited(by=by, entry=entry, names=[*getattr(entry, "edited", []), *names])
    return saved


def note_new_funder(by: User, entry: TrackerEntry) -> None:
    """Naming an organisation that has the event as funder opens this person to it: recorded like any other share."""
    funder = entry.funding_authority
    if funder and entry.event.shares.filter(organisation=funder, ended_at=None).exists():
        record_access(
            by=by,
            kind=AccessEntry.Kind.SHARE,
            subject="Named as funder",
            event=entry.event,
            people=[entry.pk],
            recipient=funder.name,
        )
