"""What the council says about an event, and whom it was given to, when and how. Staffordshire SOP 11.5, 11.6."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import notify
from events import not_told
from events.models import Communication, FailureEvent, Notice, Recipient
from events.operations.gates import residents_gate
from events.operations.leads import lock_open
from events.operations.loose_ends import outcomes_of
from events.operations.notices import pack_of
from events.operations.steps import gate_words, unresolved_people
from events.procedure.merge import fill, unwrap
from events.procedure.pack import Pack
from events.procedure.schema import Message
from events.rules.gates import ALL_MOVED
from govuk.words import full_date

Audience, Method = Communication.Audience, Recipient.Method


class To(NamedTuple):
    """Whom a message is given to. `user` alone: by this service. With a method by hand: it was said or sent at
    `sent_at` (now, if left out), to `name` of `organisation`, reached by `address`.
    """

    user: User | None = None
    name: str = ""
    organisation: str = ""
    address: str = ""
    method: str = Method.SERVICE
    sent_at: datetime | None = None


@operation("communication.recorded", told="Message sent or recorded", needs="events.send_communication")
def record_communication(
    *,
    by: User,
    event: FailureEvent,
    kind: str = Communication.FREE,
    subject: str,
    body: str,
    recipients: Iterable[To],
    audience: str = "",
) -> Communication:
    """Send a message to people with an account, and record to whom else it was given. SOP 11.5, 11.6, 11.7.

    `kind` is the id of a message of the event's procedure, or "free". What is sent by e-mail says only that there is
    a message, which is read after signing in. Raises ValidationError: for residents and relatives before the gate
    opens, that everybody has moved while somebody has no final outcome (SOP 11.8), without recipients, for somebody
    who may not open the event, for a contact who must not be told, for a moment still to come.
    """
    event = lock_open(event)
    if event.status == FailureEvent.Status.DRAFT:
        raise ValidationError("This is a draft. Log the incident before you write about it.")
    pack = pack_of(event)
    written = pack.message(kind)
    if written is None and kind != Communication.FREE:
        raise ValidationError({"kind": "The procedure of this event has no such message."})
    audience = written.audience if written else audience
    if audience not in Audience.values:
        raise ValidationError({"audience": "Select whom the message is for."})
    _refuse_shut_gate(event, pack, audience)
    _refuse_unresolved(event, pack, written)
    if missing := _missing(subject, body):
        raise ValidationError(missing)
    row = Communication.objects.create(
        event=event,
        kind=kind,
        title=written.label if written else f"Message: {Audience(audience).label}",
        audience=audience,
        section=pack.cite(written) if written else "",
        subject=subject.strip(),
        body=body.strip(),
        sent_by=by,
    )
    _give(by, event, row, list(recipients))
    return row


@operation("communication.given", told="Message given to somebody else", needs="events.send_communication")
def give_to(*, by: User, communication: Communication, recipients: Iterable[To]) -> Communication:
    """A message that was recorded before is given to more people. Raises ValidationError as recording does."""
    event = lock_open(communication.event)
    _refuse_shut_gate(event, pack_of(event), communication.audience)
    _give(by, event, communication, list(recipients))
    return communication


@operation("communication.read", told="Message read")
def acknowledge_message(*, by: User, communication: Communication) -> Recipient:
    """The person to whom it was sent says that it has been read. Raises ValidationError for anybody else."""
    row = Recipient.objects.select_for_update(of=("self",)).filter(
        communication=communication, user=by, method=Method.SERVICE
    )
    recipient = row.first()
    if recipient is None:
        raise ValidationError("This message was not sent to you.")
    if recipient.acknowledged_at is None:
        recipient.acknowledged_at = timezone.now()
        recipient.save(update_fields=["acknowledged_at"])
    return recipient


def may_receive(event: FailureEvent):
    """People with an account who can be sent a message: the council's, and those of whom the event is shared with."""
    own = User.objects.active().filter(organisation_id=event.host_council_id)
    shared = event.shares.filter(ended_at=None).values("organisation_id")
    return (
        (own | User.objects.active().filter(organisation__in=shared))
        .select_related("organisation")
        .distinct()
    )


def written_for(event: FailureEvent, message: Message, today: datetime) -> tuple[str, str]:
    """Subject and text of a message of the pack, with what is known of the event filled in."""
    values = merge_values(event, today)
    return fill(message.subject, values)[:200], fill(unwrap(message.text), values)


def merge_values(event: FailureEvent, now: datetime) -> dict[str, str]:
    """What the merge fields stand for now."""
    lead = event.leads.current().holders().filter(role=_first_role(pack_of(event))).first()
    notice = Notice.objects.filter(event=event).last()
    return {
        "reference": event.reference,
        "service": event.service.name,
        "place": event.service.town or event.service.local_authority,
        "provider": event.provider.name,
        "service_type": event.service_type,
        "council": event.host_council.name,
        "notified_on": full_date(event.notified_on),
        "notice": notice.trigger_label if notice else "",
        "response": event.response,
        "stage": event.current_stage or event.get_status_display(),
        "closes_on": full_date(event.closes_on) or "not known yet",
        "outcomes": outcomes_of(event) or "nobody",
        "lead": lead.name if lead else "",
        "lead_phone": (lead.phone or lead.email) if lead else "",
        "today": full_date(now),
    }


def _first_role(pack: Pack) -> str:
    return pack.required_leads[0].role if pack.required_leads else ""


def _refuse_shut_gate(event: FailureEvent, pack: Pack, audience: str) -> None:
    """Nothing is told to residents and relatives before the step that opens the gate. SOP 11.5."""
    if audience != Audience.RESIDENTS:
        return
    gate = residents_gate(event, pack)
    if not gate.is_open:
        raise ValidationError(f"{gate.reason} {gate.section}.", code="gate")


def _refuse_unresolved(event: FailureEvent, pack: Pack, written: Message | None) -> None:
    """The final confirmations wait, as their steps do, until everybody has a final outcome. SOP 11.8."""
    steps = [step for step in pack.steps if written and written.step == step.id and step.gate]
    held = any(pack.gate(step.gate).code == ALL_MOVED for step in steps)
    if held and (people := unresolved_people(event)):
        raise ValidationError(gate_words(people), code="gate")


def _missing(subject: str, body: str) -> dict[str, str]:
    missing = {}
    if not subject.strip():
        missing["subject"] = "Enter what the message is about."
    if not body.strip():
        missing["body"] = "Enter the message."
    return missing


def _give(by: User, event: FailureEvent, row: Communication, recipients: list[To]) -> None:
    if not recipients:
        raise ValidationError("Choose who is sent the message, or record who was told.", code="nobody")
    _refuse_not_told(event, recipients)
    allowed = set(may_receive(event).values_list("pk", flat=True))
    for to in recipients:
        if to.method == Method.SERVICE:
            _send(by, event, row, to, allowed)
        else:
            _record(by, event, row, to)


def _refuse_not_told(event: FailureEvent, recipients: list[To]) -> None:
    """A contact who must not be told is not told by a name, number or address typed by hand either. SOP 11.5."""
    reached = [
        not_told.Reached(to.name or to.user.name, to.address or to.user.email)
        if to.user
        else not_told.Reached(to.name, to.address)
        for to in recipients
    ]
    if said := not_told.sentences(event, reached):
        raise ValidationError(said, code="must_not_be_told")


def _send(by: User, event: FailureEvent, row: Communication, to: To, allowed: set[int]) -> None:
    if to.user is None or to.user.pk not in allowed:
        name = to.user.name if to.user else to.name
        raise ValidationError(
            {"people": f"{name} cannot open {event.reference}. Record how they were told instead."}
        )
    if row.recipients.filter(user=to.user, method=Method.SERVICE).exists():
        return
    message = notify(
        to=to.user,
        kind="communication",
        subject=f"{event.reference}: {row.title}",
        body=f"There is a message for you about {event.reference}. Sign in to read it.",
        dedupe=f"communication:{row.pk}",
        event=event,
        url=row.get_absolute_url(),
    )
    Recipient.objects.create(
        communication=row,
        event=event,
        user=to.user,
        name=to.user.name,
        organisation=str(to.user.organisation),
        address=to.user.email,
        method=Method.SERVICE,
        notification=message,
        recorded_by=by,
    )


def _record(by: User, event: FailureEvent, row: Communication, to: To) -> None:
    now = timezone.now()
    if not (to.name or to.user):
        raise ValidationError({"name": "Enter who was told."})
    if to.sent_at and to.sent_at > now:
        raise ValidationError({"told_on": "When they were told must be now or in the past."})
    Recipient.objects.create(
        communication=row,
        event=event,
        user=to.user,
        name=to.name or to.user.name,
        organisation=to.organisation or (str(to.user.organisation) if to.user else ""),
        address=to.address,
        method=to.method,
        sent_at=to.sent_at or now,
        recorded_by=by,
    )
