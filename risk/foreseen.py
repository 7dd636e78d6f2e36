"""Contingency plans that fit a service, said by the room that keeps them, so that no import runs to the right.

foreseen.fill(published_for)      # in AppConfig.ready() of that room
def published_for(user: User, service: Service) -> list[dict]: ...   # [{text, href}], own ones first
"""

from accounts.models import User
from providers.models import Service
from providers.slots import Slot

_slot: Slot[[User, Service], list[dict[str, str]]] = Slot()
fill = _slot.fill


def plans_for(user: User, service: Service) -> list[dict[str, str]]:
    """The published plans about the service or its provider, as far as the reader may see them."""
    return [line for lines in _slot.answers(user, service) for line in lines]
