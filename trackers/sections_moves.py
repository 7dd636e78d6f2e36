"""Sections of a person's page about the way to safe and well. Never for partner staff. Staffordshire SOP 11.7, 12.0."""

from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from govuk.words import due_words
from trackers.models import DrugCount, Placement, SafeAndWellCheck, Stay, TrackerEntry, Transfer, TransferItem
from trackers.rules.packages import calls_words
from trackers.unaccounted import unaccounted

COLOURS = {
    "looked_at": "grey", "offered": "yellow", "accepted": "blue", "refused": "grey", "started": "green",
    "ended": "grey",
}  # fmt: skip
MOST_STAYS = 8
DIED = TrackerEntry.Outcome.DIED


def placements(entry: TrackerEntry, user: User, may_record: bool):
    """Places and packages, with the hours in all. Coventry 7."""
    rows = list(Placement.objects.visible_to(user).filter(entry=entry).select_related("service__provider"))
    for row in rows:
        row.calls = calls_words(row.calls_per_day, row.call_minutes, row.carers_per_call, row.is_live_in)
    packages = [row for row in rows if row.is_home_care and row.is_live]
    hours = sum((row.hours_per_week or Decimal(0) for row in packages), Decimal(0)) if packages else None
    may_add = may_record and entry.final_outcome != DIED
    return "trackers/_placements.html", {"rows": rows, "hours": hours, "may_add": may_add, "colours": COLOURS}


def move(entry: TrackerEntry, user: User, may_record: bool):
    """The latest move and how much of its list is ready. Blackpool App 5."""
    transfer = Transfer.objects.visible_to(user).filter(entry=entry).kept().order_by("-number").first()
    items = list(transfer.items.values_list("state", flat=True)) if transfer else []
    done = sum(state != TransferItem.State.OPEN for state in items)
    drugs = list(DrugCount.objects.filter(transfer=transfer)) if transfer else []
    differ = any(count.is_mismatch for count in drugs)
    facts = {
        "transfer": transfer,
        "ready": f"{done} of {len(items)}",
        "differ": differ,
        "may_record": may_record,
    }
    return "trackers/_move_day.html", facts


def where(entry: TrackerEntry, user: User, may_record: bool):
    """Where they are now, since when, told by whom; and before. SOP 11.7."""
    stays = list(Stay.objects.visible_to(user).filter(entry=entry).standing()[:MOST_STAYS])
    lost = TrackerEntry.objects.filter(unaccounted(), pk=entry.pk).exists()
    may_say = may_record and entry.final_outcome != DIED
    return "trackers/_where.html", {"stays": stays, "lost": lost, "may_say": may_say}


def checks(entry: TrackerEntry, user: User, may_record: bool):
    """Looks at the person after the move, each with how late it is. SOP 12.0."""
    rows, today = SafeAndWellCheck.objects.visible_to(user).filter(entry=entry), timezone.localdate()
    found = list(rows.exclude(state=SafeAndWellCheck.State.NOT_DUE))
    for row in found:
        is_late = row.state == SafeAndWellCheck.State.DUE and row.due_on < today
        row.late = due_words(row.due_on, today) if is_late else ""
    return "trackers/_checks.html", {"checks": found, "may_record": may_record}
