"""Contingency plans that fit a service, said by the room that keeps them, so that no import runs to the right.

foreseen.fill(published_for)      # in AppConfig.ready() of that room
def published_for(user: User, service: Service) -> list[dict]: ...   # [{text, href}], own ones first
"""

from collections.abc import Callable

from accounts.models import User
from providers.models import Service

Teller = Callable[[User, Service], list[dict[str, str]]]
_tellers: list[Teller] = []


def fill(teller: Teller) -> None:
    """Add somebody who knows. The same function is added once."""
    if teller not in _tellers:
        _tellers.append(teller)


def plans_for(user: User, service: Service) -> list[dict[str, str]]:
    """The published plans about the service or its provider, as far as the reader may see them."""
    return [line for teller in _tellers for line in teller(user, service)]
