"""Setting a council's route of escalation. Staffordshire SOP 11.0 (route)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F

from accounts import roles
from accounts.audit import operation
from accounts.models import Organisation, User
from events.models import RouteStep
from events.operations.escalation import route_of
from events.rules.escalation import LONGEST

MOST_STEPS = 20


@operation("route.step_added", needs="events.change_routestep")
def add_step(*, by: User, **step: Any) -> RouteStep:
    """One more step at the end of the route. Raises ValidationError for a step that names nobody, or two at once."""
    rows = _own_route(by)
    if len(rows) >= MOST_STEPS:
        raise ValidationError(f"A route has at most {MOST_STEPS} steps.")
    return RouteStep.objects.create(council=by.organisation, order=len(rows) + 1, **_checked(by, step))


@operation("route.step_changed", needs="events.change_routestep")
def change_step(*, by: User, order: int, **step: Any) -> RouteStep:
    """Who is told at a step, how, and how long an answer is waited for. Raises ValidationError as adding does."""
    row = _step(by, order)
    for name, value in _checked(by, step).items():
        setattr(row, name, value)
    row.save()
    return row


@operation("route.step_removed", needs="events.change_routestep")
def remove_step(*, by: User, order: int) -> RouteStep:
    """The step is no longer on the route. Raises ValidationError for the last one: somebody must be told."""
    row = _step(by, order)
    rows = RouteStep.objects.filter(council=by.organisation)
    if rows.count() == 1:
        raise ValidationError("This is the only step. Change it, so that somebody is told.")
    row.delete()
    rows.filter(order__gt=order).update(order=F("order") - 1)
    return row


@operation("route.step_moved", needs="events.change_routestep")
def move_step_up(*, by: User, order: int) -> RouteStep:
    """The step changes places with the one before it. Raises ValidationError for the first."""
    row = _step(by, order)
    if order == 1:
        raise ValidationError("This step is the first already.")
    RouteStep.objects.filter(council=by.organisation, order=order - 1).update(order=order)
    row.order = order - 1
    row.save(update_fields=["order"])
    return row


def _own_route(by: User) -> list[RouteStep]:
    """The council's own steps, locked; made from the route that comes with the product when it has none."""
    council = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=by.organisation_id)
    rows = RouteStep.objects.filter(council=council)
    if not rows.exists():
        for order, stop in enumerate(route_of(council), start=1):
            RouteStep.objects.create(
                council=council,
                order=order,
                lead_role=stop.lead_role,
                account_role=stop.account_role,
                minutes=stop.minutes,
                method=stop.method,
            )
    return list(rows.order_by("order"))


def _step(by: User, order: int) -> RouteStep:
    for row in _own_route(by):
        if row.order == order:
            return row
    raise ValidationError("Somebody has removed this step. Open the route again.")


def _checked(by: User, step: dict[str, Any]) -> dict[str, Any]:
    """The fields of a step. Raises ValidationError."""
    fields = {
        "lead_role": step.get("lead_role") or "",
        "account_role": step.get("account_role") or "",
        "user": step.get("user"),
        "minutes": step["minutes"],
        "method": step["method"],
    }
    if sum(bool(fields[name]) for name in ("lead_role", "account_role", "user")) != 1:
        raise ValidationError("Choose who is told at this step: one role or one person.")
    if fields["account_role"] in {*roles.OUTSIDE, roles.SYSTEM}:
        raise ValidationError({"account_role": "Only people of the council are on the route."})
    if fields["user"] and fields["user"].organisation_id != by.organisation_id:
        raise ValidationError({"user": "Only people of the council are on the route."})
    if not 0 <= fields["minutes"] <= LONGEST:
        raise ValidationError({"minutes": f"The wait must be between 0 and {LONGEST} minutes."})
    return fields
