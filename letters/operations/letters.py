"""Letters are made for people of an event, and it is recorded that they went out. Staffordshire SOP 11.5, 12.0."""

from collections.abc import Iterable
from datetime import date, time

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent
from events.operations.gates import residents_gate
from events.operations.leads import lock_open
from letters.models import Letter, LetterTemplate, Mailing
from letters.rules.fields import ATTENDANCE, TO, missing_words
from letters.rules.names import on_envelope
from letters.rules.text import Block, fields_in, fill, read
from letters.values import of_event, of_meeting, of_sheet, people_coming
from letters.whom import Recipient, couples, recipients, sheets, stopped
from trackers.models import TrackerEntry

SEND = "letters.send_letter"
MOST = 300  # letters in one go: what one PDF takes


@operation("letters.made", needs=SEND)
def make_letters(
    *,
    by: User,
    event: FailureEvent,
    template: LetterTemplate,
    version: int,
    to: str,
    chosen: Iterable[str],
    warned: Iterable[str] = (),
    among: Iterable[int] = (),
    dated: date,
    signed_by: str,
    signer_job: str = "",
    large_print: bool = False,
    together: bool = False,
    meeting_on: date | None = None,
    meeting_at: time | None = None,
    meeting_place: str = "",
) -> Mailing:
    """Merge a letter for each recipient that was chosen, and keep its words. SOP 11.5, 12.0.

    `chosen` are keys of letters.whom.Recipient; `warned` those of them that were chosen although their warning was
    shown; `among` are keys of the tracker entries that were offered, so that the mailing says who was left out;
    `version` is that of the words that were shown. With `together` two who live together get one piece of paper.
    Raises ValidationError: while the gate on telling residents and relatives is shut, for what is not known, and for
    anybody who must not be told, has died, or cannot be written to.
    """
    if not FailureEvent.objects.visible_to(by).filter(pk=event.pk, host_council=by.organisation_id).exists():
        raise PermissionDenied("Only the council that runs the event writes letters.")
    event = lock_open(event)
    template = LetterTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    refuse(event, template, to)
    if template.version != version:
        raise ValidationError("Somebody has changed the words of this letter meanwhile. Look at it again.")
    values = of_event(event, dated=dated, signed_by=signed_by, signer_job=signer_job)
    values |= of_meeting(meeting_on, meeting_at, meeting_place.strip())
    if missing := missing_words(template.kind, fields_in(template.text), values):
        raise ValidationError(f"The letter cannot be made: {'; '.join(missing)}.")
    found, left_out = _choose(event, template, to, set(chosen), set(warned), among)
    papers = sheets(found, couples(event) if together else [], together=together)
    mailing = Mailing.objects.create(
        event=event, template=template, template_version=version, name=template.name, to=to, dated=dated,
        signed_by=signed_by.strip(), made_by=by, left_out=left_out,
        letters_made=1 if template.kind == ATTENDANCE else len(found),
        large_print=large_print or template.large_print,
    )  # fmt: skip
    blocks = read(template.text)
    rows = _list(mailing, blocks, values, found) if template.kind == ATTENDANCE else [
        row for n, paper in enumerate(papers, start=1) for row in _letters(mailing, blocks, values, paper, n)
    ]  # fmt: skip
    Letter.objects.bulk_create(rows)
    return mailing


@operation("letters.sent", told="Letters posted or handed over", needs=SEND)
def record_sent(
    *, by: User, mailing: Mailing, letters: Iterable[Letter], sent_on: date, sent_how: str, sent_by: str
) -> Mailing:
    """They were posted or handed over on a day. Raises ValidationError for one that went out already, for one that
    must not go out, for letters that were withdrawn, and for a day before they were made.
    """
    event = lock_open(mailing.event)
    if event.host_council_id != by.organisation_id:
        raise PermissionDenied("Only the council that runs the event writes letters.")
    if Mailing.objects.filter(pk=mailing.pk, withdrawn_at__isnull=False).exists():
        raise ValidationError("These letters were withdrawn, so none of them goes out. Make new ones.")
    keys = [one.pk for one in letters]
    rows = list(Letter.objects.select_for_update(of=("self",)).filter(mailing=mailing, pk__in=keys))
    if not rows:
        raise ValidationError({"letters": "Select the letters that went out"})
    if not timezone.localdate(mailing.made_at) <= sent_on <= timezone.localdate():
        raise ValidationError({"sent_on": "The day must be between the day the letters were made and today"})
    held = stopped(rows)
    for row in rows:
        if row.sent_on:
            raise ValidationError(f"The letter to {row.name} is recorded as sent already.")
        if row.pk in held:
            raise ValidationError(f"The letter to {row.name} must not go out: {row.name} {held[row.pk]}.")
        row.sent_on, row.sent_how, row.sent_by, row.recorded_by = sent_on, sent_how, sent_by.strip(), by
    Letter.objects.bulk_update(rows, ["sent_on", "sent_how", "sent_by", "recorded_by"])
    return mailing


@operation("letters.withdrawn", needs=SEND)
def withdraw_mailing(*, by: User, mailing: Mailing, reason: str) -> Mailing:
    """Letters that were made by mistake go nowhere any more; what went out stays recorded. SOP 12.0.

    Raises ValidationError without a reason, for what was withdrawn already, and where every letter went out.
    """
    event = lock_open(mailing.event)
    if event.host_council_id != by.organisation_id:
        raise PermissionDenied("Only the council that runs the event writes letters.")
    row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the letters are withdrawn"})
    if row.withdrawn_at:
        raise ValidationError("These letters were withdrawn already. Their page says by whom and why.")
    if not row.letters.not_sent().exists():
        raise ValidationError("Every one of these letters went out, so there is nothing to withdraw.")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = timezone.now(), by, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    return row


@operation("letters.taken_back", told="Record that letters went out taken back", needs=SEND)
def take_back_sent(*, by: User, mailing: Mailing, letters: Iterable[Letter], reason: str) -> Mailing:
    """They did not go out after all: the record is taken back, and the history keeps it. SOP 12.0.

    Raises ValidationError without a reason, for none chosen, and for one whose record was taken back meanwhile.
    """
    event = lock_open(mailing.event)
    if event.host_council_id != by.organisation_id:
        raise PermissionDenied("Only the council that runs the event writes letters.")
    keys = [one.pk for one in letters]
    rows = list(Letter.objects.select_for_update(of=("self",)).filter(mailing=mailing, pk__in=keys))
    if not rows:
        raise ValidationError({"letters": "Select the letters that did not go out"})
    if not reason.strip():
        raise ValidationError({"reason": "Enter why the record is taken back"})
    for row in rows:
        if not row.sent_on:
            raise ValidationError(
                f"The letter to {row.name} is not recorded as sent. Look at the list again."
            )
        row.sent_on, row.sent_how, row.sent_by, row.recorded_by = None, "", "", None
        row.taken_back_because = reason.strip()
    Letter.objects.bulk_update(rows, ["sent_on", "sent_how", "sent_by", "recorded_by", "taken_back_because"])
    return mailing


def refuse(event: FailureEvent, template: LetterTemplate, to: str) -> None:
    """Raise ValidationError while no such letter can be made in this event. SOP 11.5 (A35)."""
    if event.status == FailureEvent.Status.DRAFT:
        raise ValidationError("This is a draft. Log the incident before you write letters about it.")
    if template.ended_at:
        raise ValidationError("This letter was put away. Choose another one.")
    if to not in TO[template.kind]:
        raise ValidationError(
            {"to": f"{template.get_kind_display()} does not go to them. Choose somebody else"}
        )
    if template.is_staff_paper:
        return
    gate = residents_gate(event)
    if not gate.is_open:
        raise ValidationError(f"{gate.reason} {gate.section}.", code="gate")
    if not (settings.COUNCIL_ADDRESS.strip() and settings.COUNCIL_PHONE.strip()):
        raise ValidationError(
            "The council’s address and telephone number are not set, so no letter can be made. Ask whoever runs this "
            "service to set COUNCIL_ADDRESS and COUNCIL_PHONE."
        )


def _choose(
    event: FailureEvent,
    template: LetterTemplate,
    to: str,
    chosen: set[str],
    warned: set[str],
    among: Iterable[int],
) -> tuple[list[Recipient], list]:
    """Those who were chosen, as things stand now under the lock, and whom the mailing leaves out and why."""
    people = TrackerEntry.objects.filter(pk__in={_person(key) for key in chosen} | set(among))
    every = recipients(event, template, to, people)
    found = [one for one in every if one.key in chosen]
    if not found:
        raise ValidationError({"chosen": "Select at least one recipient"})
    if len(found) > MOST:
        raise ValidationError(
            {"chosen": f"Select at most {MOST} recipients at once: {len(found)} are selected"}
        )
    if len(found) < len(chosen):
        raise ValidationError("Somebody whom you chose can no longer be written to. Look at the list again.")
    for one in found:
        if one.why_not:
            raise ValidationError(f"{one.to or one.entry} cannot be written to: {'; '.join(one.why_not)}.")
        if one.warning and one.key not in warned:
            raise ValidationError(f"{one.to}: {one.warning}. Look at the list again and decide.")
    left = [[one.entry.pk, one.to, one.why_words or "Not selected"] for one in every if one.key not in chosen]
    return found, left


def _person(key: str) -> int:
    """The key of the person's row in the key of a recipient; 0, which nobody has, for anything else."""
    first = key.partition("-")[0]
    return int(first) if first.isascii() and first.isdigit() and len(first) < 19 else 0


def _letters(
    mailing: Mailing, blocks: list[Block], values: dict[str, str], paper: list[Recipient], number: int
) -> list[Letter]:
    """One piece of paper: a row for each whom it is for, with the same words."""
    names = [one.name for one in paper]
    own = values | of_sheet(names, [one.values for one in paper])
    content = fill(blocks, own, {})
    return [
        Letter(
            mailing=mailing, event_id=mailing.event_id, entry=one.entry, contact=one.contact, sheet=number,
            name=on_envelope(one.name)[:250], address=list(one.where.lines),
            salutation=own["salutation"][:250], content=content,
        )
        for one in paper
    ]  # fmt: skip


def _list(
    mailing: Mailing, blocks: list[Block], values: dict[str, str], found: list[Recipient]
) -> list[Letter]:
    """An attendance list: one paper with everybody who may come."""
    rows = [
        (one.entry.pk, one.contact.pk, one.to, str(one.entry.service_user)) for one in found if one.contact
    ]
    content = fill(blocks, values, {"people_coming": people_coming(rows)})
    return [Letter(mailing=mailing, event_id=mailing.event_id, sheet=1, name="", content=content)]
