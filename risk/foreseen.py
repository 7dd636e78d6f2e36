"""Contingency plans that fit services, said by the room that keeps them, so that no import runs to the right.

foreseen.fill(published_for)      # in AppConfig.ready() of that room
def published_for(user: User, services: list[Service]) -> dict[int, list[dict]]: ...   # by key: [{text, href}]
"""

from accounts.models import User
from providers.models import Service
from providers.slots import Slot

_slot: Slot[[User, list[Service]], dict[int, list[dict[str, str]]]] = Slot()
fill = _slot.fill


def plans_for(user: User, service: Service) -> list[dict[str, str]]:
    """The published plans about the service or its provider, as far as the reader may see them."""
    return [line for found in _slot.answers(user, [service]) for line in found.get(service.pk, [])]


def with_a_plan(user: User, services: list[Service]) -> set[int]:
    """Keys of the services that have such a plan. As many queries for many as for one."""
    return {key for found in _slot.answers(user, services) for key, lines in found.items() if lines}
