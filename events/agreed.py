"""Where an action was agreed, as far as its reader may know. Staffordshire SOP 11.6."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from events.models import Action, Meeting


def with_meeting(actions: QuerySet, user: User) -> QuerySet:
    """Actions with their meeting, and `is_named`: whether the reader was there, or reads every meeting."""
    known = Meeting.objects.visible_to(user).filter(pk=OuterRef("meeting_id"))
    return actions.select_related("meeting").annotate(is_named=Exists(known))


def where_agreed(action: Action) -> str:
    """At which meeting one of `with_meeting` was agreed; of one that the reader was not asked to, only that it was."""
    if action.meeting is None:
        return "Between meetings"
    return str(action.meeting) if action.is_named else "At a meeting"
