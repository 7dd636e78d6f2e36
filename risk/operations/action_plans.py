"""Action plans: begun, filled, answered by the provider, closed, carried over. Blackpool policy 8, App 4."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from govuk.words import count_of
from providers.models import Service
from risk.models import ActionPlan, ActionPlanRow, RiskDecision
from risk.operations.decisions import CHANGE
from risk.operations.instruments import NONE_LOADED, instrument, pack_of
from risk.rules.plan_rows import carried, is_met, next_steps

ANSWER = "risk.answer_actionplan"
CLOSED = "This plan is closed. Change the plan that came after it."


@operation("action_plan.started", needs=CHANGE)
def start_plan(
    *,
    by: User,
    service: Service,
    started_on: date,
    agreed_with: str,
    review_on: date,
    decision: RiskDecision | None = None,
) -> ActionPlan:
    """A plan written and agreed with the service. Blackpool policy 8. Raises ValidationError while one is open."""
    found = instrument()
    if found is None:
        raise ValidationError(NONE_LOADED)
    if started_on > timezone.localdate():
        raise ValidationError({"started_on": "The date of the plan must be today or in the past"})
    _refuse_review(started_on, review_on)
    plans = ActionPlan.objects.select_for_update(of=("self",)).filter(service=service)
    if plans.filter(closed_on=None).exists():
        raise ValidationError("An action plan of this service is open already. Go on with that one.")
    last = plans.order_by("-number").first()
    return ActionPlan.objects.create(
        service=service, procedure=found[0], number=last.number + 1 if last else 1, started_on=started_on,
        agreed_with=agreed_with.strip(), review_on=review_on, decision=decision, started_by=by, changed_by=by,
    )  # fmt: skip


@operation("action_plan.shown", told="Action plan shown to the provider", needs=CHANGE)
def show_plan(*, by: User, plan: ActionPlan) -> ActionPlan:
    """The provider's own people see the plan from now on, and answer in it. Blackpool policy 8."""
    row = ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if row.shown_at is None:
        row.shown_at = timezone.now()
        row.save_version(by=by, update_fields=["shown_at"])
    return row


@operation("action_plan.hidden", told="Action plan hidden from the provider", needs=CHANGE)
def hide_plan(*, by: User, plan: ActionPlan) -> ActionPlan:
    """The provider's own people no longer see the plan. What they answered stays."""
    row = ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if row.shown_at is not None:
        row.shown_at = None
        row.save_version(by=by, update_fields=["shown_at"])
    return row


@operation("action_plan.row_added", told="Concern added to an action plan", needs=CHANGE)
def add_row(*, by: User, plan: ActionPlan, **facts: Any) -> ActionPlanRow:
    """A concern with what is required, by when. `facts`: fields of the row. App 4. Raises ValidationError."""
    row = lock_open(plan)
    _refuse_source(row, facts)
    last = row.rows.order_by("-number").values_list("number", flat=True).first() or 0
    return ActionPlanRow.objects.create(plan=row, number=last + 1, changed_by=by, **facts)


@operation("action_plan.row_changed", told="Concern of an action plan changed", needs=CHANGE)
def change_row(*, by: User, row: ActionPlanRow, version: int, **facts: Any) -> ActionPlanRow:
    """Anything of a row: also when it was completed, another Y or N with its reason, one of three next steps. App 4.

    Raises ValidationError for a completion to come, another answer without a reason, a next step that the template does
    not have; Conflict.
    """
    plan = lock_open(row.plan)
    if (day := facts.get("met_on")) and day > timezone.localdate():
        raise ValidationError({"met_on": "The date it was completed must be today or in the past"})
    if facts.get("met_otherwise") and not facts.get("met_reason", "").strip():
        raise ValidationError({"met_reason": "Enter why it is not what the dates say"})
    if (chosen := facts.get("next_step")) and chosen not in next_steps(pack_of(plan)):
        raise ValidationError({"next_step": "Select one of the next steps"})
    if not facts.get("met_otherwise", row.met_otherwise):
        facts["met_reason"] = ""
    kept = ActionPlanRow.objects.lock_for_edit(row.pk, since=version, changing=facts)
    kept.save_version(by=by)
    return kept


@operation("action_plan.row_answered", told="Provider answered in an action plan", needs=ANSWER)
def answer_row(
    *,
    by: User,
    row: ActionPlanRow,
    version: int,
    response: str = "",
    evidence: str = "",
    said_done_on: date | None = None,
) -> ActionPlanRow:
    """What the provider says to a row: its response, its evidence, when it says it was done. App 4.

    Whether it is met is the council's to say. Raises PermissionDenied for a plan that is not the provider's, Conflict.
    """
    if not ActionPlanRow.objects.visible_to(by).filter(pk=row.pk).exists():
        raise PermissionDenied("This action plan is not yours.")
    lock_open(row.plan)
    if said_done_on and said_done_on > timezone.localdate():
        raise ValidationError({"said_done_on": "The date must be today or in the past"})
    changing = {"response": response.strip(), "evidence": evidence.strip(), "said_done_on": said_done_on}
    kept = ActionPlanRow.objects.lock_for_edit(row.pk, since=version, changing=changing)
    kept.save_version(by=by)
    return kept


@operation("action_plan.closed", needs=CHANGE)
def close_plan(*, by: User, plan: ActionPlan, version: int, closed_on: date, outcome: str) -> ActionPlan:
    """The plan is reviewed and over. Blackpool policy 8, App 4.

    Raises ValidationError while a row that is not met has none of the next steps; Conflict.
    """
    row = lock_open(plan)
    if not row.started_on <= closed_on <= timezone.localdate():
        raise ValidationError({"closed_on": "The date must be between the start of the plan and today"})
    waiting = [one for one in row.rows.all() if not is_met(one) and not one.next_step]
    if waiting:
        raise ValidationError(
            f"{count_of(len(waiting), 'concern')} not met, without a next step. Choose the next step of each first."
        )
    changing = {"closed_on": closed_on, "outcome": outcome.strip()}
    row = ActionPlan.objects.lock_for_edit(plan.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation("action_plan.carried_over", told="Next action plan started", needs=CHANGE)
def carry_over(
    *, by: User, plan: ActionPlan, started_on: date, agreed_with: str, review_on: date, due_on: date
) -> ActionPlan:
    """The next plan, with the rows that go on; each keeps its number and knows where it came from. App 4.

    `due_on` is their new date. Raises ValidationError while the plan is open, or has been carried over already.
    """
    old = ActionPlan.objects.select_for_update(of=("self",)).select_related("procedure").get(pk=plan.pk)
    if old.closed_on is None:
        raise ValidationError("Close this plan first, with a next step for each concern that is not met.")
    if ActionPlan.objects.filter(replaces=old).exists():
        raise ValidationError("This plan was carried over already. Go on with the next one.")
    if due_on < started_on:
        raise ValidationError({"due_on": "The new date must not be before the date of the plan"})
    new = start_plan(
        by=by, service=old.service, started_on=started_on, agreed_with=agreed_with, review_on=review_on,
        decision=old.decision,
    )  # fmt: skip
    new.replaces, new.shown_at = old, timezone.now() if old.shown_at else None
    new.save_version(by=by, update_fields=["replaces", "shown_at"])
    _copy(by, old, new, due_on)
    return new


def lock_open(plan: ActionPlan) -> ActionPlan:
    """The plan, held, with its procedure. Raises ValidationError when it is closed."""
    rows = ActionPlan.objects.select_for_update(of=("self",)).select_related("procedure", "service")
    row = rows.get(pk=plan.pk)
    if row.closed_on:
        raise ValidationError(CLOSED)
    return row


TAKEN_OVER = (
    "number", "source", "source_words", "grading_id", "concern_id", "nature", "action", "response", "by_whom",
    "measure",
)  # fmt: skip


def _copy(by: User, old: ActionPlan, new: ActionPlan, due_on: date) -> None:
    going_on = carried(pack_of(old))
    for row in old.rows.filter(met_on=None, next_step__in=going_on).exclude(met_otherwise="Y"):
        ActionPlanRow.objects.create(
            plan=new, due_on=due_on, carried_from=row, origin_id=row.origin_id or row.pk, changed_by=by,
            **{name: getattr(row, name) for name in TAKEN_OVER},
        )  # fmt: skip


def _refuse_review(started_on: date, review_on: date) -> None:
    if review_on <= started_on:
        raise ValidationError({"review_on": "The date of the review must be after the date of the plan"})


def _refuse_source(plan: ActionPlan, facts: dict[str, Any]) -> None:
    """A grading or a concern of this service only."""
    grading, concern = facts.get("grading"), facts.get("concern")
    if grading and grading.assessment.service_id != plan.service_id:
        raise ValidationError({"grading": "Select a row of an assessment of this service"})
    if concern and concern.provider_id != plan.service.provider_id:
        raise ValidationError({"concern": "Select a concern about this provider"})
