"""Meetings and calls about a failure event. Staffordshire SOP 11.6, 11.7."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from accounts.notifications import cancel_waiting, rename
from events.models import FailureEvent, Invitation, Meeting, OutsidePerson
from events.operations.gates import residents_gate
from events.operations.leads import lock_open
from events.operations.meeting_notices import (
    CHANGED,
    INVITED,
    MOVED,
    REMINDER,
    WITHDRAWN,
    about,
    dedupe,
    remind_forgotten,
    tell,
    tell_cancelled,
)
from events.wall_clock import moment_of, spoken
from govuk.words import count_of, full_date

SHORTEST, LONGEST = 5, 12 * 60  # minutes
CHANGED_MEANWHILE = (
    "Somebody else changed this meeting after you opened the page. Look at it and decide again."
)
WHEN_AND_WHERE = ("held_on", "starts_at", "minutes_long", "venue", "dial_in")


def can_be_invited(event: FailureEvent) -> QuerySet[User]:
    """People of the council, and of the organisations that the event is shared with now. SOP 11.6."""
    partner = Q(organisation__event_shares__event=event, organisation__event_shares__ended_at=None)
    return User.objects.active().filter(Q(organisation=event.host_council) | partner).distinct()


@operation("meeting.planned", needs="events.add_meeting")
def plan_meeting(
    *,
    by: User,
    event: FailureEvent,
    held_on: date,
    starts_at: time,
    people: Iterable[User],
    kind: str = Meeting.Kind.RESPONSE,
    minutes_long: int = 60,
    venue: str = "",
    dial_in: str = "",
    purpose: str = "",
    outsiders: Iterable[OutsidePerson] = (),
) -> Meeting:
    """Plan a meeting or call: people are invited now and reminded before it begins. SOP 11.6.

    A meeting with residents and relatives is held at the service unless somebody says where else, and is not
    planned before they may be told (SOP 11.5). Raises ValidationError for that, for a time that is past or does
    not exist, no place, or people who may not come.
    """
    event = lock_open(event)
    if kind == Meeting.Kind.RELATIVES:
        refuse_before_relatives_are_told(event)
        venue = venue.strip() or service_address(event)
    check(held_on, starts_at, minutes_long, venue, dial_in)
    people, outsiders = check_people(event, people), check_outsiders(event, outsiders)
    meeting = add_meeting(
        by, event, people, outsiders, held_on=held_on, starts_at=starts_at, kind=kind,
        minutes_long=minutes_long, venue=venue, dial_in=dial_in, purpose=purpose,
    )  # fmt: skip
    tell(meeting, people, INVITED)
    return meeting


@operation("meeting.recorded", needs="events.add_meeting")
def record_meeting(
    *,
    by: User,
    event: FailureEvent,
    held_on: date,
    starts_at: time,
    people: Iterable[User] = (),
    kind: str = Meeting.Kind.RESPONSE,
    minutes_long: int = 60,
    venue: str = "",
    dial_in: str = "",
    purpose: str = "",
    outsiders: Iterable[OutsidePerson] = (),
) -> Meeting:
    """Write down a meeting that was held unplanned, such as a call in the night. Nobody is told."""
    event = lock_open(event)
    check_length_and_place(minutes_long, venue, dial_in)
    if moment_of(held_on, starts_at, settings.TIME_ZONE) > timezone.now():
        raise ValidationError({"held_on": "This time is still to come. Plan the meeting instead."})
    return add_meeting(
        by, event, check_people(event, people), check_outsiders(event, outsiders), held_on=held_on,
        starts_at=starts_at, kind=kind, minutes_long=minutes_long, venue=venue, dial_in=dial_in,
        purpose=purpose, state=Meeting.State.HELD,
    )  # fmt: skip


@operation("meeting.moved", needs="events.change_meeting")
def move_meeting(
    *,
    by: User,
    meeting: Meeting,
    held_on: date,
    starts_at: time,
    minutes_long: int,
    venue: str,
    dial_in: str,
    version: int,
) -> Meeting:
    """Another time, length or place: earlier reminders are void, everybody invited is told once. SOP 11.6."""
    lock_open(meeting.event)
    wanted = dict(zip(WHEN_AND_WHERE, (held_on, starts_at, minutes_long, venue, dial_in), strict=True))
    meeting = _planned(Meeting.objects.lock_for_edit(meeting.pk, since=version, changing=wanted))
    if not meeting.edited:
        return meeting
    check(meeting.held_on, meeting.starts_at, meeting.minutes_long, meeting.venue, meeting.dial_in)
    words = MOVED if {"held_on", "starts_at"} & set(meeting.edited) else CHANGED
    meeting.sequence += 1
    meeting.by_hand = meeting.series_id is not None  # a change of the series passes it by
    meeting.save_version(by=by, update_fields=["sequence", "by_hand"])
    cancel_waiting(dedupe_starts=about(meeting))
    tell(meeting, invited(meeting), words)
    return meeting


@operation("meeting.people_changed", needs="events.change_meeting")
def change_people(
    *,
    by: User,
    meeting: Meeting,
    people: Iterable[User],
    version: int,
    outsiders: Iterable[OutsidePerson] | None = None,
) -> Meeting:
    """Who is asked to come from now on. Those left out get it taken out of their calendar.

    `outsiders` have no account, and are told by whoever rings them; None leaves them as they are.
    """
    event = lock_open(meeting.event)
    meeting = _planned(Meeting.objects.lock_for_edit(meeting.pk, since=version, changing={}))
    if meeting.version != version:
        raise ValidationError(CHANGED_MEANWHILE)
    if outsiders is not None:
        meeting.outsiders.set(check_outsiders(event, outsiders))
    there, wanted = set(invited(meeting)), set(check_people(event, people))
    added, left_out = sorted(wanted - there, key=str), sorted(there - wanted, key=str)
    if not added and not left_out:
        return meeting
    # Calendar files from now on win over the earlier ones of somebody asked, left out and asked again.
    before, meeting.sequence = dedupe(meeting, REMINDER.kind), meeting.sequence + 1
    meeting.save_version(by=by, update_fields=["sequence"])
    # Those who stay keep the reminder that they have.
    rename(to=there & wanted, was=before, now=dedupe(meeting, REMINDER.kind))
    for person in added:
        Invitation.objects.update_or_create(
            meeting=meeting, user=person, defaults={"withdrawn_at": None}, create_defaults={"event": event}
        )
    meeting.invitations.filter(user__in=left_out).update(withdrawn_at=Now())
    tell_cancelled(meeting, left_out, WITHDRAWN)
    tell(meeting, added, INVITED)
    return meeting


@operation("meeting.cancelled", needs="events.change_meeting")
def cancel_meeting(*, by: User, meeting: Meeting, version: int, reason: str = "") -> Meeting:
    """It does not take place: no reminder goes out, everybody invited is told. SOP 11.6."""
    lock_open(meeting.event)
    meeting = _planned(_unchanged(meeting, version))
    meeting.state = Meeting.State.CANCELLED
    meeting.sequence += 1
    meeting.by_hand = meeting.series_id is not None  # the series does not make it again
    meeting.save_version(by=by, update_fields=["state", "sequence", "by_hand"])
    if meeting.begins > timezone.now():
        tell_cancelled(meeting, invited(meeting))
    return meeting


@operation("meeting.held", needs="events.change_meeting")
def mark_held(*, by: User, meeting: Meeting, version: int) -> Meeting:
    """It took place. Raises ValidationError before it has begun. SOP 11.6."""
    lock_open(meeting.event)
    meeting = _planned(_unchanged(meeting, version))
    if meeting.begins > timezone.now():
        raise ValidationError("This meeting has not begun yet.")
    meeting.state = Meeting.State.HELD
    meeting.save_version(by=by, update_fields=["state"])
    cancel_waiting(dedupe_starts=about(meeting))
    return meeting


@operation("meeting.reminders_repaired")
def repair_reminders(*, by: User) -> list[str]:
    """Write reminder rows that are missing for planned meetings; a sentence for each meeting repaired."""
    planned = Meeting.objects.planned().filter(held_on__gte=timezone.localdate()).select_related("event")
    repaired = []
    for meeting in planned.order_by("pk"):
        if meeting.event.is_open and meeting.begins > timezone.now():
            written = remind_forgotten(meeting)
            repaired += [f"{meeting.event.reference}: {count_of(len(written), 'reminder')} written"] * bool(
                written
            )
    return repaired


def invited(meeting: Meeting) -> list[User]:
    """The people who are asked to come now."""
    return list(User.objects.filter(invitations__in=meeting.invitations.current()).order_by("pk"))


def check(held_on: date, starts_at: time, minutes_long: int, venue: str, dial_in: str) -> datetime:
    """The moment it begins. Raises ValidationError where the time or the place cannot be."""
    check_length_and_place(minutes_long, venue, dial_in)
    try:
        moment = moment_of(held_on, starts_at, settings.TIME_ZONE)
    except ValidationError as missing:
        raise ValidationError({"starts_at": missing.error_list}) from missing
    if moment.astimezone(ZoneInfo("UTC")) <= timezone.now():
        gone = f"{spoken(starts_at)} on {full_date(held_on)} has gone by. Choose a later time."
        raise ValidationError({"held_on": gone})
    return moment


def check_length_and_place(minutes_long: int, venue: str, dial_in: str) -> None:
    if not SHORTEST <= minutes_long <= LONGEST:
        limits = f"Length must be from {SHORTEST} minutes to {LONGEST} minutes ({LONGEST // 60} hours)."
        raise ValidationError({"minutes_long": limits})
    if not (venue.strip() or dial_in.strip()):
        raise ValidationError({"venue": "Enter where the meeting is, or how to join by phone or video."})


def check_people(event: FailureEvent, people: Iterable[User]) -> list[User]:
    """The people, if all of them may be asked to a meeting of this event. Raises ValidationError."""
    wanted = {person.pk for person in people}
    allowed = list(can_be_invited(event).filter(pk__in=wanted).order_by("pk"))
    if len(allowed) != len(wanted):
        raise ValidationError(
            {"people": "Choose people of the council or of an organisation that has this event."}
        )
    return allowed


def check_outsiders(event: FailureEvent, outsiders: Iterable[OutsidePerson]) -> list[OutsidePerson]:
    """The people without an account, if all of them take part in this event. Raises ValidationError."""
    wanted = {person.pk for person in outsiders}
    allowed = list(event.outside_people.current().filter(pk__in=wanted))
    if len(allowed) != len(wanted):
        raise ValidationError({"outsiders": "Choose people who take part in this event."})
    return allowed


def add_meeting(
    by: User, event: FailureEvent, people: list[User], outsiders: Iterable[OutsidePerson], **fields
) -> Meeting:
    """A new row with the next number of the event, and who is asked. Nobody is told. Called in operations."""
    number = (event.meetings.aggregate(last=Max("number"))["last"] or 0) + 1
    fields |= {"changed_by": by, "changed_at": timezone.now()}
    meeting = Meeting.objects.create(event=event, number=number, **fields)
    for person in people:
        Invitation.objects.create(event=event, meeting=meeting, user=person)
    meeting.outsiders.set(outsiders)
    return meeting


def service_address(event: FailureEvent) -> str:
    """Where a meeting with residents and relatives is best held: at the service. SOP 11.5."""
    service = event.service
    parts = (service.name, service.address, service.town, service.postcode)
    return ", ".join(part for part in parts if part)[:300]


def refuse_before_relatives_are_told(event: FailureEvent) -> None:
    """Raises ValidationError while the procedure's gate on telling residents is shut. SOP 11.5."""
    answer = residents_gate(event)
    if not answer.is_open:
        raise ValidationError({"kind": f"{answer.reason} ({answer.section})"}, code="gate")


def _unchanged(meeting: Meeting, version: int) -> Meeting:
    """The meeting, locked. Raises ValidationError when somebody has moved it since the page was opened."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("event").get(pk=meeting.pk)
    if meeting.version != version:
        raise ValidationError(CHANGED_MEANWHILE)
    return meeting


def _planned(meeting: Meeting) -> Meeting:
    if not meeting.is_planned:
        raise ValidationError(f"This meeting is {meeting.get_state_display().lower()} already.")
    return meeting
