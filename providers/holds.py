"""Why a service takes nobody at the moment, said by rooms to the right, so that no import runs to the right.

    holds.fill(suspended)      # in AppConfig.ready() of the room that knows
    def suspended(services: list[Service], on: date) -> dict[int, list[str]]: ...   # key of the service -> sentences

Every place that offers services as a destination asks here, for all of them at once.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from providers.models import Service
from providers.slots import Slot

_slot: Slot[[list[Service], date], dict[int, list[str]]] = Slot()
fill = _slot.fill


def holds_of(services: Iterable[Service], on: date | None = None) -> dict[int, list[str]]:
    """The sentences against each service that takes nobody on that day (today), by its key. A query for each teller."""
    services, on = list(services), on or timezone.localdate()
    found: dict[int, list[str]] = {}
    for told in _slot.answers(services, on) if services else []:
        for key, words in told.items():
            found.setdefault(key, []).extend(words)
    return found


def words_of(service: Service, on: date | None = None) -> list[str]:
    """The sentences against one service; none where it takes people."""
    return holds_of([service], on).get(service.pk, [])
