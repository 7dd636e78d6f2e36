"""The moves of a day, and what is still to be seen to for each. Blackpool policy App 5; LGiU template T12."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from accounts.models import User
from events.models import FailureEvent
from trackers.models import Placement, Transfer, TransferItem
from trackers.rules.transfer_items import GROUPS, group_of

OPEN = TransferItem.State.OPEN


def ticks_by_group(items: Iterable[TransferItem]) -> list[tuple[str, list[TransferItem]]]:
    """The list of one move under its headings; those with nothing are left out."""
    groups: dict[str, list[TransferItem]] = {group: [] for group in GROUPS}
    for item in items:
        groups[group_of(item.code)].append(item)
    return [(group, rows) for group, rows in groups.items() if rows]


def moves_of(event: FailureEvent, user: User, day: date) -> list[Transfer]:
    """The moves of a day by time, each with `to_do` (things not ticked) and `differ` (drugs that do not match)."""
    rows = Transfer.objects.visible_to(user).filter(event=event, on=day).kept()
    return list(
        rows.select_related("entry__service_user", "entry__service")
        .annotate(
            to_do=Count("items", filter=Q(items__state=OPEN), distinct=True),
            differ=Count(
                "drugs",
                filter=Q(drugs__counted_in__isnull=False) & ~Q(drugs__counted_in=F("drugs__counted_out")),
                distinct=True,
            ),
        )
        .order_by(F("leaves_at").asc(nulls_last=True), "entry__service_user__surname", "pk")
    )


def days_with_moves(event: FailureEvent, user: User) -> list[dict[str, Any]]:
    """[{on, moves}] of the event, in order."""
    rows = Transfer.objects.visible_to(user).filter(event=event).kept()
    return list(rows.order_by("on").values("on").annotate(moves=Count("pk")))


def going_to(entry) -> Placement | None:
    """The accepted place, else the one that has started."""
    return entry.placements.live().select_related("service").order_by("status", "-pk").first()
