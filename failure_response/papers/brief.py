"""The brief to leaders: one or two sides on what happened, the figures, the law, the risks and what is to be decided.

Staffordshire SOP 11.0 (route), 11.4; LGiU template T9.
"""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from events.document_kinds import Paper, Progress
from events.documents.head import head
from events.models import FailureEvent, Meeting, PeopleCount, Step
from events.operations.notices import pack_of
from events.operations.step_checks import latest_decision
from events.procedure.pack import Pack
from events.rules.decision_point import is_settled
from events.rules.leads import missing_leads, role_title
from failure_response.overview import help_given, risk_of, stage_counts, startable
from govuk.words import clock_time, count_of, due_words, full_date, moment_words
from plans.press_reading import statements_of
from trackers.legal_reading import Reading
from trackers.models import Concern, TrackerEntry
from trackers.rules.legal import label
from trackers.unaccounted import unaccounted

MOST = 5  # lines of a kind, so that it stays a brief


def brief(
    event: FailureEvent, user: User, progress: Progress = lambda words: None, most_rows: int | None = None
) -> Paper:
    """What a director reads before a call. No resident is named. A constant number of queries."""
    today, pack = timezone.localdate(), pack_of(event)
    people = PeopleCount.objects.filter(event=event).values_list("stage", "final_outcome", "people")
    said = press(event, user)
    approve = [f"Approve the press statement, or say what has to change: {said['waiting']}."]
    context = head(event, user) | {
        "facts": what_happened(event),
        "figures": figures(event, user, today),
        "help": [one for one in help_given(event) if one["count"]],
        "legal": legal(event, today),
        "risks": risks(event, user, pack, today),
        "decisions": decisions_needed(event, pack, today) + (approve if said["waiting"] else []),
        "decided": decided(event),
        "next_steps": next_steps(event, user, pack, today),
        "press": said,
        **stage_counts(event, people),
    }
    return Paper("failure_response/pdf/brief.html", context, [])


def what_happened(event: FailureEvent) -> list[tuple[str, str]]:
    covers = [str(one.service) for one in event.more_services.current().select_related("service")]
    said = [
        ("Service", "; ".join([str(event.service), *covers])),
        ("Provider", str(event.provider)),
        ("Type", event.service_type),
        ("Told on", full_date(event.notified_on)),
        ("Told by", event.notified_by),
        ("What happened", event.nature_of_failure),
        ("Response", event.response or event.get_status_display()),
        ("Invoked", f"{moment_words(event.invoked_at)}, {event.invoked_by}" if event.invoked_at else ""),
        ("Closing date", full_date(event.closes_on) or "Not known"),
        ("Stage", event.current_stage or event.get_status_display()),
    ]
    return [(name, words) for name, words in said if words]


def figures(event: FailureEvent, user: User, today: date) -> list[tuple[str, int]]:
    entries = TrackerEntry.objects.visible_to(user).filter(event=event)
    steps = Step.objects.visible_to(user).filter(event=event)
    return [
        ("Nobody has said where they are", entries.filter(unaccounted()).count() if event.is_running else 0),
        ("Concerns about people open", Concern.objects.visible_to(user).open().filter(event=event).count()),
        ("Steps and actions late", steps.overdue(today).count()),
        ("Actions of meetings late", event.actions.open().filter(due_on__lt=today).count()),
    ]


def legal(event: FailureEvent, today: date) -> dict[str, Any] | None:
    """The temporary duty and the power as they count now, with why; None where the procedure has no such rules."""
    reading = Reading(event, today, people=[])
    if not reading.has_rules:
        return None
    found = reading.of_event
    answer = found.basis.answer
    return {
        "duty": label(found.duty),
        "power": label(found.power),
        "says": [label(found.computed(name)) for name in found.decided],
        "reasons": list(answer.reasons)[:MOST],
        "sections": ", ".join(answer.sections),
        "missing": [one.replace("_", " ") for one in answer.missing],
    }


def risks(event: FailureEvent, user: User, pack: Pack, today: date) -> list[str]:
    """What could go wrong, worst first, each in a sentence."""
    found = []
    if event.closes_on and event.is_running:
        waiting = event.people_counts.unresolved().people()
        days = (event.closes_on - today).days
        when = f"in {count_of(days, 'day')}" if days > 0 else "today" if days == 0 else "its date has gone by"
        if waiting:
            found.append(
                f"The service closes on {full_date(event.closes_on)} ({when}) and "
                f"{count_of(waiting, 'person has', 'people have')} no final outcome."
            )
    held = event.leads.current().values_list("role", flat=True)
    missing = [role_title(part) for part in missing_leads(pack, held)] if event.invoked_at else []
    if missing:
        found.append(f"Nobody is named for {', '.join(missing)}.")
    late = Step.objects.visible_to(user).filter(event=event).overdue(today).order_by("due_on", "pk")
    found += [f"Late: {step.action} ({due_words(step.due_on, today).lower()})." for step in late[:MOST]]
    known = risk_of(user, event.service) if user.has_perm("risk.view_concern") else {}
    if signed := known.get("signed"):
        found.append(
            f"Level of risk before the failure: {signed.level}, signed {full_date(signed.signed_at)}."
        )
    if known.get("suspensions"):
        found.append("New placements at the service are suspended.")
    disputes = event.disputes.filter(resolved_on=None).count()
    if disputes:
        found.append(f"{count_of(disputes, 'dispute')} with other authorities open; care goes on meanwhile.")
    return found


def decisions_needed(event: FailureEvent, pack: Pack, today: date) -> list[str]:
    """What waits for a decision of a leader."""
    needed = []
    latest = latest_decision(event)
    if event.status == FailureEvent.Status.INVOKED and pack.decision_point:
        if not is_settled(latest.kind if latest else None):
            options = " or ".join(option.label.lower() for option in pack.decision_point.options)
            needed.append(f"{pack.decision_point.name}: {options}. {pack.cite(pack.decision_point)}.")
        elif latest.review_on and latest.review_on <= today:
            needed.append(f"Decide again: {latest}, to be looked at by {full_date(latest.review_on)}.")
    if event.escalations.filter(state="unanswered").exists():
        needed.append("The route of escalation ended without an answer. Somebody must take the event on.")
    return needed


def decided(event: FailureEvent) -> list[str]:
    return [
        f"{one.get_kind_display()}, {full_date(one.decided_at)}, {one.decided_by}: {one.reason}"
        for one in event.decisions.order_by("-pk")[:2]
    ]


def next_steps(event: FailureEvent, user: User, pack: Pack, today: date) -> list[tuple[str, str, str]]:
    """(what, who, by when): the next steps of the procedure, and the next meeting."""
    steps = Step.objects.visible_to(user).open().filter(event=event, stage__checklist__kind="procedure")
    steps = startable(event, pack, steps.select_related("stage__checklist"))
    steps.sort(key=lambda step: (step.due_on or date.max, step.stage.order, step.order))
    found = [
        (step.action, " or ".join(step.responsible), full_date(step.due_on) or "No date")
        for step in steps[:MOST]
    ]
    coming = event.meetings.filter(state=Meeting.State.PLANNED, held_on__gte=today).order_by(
        "held_on", "starts_at"
    )
    if meeting := coming.first():
        when = f"{full_date(meeting.held_on)}, {clock_time(meeting.starts_at)}"
        found.append((str(meeting), meeting.venue or meeting.dial_in, when))
    return found


def press(event: FailureEvent, user: User) -> dict[str, Any]:
    """The statement that may be used, or that there is none; never a text that still waits for approval."""
    lines = statements_of(user, event)
    issued = next((one.statement for one in lines if one.statement.issued_at), None)
    waiting = next((one for one in lines if one.statement.is_draft), None)
    return {
        "issued": issued,
        "on": moment_words(issued.issued_at) if issued else "",
        "waiting": f"{waiting.approved} of {count_of(len(waiting.statement.approvers), 'approval')} given"
        if waiting
        else "",
    }
