"""A grab-pack of an event, as the clock leaves it: the council's own, so nothing of it is a partner's."""

from django.utils import timezone

from accounts.models import User
from events.models import FailureEvent
from events.operations import grab_packs


def fill_grab_pack(event: FailureEvent) -> None:
    """Made of nothing, so that only its row is there."""
    system = User.objects.system()
    grab_packs.begin(by=system)
    pack = grab_packs.claim(by=system, lease_seconds=60, event=event)
    said = {"content": b"-", "pages": 1, "people": [], "digest": "-", "as_at": timezone.now()}
    grab_packs.finish(by=system, pack=pack, **said)
