"""What a plan rests on: who would step in, who would lead, what belongs to it, what was confirmed. LGiU T5 to T14."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from plans.bindings import all_facts, blocks_of
from plans.models import Alternative, ContingencyPlan, FactConfirmation, PlanLink, ProposedLead
from plans.operations.contingency import CHANGE, lock_standing

FUTURE = "The date must be today or in the past"


@operation("alternative.recorded", needs=CHANGE)
def record_alternative(*, by: User, **facts: Any) -> Alternative:
    """A service or provider is willing to step in, or was commissioned as one of last resort. LGiU template T9.

    `facts` are fields of Alternative. Raises ValidationError for one that is in the register, or cannot be reached.
    """
    _refuse_unreachable(facts)
    same = Alternative.objects.current().filter(service=facts.get("service"), provider=facts.get("provider"))
    if same.exists():
        raise ValidationError(f"{same.first()} is in the register already. Change its entry.")
    row = Alternative(recorded_by=by, changed_by=by, **facts)
    _settle_places(row)
    row.save()
    return row


@operation("alternative.changed", needs=CHANGE)
def change_alternative(*, by: User, alternative: Alternative, version: int, **facts: Any) -> Alternative:
    """What it said last. Raises ValidationError as recording does, Conflict."""
    _refuse_unreachable(facts)
    _lock_current(alternative)
    row = Alternative.objects.lock_for_edit(alternative.pk, since=version, changing=facts)
    _settle_places(row)
    row.save_version(by=by, update_fields=["places_on"] if row.edited else [])
    return row


@operation("alternative.ended", needs=CHANGE)
def end_alternative(*, by: User, alternative: Alternative, reason: str) -> Alternative:
    """It would not step in any more. Plans show it no longer; what was published keeps it. T9."""
    row = _lock_current(alternative)
    row.ended_on, row.ended_reason = timezone.localdate(), reason.strip()
    row.save_version(by=by, update_fields=["ended_on", "ended_reason"])
    return row


@operation("proposed_lead.named", told="Lead proposed", needs=CHANGE)
def propose_lead(
    *, by: User, plan: ContingencyPlan, role: str, user: User | None = None, name: str = "", phone: str = "",
    email: str = "",
) -> ProposedLead:  # fmt: skip
    """Who is to hold a role when the plan is carried out; takes the place of whoever was named before. T5.

    Raises ValidationError for nobody, and for somebody without an account who cannot be reached.
    """
    row = lock_standing(plan)
    if user is None and not name.strip():
        raise ValidationError({"name": "Choose a person or enter a name"})
    if user is None and not (phone.strip() or email.strip()):
        raise ValidationError({"phone": "Enter a telephone number or an e-mail address"})
    today = timezone.localdate()
    for before in row.proposed_leads.filter(role=role, ended_on=None):
        before.ended_on = today
        before.save_version(by=by, update_fields=["ended_on"])
    return ProposedLead.objects.create(
        plan=row, role=role, user=user, name=user.name if user else name.strip(), phone=phone.strip(),
        email=user.email if user else email.strip(), named_on=today, changed_by=by,
    )  # fmt: skip


@operation("proposed_lead.ended", told="Lead no longer proposed", needs=CHANGE)
def end_proposed_lead(*, by: User, lead: ProposedLead) -> ProposedLead:
    """Nobody is proposed for the role any more."""
    lock_standing(lead.plan)
    row = ProposedLead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    if row.ended_on is None:
        row.ended_on = timezone.localdate()
        row.save_version(by=by, update_fields=["ended_on"])
    return row


@operation("plan_link.made", told="Link added", needs=CHANGE)
def link_plan(*, by: User, plan: ContingencyPlan, **target: Any) -> PlanLink:
    """The plan belongs together with one `provider`, `service`, `alternative`, `related` plan, or `words`. T9, T14.

    Raises ValidationError for nothing, the plan itself, and what is linked already.
    """
    row = lock_standing(plan)
    given = {name: value for name, value in target.items() if value}
    if len(given) != 1:
        raise ValidationError("Choose one thing to link.")
    if given.get("related") == row:
        raise ValidationError({"related": "Choose another plan"})
    if row.links.filter(ended_on=None, **given).exists():
        raise ValidationError("That is linked to this plan already.")
    return PlanLink.objects.create(plan=row, added_by=by, added_on=timezone.localdate(), **given)


@operation("plan_link.ended", told="Link ended", needs=CHANGE)
def unlink_plan(*, by: User, link: PlanLink) -> PlanLink:
    """It belongs to the plan no longer; what was published keeps it."""
    lock_standing(link.plan)
    row = PlanLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if row.ended_on is None:
        row.ended_on = timezone.localdate()
        row.save(update_fields=["ended_on"])
    return row


@operation("facts.confirmed", needs=CHANGE)
def confirm_facts(*, by: User, plan: ContingencyPlan, facts: Iterable[str]) -> ContingencyPlan:
    """Somebody rang or looked today: these are still so. `facts` as plans.bindings.Shown.value. LGiU template T14.

    Raises ValidationError for none, and for one that says something else than it did on the page.
    """
    row, chosen = lock_standing(plan), set(facts)
    today: date = timezone.localdate()
    if not chosen:
        raise ValidationError({"facts": "Select what you have confirmed"})
    known = {one.value: one for one in all_facts(blocks_of(row, by, today))}
    if not chosen <= set(known):
        raise ValidationError({"facts": "A fact has changed since you opened this page. Look at it again"})
    for value in sorted(chosen):
        fact = known[value].fact
        FactConfirmation.objects.create(fact=fact.key, said=fact.said, confirmed_on=today, confirmed_by=by)
    return row


def _lock_current(alternative: Alternative) -> Alternative:
    row = Alternative.objects.select_for_update(of=("self",)).get(pk=alternative.pk)
    if row.ended_on:
        raise ValidationError(f"{row} is no longer in the register.")
    return row


def _refuse_unreachable(facts: dict[str, Any]) -> None:
    if not (facts.get("phone") or facts.get("email")):
        raise ValidationError({"phone": "Enter a telephone number or an e-mail address"})
    for name in ("said_on", "places_on"):
        if (day := facts.get(name)) and day > timezone.localdate():
            raise ValidationError({name: FUTURE})


def _settle_places(row: Alternative) -> None:
    """Free places and the day they were told of go together."""
    if row.places is None:
        row.places_on = None
    elif row.places_on is None:
        row.places_on = timezone.localdate()
