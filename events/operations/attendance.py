"""Who came to a meeting, agency by agency; whom to chase and whom to escalate. Staffordshire SOP 11.6, 11.7."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import Organisation, User
from events.models import Attendance, EventShare, FailureEvent, Meeting, OutsidePerson
from events.operations.leads import lock_open
from events.rules.attendance import is_to_chase, is_to_escalate, missed_in_a_row
from govuk.words import lower_first


class Agency(NamedTuple):
    """Who is asked as one: an organisation, of the host council each kind of role, or one without an account."""

    name: str
    organisation: Organisation | None


class Absent(NamedTuple):
    """An agency that gave no update at a meeting. `missed` counts its absences in a row up to then."""

    row: Attendance
    missed: int
    is_to_escalate: bool


def agency_of(person: User) -> Agency:
    """The agency that somebody with an account comes for."""
    organisation = person.organisation
    if not organisation.is_host:
        return Agency(organisation.name, organisation)
    return Agency(f"{organisation.name}, {lower_first(person.get_role_display())}", organisation)


def agencies_of(meeting: Meeting) -> list[Agency]:
    """The agencies asked to a meeting, and those already written down as having come or not; by name."""
    asked = User.objects.filter(invitations__in=meeting.invitations.current()).select_related("organisation")
    found = {agency.name: agency for agency in map(agency_of, asked)}
    for name in meeting.outsiders.values_list("agency", flat=True):
        found.setdefault(name, Agency(name, None))
    for row in meeting.attendance.select_related("organisation"):
        found.setdefault(row.agency, Agency(row.agency, row.organisation))
    return sorted(found.values(), key=lambda agency: agency.name)


@operation("meeting.attendance_taken", told="Attendance taken", needs="events.change_meeting")
def take_attendance(
    *,
    by: User,
    meeting: Meeting,
    states: Mapping[str, str],
    version: int,
    relatives: str = "",
    also: str = "",
) -> Meeting:
    """Write down who came: `states` is agency -> present, left_early, apologies or absent; "" where not known.

    `also` is an agency that came without being asked; `relatives` are names, one on a line (SOP 11.5). SOP 11.6,
    11.7. Raises ValidationError before the meeting begins, and when somebody else took attendance meanwhile.
    """
    lock_open(meeting.event)
    changing = {"relatives": relatives.strip()}
    row = Meeting.objects.lock_for_edit(meeting.pk, since=version, changing=changing)
    if row.version != version:
        raise ValidationError("Somebody else changed this meeting after you opened the page. Open it again.")
    if row.state == Meeting.State.CANCELLED or row.begins > timezone.now():
        raise ValidationError("Attendance is taken once the meeting has begun.")
    there = {one.agency: one for one in row.attendance.select_for_update()}
    wanted = {agency.name: (agency, states.get(agency.name, "")) for agency in agencies_of(row)}
    if also.strip():
        wanted[also.strip()] = (Agency(also.strip(), None), Attendance.State.PRESENT)
    for agency, state in wanted.values():
        _write_down(by, row, there.get(agency.name), agency, state)
    row.save_version(by=by, update_fields=["relatives"])
    return row


@operation("attendance.chased", told="Agency chased", needs="events.change_action")
def chase_agency(
    *,
    by: User,
    attendance: Attendance,
    version: int,
    chased_on: date | None,
    update_received_on: date | None = None,
    update: str = "",
) -> Attendance:
    """An agency that was not there was chased, and what it told. SOP 11.6, 11.7. Raises ValidationError, Conflict."""
    lock_open(attendance.event)
    for name, day in {"chased_on": chased_on, "update_received_on": update_received_on}.items():
        _refuse_day(name, day, attendance.meeting.held_on)
    if update.strip() and not update_received_on:
        raise ValidationError({"update_received_on": "Enter the day on which the update came."})
    changing = {"chased_on": chased_on, "update_received_on": update_received_on, "update": update.strip()}
    row = Attendance.objects.lock_for_edit(attendance.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


@operation("attendance.escalated", told="Agency escalated", needs="events.change_action")
def escalate_agency(
    *, by: User, attendance: Attendance, version: int, escalated_on: date, escalated_to: str
) -> Attendance:
    """An agency that keeps away was escalated, and to whom. SOP 11.7. Raises ValidationError, Conflict."""
    lock_open(attendance.event)
    _refuse_day("escalated_on", escalated_on, attendance.meeting.held_on)
    if not escalated_to.strip():
        raise ValidationError({"escalated_to": "Enter to whom it was escalated."})
    changing = {"escalated_on": escalated_on, "escalated_to": escalated_to.strip()}
    row = Attendance.objects.lock_for_edit(attendance.pk, since=version, changing=changing)
    row.save_version(by=by)
    return row


def absent_from(meeting: Meeting) -> list[Absent]:
    """The chase list of one meeting: who gave no update, with how often in a row they were absent until then.

    Agencies that have left the event since are not on it. SOP 11.6, 11.7. Three queries, however many meetings.
    """
    rows = _attendance([meeting.event]).filter(meeting__kind=meeting.kind)
    upto = [row for row in rows if _order(row.meeting) <= _order(meeting)]
    return _absent(upto, meeting.pk, _those_who_left([meeting.event]))


def to_escalate(events: Iterable[FailureEvent]) -> dict[int, list[Absent]]:
    """By event (key), the agencies to be escalated after its latest provider failure meeting. SOP 11.7.

    Three queries, however many events.
    """
    events = list(events)
    rows, gone = (
        list(_attendance(events).filter(meeting__kind=Meeting.Kind.RESPONSE)),
        _those_who_left(events),
    )
    found: dict[int, list[Absent]] = {}
    for event, group in groupby(sorted(rows, key=lambda row: row.event_id), key=lambda row: row.event_id):
        own = list(group)
        latest = max((row.meeting for row in own), key=_order)
        found[event] = [one for one in _absent(own, latest.pk, gone) if one.is_to_escalate]
    return found


def latest_taken(event: FailureEvent) -> Meeting | None:
    """The latest provider failure meeting whose attendance was taken: absentees are those of it. SOP 11.7."""
    taken = event.meetings.filter(kind=Meeting.Kind.RESPONSE, attendance__isnull=False)
    return taken.exclude(state=Meeting.State.CANCELLED).select_related("event").latest_first().first()


def _order(meeting: Meeting) -> tuple:
    return (meeting.held_on, meeting.starts_at, meeting.pk)


def _attendance(events: list[FailureEvent]):
    rows = Attendance.objects.filter(event__in=events).exclude(meeting__state=Meeting.State.CANCELLED)
    return rows.select_related("meeting", "organisation", "event")


def _absent(rows: list[Attendance], meeting: int, gone: set) -> list[Absent]:
    """Of the rows of one event: agencies that gave no update at that meeting (key), by name."""
    by_agency = sorted(rows, key=lambda row: (row.agency, _order(row.meeting)))
    found = []
    for agency, group in groupby(by_agency, key=lambda row: row.agency):
        newest_first = list(group)[::-1]
        newest = newest_first[0]
        has_left = gone & {(newest.event_id, agency), (newest.event_id, newest.organisation_id)}
        if newest.meeting_id == meeting and is_to_chase(newest.state) and not has_left:
            missed = missed_in_a_row(row.state for row in newest_first)
            is_due = is_to_escalate(missed, settings.MEETINGS_MISSED_TO_ESCALATE) and not newest.escalated_on
            found.append(Absent(newest, missed, is_due))
    return found


def _those_who_left(events: list[FailureEvent]) -> set[tuple]:
    """(event, organisation) whose share has ended, and (event, agency) without an account of whom nobody is left."""
    given = EventShare.objects.filter(event__in=events).values_list("event_id", "organisation_id", "ended_at")
    people = OutsidePerson.objects.filter(event__in=events).values_list("event_id", "agency", "left_at")
    rows = [*given, *people]
    stay = {(event, who) for event, who, left in rows if left is None}
    return {(event, who) for event, who, left in rows if left is not None} - stay


def _write_down(by: User, meeting: Meeting, row: Attendance | None, agency: Agency, state: str) -> None:
    if row is None and state:
        Attendance.objects.create(
            meeting=meeting, event_id=meeting.event_id, agency=agency.name, organisation=agency.organisation,
            state=state, changed_by=by,
        )  # fmt: skip
    elif row is not None and state and row.state != state:
        row.state = state
        row.save_version(by=by, update_fields=["state"])


def _refuse_day(name: str, day: date | None, meeting_on: date) -> None:
    if day and day > timezone.localdate():
        raise ValidationError({name: "The date must be today or in the past."})
    if day and day < meeting_on:
        raise ValidationError({name: "The date must not be before the meeting."})
