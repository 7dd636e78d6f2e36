"""What was bought for a person or for a service, and who bears it. Staffordshire SOP 4.6, 4.7; LGiU template T13.

Costs come in for weeks after an event is over, so an event that was closed takes them too. A dispute holds none up.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from costs.models import BODIES, Bearer, Charge, Claim, Cost, CostPart
from costs.reading import MoneyReading, is_same
from costs.rules import cost_faults, days_of, overlap_fault, priced, unlikely_days, within
from events.models import FailureEvent
from events.operations.taking_back import take_back
from govuk.words import full_date, money
from trackers.models import PersonEvaluation, TrackerEntry
from trackers.operations.held import is_theirs

NEVER = (FailureEvent.Status.DRAFT, FailureEvent.Status.DISCARDED)
FACTS = (
    "kind", "first_on", "last_on", "quantity", "rate", "total", "supplier", "notes", "both_reason", "bearer", "body",
    "bearer_reason",
)  # fmt: skip
PAID = "This cost is in {claim}, which was paid, so it stands. Record what is different as another cost."
CLAIMED = "This cost is in {claim}. Withdraw that claim first, then change the cost."


@operation("cost.recorded", needs="costs.change_costs")
def record_cost(
    *, by: User, event: FailureEvent, entry: TrackerEntry | None = None, kind: str, first_on: date, last_on: date,
    quantity: Decimal | None = None, rate: Decimal | None = None, total: Decimal | None = None, supplier: str = "",
    notes: str = "", both_reason: str = "", bearer: str = "", body: Any = None, bearer_reason: str = "",
) -> Cost:  # fmt: skip
    """What one person's care actually cost, or staff at the service for nobody in particular; in pounds. SOP 4.6.

    Raises ValidationError for days to come or in the wrong order, a total that is not quantity times rate, nights that
    the person has already, another payer than the rules give without a reason, and days after a death or long before
    the failure without a word in the notes.
    """
    hold(by, event, entry)
    facts = {name: value for name, value in locals().items() if name in FACTS}
    cost = Cost(event=event, entry=entry, recorded_by=by, changed_by=by)
    _put(cost, entry, facts)
    cost.save()
    _divide(cost, entry)
    return cost


@operation("cost.changed", needs="costs.change_costs")
def edit_cost(*, by: User, cost: Cost, version: int, **facts: Any) -> Cost:
    """Correct a cost; who bears it is worked out again. Raises as `record_cost`, and where it is in a claim or less
    than what the person is charged for it; Conflict.
    """
    entry = hold(by, cost.event, cost.entry)
    _refuse_claimed(cost)
    was_counted = cost.quantity == days_of(cost.first_on, cost.last_on)
    row = Cost.objects.lock_for_edit(cost.pk, since=version, changing=facts)
    before = {name: getattr(row, name) for name in FACTS}
    if was_counted and {"first_on", "last_on"} & {*row.edited} and "quantity" not in row.edited:
        row.quantity = None  # nights are counted again
    _put(row, entry, {name: getattr(row, name) for name in FACTS})
    row.edited = list({*row.edited, *(name for name in FACTS if before[name] != getattr(row, name))})
    row.save_version(by=by)
    _divide(row, entry)
    check_charges(entry)
    return row


@operation("cost.taken_back", needs="costs.change_costs")
def take_back_cost(*, by: User, cost: Cost, reason: str) -> Cost:
    """A cost was recorded wrongly; it stays on record. Raises as `edit_cost`."""
    entry = hold(by, cost.event, cost.entry)
    _refuse_claimed(cost)
    row = take_back(by=by, record=cost, reason=reason)
    _live(row).update(ended_at=Now())
    check_charges(entry)
    return row


@operation("cost.bearers_worked_out", told="Who bears the costs worked out again", needs="costs.change_costs")
def work_out_bearers(*, by: User, entry: TrackerEntry) -> TrackerEntry:
    """Who bears the person's costs, by what is known now. What is in a claim stays as it was claimed. SOP 4.5, 4.6."""
    entry = hold(by, entry.event, entry)
    reading = MoneyReading(entry.event, timezone.localdate(), [entry.pk])
    costs = list(Cost.objects.filter(entry=entry).order_by("pk").select_for_update(of=("self",)))
    # Asked once the costs are held, so that a claim made meanwhile counts.
    claimed = set(CostPart.objects.filter(entry=entry, claim__isnull=False).values_list("cost", flat=True))
    for cost in costs:
        if cost.pk not in claimed:
            _divide(cost, entry, reading)
    return entry


def hold(by: User, event: FailureEvent, entry: TrackerEntry | None) -> TrackerEntry | None:
    """The person's row locked, or the event's where the cost is nobody's in particular. Of any event but a draft."""
    mine = FailureEvent.objects.visible_to(by).filter(pk=event.pk, host_council=by.organisation_id)
    others = entry and (entry.event_id != event.pk or not is_theirs(by, entry))
    if by.is_partner or not mine.exists() or others:
        raise PermissionDenied("The council that runs the event records costs.")
    if event.status in NEVER:
        raise ValidationError("This is a draft. Log the incident before you record costs.")
    if entry is None:
        FailureEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
        return None
    rows = TrackerEntry.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("event__procedure", "event__host_council", "service_user").get(pk=entry.pk)


def check_charges(entry: TrackerEntry | None) -> None:
    """Raise ValidationError where the person would be charged more than was paid for that time. SOP 4.6."""
    for charge in Charge.objects.filter(entry=entry) if entry else ():
        cost = chargeable(entry, charge.first_on, charge.last_on)
        if charge.amount > cost:
            period = f"{full_date(charge.first_on)} to {full_date(charge.last_on)}"
            raise ValidationError(
                f"{money(charge.amount)} is charged for {period}, and the cost of that time would be {money(cost)}. "
                "Lower the charge or take it back first (SOP 4.6)."
            )


def chargeable(entry: TrackerEntry, since: date, until: date) -> Decimal:
    """What was paid for the person in these days, but for information and advice, which are free. SOP 4.6."""
    rows = Cost.objects.filter(entry=entry, first_on__lte=until, last_on__gte=since)
    rows = rows.exclude(kind=Cost.Kind.ADVICE).values_list("total", "first_on", "last_on")
    return sum((within(*row, since, until) for row in rows), Decimal("0.00"))


def chargeable_in_all(entry: TrackerEntry) -> Decimal:
    rows = Cost.objects.filter(entry=entry).exclude(kind=Cost.Kind.ADVICE)
    return rows.aggregate(sum=Sum("total"))["sum"] or Decimal("0.00")


def _put(cost: Cost, entry: TrackerEntry | None, facts: dict[str, Any]) -> None:
    """The facts on the cost, with what follows from them. Raises ValidationError."""
    for name, value in facts.items():
        setattr(cost, name, value)
    if (
        cost.rate is not None
        and cost.total is not None
        and cost.pk
        and "total" not in getattr(cost, "edited", ["total"])
    ):
        cost.total = None  # how many or the rate was changed, the total was not: it follows
    names = ("kind", "first_on", "last_on", "quantity", "rate", "total")
    faults = cost_faults(today=timezone.localdate(), **{name: getattr(cost, name) for name in names})
    faults |= _bearer_faults(cost, entry)
    if not faults and (fault := _nights_fault(cost, entry)):
        faults["both_reason"] = fault
    if not faults and not cost.notes.strip() and (fault := _days_fault(cost, entry)):
        faults["notes"] = fault
    if faults:
        raise ValidationError(faults)
    if cost.kind == Cost.Kind.NIGHTS and cost.quantity is None:
        cost.quantity = Decimal(days_of(cost.first_on, cost.last_on))
    if cost.rate is not None:
        cost.total = priced(cost.quantity, cost.rate)
    cost.clean_fields(exclude=["evaluation", "changed_by", "changed_at", "recorded_by", "recorded_at"])


def _bearer_faults(cost: Cost, entry: TrackerEntry | None) -> dict[str, str]:
    faults = {}
    if cost.bearer in (Bearer.SELF_FUNDER,) and entry is None:
        faults["bearer"] = "A cost of the service is nobody’s own. Record it on the person’s page"
    if cost.bearer and not cost.bearer_reason.strip():
        faults["bearer_reason"] = "Enter why that body bears it and not the one that the rules give"
    if cost.body and cost.bearer not in BODIES:
        faults["body"] = "Choose the kind of body above, or leave this empty"
    return faults


def _nights_fault(cost: Cost, entry: TrackerEntry | None) -> str:
    if cost.kind != Cost.Kind.NIGHTS or entry is None or cost.both_reason.strip():
        return ""
    others = Cost.objects.filter(entry=entry, kind=Cost.Kind.NIGHTS).exclude(pk=cost.pk)
    days = list(others.values_list("first_on", "last_on"))
    return overlap_fault(str(entry.service_user), days, cost.first_on, cost.last_on)


def _days_fault(cost: Cost, entry: TrackerEntry | None) -> str:
    """Days that ask for a word in the notes: after a death, or long before the failure."""
    died = entry is not None and entry.final_outcome == TrackerEntry.Outcome.DIED
    return unlikely_days(
        kind=cost.kind, first_on=cost.first_on, last_on=cost.last_on, notified_on=cost.event.notified_on,
        died_on=entry.final_outcome_on if died else None, name=str(entry.service_user) if entry else "",
    )  # fmt: skip


def _divide(cost: Cost, entry: TrackerEntry | None, reading: MoneyReading | None = None) -> None:
    """The parts of a cost, with who bears them and the legal answer that they rest on; the old ones end."""
    reading = reading or MoneyReading(cost.event, timezone.localdate(), [entry.pk] if entry else [])
    parts = reading.parts(cost, entry)
    if is_same(_live(cost), parts):
        return
    _live(cost).update(ended_at=Now())
    if entry:
        newest = PersonEvaluation.objects.filter(entry=entry).order_by("-pk").values_list("pk", flat=True)
        Cost.objects.filter(pk=cost.pk).update(evaluation=newest.first())
    CostPart.objects.bulk_create(
        CostPart(
            event_id=cost.event_id, entry=entry, cost=cost, first_on=one.first, last_on=one.last, amount=one.amount,
            percent=one.party.percent, bearer=one.party.payer.kind, body_id=one.party.body,
            certainty=one.party.payer.certainty, why=one.party.payer.why, section=one.party.payer.section,
        )
        for one in parts
    )  # fmt: skip


def _live(cost: Cost):
    return CostPart.objects.filter(cost=cost, ended_at=None)


def _refuse_claimed(cost: Cost) -> None:
    """The cost locked. Raises ValidationError where a live claim holds a part of it."""
    Cost.objects.select_for_update(of=("self",)).filter(pk=cost.pk).first()
    part = _live(cost).filter(claim__isnull=False).select_related("claim").first()
    if part:
        words = PAID if part.claim.state == Claim.State.PAID else CLAIMED
        raise ValidationError(words.format(claim=part.claim))
