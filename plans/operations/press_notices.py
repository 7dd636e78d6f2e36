"""Who hears of a press statement: those who may approve it, then who drafted it. Called inside operations only."""

from accounts.models import User
from accounts.notifications import cancel_waiting, notify
from plans.models import PressStatement


def ask_approvers(statement: PressStatement, by: User) -> None:
    """Senior leaders of the council are told that this text waits; of an earlier text nobody is told any more."""
    event = statement.event
    cancel_waiting(dedupe_starts=f"press.waits:{statement.pk}:")
    leaders = User.objects.active().filter(organisation=event.host_council, role=User.Role.SENIOR_LEADER)
    for leader in leaders.exclude(pk=by.pk):
        notify(
            to=leader,
            kind="press.waits",
            subject=f"{event.reference}: a press statement waits for approval",
            body="Read and approve it, or say what has to change. It is issued once all who are named have approved.",
            dedupe=f"press.waits:{statement.pk}:{statement.text_version}",
            event=event,
            url=statement.get_absolute_url(),
        )


def all_approved(statement: PressStatement, by: User) -> None:
    """Who drafted it is told that nothing is missing any more."""
    if statement.drafted_by_id == by.pk:
        return
    event = statement.event
    notify(
        to=statement.drafted_by,
        kind="press.approved",
        subject=f"{event.reference}: the press statement is approved by all",
        body="All who must approve it have approved this text. It can be issued once residents and relatives are told.",
        dedupe=f"press.approved:{statement.pk}:{statement.text_version}",
        event=event,
        url=statement.get_absolute_url(),
    )
