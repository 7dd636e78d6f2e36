"""Placements are stopped, for longer, and taken up again. Blackpool policy 7, 8; Coventry 3."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from providers.models import Service
from risk.models import RiskDecision, Suspension
from risk.operations.decisions import CHANGE
from risk.operations.suspension_notices import tell

Kind, By = Suspension.Kind, Suspension.By


@operation("suspension.recorded", told="Placements suspended", needs=CHANGE)
def suspend(
    *,
    by: User,
    service: Service,
    kind: str,
    imposed_by: str,
    from_on: date,
    reason: str,
    until_on: date | None = None,
    review_on: date | None = None,
    effect: str = "",
    interim: str = "",
    decision: RiskDecision | None = None,
) -> Suspension:
    """Nobody is placed in the service from that day; who looks for places is told. Several may hold. Blackpool 7.

    Raises ValidationError for a last day before the first, and for a voluntary one that is not the provider's own.
    """
    _refuse(kind, imposed_by, from_on, until_on, review_on)
    made = Suspension.objects.create(
        service=service, kind=kind, imposed_by=imposed_by, from_on=from_on, until_on=until_on, review_on=review_on,
        reason=reason.strip(), effect=effect.strip(), interim=interim.strip(), decision=decision, recorded_by=by,
        changed_by=by,
    )  # fmt: skip
    tell(by=by, suspension=made, what="recorded")
    return made


@operation("suspension.made_mandatory", told="Voluntary suspension made mandatory", needs=CHANGE)
def make_mandatory(
    *,
    by: User,
    suspension: Suspension,
    version: int,
    from_on: date,
    reason: str,
    until_on: date | None = None,
    review_on: date | None = None,
    decision: RiskDecision | None = None,
) -> Suspension:
    """The council's temporary suspension follows a voluntary agreement without a day between. Blackpool policy 7, 8.

    The agreement stays to be read. Raises ValidationError for one that is not voluntary or does not hold; Conflict.
    """
    row = _voluntary(suspension, from_on)
    _refuse(Kind.TEMPORARY, By.COUNCIL, from_on, until_on, review_on)
    changing = {"lifted_on": from_on, "lifted_reason": f"Made mandatory: {reason}", "lifted_by": by}
    row = Suspension.objects.lock_for_edit(suspension.pk, since=version, changing=changing)
    row.save_version(by=by)
    made = Suspension.objects.create(
        service=row.service, kind=Kind.TEMPORARY, imposed_by=By.COUNCIL, from_on=from_on, until_on=until_on,
        review_on=review_on, reason=reason, effect=row.effect, interim=row.interim, replaces=row,
        decision=decision or row.decision, recorded_by=by, changed_by=by,
    )  # fmt: skip
    tell(by=by, suspension=made, what="mandatory")
    return made


@operation("suspension.changed", needs=CHANGE)
def change_suspension(
    *,
    by: User,
    suspension: Suspension,
    version: int,
    until_on: date | None = None,
    review_on: date | None = None,
    interim: str = "",
    effect: str = "",
) -> Suspension:
    """Another last day, another review, other interim arrangements. Raises ValidationError once lifted; Conflict."""
    row = _standing(suspension)
    _refuse(row.kind, row.imposed_by, row.from_on, until_on, review_on)
    changing = {
        "until_on": until_on,
        "review_on": review_on,
        "interim": interim.strip(),
        "effect": effect.strip(),
    }
    row = Suspension.objects.lock_for_edit(suspension.pk, since=version, changing=changing)
    row.save_version(by=by)
    if "until_on" in row.edited:
        tell(by=by, suspension=row, what="changed")
    return row


@operation("suspension.lifted", needs=CHANGE)
def lift_suspension(
    *, by: User, suspension: Suspension, version: int, lifted_on: date, reason: str
) -> Suspension:
    """Placements are possible again from that day, unless another suspension holds. Blackpool policy 8.

    Nothing that was agreed for people meanwhile is changed. Raises ValidationError, Conflict.
    """
    row = _standing(suspension)
    if not row.from_on <= lifted_on <= timezone.localdate():
        raise ValidationError({"lifted_on": "The date must be between the first day and today"})
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it is lifted"})
    changing = {"lifted_on": lifted_on, "lifted_reason": reason.strip(), "lifted_by": by}
    row = Suspension.objects.lock_for_edit(suspension.pk, since=version, changing=changing)
    row.save_version(by=by)
    tell(by=by, suspension=row, what="lifted")
    return row


def _standing(suspension: Suspension) -> Suspension:
    row = Suspension.objects.select_for_update(of=("self",)).get(pk=suspension.pk)
    if row.lifted_on:
        raise ValidationError("This suspension was lifted already. Record a new one.")
    return row


def _voluntary(suspension: Suspension, from_on: date) -> Suspension:
    """The agreement, held, if it can become mandatory on that day."""
    row, today = _standing(suspension), timezone.localdate()
    if row.kind != Kind.VOLUNTARY:
        raise ValidationError("Only a voluntary agreement can be made mandatory.")
    if not Suspension.objects.in_force(today).filter(pk=row.pk).exists():
        raise ValidationError("This agreement does not hold today. Record a new suspension.")
    if not row.from_on <= from_on <= today:
        raise ValidationError({"from_on": "The day must be between the first day of the agreement and today"})
    return row


def _refuse(kind: str, imposed_by: str, from_on: date, until_on: date | None, review_on: date | None) -> None:
    if review_on and review_on < from_on:
        raise ValidationError({"review_on": "The date of the review must not be before the first day"})
    if until_on and until_on < from_on:
        raise ValidationError({"until_on": "The last day must not be before the first day"})
    if (kind == Kind.VOLUNTARY) != (imposed_by == By.PROVIDER):
        raise ValidationError(
            {
                "imposed_by": "A voluntary agreement is the provider’s own. For any other choose who stops placements"
            }
        )
