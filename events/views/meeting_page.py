"""What the page of a meeting shows: agenda with minutes, actions, who came, whom to chase. Staffordshire SOP 11.6."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events import agenda
from events.agreed import where_agreed, with_meeting
from events.models import Action, AgendaItem, FailureEvent, InformationRequest, Meeting
from events.operations.attendance import absent_from, agencies_of
from govuk.words import due_words

TICKS = {
    "details_confirmed": "details",
    "funding_confirmed": "funding",
    "situation_confirmed": "situation",
}


class Point(NamedTuple):
    """A line of the agenda: `item` is None while the meeting has not started and nothing is kept."""

    text: str
    href: str
    detail: str
    item: AgendaItem | None
    ticks: list[tuple[str, bool]]
    entry: int | None = None


class ActionLine(NamedTuple):
    """An action as a meeting sees it. `came_from` says at which meeting it was agreed, and how often carried over."""

    action: Action
    late: str
    when: str
    came_from: str


def may(request, event, permission) -> bool:
    return event.is_open and request.user.has_perm(permission)


def in_full(request, meeting: Meeting) -> dict:
    """What the council sees of a meeting beside its time and place. A constant number of queries."""
    before = agenda.meeting_before(meeting)
    event = meeting.event
    sections = agenda_of(request.user, meeting, before)
    states = {row.agency: row for row in meeting.attendance.all()}
    return {
        "before": before,
        "after": next_of(meeting),
        "sections": sections,
        "points": sum(len(points) for _, points in sections),
        "agencies": [(agency.name, states.get(agency.name)) for agency in agencies_of(meeting)],
        "absent": absent_from(meeting) if states else [],
        "came": sum(row.state in ("present", "left_early") for row in states.values()),
        "decisions": list(meeting.decisions.all()),
        "outsiders": list(meeting.outsiders.all()),
        "overlaps": overlapping(meeting),
        "may_minute": meeting.state != Meeting.State.CANCELLED
        and may(request, event, "events.change_meeting"),
        "may_act": may(request, event, "events.change_action"),
    }


def agenda_of(user: User, meeting: Meeting, before: Meeting | None) -> list[tuple[str, list[Point]]]:
    """The agenda in its sections: as it was kept when the meeting started, until then as it would be now."""
    kept = list(meeting.agenda.all())
    is_still_made = meeting.is_planned and not meeting.agenda_made_at
    lines = agenda.lines(meeting, before) if is_still_made else []
    known = agenda.names(user, meeting.event, [one.entry for one in (*kept, *lines)])
    found = [(item.kind, point_of(item, item, known)) for item in kept]
    found += [(line.kind, point_of(line, None, known)) for line in lines]
    order = {kind: number for number, kind in enumerate(AgendaItem.Kind.values)}
    found.sort(key=lambda pair: order[pair[0]])
    labels = dict(AgendaItem.Kind.choices)
    return [
        (labels[kind], [point for _, point in group])
        for kind, group in groupby(found, key=lambda pair: pair[0])
    ]


def point_of(line, item: AgendaItem | None, known: dict[int, agenda.Person]) -> Point:
    person = known.get(line.entry) if line.entry else None
    text = person.name if person else line.title or "A person who is not on your tracker"
    ticks = (
        [(words, bool(item and getattr(item, name))) for name, words in TICKS.items()] if line.entry else []
    )
    return Point(text, person.href if person else "", line.detail, item, ticks, line.entry)


def action_lines(user: User, meeting: Meeting) -> list[ActionLine]:
    """Actions agreed at a meeting, and those that were open when it began. A partner's are its own. SOP 11.6."""
    actions = with_meeting(Action.objects.visible_to(user).filter(event=meeting.event), user)
    begins, today = meeting.begins, timezone.localdate()
    shown = [
        action
        for action in actions
        if action.meeting_id == meeting.pk
        or (meeting.is_planned and action.done_on is None)
        or (action.agreed_at < begins and (action.done_on is None or action.done_on >= meeting.held_on))
    ]
    held = meetings_between(user, meeting) if shown else []
    return [line_of(action, today, held, meeting) for action in shown]


def line_of(action: Action, today: date, held: Iterable[Meeting], here: Meeting | None = None) -> ActionLine:
    """How an action is told. `held` are the meetings that it may have been carried to."""
    is_late = action.done_on is None and action.due_on < today
    late = due_words(action.due_on, today) if is_late else ""
    when = "Done" if action.done_on else "" if is_late else due_words(action.due_on, today)
    came_from = where_agreed(action)
    carried = sum(one.begins > action.agreed_at and one.pk != action.meeting_id for one in held)
    if carried and (here is None or action.meeting_id != here.pk):
        came_from += ", carried over" + {1: "", 2: " twice"}.get(carried, f" {carried} times")
    return ActionLine(action, late, when, came_from)


def meetings_between(user: User, meeting: Meeting) -> list[Meeting]:
    """Meetings of the same kind that were held up to and with this one, of those that the reader knows of."""
    same = Meeting.objects.visible_to(user).filter(event_id=meeting.event_id, kind=meeting.kind)
    same = same.filter(held_on__lte=meeting.held_on)
    return [one for one in same if one.pk == meeting.pk or one.state == Meeting.State.HELD]


def next_of(meeting: Meeting) -> Meeting | None:
    later = Meeting.objects.filter(event_id=meeting.event_id, state=Meeting.State.PLANNED).exclude(
        pk=meeting.pk
    )
    later = later.filter(held_on__gte=meeting.held_on).select_related("event")
    return next((one for one in later if one.begins > meeting.begins), None)


def overlapping(meeting: Meeting) -> list[Meeting]:
    """Planned meetings of the event at the same time, while this one is still planned."""
    if not meeting.is_planned:
        return []
    same_day = Meeting.objects.planned().filter(event_id=meeting.event_id, held_on=meeting.held_on)
    others = same_day.exclude(pk=meeting.pk).select_related("event")
    return [one for one in others if one.begins < meeting.ends and meeting.begins < one.ends]


def parts(request, event: FailureEvent, active: str) -> list[dict]:
    """The pages below Meetings, with what waits in each. Partner staff have two."""
    today, user = timezone.localdate(), request.user
    actions = Action.objects.visible_to(user).filter(event=event).open().count()
    found = [
        ("meetings", "Meetings", "events:meeting-list"),
        ("actions", f"Actions: {actions} open", "events:action-list"),
    ]
    if user.has_perm("events.view_step"):
        asked = InformationRequest.objects.visible_to(user).filter(event=event)
        late = asked.overdue(today).count()
        words = f"{late} late" if late else f"{asked.open().count()} open"
        found += [
            ("requests", f"Information asked for: {words}", "events:request-list"),
            ("updates", "Updates to the provider", "events:update-list"),
            ("outsiders", "People without an account", "events:outsider-list"),
        ]
    return [
        {"text": text, "href": reverse(name, args=[event.reference]), "active": key == active}
        for key, text, name in found
    ]
