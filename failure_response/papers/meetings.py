"""Meetings on paper: the pack to go through before and in one, and its minutes. Staffordshire SOP 11.6, 11.7."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from events import agenda
from events.document_kinds import About, Paper, Progress
from events.documents.head import head
from events.models import FailureEvent, InformationRequest, Meeting, PeopleCount
from events.operations.attendance import absent_from
from events.views.meeting_page import ActionLine, action_lines, agenda_of, next_of
from failure_response.overview import stage_counts
from govuk.words import clock_time, count_of, full_date

GONE = "This meeting is not there, or you may not see it. Open the meetings of the event."


def about_meeting(user: User, event: FailureEvent, key: int) -> About | None:
    """The meeting, by its key; the council's paper only."""
    found = None if user.is_partner else Meeting.objects.visible_to(user).filter(event=event, pk=key).first()
    if found is None:
        return None
    found.event = event
    return About(f"{found}, {full_date(found.held_on)}", found.get_absolute_url())


def meeting_pack(
    event: FailureEvent, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """What a meeting goes through: figures, agenda with what changed, open actions, people to talk about."""
    meeting = _meeting(event, user, about)
    before = agenda.meeting_before(meeting)
    sections = agenda_of(user, meeting, before)
    asked = InformationRequest.objects.visible_to(user).filter(event=event).open()
    people = PeopleCount.objects.filter(event=event).values_list("stage", "final_outcome", "people")
    context = head(event, user) | {
        "meeting": meeting,
        "facts": _when_and_where(meeting),
        "before": before,
        "sections": sections,
        "actions": [_action(line) for line in action_lines(user, meeting) if line.action.done_on is None],
        "requests": [
            (str(one.asked_of), one.what, full_date(one.due_on), one.due_on < timezone.localdate())
            for one in asked
        ],
        "asked": _asked(meeting),
        "chase": _absent_before(before),
        **stage_counts(event, people),
    }
    return Paper("failure_response/pdf/meeting_pack.html", context, _people_in(meeting, sections))


def minutes_paper(
    event: FailureEvent, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """What a meeting said: who came, each point with its minute, decisions, actions, the next meeting.

    Raises ValidationError before the meeting has started: nothing is minuted yet.
    """
    meeting = _meeting(event, user, about)
    if meeting.is_planned and not meeting.agenda_made_at:
        raise ValidationError("Nothing is minuted yet. Start the meeting first, or take the meeting pack.")
    sections = agenda_of(user, meeting, agenda.meeting_before(meeting))
    states = list(meeting.attendance.all())
    following = next_of(meeting)
    context = head(event, user) | {
        "meeting": meeting,
        "facts": _when_and_where(meeting),
        "came": [(row.agency, row.get_state_display(), _chased(row)) for row in states],
        "relatives": meeting.relatives_listed,
        "sections": sections,
        "decisions": [(one.text, one.decided_by) for one in meeting.decisions.all()],
        "actions": [_action(line) for line in action_lines(user, meeting)],
        "next": f"{full_date(following.held_on)}, {clock_time(following.starts_at)}" if following else "",
    }
    return Paper("failure_response/pdf/minutes.html", context, _people_in(meeting, sections))


def _meeting(event: FailureEvent, user: User, key: int) -> Meeting:
    found = Meeting.objects.visible_to(user).filter(event=event, pk=key).first()
    if found is None or user.is_partner:
        raise ValidationError(GONE)
    found.event = event
    return found


def _when_and_where(meeting: Meeting) -> list[tuple[str, str]]:
    said = [
        ("Meeting", str(meeting)),
        ("Date", f"{full_date(meeting.held_on)}, {clock_time(meeting.begins)} to {clock_time(meeting.ends)}"),
        ("Place", meeting.venue),
        ("How to join", meeting.dial_in),
        ("Purpose", meeting.purpose),
        ("State", meeting.get_state_display()),
    ]
    return [(label, words) for label, words in said if words]


def _asked(meeting: Meeting) -> list[tuple[str, str]]:
    """Who is asked: name and whom they come for."""
    asked = meeting.invitations.current().select_related("user__organisation")
    known = [(one.user.name, str(one.user.organisation or "")) for one in asked]
    return sorted(known) + [(one.name, one.agency) for one in meeting.outsiders.all()]


def _absent_before(before: Meeting | None) -> list[tuple[str, str]]:
    """Agencies that gave no update at the last meeting, and since when."""
    if before is None or not before.attendance.exists():
        return []
    return [(one.row.agency, f"Missed {count_of(one.missed, 'meeting')}") for one in absent_from(before)]


def _chased(row) -> str:
    """That an absent agency was chased, and what it told."""
    said = []
    if row.chased_on:
        said.append(f"Chased {full_date(row.chased_on)}.")
    if row.update:
        said.append(row.update)
    if row.escalated_on:
        said.append(f"Escalated to {row.escalated_to}, {full_date(row.escalated_on)}.")
    return " ".join(said)


def _action(line: ActionLine) -> dict[str, Any]:
    action = line.action
    done = f"Done {full_date(action.done_on)}" if action.done_on else ""
    return {
        "what": action.what,
        "who": action.owner_name,
        "due": full_date(action.due_on),
        "state": done or line.late or line.when,
        "is_late": bool(line.late),
        "came_from": line.came_from,
        "progress": action.progress,
    }


def _people_in(meeting: Meeting, sections: list) -> list[int]:
    """Keys of the tracker entries that the paper names."""
    return [point.entry for _, points in sections for point in points if point.entry and point.href]
