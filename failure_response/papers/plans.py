"""Contingency plans and the approach of an event as documents; what they say stands in the room of plans."""

from django.core.exceptions import ValidationError

from accounts.models import User
from events.document_kinds import About, Paper, Progress
from events.models import FailureEvent
from plans.approach_paper import approach_paper
from plans.documents import contingency_plan
from plans.models import Approach, ContingencyPlan, PlanVersion

GONE = "This contingency plan is not there any more. Open the list of contingency plans."


def has_approach(event: FailureEvent) -> bool:
    return Approach.objects.filter(event=event).exists()


def approach(
    event: FailureEvent, user: User, progress: Progress = lambda words: None, most_rows: int | None = None
) -> Paper:
    """The comparison of options with what was chosen. Raises ValidationError before an approach is chosen."""
    row = Approach.objects.visible_to(user).filter(event=event).select_related("procedure").first()
    if row is None:
        raise ValidationError("No approach is chosen yet. Choose one on the page of the plans.")
    return Paper("plans/pdf/approach.html", approach_paper(event, row), [])


def about_plan(user: User, event: None, key: int) -> About | None:
    found = ContingencyPlan.objects.visible_to(user).filter(pk=key).first()
    return About(found.title, found.get_absolute_url()) if found else None


def contingency(
    event: None, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """A plan as it stands, with the facts of now. Raises ValidationError where it is not there."""
    plan = ContingencyPlan.objects.visible_to(user).filter(pk=about).first()
    if plan is None:
        raise ValidationError(GONE)
    return contingency_plan(plan, user)


def about_version(user: User, event: None, key: int) -> About | None:
    found = _version(user, key)
    return About(f"{found.plan.title}, {found}", found.get_absolute_url()) if found else None


def contingency_as_published(
    event: None, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """What was published then. Raises ValidationError where it is not there."""
    version = _version(user, about)
    if version is None:
        raise ValidationError(GONE)
    return contingency_plan(version.plan, user, version)


def _version(user: User, key: int) -> PlanVersion | None:
    return PlanVersion.objects.visible_to(user).filter(pk=key).select_related("plan").first()
