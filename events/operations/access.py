"""Event access: which organisation's people may open an event. Called inside operations only."""

from guardian.shortcuts import assign_perm, remove_perm

from accounts.memo import forget
from accounts.models import Organisation
from events.models import FailureEvent

VIEW = "view_failureevent"


def open_to(organisation: Organisation, event: FailureEvent) -> None:
    """Everybody who acts for the organisation may open the event."""
    assign_perm(VIEW, organisation.group, event)
    forget()


def close_to(organisation: Organisation, event: FailureEvent) -> None:
    """Nobody who acts for the organisation may open the event any more."""
    remove_perm(VIEW, organisation.group, event)
    forget()
