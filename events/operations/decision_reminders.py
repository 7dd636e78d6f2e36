"""The morning on which it is to be decided again whether the response is held at its stage. Staffordshire SOP 11.5.

Whoever leads on that morning is told, whoever led when it was decided.
"""

from datetime import datetime, time

from django.utils import timezone

from accounts.audit import operation
from accounts.models import Notification, User
from accounts.notifications import notify
from events.acting import those_at_hand
from events.models import Decision, FailureEvent
from events.operations.leads import lock_open
from events.operations.notices import pack_of
from events.operations.step_checks import latest_decision

MORNING = time(9, 0)


@operation("decision.reminded")
def remind_of_decision(*, by: User, event: FailureEvent, now: datetime) -> list[User]:
    """Tell whoever leads that it is to be decided again, once for each decision; who was told. SOP 11.5."""
    event = lock_open(event)
    decision = latest_decision(event)
    if decision is None or decision.kind != Decision.Kind.MAINTAIN or now < due_at(decision):
        return []
    told = f"decision.review:{event.pk}:{decision.pk}"
    if Notification.objects.filter(dedupe=told).exists():
        return []
    point = pack_of(event).required_leads
    people = those_at_hand(event, [point[0].role] if point else [])
    for person in people:
        notify(
            to=person,
            kind="decision.review",
            subject=f"{event.reference}: decide again today",
            body=(
                f"The response to {event.reference} is held at its stage. Today it is to be decided again whether to "
                "stand down, maintain or escalate."
            ),
            dedupe=told,
            event=event,
            url=f"{event.get_absolute_url()}decision/",
        )
    return people


def due_at(decision: Decision) -> datetime:
    """Nine in the morning of the day on which it is to be decided again."""
    return timezone.make_aware(datetime.combine(decision.review_on, MORNING))


def remind_all_to_decide(*, by: User, now: datetime) -> int:
    """Remind in every event where the day has come; how many people were told. Safe to run twice."""
    held = Decision.objects.filter(kind=Decision.Kind.MAINTAIN, review_on__lte=timezone.localdate(now))
    running = FailureEvent.objects.invoked().filter(pk__in=held.values("event")).order_by("pk")
    return sum(len(remind_of_decision(by=by, event=event, now=now)) for event in running)
