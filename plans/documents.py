"""A contingency plan on paper: as it was published, or as it stands. LGiU template T1 to T14."""

from django.utils import timezone

from accounts.models import Organisation, User
from events.document_kinds import Paper
from plans.models import ContingencyPlan, PlanVersion
from plans.operations.contingency_content import content_of


def contingency_plan(plan: ContingencyPlan, user: User, version: PlanVersion | None = None) -> Paper:
    """What was published with the facts of then; without a version the plan and the facts as they are now."""
    content = version.content if version else content_of(plan, user, timezone.localdate())
    council = Organisation.objects.filter(is_host=True).values_list("name", flat=True).first()
    context = {
        "plan": plan,
        "version": version,
        "content": content,
        "reference": f"{content['title']}, {str(version).lower() if version else 'as it stands'}",
        "as_at": version.published_at if version else timezone.now(),
        "council_name": council or "",
    }
    return Paper("plans/pdf/contingency_plan.html", context, [])
