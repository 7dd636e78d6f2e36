"""Whether a contract is ended. Blackpool policy 9."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import Checklist
from events.procedure.pack import Pack
from providers.models import Service
from risk.models import Contract, RiskDecision, Termination
from risk.operations.decisions import CHANGE
from risk.operations.instruments import NONE_LOADED, instrument
from risk.rules.instrument import items

SETTLED = "This is settled. Consider the termination anew if it comes up again."


@operation("termination.considered", told="Termination of a contract considered", needs=CHANGE)
def consider_termination(
    *,
    by: User,
    service: Service,
    opened_on: date,
    considerations: list[str],
    clause: str,
    evidence: str,
    weighing: str,
    contract: Contract | None = None,
    checklist: Checklist | None = None,
    decision: RiskDecision | None = None,
) -> Termination:
    """Reasons to end the contract, the clause, and the disruption weighed against the duty of care. Blackpool policy 9.

    Without a contract chosen the clause is given in words. Raises ValidationError while one is open.
    """
    found = instrument()
    if found is None:
        raise ValidationError(NONE_LOADED)
    labels = _words(found[1], considerations)
    _refuse_new(service, opened_on)
    return Termination.objects.create(
        service=service, procedure=found[0], opened_on=opened_on, considerations=list(considerations),
        labels=labels, contract=contract,
        clause=clause.strip() or _quoted(contract), evidence=evidence.strip(), weighing=weighing.strip(),
        checklist=checklist, decision=decision, recorded_by=by, changed_by=by,
    )  # fmt: skip


@operation("termination.plan_linked", told="Contingency plan linked", needs=CHANGE)
def link_plan(*, by: User, termination: Termination, version: int, checklist: Checklist) -> Termination:
    """The plan for the people, if the contract should end. Blackpool policy 7, 9. Raises ValidationError, Conflict."""
    _open(termination)
    row = Termination.objects.lock_for_edit(termination.pk, since=version, changing={"checklist": checklist})
    row.save_version(by=by)
    return row


@operation("termination.settled", told="Termination of a contract settled", needs=CHANGE)
def settle_termination(
    *,
    by: User,
    termination: Termination,
    version: int,
    outcome: str,
    reason: str,
    decided_by: str,
    settled_on: date,
    ends_on: date | None = None,
) -> Termination:
    """The contract is ended, or continues; a person decides and says why. Blackpool policy 9.

    Raises ValidationError for an end without its last day, and for a day to come; Conflict.
    """
    _refuse_day(_open(termination), settled_on)
    ends = outcome == Termination.Outcome.ENDED
    if ends and ends_on is None:
        raise ValidationError({"ends_on": "Enter the last day of the contract"})
    changing = {
        "outcome": outcome,
        "reason": reason.strip(),
        "decided_by": decided_by.strip(),
        "settled_on": settled_on,
        "ends_on": ends_on if ends else None,
    }
    row = Termination.objects.lock_for_edit(termination.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def _refuse_new(service: Service, opened_on: date) -> None:
    if opened_on > timezone.localdate():
        raise ValidationError({"opened_on": "The date must be today or in the past"})
    if Termination.objects.select_for_update().filter(service=service).open().exists():
        raise ValidationError(
            "The termination of this service’s contract is considered already. Go on with that."
        )


def _refuse_day(row: Termination, settled_on: date) -> None:
    if not row.opened_on <= settled_on <= timezone.localdate():
        raise ValidationError(
            {"settled_on": "The date must be between the day it was first considered and today"}
        )


def _words(pack: Pack, considerations: list[str]) -> list[str]:
    known = {item.id: item.label for item in items(pack, "termination_considerations")}
    if not considerations or not set(considerations) <= set(known):
        raise ValidationError({"considerations": "Select at least one of the reasons listed"})
    return [known[one] for one in considerations]


def _open(termination: Termination) -> Termination:
    row = Termination.objects.select_for_update(of=("self",)).get(pk=termination.pk)
    if row.settled_on:
        raise ValidationError(SETTLED)
    return row


def _quoted(contract: Contract | None) -> str:
    if contract is None or not contract.termination_clause:
        raise ValidationError({"clause": "Enter the clause, or choose a contract that has one recorded"})
    return f"{contract.termination_clause}, {contract.title}"
