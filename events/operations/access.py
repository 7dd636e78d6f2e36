"""Event access: which organisation's people may open an event. Called inside operations only."""

from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import Organisation, User
from events.models import FailureEvent

VIEW = "view_failureevent"


def open_to(organisation: Organisation, event: FailureEvent) -> None:
    """Everybody who acts for the organisation may open the event."""
    assign_perm(VIEW, organisation.group, event)


def close_to(organisation: Organisation, event: FailureEvent) -> None:
    """Nobody who acts for the organisation may open the event any more."""
    remove_perm(VIEW, organisation.group, event)


def forget(user: User) -> None:
    """Let the person's next read ask for event access again: an operation has just changed it."""
    vars(user).pop("_visible_event_ids", None)
