"""The approach as a paper for a decision: options of every issue side by side, what is chosen, who signed it off."""

from typing import Any

from django.utils import timezone

from events.models import FailureEvent
from events.procedure.loader import from_content
from plans.approach_reading import bodies_of, cost_of, issues_of, others_kept
from plans.models import Approach


def approach_paper(event: FailureEvent, approach: Approach) -> dict[str, Any]:
    """Context of templates/plans/pdf/approach.html. Bounded by the options of the outline."""
    issues = issues_of(approach)
    return {
        "event": event,
        "approach": approach,
        "reference": event.reference,
        "as_at": timezone.now(),
        "council_name": str(event.host_council),
        "issues": issues,
        "cost": cost_of(issues),
        "others": others_kept(approach),
        "bodies": bodies_of(from_content(approach.procedure.content), event, approach),
    }
