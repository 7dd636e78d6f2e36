"""Claims: what one body is asked to pay, from the draft to the payment. Staffordshire SOP 4.6, 4.7, 5.0; LGiU T13."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Organisation, User
from costs.models import BODIES, CLAIMED_FROM, Bearer, Charge, Claim, ClaimLine, Cost, CostPart
from costs.operations.charges import asked_fault
from costs.operations.costs import hold
from costs.rules import STEPS, first_state, step_fault
from events.models import FailureEvent
from govuk.words import full_date, money
from trackers.models import TrackerEntry

NOTHING_TO_CLAIM = "There is nothing to claim: every cost of this body is in a claim already."
NAME_THE_BODY = (
    "It is not recorded which body this is. Name it on the tracker, under who pays, or on the cost itself."
)


def unclaimed(
    event: FailureEvent, bearer: str, body: Organisation | None = None, entry: TrackerEntry | None = None
) -> QuerySet:
    """The parts of costs that a claim on this body would hold now; of a self-funder, that person's."""
    rows = CostPart.objects.filter(event=event, ended_at=None, claim=None, bearer=bearer, body=body)
    return rows.filter(entry=entry) if bearer == Bearer.SELF_FUNDER else rows


@operation("claim.made", needs="costs.change_costs")
def make_claim(
    *, by: User, event: FailureEvent, bearer: str, body: Organisation | None = None,
    entry: TrackerEntry | None = None, reference: str = "", notes: str = "",
) -> Claim:  # fmt: skip
    """A claim on one body, of everything that it bears and that is in no claim. SOP 4.6, 4.7; LGiU T13.

    One on an integrated care board begins "to be agreed". Raises ValidationError where there is nothing to claim,
    where the body is not named, and where more than the cost would be asked for somebody who is charged too.
    """
    hold(by, event, None)
    if bearer not in CLAIMED_FROM or (bearer == Bearer.SELF_FUNDER) != (entry is not None):
        raise ValidationError("Choose from whom to claim.")
    if bearer in BODIES and body is None:
        raise ValidationError(NAME_THE_BODY)
    parts = _taken(event, bearer, body, entry)
    _refuse_above_cost(parts)
    name = name_of(event, bearer, body, entry)
    number = (event.claims.aggregate(last=Max("number"))["last"] or 0) + 1
    claim = Claim.objects.create(
        event=event, entry=entry, number=number, bearer=bearer, body=body, body_name=name,
        state=first_state(bearer), reference=reference, notes=notes, made_by=by, changed_by=by,
    )  # fmt: skip
    ClaimLine.objects.bulk_create(ClaimLine(claim=claim, part=part, amount=part.amount) for part in parts)
    CostPart.objects.filter(pk__in=[part.pk for part in parts]).update(claim=claim)
    return claim


def _taken(
    event: FailureEvent, bearer: str, body: Organisation | None, entry: TrackerEntry | None
) -> list[CostPart]:
    """The parts for a new claim, their costs locked so that none is changed meanwhile. Raises ValidationError."""
    wanted = unclaimed(event, bearer, body, entry)
    hold_people(wanted.values_list("entry", flat=True))
    costs = Cost.objects.filter(pk__in=wanted.values("cost")).order_by("pk")
    list(costs.select_for_update(of=("self",)).values_list("pk"))
    parts = list(unclaimed(event, bearer, body, entry))
    if not parts:
        raise ValidationError(NOTHING_TO_CLAIM)
    return parts


def _refuse_above_cost(parts: list[CostPart]) -> None:
    """Nothing is claimed that the person is charged already. Raises ValidationError. SOP 4.6."""
    wanted: dict[int, Decimal] = {}
    for part in parts:
        if part.entry_id:
            wanted[part.entry_id] = wanted.get(part.entry_id, Decimal(0)) + part.amount
    charged = Charge.objects.filter(entry__in=wanted).values("entry")
    own = [part.entry_id for part in parts if part.bearer == Bearer.SELF_FUNDER]
    people = TrackerEntry.objects.filter(Q(pk__in=charged) | Q(pk__in=own)).select_related("service_user")
    for person in people.order_by("pk"):
        if fault := asked_fault(person, wanted[person.pk]):
            raise ValidationError(fault)


def hold_people(keys: Iterable[int]) -> None:
    """A charge to somebody and a claim for them are not made side by side."""
    rows = TrackerEntry.objects.filter(pk__in=keys).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))


def name_of(event: FailureEvent, bearer: str, body: Organisation | None, entry: TrackerEntry | None) -> str:
    """The body as the claim calls it."""
    if entry:
        person = entry.service_user
        return f"{person.forename} {person.surname}".strip()
    return body.name if body else event.provider.name if bearer == Bearer.PROVIDER else Bearer(bearer).label


@operation("claim.agreed", needs="costs.change_costs")
def agree_claim(*, by: User, claim: Claim, version: int, agreed_on: date, agreed_with: str) -> Claim:
    """The body agreed to pay; a claim on an integrated care board can be sent from then on. LGiU T13.

    Raises ValidationError for a claim that is not to be agreed and for a day to come; Conflict.
    """
    if not agreed_with.strip():
        raise ValidationError({"agreed_with": "Enter with whom it was agreed"})
    return _step(by, claim, version, "agree", agreed_on=agreed_on, agreed_with=agreed_with.strip())


@operation("claim.sent", needs="costs.change_costs")
def send_claim(
    *, by: User, claim: Claim, version: int, sent_on: date, sent_to: str, reference: str = ""
) -> Claim:
    """The claim was sent. Raises ValidationError while one on an integrated care board is to be agreed; Conflict."""
    if not sent_to.strip():
        raise ValidationError({"sent_to": "Enter to whom it was sent"})
    return _step(by, claim, version, "send", sent_on=sent_on, sent_to=sent_to.strip(), reference=reference)


@operation("claim.paid", needs="costs.change_costs")
def pay_claim(
    *, by: User, claim: Claim, version: int, paid_on: date, paid_amount: Decimal, why: str = ""
) -> Claim:
    """The body paid; also while it is in dispute. Raises ValidationError for more than was claimed, and for less
    without a reason; Conflict.
    """
    total = total_of(claim)
    if paid_amount > total:
        raise ValidationError({"paid_amount": f"The claim is {money(total)}, so no more can be paid on it"})
    if paid_amount < total and not why.strip():
        raise ValidationError({"why": f"Enter why {money(total - paid_amount)} less was paid"})
    return _step(by, claim, version, "pay", paid_on=paid_on, paid_amount=paid_amount, why=why.strip())


@operation("claim.disputed", told="Claim in dispute", needs="costs.change_costs")
def dispute_claim(*, by: User, claim: Claim, version: int, disputed_on: date, why: str) -> Claim:
    """The body does not agree to pay. It holds nothing up: SOP 5.0."""
    return _step(by, claim, version, "dispute", disputed_on=disputed_on, why=_reason(why))


@operation("claim.withdrawn", needs="costs.change_costs")
def withdraw_claim(*, by: User, claim: Claim, version: int, withdrawn_on: date, why: str) -> Claim:
    """The claim stands no more; its costs can be claimed again. It stays on record with its lines."""
    row = _step(by, claim, version, "withdraw", withdrawn_on=withdrawn_on, why=_reason(why))
    CostPart.objects.filter(claim=row).update(claim=None)
    return row


def total_of(claim: Claim) -> Decimal:
    """What the claim asks for: the sum of its lines."""
    return sum(claim.lines.values_list("amount", flat=True), Decimal("0.00"))


def _step(by: User, claim: Claim, version: int, name: str, **facts: Any) -> Claim:
    """Take one step of the claim: its day is not to come, and its state allows it. Raises ValidationError, Conflict."""
    hold(by, claim.event, None)
    now = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if fault := step_fault(name, now.state, now.get_state_display()):
        raise ValidationError(fault)
    for field, day in facts.items():
        if field.endswith("_on"):
            _refuse_day(now, field, day)
    changing = facts | {"state": STEPS[name].after}
    row = Claim.objects.lock_for_edit(claim.pk, since=version, changing=changing)
    row.clean_fields(exclude=["changed_by", "changed_at", "made_by", "made_at"])
    row.save_version(by=by)
    return row


def _refuse_day(claim: Claim, field: str, day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError({field: "The day must be today or in the past"})
    if field in ("paid_on", "disputed_on") and claim.sent_on and day < claim.sent_on:
        raise ValidationError(
            {field: f"The claim was sent on {full_date(claim.sent_on)}, not after that day"}
        )


def _reason(why: str) -> str:
    if not why.strip():
        raise ValidationError({"why": "Enter why"})
    return why.strip()
