"""What rooms on the right do when the end of an event moves, so that no import runs to the right.

    follow(refresh_reviews)      # in AppConfig.ready() of the room that keeps dates which count from it
    def refresh_reviews(by, event) -> None: ...

They are called inside the operation, with the event locked: its closing date was set, or it was resolved or opened
again.
"""

from collections.abc import Callable

from accounts.models import User
from events.models import FailureEvent

Follower = Callable[[User, FailureEvent], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Add one. The same function is added once."""
    if follower not in _followers:
        _followers.append(follower)


def end_moved(by: User, event: FailureEvent) -> None:
    for follower in _followers:
        follower(by, event)
