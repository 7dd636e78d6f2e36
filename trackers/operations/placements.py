"""Places and packages: looked at, offered, accepted, refused, started, ended. Staffordshire SOP 11.7; Coventry 7."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent
from govuk.words import full_date
from providers import holds
from providers.models import Service
from trackers.models import Placement, TrackerEntry
from trackers.operations.held import save_entry
from trackers.operations.must_haves import check_must_haves
from trackers.operations.transfers import refresh_items
from trackers.operations.whereabouts import hold_entry, refuse_dead
from trackers.rules.packages import MOST_HOURS, against, weekly_hours

Status, Kind = Placement.Status, Placement.Kind
WITHOUT_WORDS = {Kind.FAMILY: "With family", Kind.HOSPITAL: "Hospital"}


@operation("placement.added", told="Place or package added", needs="trackers.change_trackerentry")
def add_placement(
    *,
    by: User,
    entry: TrackerEntry,
    service: Service | None = None,
    override_reason: str = "",
    put_right_on: date | None = None,
    **facts: Any,
) -> Placement:
    """A place or package for the person, found in the register or in words. SOP 11.7.

    `facts` are fields of Placement; with `override_reason` and `put_right_on` one is accepted that lacks an essential
    must-have. Raises ValidationError as `edit_placement` does.
    """
    row = hold_entry(by, entry)
    refuse_dead(row)
    placement = Placement(entry=row, event_id=row.event_id, service=service, changed_by=by, **facts)
    _settle(row, placement)
    placement.save()
    _follow(by, row, placement, why={"reason": override_reason, "put_right_on": put_right_on})
    return placement


@operation("placement.edited", told="Place or package changed", needs="trackers.change_trackerentry")
def edit_placement(
    *,
    by: User,
    placement: Placement,
    version: int,
    override_reason: str = "",
    put_right_on: date | None = None,
    **facts: Any,
) -> Placement:
    """Change a place or package, also how far it is. The accepted one is the tracker's new placement. SOP 11.7.

    Raises ValidationError where it does not say where or why it was refused, for a second accepted place, and for a
    service that is closing or closed without a reason; Conflict.
    """
    row = hold_entry(by, placement.entry)
    refuse_dead(row)
    was = Placement.objects.get(pk=placement.pk)
    kept = Placement.objects.lock_for_edit(placement.pk, since=version, changing=facts)
    before = {name: getattr(kept, name) for name in DERIVED}
    _settle(row, kept)
    also = [name for name in DERIVED if getattr(kept, name) != before[name] and name not in kept.edited]
    kept.save_version(by=by, update_fields=also)
    left = was.where if was.is_live and not kept.is_live else ""
    _follow(by, row, kept, left=left, why={"reason": override_reason, "put_right_on": put_right_on})
    return kept


DERIVED = ("hours_per_week", "warning", "place", "ended_on")


def warning_of(service: Service | None) -> str:
    """What the register and the open events say against a service as a destination; empty for nothing."""
    if service is None:
        return ""
    open_events = FailureEvent.objects.open().exclude(status__in=FailureEvent.NEVER_LOGGED)
    covers = Q(service=service) | Q(more_services__service=service, more_services__removed_at=None)
    failing = open_events.filter(covers).order_by("pk").values_list("reference", flat=True).first()
    return against(
        ended_on=full_date(service.deregistered_on),
        is_registered=service.status != Service.Status.DEREGISTERED,
        dormant=service.dormant,
        unlisted=service.unlisted_on is not None,
        failing=failing or "",
        holds=holds.words_of(service),
    )


def _settle(entry: TrackerEntry, row: Placement) -> None:
    """What follows from the facts, and what they must not be."""
    if row.service is None and not row.place:
        row.place = WITHOUT_WORDS.get(row.kind, "")
        if not row.place:
            raise ValidationError({"place": "Enter where it is, or who gives the care"})
    if row.status == Status.REFUSED and not row.refused_because.strip():
        raise ValidationError({"refused_because": "Enter why it was refused"})
    if row.status == Status.STARTED and row.starts_on is None:
        raise ValidationError({"starts_on": "Enter the day it started"})
    row.warning = warning_of(row.service)
    if row.is_live and row.warning and not row.warning_reason.strip():
        raise ValidationError({"warning_reason": f"{row.warning} Enter why it is taken all the same"})
    _work_out_hours(row)
    if row.status == Status.ACCEPTED and not row.is_home_care:
        check_acceptance(entry, row)


def check_acceptance(entry: TrackerEntry, row: Placement) -> None:
    """What has to hold before a place is accepted. Raises ValidationError."""
    others = entry.placements.filter(status=Status.ACCEPTED).exclude(kind=Kind.HOME_CARE).exclude(pk=row.pk)
    if other := others.first():
        raise ValidationError(
            {"status": f"{other} is accepted already. Refuse or end that one first, then accept {row.where}"}
        )


def _work_out_hours(row: Placement) -> None:
    if not row.is_home_care:
        return
    if row.hours_per_week is None:
        row.hours_per_week = weekly_hours(
            calls_per_day=row.calls_per_day,
            call_minutes=row.call_minutes,
            carers=row.carers_per_call or 1,
            live_in=row.is_live_in,
        )
    most = MOST_HOURS * max(row.carers_per_call or 1, 1)
    if row.hours_per_week is not None and row.hours_per_week > most:
        raise ValidationError({"hours_per_week": f"A week has {most} hours for this many carers"})
    if row.is_live and row.hours_per_week is None:
        raise ValidationError({"hours_per_week": "Enter the hours a week, or the calls and their minutes"})


def _follow(
    by: User, entry: TrackerEntry, placement: Placement, *, why: dict[str, Any], left: str = ""
) -> None:
    """The tracker says what the accepted place or packages say; the list for the move fits the kind."""
    names = follow_placements(entry, left=left)
    check_must_haves(entry, by=by, changed=names, **why)
    save_entry(entry, by=by, also=names)
    if placement.is_live and (transfer := entry.transfers.under_way().first()):
        refresh_items(by, transfer, placement.kind)


def follow_placements(entry: TrackerEntry, *, left: str = "") -> list[str]:
    """Bring new placement and hours on the locked entry up to date; which fields changed. F099: hours are the sum.

    `left` is the place that has just stopped counting: the tracker no longer names it.
    """
    live = list(entry.placements.live().select_related("service__provider"))
    places = sorted((row for row in live if not row.is_home_care), key=lambda row: row.status)
    packages = [row for row in live if row.is_home_care]
    wanted: dict[str, Any] = {}
    if places:
        wanted["destination"] = places[0].where[:200]
    elif packages:
        wanted["destination"] = " and ".join(dict.fromkeys(row.where for row in reversed(packages)))[:200]
    elif left and entry.destination == left[:200]:
        wanted["destination"] = ""
    if packages:
        wanted["hours_per_week"] = sum((row.hours_per_week or Decimal(0) for row in packages), Decimal(0))
    elif left and entry.placements.filter(kind=Kind.HOME_CARE).exists():
        wanted["hours_per_week"] = None
    changed = [name for name, value in wanted.items() if getattr(entry, name) != value]
    for name in changed:
        setattr(entry, name, wanted[name])
    return changed


def refuse_derived(entry: TrackerEntry, edited: list[str]) -> None:
    """New placement and hours follow from the accepted rows while there are any: one truth. Raises ValidationError."""
    if not {"destination", "hours_per_week"} & set(edited):
        return
    live = set(entry.placements.live().order_by().values_list("kind", flat=True))
    if "destination" in edited and live:
        raise ValidationError(
            {
                "destination": "It follows from the accepted placement. Change the placement on the person’s page"
            }
        )
    if "hours_per_week" in edited and Kind.HOME_CARE in live:
        raise ValidationError({"hours_per_week": "The hours are the sum of the care packages. Change those"})
