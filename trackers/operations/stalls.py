"""Next steps that stand still: the owner is asked once for each stall. Staffordshire SOP 11.7."""

from accounts.audit import operation
from accounts.models import Notification, User
from accounts.notifications import cancel_waiting, notify
from events.acting import those_at_hand
from events.models import FailureEvent
from events.operations.notices import pack_of
from trackers.models import TrackerEntry


def stall_key(entry: TrackerEntry) -> str:
    """One stall: the person as they stand since the last change. Anything new begins another."""
    return f"tracker_entry:{entry.pk}:stalled:{int(entry.last_change.timestamp())}"


@operation("next_step.asked_about")
def ask_owner(*, by: User, entry: TrackerEntry, owner: User | None) -> list[User]:
    """Ask whoever has the next step how far it is; where nobody with an account has it, the lead. Once for each stall.

    `entry` comes with what counts (`trackers.board`). Nothing is asked about somebody with a final outcome. Gives
    those who were asked.
    """
    row = TrackerEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    told = stall_key(entry)
    if row.is_finished or row.version != entry.version or Notification.objects.filter(dedupe=told).exists():
        return []
    cancel_waiting(dedupe_starts=f"tracker_entry:{row.pk}:stalled:")  # of a stall before this one
    people = [owner] if owner and owner.is_active and _may_open(owner, entry) else _leads(entry.event)
    for person in people:
        notify(
            to=person,
            kind="next_step.stalled",
            subject=f"{entry.event.reference}: a next step stands still",
            body=f"A next step on the tracker of {entry.event.reference} is overdue, or nothing has changed for days."
            " Record how far it is, or write down another step.",
            dedupe=told,
            event=entry.event,
            url=entry.get_absolute_url(),
        )
    return people


@operation("next_step.asking_stopped")
def stop_asking(*, by: User, event: FailureEvent, stalled: set[str]) -> int:
    """Questions about stalls that are over are not sent any more; how many that were. `stalled` are live keys."""
    waiting = Notification.objects.filter(kind="next_step.stalled", state=Notification.State.WAITING)
    keys = set(waiting.filter(event_reference=event.reference).values_list("dedupe", flat=True))
    return sum(cancel_waiting(dedupe_starts=key) for key in keys - stalled)


def _may_open(person: User, entry: TrackerEntry) -> bool:
    return TrackerEntry.objects.visible_to(person).filter(pk=entry.pk).exists()


def _leads(event: FailureEvent) -> list[User]:
    return those_at_hand(event, [lead.role for lead in pack_of(event).required_leads[:1]])
