"""Appeals at any stage, which undo nothing, and letters about any step. Blackpool policy 7, 10."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from govuk.words import full_date
from risk.models import ActionPlan, Appeal, Contract, Letter, RiskDecision, Suspension, Termination
from risk.operations.decisions import CHANGE

Step = RiskDecision | ActionPlan | Suspension | Termination
NAMES: dict[type, str] = {
    RiskDecision: "decision", ActionPlan: "plan", Suspension: "suspension", Termination: "termination",
    Appeal: "appeal",
}  # fmt: skip
State = Appeal.State


@operation("appeal.lodged", told="Appeal recorded", needs=CHANGE)
def lodge_appeal(
    *,
    by: User,
    step: Step,
    lodged_on: date,
    lodged_by: str,
    grounds: str,
    interim: str,
    clause: str = "",
    contract: Contract | None = None,
) -> Appeal:
    """The provider appeals against a step, also one that is completed. Blackpool policy 10.

    The step stays as it is; `interim` says what safety needs meanwhile. Raises ValidationError.
    """
    if lodged_on > timezone.localdate():
        raise ValidationError({"lodged_on": "The date must be today or in the past"})
    if not interim.strip():
        raise ValidationError(
            {"interim": "Enter what stays in place while the appeal runs, no more than safety needs"}
        )
    return Appeal.objects.create(
        service=step.service, contract=contract, clause=clause.strip() or _quoted(contract), lodged_on=lodged_on,
        lodged_by=lodged_by.strip(), grounds=grounds.strip(), interim=interim.strip(), was_over=how_it_stands(step),
        recorded_by=by, changed_by=by, **{NAMES[type(step)]: step},
    )  # fmt: skip


@operation("appeal.settled", needs=CHANGE)
def settle_appeal(
    *,
    by: User,
    appeal: Appeal,
    version: int,
    state: str,
    settled_on: date,
    outcome: str,
    follows: str = "",
) -> Appeal:
    """Withdrawn, upheld, in part, or not; nothing else changes by itself. Blackpool policy 10.

    Raises ValidationError once settled, and for one that is upheld without saying what follows, also for people who
    have moved; Conflict.
    """
    row = _open(appeal)
    if state == State.LODGED or state not in State.values:
        raise ValidationError({"state": "Select how it ended"})
    if not row.lodged_on <= settled_on <= timezone.localdate():
        raise ValidationError({"settled_on": "The date must be between the day it was lodged and today"})
    if state in {State.UPHELD, State.PARTLY} and not follows.strip():
        raise ValidationError({"follows": "Enter what follows from it, also for people who have moved"})
    changing = {
        "state": state, "settled_on": settled_on, "outcome": outcome.strip(), "follows": follows.strip(),
    }  # fmt: skip
    row = Appeal.objects.lock_for_edit(appeal.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def _open(appeal: Appeal) -> Appeal:
    row = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    if row.settled_on:
        raise ValidationError("This appeal is settled. A new one can be lodged.")
    return row


@operation("letter.logged", needs=CHANGE)
def log_letter(*, by: User, step: Step | Appeal, sent_on: date, sent_to: str, how: str, says: str) -> Letter:
    """A letter about a step, to the provider or another agency. Blackpool policy 7. Raises ValidationError."""
    if sent_on > timezone.localdate():
        raise ValidationError({"sent_on": "The date of the letter must be today or in the past"})
    return Letter.objects.create(
        sent_on=sent_on, sent_to=sent_to.strip(), how=how.strip(), says=says.strip(), recorded_by=by,
        **{NAMES[type(step)]: step},
    )  # fmt: skip


def how_it_stands(step: Step) -> str:
    """Whether the step was over already when it was appealed against; empty while it runs."""
    if isinstance(step, RiskDecision):
        return f"Reviewed {full_date(step.reviewed_on)}" if step.reviewed_on else ""
    if isinstance(step, ActionPlan):
        return f"Closed {full_date(step.closed_on)}" if step.closed_on else ""
    if isinstance(step, Suspension):
        if step.lifted_on:
            return f"Lifted {full_date(step.lifted_on)}"
        is_over = step.until_on and step.until_on < timezone.localdate()
        return f"Ended {full_date(step.until_on)}" if is_over else ""
    return f"Settled {full_date(step.settled_on)}" if step.settled_on else ""


def _quoted(contract: Contract | None) -> str:
    if contract is None or not contract.dispute_clause:
        raise ValidationError({"clause": "Enter the clause, or choose a contract that has one recorded"})
    return f"{contract.dispute_clause}, {contract.title}"
