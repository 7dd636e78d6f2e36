"""My work: what is late or due today, and where to click."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from accounts.models import Notification
from events.acting import stands_in_for
from events.agreed import with_meeting
from events.models import Action, FailureEvent, Finding, Lead, Meeting, Procedure, Step, Telling
from events.procedure.loader import from_content
from events.rules.leads import missing_leads, title_of
from failure_response import figures, todo
from failure_response.worklist_monitoring import monitoring_lines
from failure_response.worklist_plans import plan_lines
from failure_response.worklist_risk import risk_lines
from govuk.htmx import render_page
from trackers.models import Review, TrackerEntry
from trackers.rules.reviews import reviewers
from trackers.shown_steps import ShownSteps

MOST = 25


@needs()
@require_safe
def my_work(request):
    user, today = request.user, timezone.localdate()
    if user.is_provider:  # nothing else here is theirs
        return redirect("risk:own-plan-list")
    meetings, dated = list(my_meetings(user, today)), list(dated_lines(user, today))
    due = [line for day, line in dated if day <= today] + other_lines(user, today)
    due = sorted(due, key=lambda line: "late" not in line)
    due += [todo.meeting_line(meeting, today) for meeting in meetings if meeting.held_on == today]
    later = [line for day, line in dated if day > today]
    context = {
        "due": due + [todo.draft_line(event, today) for event in my_drafts(user)],
        "unnamed": unnamed_lines(user),
        "asked": my_tellings(user),
        "late": sum("late" in line for line in due),
        "later": later
        + [todo.meeting_line(meeting, today) for meeting in meetings if meeting.held_on > today],
        "events": my_events(user, today),
        "news": list(Notification.objects.visible_to(user).unread()[:5]),
    }
    return render_page(request, "failure_response/my_work.html", context)


def dated_lines(user, today) -> Iterator[tuple[date, dict]]:
    """What this person is to do by a day, up to the end of the week."""
    week = my_steps(user).filter(due_on__lte=today + timedelta(days=7))
    for step in week.select_related("stage__checklist", "event__service"):
        yield step.due_on, todo.step_line(step, today)
    for rows, line in (
        (my_actions(user, today), todo.action_line),
        (my_findings(user, today), todo.finding_line),
        (my_reviews(user, today), todo.review_line),
    ):
        for row in rows:
            yield row.due_on, line(row, today)


def other_lines(user, today) -> list[dict]:
    """What is due now and is not one dated thing of this person's: people, visits, refused mail, plans."""
    return [
        *people_lines(user, today),
        *monitoring_lines(user, today, mine=True),
        *[todo.undelivered_line(row) for row in my_undelivered(user)],
        *risk_lines(user, today, mine=True),
        *plan_lines(user, today, mine=True),
    ]


def my_tellings(user):
    """What this person was told on a route of escalation and has not acknowledged."""
    rows = Telling.objects.visible_to(user).unanswered().filter(user=user)
    return list(rows.select_related("event__service").order_by("told_at"))


def unnamed_lines(user) -> list[dict]:
    """Required roles that nobody holds, in the invoked events that this person runs. Staffordshire SOP 11.2."""
    roles: dict[FailureEvent, list[str]] = {}
    led = FailureEvent.objects.visible_to(user).invoked().filter(leads__user=user, leads__ended_at=None)
    held = Lead.objects.visible_to(user).current().filter(event__in=led)
    for lead in held.select_related("event__service", "event__procedure"):
        roles.setdefault(lead.event, []).append((lead.role, lead.user_id))
    lines = []
    for event, rows in roles.items():
        pack = from_content(event.procedure.content)
        runs = pack.required_leads and (pack.required_leads[0].role, user.pk) in rows
        if runs and (missing := missing_leads(pack, [role for role, _ in rows])):
            lines.append(todo.unnamed_line(event, missing))
    return lines


def my_drafts(user):
    """Incidents this person began to log."""
    drafts = FailureEvent.objects.visible_to(user).filter(status=FailureEvent.Status.DRAFT, logged_by=user)
    return drafts.select_related("service")[:10]


def my_undelivered(user):
    """Refused messages about the events that this person leads, or logged."""
    if not user.has_perm("accounts.change_notification"):
        return Notification.objects.none()
    mine = FailureEvent.objects.visible_to(user).filter(
        Q(logged_by=user) | Q(leads__user=user, leads__ended_at=None)
    )
    return Notification.objects.undelivered_of(mine.values("reference"))[:MOST]


def my_steps(user):
    """Open steps of running events whose role this person holds or stands in for, and actions given to them."""
    mine = Q(designated_user=user)
    for event, role in Lead.objects.current().filter(user=user).values_list("event", "role"):
        mine |= Q(event=event, responsible__overlap=[role, *stands_in_for(role)])
    steps = (
        Step.objects.visible_to(user)
        .open()
        .filter(event__in=FailureEvent.objects.open(), due_on__isnull=False)
    )
    return steps.filter(mine).order_by("due_on", "stage__order", "order")


def people_lines(user, today) -> list[dict]:
    """Next steps that are due: person by person for those who do them, event by event for those who lead."""
    people = TrackerEntry.objects.visible_to(user).filter(event__status=FailureEvent.Status.INVOKED)
    if user.is_partner or user.role == user.Role.CARE_MANAGER:
        steps = ShownSteps(people, partner=user.is_partner)
        due = people.filter(steps.due("by-today")).select_related("service_user", "event__service")
        rows = due.order_by(steps.day, "pk")[:MOST]
        return [todo.person_line(entry, steps.of(entry), today, user) for entry in rows]
    led = FailureEvent.objects.visible_to(user).filter(leads__user=user, leads__ended_at=None).distinct()
    events = led.select_related("service").in_bulk()
    days_of = ShownSteps(people.filter(event__in=events), partner=False).days("by-today")
    first = sorted(days_of, key=lambda event: (days_of[event][0], event))
    return [todo.people_line(events[event], days_of[event], today) for event in first]


def my_actions(user, today):
    """Actions of live events that this person agreed to do, due by the end of the week. Staffordshire SOP 11.6."""
    mine = Action.objects.visible_to(user).open().filter(owner=user, due_on__lte=today + timedelta(days=7))
    mine = mine.filter(event__in=FailureEvent.objects.open()).select_related("event__service")
    return with_meeting(mine, user)


def my_findings(user, today):
    """What was learnt and this person is to carry out by the end of the week; of closed events too. SOP 11.8."""
    mine = Finding.objects.visible_to(user).open().filter(owner=user, due_on__lte=today + timedelta(days=7))
    return mine.select_related("event__service")


def my_reviews(user, today):
    """Reviews due by the end of the week that this person was given, or that fall to the role they hold. SOP 11.8."""
    due = Review.objects.visible_to(user).due().filter(due_on__lte=today + timedelta(days=7))
    held = Lead.objects.current().filter(user=user, event__in=due.filter(assigned_name="").values("event"))
    mine = [
        lead.event_id
        for lead in held.select_related("event__procedure")
        if lead.role in reviewers(from_content(lead.event.procedure.content))
    ]
    due = due.filter(Q(assigned_to=user) | Q(assigned_name="", event__in=mine))
    return due.select_related("entry__service_user", "event__service")[:MOST]


def my_meetings(user, today):
    """Meetings of the next seven days that this person is invited to."""
    week = (
        Meeting.objects.visible_to(user).planned().filter(held_on__range=(today, today + timedelta(days=7)))
    )
    return week.filter(invitations__user=user).select_related("event__service")


def my_events(user, today):
    """Live events: with figures for the host council, by name only for a partner."""
    events = figures.live_events(user).select_related("service", "provider")
    if user.is_partner:
        return list(events[:MOST])
    rows = list(figures.with_figures(events, today).order_by("-overdue", "closes_on")[:MOST])
    roles = roles_of(user, rows)
    for row in rows:
        row.my_roles = roles.get(row.pk, "")
    return sorted(rows, key=lambda row: not row.my_roles)


def roles_of(user, events) -> dict[int, str]:
    """Event -> all that this person is in it: "Provider Failure Lead, Assessment and Care Management lead"."""
    held = Lead.objects.current().filter(user=user, event__in=[event.pk for event in events]).order_by("pk")
    rows = list(held.values_list("event", "event__procedure", "role"))
    procedures = Procedure.objects.in_bulk({procedure for _, procedure, _ in rows})
    packs = {key: from_content(procedure.content) for key, procedure in procedures.items()}
    words: dict[int, list[str]] = {}
    for event, procedure, role in rows:
        words.setdefault(event, []).append(title_of(packs[procedure], role))
    return {event: ", ".join(dict.fromkeys(titles)) for event, titles in words.items()}
