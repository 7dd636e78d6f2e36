"""What is due, as the to-do list shows it: each line links to the exact place that puts it right."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from events.agreed import where_agreed
from events.rules.leads import role_words
from govuk.words import clock_time, count_of, day_words, lower_first
from trackers.ideas import Idea
from trackers.rules.fields import may_see

DECIDE = "Stand down, maintain or escalate"


def when(due: date | None, today: date) -> dict:
    """The right-hand words of a line: late in red with its date, else the day."""
    if due is None:
        return {"when": "No date"}
    if due < today:
        days = (today - due).days
        return {
            "late": "1 day late" if days == 1 else f"{days} days late",
            "when": f"Was due {day_words(due, today)}",
        }
    return {"when": "Due today" if due == today else day_words(due, today)}


def step_line(step, today: date, *, name_event: bool = True) -> dict:
    checklist = step.stage.checklist
    is_plan = checklist.kind != checklist.Kind.PROCEDURE
    number = (
        f"action {step.order} of the {lower_first(checklist.title)}"
        if is_plan
        else f"step {step.stage.order}.{step.order}"
    )
    who = step.designated_person or " or ".join(step.responsible)
    place = ", ".join(part for part in (number, who) if part)
    return {
        "text": step.action,
        "href": step.get_absolute_url(),
        "hint": f"{step.event.service}, {place}" if name_event else f"{place[:1].upper()}{place[1:]}",
        **when(step.due_on, today),
    }


def person_line(entry, step: Idea, today: date, reader: User) -> dict:
    """The next step of one person as it is shown; who does it only for a reader who may see that."""
    sees_owner = may_see("next_step_owner", partner=reader.is_partner)
    return {
        "text": f"{step.words or 'Decide the next step'}: {entry.service_user}",
        "href": entry.get_absolute_url(),
        "hint": f"{entry.event.service}, {entry.event.reference}",
        "by": step.who if sees_owner else "",
        **when(step.due_on, today),
    }


def people_line(event, days: list[date], today: date) -> dict:
    """The people of one event whose next step is due on these days, the first first."""
    late = sum(day < today for day in days)
    return {
        "text": f"Next steps of {count_of(len(days), 'person', 'people')} at {event.service}",
        "href": f"{reverse('trackers:tracker', args=[event.reference])}?due=by-today",
        "hint": f"{late} late, {len(days) - late} due today. {event.reference}",
        **when(days[0], today),
    }


def meeting_line(meeting, today: date) -> dict:
    day = "Today" if meeting.held_on == today else day_words(meeting.held_on, today)
    return {
        "text": str(meeting),
        "href": meeting.get_absolute_url(),
        "hint": f"{meeting.event.service}, {meeting.venue or meeting.dial_in}",
        "when": f"{day}, {clock_time(meeting.starts_at)}",
    }


def undelivered_line(row) -> dict:
    """Somebody whom the mail did not reach; it is late the moment it is refused."""
    return {
        "text": f"Tell {row.to.name} another way: {row.subject}",
        "href": reverse("events:undelivered-list", args=[row.event_reference]),
        "hint": row.failure,
        "late": "Mail refused",
        "when": clock_time(row.due_at.astimezone()),
    }


def action_line(action, today: date) -> dict:
    """Something that this person agreed to do."""
    return {
        "text": action.what,
        "href": reverse("events:action-list", args=[action.event.reference]),
        "hint": f"{action.event.service}, {where_agreed(action) if action.meeting else 'agreed between meetings'}",
        **when(action.due_on, today),
    }


def decision_lines(event, pack) -> list[dict]:
    """The decision, where an invoked event has nothing else to do before it; else nothing. SOP 11.5."""
    if event.status != event.Status.INVOKED or pack.decision_point is None:
        return []
    page = reverse("events:decision-list", args=[event.reference])
    return [{"text": DECIDE, "href": page, "hint": pack.decision_point.rule, "when": "To be decided"}]


def finding_line(finding, today: date) -> dict:
    """Something learnt that this person is to carry out."""
    return {
        "text": finding.change,
        "href": finding.get_absolute_url(),
        "hint": f"Lessons learnt, {finding.event.service}",
        **when(finding.due_on, today),
    }


def review_line(review, today: date) -> dict:
    """A six-week review that this person is to do."""
    return {
        "text": f"Review {review.entry.service_user}",
        "href": review.get_absolute_url(),
        "hint": f"{review.why_then}. {review.event.service}",
        **when(review.due_on, today),
    }


def draft_line(event, today: date) -> dict:
    return {
        "text": f"Finish logging {event.service}",
        "href": reverse("event-detail", args=[event.reference]),
        "hint": f"Draft {event.reference}",
        "when": "Not logged yet",
    }


def unnamed_line(event, missing: list) -> dict:
    """Required roles of an event that nobody holds; `missing` are parts of its procedure."""
    one = len(missing) == 1
    page = "events:lead-name" if one else "events:lead-list"
    arguments = [event.reference, missing[0].id] if one else [event.reference]
    return {
        "text": f"Name {role_words(missing[0])}"
        if one
        else f"Name somebody for {len(missing)} required roles",
        "href": reverse(page, args=arguments),
        "hint": f"{event.service}, {event.reference}",
        "when": "Nobody named",
    }
