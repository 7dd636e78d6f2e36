"""Owners are told when a plan's review is due. LGiU template T14; Staffordshire SOP 8.0."""

from datetime import date

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import notify
from plans.models import ContingencyPlan
from plans.operations.contingency import CHANGE


@operation("contingency_plan.reminded")
def remind(*, by: User, plan: ContingencyPlan, people: list[User]) -> list[User]:
    """Tell these people once that the review of this date is due."""
    for person in people:
        notify(
            to=person,
            kind="plans.review_due",
            subject=f"Review the contingency plan: {plan.title}",
            body="It was published or reviewed more than a year ago. Sign in to look at it.",
            url=plan.get_absolute_url(),
            dedupe=f"plans.review_due:{plan.pk}:{plan.review_on}",
        )
    return people


def remind_of_reviews(*, by: User, today: date) -> int:
    """Every plan whose review is due; how many tellings were asked for. Safe to run twice.

    The plan of an owner who has left goes to everybody who may change plans.
    """
    rows = list(ContingencyPlan.objects.visible_to(by).to_review(today).select_related("owner"))
    may = [one for one in User.objects.active() if one.has_perm(CHANGE)] if rows else []
    return sum(len(remind(by=by, plan=one, people=[one.owner] if one.owner in may else may)) for one in rows)
