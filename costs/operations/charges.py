"""What people are charged, and how a cost is shared between payers. Staffordshire SOP 4.6; Coventry 4, 7."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, Sum
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Organisation, User
from costs.models import AUTHORITIES, Bearer, Charge, CostPart, CostSplit
from costs.operations.costs import chargeable, chargeable_in_all, hold, work_out_bearers
from costs.reading import MoneyReading
from events.operations.taking_back import take_back
from events.rules.charging import shares_problem
from govuk.words import full_date, money
from trackers.models import TrackerEntry


@operation("charge.recorded", needs="costs.change_costs")
def record_charge(
    *, by: User, entry: TrackerEntry, first_on: date, last_on: date, amount: Decimal, basis: str = ""
) -> Charge:
    """What the person is charged for a period, in pounds. SOP 4.6.

    Raises ValidationError for more than what was paid for that time, for anything at all where only information and
    advice is given, and for a time that is charged already.
    """
    entry = hold(by, entry.event, entry)
    charge = Charge(event_id=entry.event_id, entry=entry, recorded_by=by, changed_by=by)
    _put_charge(charge, entry, {"first_on": first_on, "last_on": last_on, "amount": amount, "basis": basis})
    charge.save()
    return charge


@operation("charge.changed", needs="costs.change_costs")
def edit_charge(*, by: User, charge: Charge, version: int, **facts: Any) -> Charge:
    """Correct a charge. Raises as `record_charge`; Conflict."""
    entry = hold(by, charge.event, charge.entry)
    row = Charge.objects.lock_for_edit(charge.pk, since=version, changing=facts)
    _put_charge(row, entry, {name: getattr(row, name) for name in ("first_on", "last_on", "amount", "basis")})
    row.save_version(by=by)
    return row


@operation("charge.taken_back", needs="costs.change_costs")
def take_back_charge(*, by: User, charge: Charge, reason: str) -> Charge:
    """The person is not charged that. It stays on record."""
    hold(by, charge.event, charge.entry)
    return take_back(by=by, record=charge, reason=reason)


@operation("shares.agreed", told="Shares of the cost recorded", needs="costs.change_costs")
def record_shares(
    *, by: User, entry: TrackerEntry, first_on: date, last_on: date | None = None, agreed_with: str,
    council_percent: Decimal | None = None, icb_percent: Decimal | None = None,
    authority_percent: Decimal | None = None, person_percent: Decimal | None = None,
    icb: Organisation | None = None, authority: Organisation | None = None, authority_is: str = "",
) -> CostSplit:  # fmt: skip
    """How payers share the person's costs from a day on, in percent; who bears what is worked out again.

    Coventry 4, 7. Raises ValidationError where they do not add up to 100 and for days that are shared already.
    """
    entry = hold(by, entry.event, entry)
    percents = {
        "council_percent": council_percent, "icb_percent": icb_percent,
        "authority_percent": authority_percent, "person_percent": person_percent,
    }  # fmt: skip
    percents = {name: percent or Decimal(0) for name, percent in percents.items()}
    if problem := shares_problem(percents):
        raise ValidationError(problem)
    where = (authority_is or Bearer.OTHER_ENGLISH_COUNCIL) if percents["authority_percent"] else ""
    row = CostSplit(
        event_id=entry.event_id, entry=entry, first_on=first_on, last_on=last_on, agreed_with=agreed_with, icb=icb,
        authority=authority, authority_is=where, recorded_by=by, **percents,
    )  # fmt: skip
    _refuse_shares(row)
    row.save()
    work_out_bearers(by=by, entry=entry)
    return row


@operation("shares.taken_back", told="Shares of the cost taken back", needs="costs.change_costs")
def take_back_shares(*, by: User, shares: CostSplit, reason: str) -> CostSplit:
    """The rules say again who bears the cost; the shares stay on record."""
    entry = hold(by, shares.event, shares.entry)
    row = take_back(by=by, record=shares, reason=reason)
    work_out_bearers(by=by, entry=entry)
    return row


def asked_of_person(entry: TrackerEntry, *, but: int | None = None) -> Decimal:
    """What is asked for the person already: charges, and claims on them or on another body; in pounds."""
    charges = Charge.objects.filter(entry=entry).exclude(pk=but).aggregate(sum=Sum("amount"))["sum"]
    parts = CostPart.objects.filter(entry=entry, claim__isnull=False)
    return (charges or Decimal(0)) + (parts.aggregate(sum=Sum("amount"))["sum"] or Decimal(0))


def asked_fault(entry: TrackerEntry, more: Decimal, *, but: int | None = None) -> str:
    """Why that much more cannot be asked for the person: it would be above the cost; empty if it can. SOP 4.6."""
    asked, cost = asked_of_person(entry, but=but), chargeable_in_all(entry)
    if not more or asked + more <= cost:
        return ""
    return (
        f"For {entry.service_user} {money(asked)} is charged or claimed already, and the cost is {money(cost)} in all. "
        f"{money(more)} more would be above it: take the charge back or withdraw the claim first (SOP 4.6)."
    )


def _put_charge(charge: Charge, entry: TrackerEntry, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(charge, name, value)
    if charge.last_on < charge.first_on:
        raise ValidationError({"last_on": "The last day must be the first day or after it"})
    others = Charge.objects.filter(entry=entry, first_on__lte=charge.last_on, last_on__gte=charge.first_on)
    if other := others.exclude(pk=charge.pk).first():
        period = f"{full_date(other.first_on)} to {full_date(other.last_on)}"
        raise ValidationError({"first_on": f"{period} is charged already. Change that charge"})
    reading = MoneyReading(entry.event, timezone.localdate(), [entry.pk])
    cost = chargeable(entry, charge.first_on, charge.last_on)
    fault = reading.charge_fault(entry, charge.amount, cost) or asked_fault(
        entry, charge.amount, but=charge.pk
    )
    if fault:
        raise ValidationError({"amount": fault})
    charge.clean_fields(exclude=["changed_by", "changed_at", "recorded_by", "recorded_at"])


def _refuse_shares(row: CostSplit) -> None:
    faults = {}
    if row.last_on and row.last_on < row.first_on:
        faults["last_on"] = "The last day must be the first day or after it"
    if not row.agreed_with.strip():
        faults["agreed_with"] = "Enter with whom the shares were agreed"
    if row.authority_is and row.authority_is not in AUTHORITIES:
        faults["authority_is"] = "Select where the other authority is"
    others = CostSplit.objects.filter(Q(last_on=None) | Q(last_on__gte=row.first_on), entry=row.entry)
    if row.last_on:
        others = others.filter(first_on__lte=row.last_on)
    if other := others.first():
        until = f"to {full_date(other.last_on)}" if other.last_on else "on"
        faults["first_on"] = (
            f"Shares from {full_date(other.first_on)} {until} are recorded. Take them back first"
        )
    if faults:
        raise ValidationError(faults)
