"""The two pages of an event that show every room at once: the overview and the timeline."""

from datetime import date, datetime

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import needs
from accounts.models import Notification
from events import tabs
from events.models import FailureEvent, LegalEvaluation, Meeting, PeopleCount, Step
from events.operations.step_checks import latest_decision
from events.procedure.loader import from_content
from events.rules.decision_point import is_settled, stages_that_wait
from events.rules.leads import missing_leads, role_title, role_words, title_of
from failure_response import timeline, todo
from govuk.htmx import render_page
from risk.monitored import known_of
from risk.reading import risk_known
from risk.reading_steps import steps_of_service
from trackers.models import Concern, TrackerEntry
from trackers.rules.legal import label
from trackers.unaccounted import unaccounted

NEXT_STEPS = 5
# How each stage is drawn in the bar; the pattern says it without colour.
FILLS = {
    "safe": "dark",
    "check_due": "hatched",
    "move_booked": "solid",
    "looking": "lines",
    "assessing": "dots",
    "other": "grey",
}


@needs("events.view_failureevent")
@require_safe
def event_overview(request, reference):
    found = FailureEvent.objects.visible_to(request.user).select_related(
        "service", "provider", "host_council", "procedure", "group"
    )
    event = get_object_or_404(found, reference=reference)
    today = timezone.localdate()
    context = {"event": event, "tabs": tabs.tabs(request.user, event, "overview"), "today": today}
    context["next_meeting"] = (
        Meeting.objects.visible_to(request.user).planned().filter(event=event, held_on__gte=today).first()
    )
    if request.user.is_partner:
        context |= own_people(request.user, event)
        return render_page(request, "failure_response/event_overview_partner.html", context)
    context |= whole_event(request.user, event)
    return render_page(request, "failure_response/event_overview.html", context)


def whole_event(user, event) -> dict:
    """What the host council sees: next steps, everybody by stage, leads, notices, what happened last."""
    steps = (
        Step.objects.visible_to(user)
        .open()
        .filter(event=event, stage__checklist__kind="procedure")
        .select_related("stage__checklist")
    )
    leads = list(event.leads.current().select_related("organisation", "user"))
    counts = stage_counts(
        event, PeopleCount.objects.filter(event=event).values_list("stage", "final_outcome", "people")
    )
    pack, today = from_content(event.procedure.content), timezone.localdate()
    steps = sorted(
        startable(event, pack, steps),
        key=lambda step: (step.due_on or date.max, step.stage.order, step.order),
    )
    return {
        "where": event.current_stage
        if event.status == event.Status.INVOKED and event.current_stage
        else event.get_status_display(),
        "actions": actions(user, event),
        "next_steps": [todo.step_line(step, today, name_event=False) for step in steps[:NEXT_STEPS]]
        or todo.decision_lines(event, pack),
        "open_steps": len(steps),
        "leads": leads,
        "dates": list(event.provisional_dates.current()),
        "missing_leads": missing_leads(pack, [lead.role for lead in leads]),
        "role_words": role_words,
        "role_title": role_title,
        "role_titles": {lead.role: title_of(pack, lead.role) for lead in leads},
        "route": route_now(user, event),
        "covers": list(event.more_services.current().select_related("service")),
        "undelivered": undelivered_count(user, event),
        "notices": list(event.notices.all()),
        "legal": LegalEvaluation.objects.filter(event=event)
        .order_by("-pk")
        .values_list("duty", flat=True)
        .first(),
        "legal_words": label,
        "concerns": Concern.objects.visible_to(user).open().filter(event=event).count(),
        "shares": list(event.shares.filter(ended_at=None).select_related("organisation")),
        "activity": [timeline.in_short(entry) for entry in timeline.entries(event, most=12)[0][:6]],
        "risk": risk_of(user, event.service) if user.has_perm("risk.view_concern") else None,
        "monitored": known_of(user, event.service) if user.has_perm("risk.view_monitoring") else None,
        **counts,
        **people_now(user, event),
    }


def risk_of(user, service) -> dict:
    """What was known and done about the service before it failed, and what holds now."""
    return risk_known(user, service) | steps_of_service(user, service, timezone.localdate())


def people_now(user, event) -> dict:
    """How many are unaccounted for, and how many get which help. Two queries. SOP 4.3, 11.7."""
    people = TrackerEntry.objects.visible_to(user).filter(event=event)
    lost = people.filter(unaccounted()).count() if event.is_running else 0
    return {"lost": lost, "help": help_given(event)}


def help_given(event) -> list[dict]:
    """How many people get which help, each with its list. SOP 4.3. One query."""
    rows = TrackerEntry.objects.filter(event=event).order_by().values_list("response_level")
    counted, page = dict(rows.annotate(n=Count("pk"))), reverse("trackers:tracker", args=[event.reference])
    return [
        {"label": label, "count": counted.get(value, 0), "href": f"{page}?help={value or 'undecided'}"}
        for value, label in TrackerEntry.ResponseLevel.choices
    ]


def startable(event, pack, steps) -> list[Step]:
    """The steps that do not wait for the decision of SOP 11.5."""
    steps, waiting = list(steps), stages_that_wait(pack)
    latest = latest_decision(event)
    if is_settled(latest.kind if latest else None):
        return steps
    return [step for step in steps if step.stage.code not in waiting]


def route_now(user, event) -> dict | None:
    """How far the route of escalation is while nobody has answered, and whether this person is asked to."""
    row = event.escalations.first()
    if row is None or row.state not in (row.State.WAITING, row.State.UNANSWERED):
        return None
    return {"row": row, "mine": row.tellings.filter(user=user, acknowledged_at=None).exists()}


def undelivered_count(user, event) -> int:
    """How many messages about the event were refused, for those who can do something about it."""
    if not user.has_perm("accounts.change_notification"):
        return 0
    return Notification.objects.undelivered_of([event.reference]).count()


def actions(user, event) -> list[dict]:
    """What this person can do to the event as a whole, as links of the heading."""
    if not event.is_open:
        return []
    offered = [
        (
            "Finish logging",
            "events:event-draft",
            "events.add_failureevent",
            event.status == event.Status.DRAFT,
        ),
        (
            "Log an update",
            "events:notice-add",
            "events.change_failureevent",
            event.status != event.Status.DRAFT,
        ),
        ("Share with a partner", "events:share-list", "events.share_failureevent", event.is_running),
        (
            "Decision point",
            "events:decision-list",
            "events.change_failureevent",
            event.status == event.Status.INVOKED,
        ),
        (
            "Resolve the event",
            "events:event-resolve",
            "events.change_failureevent",
            event.status == event.Status.INVOKED,
        ),
        (
            "Close the event",
            "events:event-close",
            "events.change_failureevent",
            event.status == event.Status.RESOLVED,
        ),
    ]
    return [
        {
            "text": text,
            "href": reverse(name, args=[event.reference]),
            "kind": "secondary" if number < 3 else "link",
        }
        for number, (text, name, permission, applies) in enumerate(offered)
        if applies and user.has_perm(permission)
    ]


def own_people(user, event) -> dict:
    """What a partner sees: its own people only, counted from what it may see."""
    mine = TrackerEntry.objects.visible_to(user).filter(event=event)
    rows = [(entry.stage, entry.final_outcome, 1) for entry in mine.only("stage", "final_outcome")]
    due = (
        mine.unresolved()
        .filter(next_step_due_on__isnull=False)
        .select_related("service_user", "event__service")
    )
    lines = [
        todo.person_line(entry, timezone.localdate(), user)
        for entry in due.order_by("next_step_due_on", "pk")[:NEXT_STEPS]
    ]
    return {"next_steps": lines, **stage_counts(event, rows)}


def stage_counts(event, rows) -> dict:
    """From (stage, final outcome, people) rows: everybody, the unresolved, and the stages, each with its list."""
    rows = list(rows)
    tracker = reverse("trackers:tracker", args=[event.reference])
    by_stage = dict.fromkeys(FILLS, 0)
    for stage, _, people in rows:
        by_stage[stage] += people
    labels = dict(TrackerEntry.Stage.choices)
    stages = [
        {"label": labels[value], "count": by_stage[value], "fill": fill, "href": f"{tracker}?stage={value}"}
        for value, fill in FILLS.items()
    ]
    return {
        "people": sum(by_stage.values()),
        "unresolved": sum(people for _, outcome, people in rows if not outcome),
        "stages": stages,
    }


@needs("events.view_timeline")
@require_safe
def event_timeline(request, reference):
    event = get_object_or_404(
        FailureEvent.objects.visible_to(request.user).select_related("service"), reference=reference
    )
    entries, following = timeline.entries(event, before=page_key(request.GET.get("before", "")))
    context = {"event": event, "entries": entries, "tabs": tabs.tabs(request.user, event, "timeline")}
    if following:
        context["older"] = f"{following[0].isoformat()}|{following[1]}|{following[2]}"
    return render_page(request, "failure_response/event_timeline.html", context)


def page_key(text: str) -> tuple | None:
    """The key of a timeline page as it stands in the address; anything else means the first page."""
    try:
        at, label, pk = text.split("|")
        return datetime.fromisoformat(at), label, int(pk)
    except ValueError:
        return None
