"""Placements are stopped, for longer, and taken up again. Blackpool policy 7, 8; Coventry 3."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from providers.models import Service
from risk.models import RiskDecision, Suspension
from risk.operations.decisions import CHANGE

Kind, By = Suspension.Kind, Suspension.By


@operation("suspension.recorded", needs=CHANGE)
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
    """Nobody is placed in the service from that day. One of the same day, and beside another, is possible. Blackpool 7.

    Raises ValidationError for a last day before the first, and for a voluntary one that is not the provider's own.
    """
    _refuse(kind, imposed_by, from_on, until_on)
    if review_on and review_on < from_on:
        raise ValidationError({"review_on": "The date of the review must not be before the first day"})
    return Suspension.objects.create(
        service=service, kind=kind, imposed_by=imposed_by, from_on=from_on, until_on=until_on, review_on=review_on,
        reason=reason.strip(), effect=effect.strip(), interim=interim.strip(), decision=decision, recorded_by=by,
        changed_by=by,
    )  # fmt: skip


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
    _refuse(row.kind, row.imposed_by, row.from_on, until_on)
    changing = {
        "until_on": until_on,
        "review_on": review_on,
        "interim": interim.strip(),
        "effect": effect.strip(),
    }
    row = Suspension.objects.lock_for_edit(suspension.pk, since=version, changing=changing)
    row.save_version(by=by)
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
    return row


def _standing(suspension: Suspension) -> Suspension:
    row = Suspension.objects.select_for_update(of=("self",)).get(pk=suspension.pk)
    if row.lifted_on:
        raise ValidationError("This suspension was lifted already. Record a new one.")
    return row


def _refuse(kind: str, imposed_by: str, from_on: date, until_on: date | None) -> None:
    if until_on and until_on < from_on:
        raise ValidationError({"until_on": "The last day must not be before the first day"})
    if (kind == Kind.VOLUNTARY) != (imposed_by == By.PROVIDER):
        raise ValidationError(
            {
                "imposed_by": "A voluntary agreement is the provider’s own. For any other choose who stops placements"
            }
        )
