"""Actions of plans that are due: the designated person is told in the morning. Blackpool policy App 5."""

from datetime import date

from accounts.audit import operation
from accounts.models import Notification, User
from accounts.notifications import notify
from events.models import Checklist, FailureEvent, Step
from govuk.words import count_of


@operation("plan.reminded", told="Reminded of actions of plans")
def remind_of_actions(*, by: User, event: FailureEvent, person: User, today: date) -> list[Notification]:
    """Tell somebody which of their actions are due, once a day; what an action says stays here."""
    mine = list(due_actions(today).filter(event=event, designated_user=person))
    told = f"plan.due:{event.pk}:{today}"
    if not mine or Notification.objects.filter(to=person, dedupe=told).exists():
        return []
    late = sum(step.due_on < today for step in mine)
    words = count_of(len(mine), "action of a plan is", "actions of plans are")
    plans = {step.stage.checklist.kind for step in mine}
    below = f"plans/{min(plans)}/" if len(plans) == 1 else "plans/"
    return [
        notify(
            to=person,
            kind="plan.due",
            subject=f"{event.reference}: {words} due",
            body=f"In {event.reference} {words} due and yours to do. Late: {late}.",
            dedupe=told,
            event=event,
            url=f"{event.get_absolute_url()}{below}",
        )
    ]


def remind_all_of_actions(*, by: User, today: date) -> int:
    """Remind everybody with an action due; how many were told. Safe to run twice."""
    pairs = (
        due_actions(today)
        .order_by("event", "designated_user")
        .values_list("event", "designated_user")
        .distinct()
    )
    events = FailureEvent.objects.in_bulk({event for event, _ in pairs})
    people = User.objects.active().in_bulk({person for _, person in pairs})
    return sum(
        len(remind_of_actions(by=by, event=events[event], person=people[person], today=today))
        for event, person in pairs
        if person in people
    )


def due_actions(today: date):
    """Open actions of plans of running events, due by today, that somebody with an account is to do."""
    steps = Step.objects.open().filter(due_on__lte=today, designated_user__isnull=False)
    steps = steps.exclude(stage__checklist__kind=Checklist.Kind.PROCEDURE).select_related("stage__checklist")
    return steps.filter(event__in=FailureEvent.objects.open())
