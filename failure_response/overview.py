"""What the overview of an event says: the whole event for the host council, its own people for a partner."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, User
from events.models import FailureEvent, GrabPack, LegalEvaluation, PeopleCount, Step
from events.models.grab_pack import RIGHT
from events.operations.step_checks import latest_decision
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from events.rules.decision_point import is_settled, stages_that_wait
from events.rules.grab_packs import age_words, is_old
from events.rules.leads import missing_leads, role_title, role_words, title_of
from failure_response import timeline, todo
from plans.contingency_reading import plans_of_event
from risk.monitored import known_of
from risk.reading import risk_known
from risk.reading_steps import steps_of_service
from trackers.models import Concern, TrackerEntry
from trackers.rules.legal import label
from trackers.shown_steps import ShownSteps
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
RUN, SHARE = "events.change_failureevent", "events.share_failureevent"
UPDATE = ("Log an update", "events:notice-add", RUN, "secondary")
SHARED = ("Share with a partner", "events:share-list", SHARE, "secondary")
# What can be done to an event as a whole while it is in a state: words, page, permission, kind of link.
ACTIONS = {
    FailureEvent.Status.DRAFT: (
        ("Finish logging", "events:event-draft", "events.add_failureevent", "secondary"),
    ),
    FailureEvent.Status.STANDARD_PRACTICE: (UPDATE, SHARED),
    FailureEvent.Status.INVOKED: (
        UPDATE,
        SHARED,
        ("Decision point", "events:decision-list", RUN, "link"),
        ("Resolve the event", "events:event-resolve", RUN, "link"),
    ),
    FailureEvent.Status.RESOLVED: (UPDATE, ("Close the event", "events:event-close", RUN, "link")),
}


def whole_event(user: User, event: FailureEvent) -> dict[str, Any]:
    """What the host council sees: next steps, everybody by stage, leads, notices, what happened last."""
    pack = from_content(event.procedure.content)
    people = PeopleCount.objects.filter(event=event).values_list("stage", "final_outcome", "people")
    return {
        "where": where_now(event),
        "actions": actions(user, event),
        "dates": list(event.provisional_dates.current()),
        "route": route_now(user, event),
        "covers": list(event.more_services.current().select_related("service")),
        "undelivered": undelivered_count(user, event),
        "notices": list(event.notices.all()),
        "concerns": Concern.objects.visible_to(user).open().filter(event=event).count(),
        "shares": list(event.shares.filter(ended_at=None).select_related("organisation")),
        "activity": [timeline.in_short(entry) for entry in timeline.entries(event, most=12)[0][:6]],
        "risk": risk_of(user, event.service) if user.has_perm("risk.view_concern") else None,
        "monitored": known_of(user, event.service) if user.has_perm("risk.view_monitoring") else None,
        "contingency": plans_of_event(user, event),
        **grab_pack_now(user, event),
        **steps_now(user, event, pack),
        **leads_now(event, pack),
        **legal_now(event),
        **stage_counts(event, people),
        **people_now(user, event),
    }


def grab_pack_now(user: User, event: FailureEvent) -> dict[str, Any]:
    """How old the grab-pack is, for those who may have it. A query at most."""
    may = event.status == FailureEvent.Status.INVOKED and user.has_perm(RIGHT)
    if not may:
        return {"grab_pack": None}
    pack, now = GrabPack.objects.visible_to(user).filter(event=event).defer("content").first(), timezone.now()
    if pack is None or pack.built_at is None:
        return {"grab_pack": {"age": "", "is_old": False}}
    return {"grab_pack": {"age": age_words(pack.checked_at, now), "is_old": is_old(pack.checked_at, now)}}


def where_now(event: FailureEvent) -> str:
    """The stage that the procedure is at; what the event is where no procedure runs."""
    stage = event.current_stage if event.status == FailureEvent.Status.INVOKED else ""
    return stage or event.get_status_display()


def steps_now(user: User, event: FailureEvent, pack: Pack) -> dict[str, Any]:
    """The next steps of the procedure by due date, or the decision that they wait for."""
    steps = Step.objects.visible_to(user).open().filter(event=event, stage__checklist__kind="procedure")
    steps = startable(event, pack, steps.select_related("stage__checklist"))
    steps.sort(key=lambda step: (step.due_on or date.max, step.stage.order, step.order))
    lines = [todo.step_line(step, timezone.localdate(), name_event=False) for step in steps[:NEXT_STEPS]]
    return {"next_steps": lines or todo.decision_lines(event, pack), "open_steps": len(steps)}


def leads_now(event: FailureEvent, pack: Pack) -> dict[str, Any]:
    """Who leads, and which required roles nobody holds."""
    leads = list(event.leads.current().select_related("organisation", "user"))
    return {
        "leads": leads,
        "missing_leads": missing_leads(pack, [lead.role for lead in leads]),
        "role_words": role_words,
        "role_title": role_title,
        "role_titles": {lead.role: title_of(pack, lead.role) for lead in leads},
    }


def legal_now(event: FailureEvent) -> dict[str, Any]:
    """The newest legal answer that was kept, and how it is said."""
    newest = LegalEvaluation.objects.filter(event=event).order_by("-pk")
    return {"legal": newest.values_list("duty", flat=True).first(), "legal_words": label}


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


def actions(user: User, event: FailureEvent) -> list[dict[str, str]]:
    """What this person can do to the event as a whole, as links of the heading."""
    offered = ACTIONS.get(event.status, ())
    return [
        {"text": text, "href": reverse(name, args=[event.reference]), "kind": kind}
        for text, name, permission, kind in offered
        if user.has_perm(permission)
    ]


def own_people(user, event) -> dict:
    """What a partner sees: its own people only, counted from what it may see."""
    mine = TrackerEntry.objects.visible_to(user).filter(event=event)
    rows = [(entry.stage, entry.final_outcome, 1) for entry in mine.only("stage", "final_outcome")]
    due = mine.unresolved().exclude(next_step_due_on=None).select_related("service_user", "event__service")
    steps = ShownSteps(mine, partner=True)
    lines = [
        todo.person_line(entry, steps.of(entry), timezone.localdate(), user)
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
