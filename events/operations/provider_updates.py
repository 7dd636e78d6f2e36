"""The fortnightly update to the provider: when it is due, who is reminded, when it was given. Staffordshire SOP 11.7.

The log is kept with the other messages: an update is any message to the provider.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Notification, User
from accounts.notifications import notify
from events.acting import those_at_hand
from events.models import Communication, FailureEvent
from events.operations.leads import lock_open
from events.operations.notices import pack_of
from events.procedure.pack import Pack
from events.rules.due import PROVIDER_UPDATE, due_on

LAST = "last_provider_update"  # the anchor's name in a pack


@dataclass(frozen=True)
class Update:
    """Where the updates of an event stand.

    `late_since` is the first due date that nobody met, `due_on` the latest of those that have come, else the next.
    """

    last_on: date | None
    due_on: date | None
    late_since: date | None
    reason: str
    section: str
    message: str  # id of the message in the pack; "free" where it has none
    roles: tuple[str, ...]


def update_of(event: FailureEvent, today: date, pack: Pack | None = None) -> Update | None:
    """When the provider's next update is due, and why; None where the procedure asks for none. SOP 11.7.

    Unanswered, it is due again after as many days. At most two queries.
    """
    pack = pack or pack_of(event)
    gate = pack.gate(PROVIDER_UPDATE)
    if gate is None or gate.due is None:
        return None
    last = last_update(event)
    dates = {LAST: last}
    if last is None:
        dates |= {name: anchor(event, pack, name) for name in gate.due.anchors if name != LAST}
    answer = due_on(pack, PROVIDER_UPDATE, dates)
    due, every = answer.on, timedelta(days=max(gate.due.offset_days, 1))
    late_since = due if due and due < today else None
    if late_since:
        due += every * ((today - late_since) // every)
    message = next((one.id for one in pack.messages if one.audience == "provider"), Communication.FREE)
    return Update(last, due, late_since, answer.reason, answer.section, message, roles_of(pack, message))


def roles_of(pack: Pack, message: str) -> tuple[str, ...]:
    """Who gives the update: whoever does the step that its message belongs to."""
    said = pack.message(message)
    return next((step.responsible for step in pack.steps if said and step.id == said.step), ())


def last_update(event: FailureEvent) -> date | None:
    """The day of the latest message to the provider, as it was given."""
    given = Communication.objects.filter(event=event, audience=Communication.Audience.PROVIDER)
    moment = given.aggregate(last=Max(Coalesce("recipients__sent_at", "sent_at")))["last"]
    return timezone.localdate(moment) if moment else None


def anchor(event: FailureEvent, pack: Pack, name: str) -> date | None:
    """A date that due dates are counted from: of the event, or the day on which a stage was first reached."""
    known = {
        "notified": event.notified_on,
        "invoked": event.invoked_at and timezone.localdate(event.invoked_at),
    }
    if name in known:
        return known[name]
    for stage in pack.stages:
        if name == f"{stage.name.lower().replace(' ', '_')}_started":
            first = event.history().filter(current_stage=stage.name).first()
            return timezone.localdate(first.pgh_created_at) if first else None
    return None


@operation("provider_update.reminded")
def remind_of_update(*, by: User, event: FailureEvent, today: date) -> list[User]:
    """Remind whoever gives the update on the day it is due, once for each due date; who was told. SOP 11.7."""
    event = lock_open(event)
    update = update_of(event, today)
    if update is None or update.due_on is None or update.due_on > today:
        return []
    told = f"provider_update:{event.pk}:{update.due_on}"
    if Notification.objects.filter(dedupe=told).exists():
        return []
    people = those_at_hand(event, update.roles)
    for person in people:
        notify(
            to=person,
            kind="provider_update.due",
            subject=f"{event.reference}: the update to the provider is due",
            body=f"The regular update to the provider of {event.reference} is due. {update.reason}"
            f" ({update.section})",
            dedupe=told,
            event=event,
            url=f"{event.get_absolute_url()}updates/",
        )
    return people


def remind_all(*, by: User, today: date) -> int:
    """Remind of every update that is due; how many people were told. Safe to run twice."""
    running = FailureEvent.objects.invoked().order_by("pk")
    return sum(len(remind_of_update(by=by, event=event, today=today)) for event in running)
