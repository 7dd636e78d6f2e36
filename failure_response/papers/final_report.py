"""The final report of an event, with its evidence: what was planned, what was done, when and by whom. SOP 11.8."""

from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Min, Q
from django.utils import timezone

from accounts.models import User
from costs.pages import by_bearer
from events.document_kinds import Paper, Progress
from events.documents.head import head
from events.documents.overview import notice_row
from events.documents.plan import day
from events.models import Checklist, Communication, FailureEvent, Finding, Meeting, Step
from events.operations.gates import lifting_steps
from events.operations.loose_ends import loose_ends
from events.operations.notices import pack_of
from events.procedure.pack import Pack
from failure_response.papers.brief import legal, what_happened
from failure_response.papers.evidence import check_history, newest
from failure_response.papers.measures import Moment, difference, measures
from failure_response.timeline import Entry
from govuk.words import count_of, full_date, moment_words, money
from trackers.documents import groups
from trackers.models import Concern, Review, TrackerEntry

Outcome = TrackerEntry.Outcome
EVIDENCE_ROWS = 150  # of the history, that the typesetter sets at once
MOST_NAMED = 3  # records of one entry of the history


def final_report(
    event: FailureEvent, user: User, progress: Progress = lambda words: None, most_rows: int | None = None
) -> Paper:
    """The whole event on paper; before its end it says so. Residents are named in the evidence only."""
    pack = pack_of(event)
    steps = steps_of(event, user)
    progress(f"Collecting {count_of(len(steps), 'step')} and the history")
    evidence, is_cut = newest(event)
    context = head(event, user) | {
        "facts": what_happened(event),
        "notices": [notice_row(one) for one in event.notices.select_related("service")],
        "measures": measures(moments(event, pack)),
        "plans": planned_and_done(steps),
        "decisions": decisions(event),
        "meetings": meetings(event),
        "outcomes": outcomes(event),
        "people_facts": people_facts(event, user),
        "bearers": bearers(event, user),
        "legal": legal(event, timezone.localdate()),
        "told": told(event, user),
        "lessons": lessons(event, user),
        "still_open": [end.text for end in loose_ends(event)] if event.is_open else [],
        "evidence": list(groups(evidence, None if most_rows is None else EVIDENCE_ROWS)),
        "count": len(evidence),
        "records": records,
        "is_cut": is_cut,
        "checked": check_history(event),
    }
    people = list(TrackerEntry.objects.visible_to(user).filter(event=event).values_list("pk", flat=True))
    return Paper("failure_response/pdf/final_report.html", context, people)


def bearers(event: FailureEvent, user: User) -> list[tuple[str, str, int]]:
    """Who bears how much, for how many people; for those who see costs."""
    if not user.has_perm("costs.view_costs"):
        return []
    return [(one["name"], money(one["sum"]), one["people"]) for one in by_bearer(event)]


def records(entry: Entry) -> str:
    """What an entry of the history is about; of many records the first few."""
    named = list(dict.fromkeys(change.record for change in entry.changes))
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return f"{', '.join(named[:MOST_NAMED])}{more}"


def steps_of(event: FailureEvent, user: User) -> list[Step]:
    """Every step of the procedure and action of a plan, in order; the procedure first."""
    found = Step.objects.visible_to(user).filter(event=event)
    found = found.select_related("stage__checklist", "completed_by", "designated_user")
    is_plan = ExpressionWrapper(
        ~Q(stage__checklist__kind=Checklist.Kind.PROCEDURE), output_field=BooleanField()
    )
    found = found.alias(is_plan=is_plan)
    return list(found.order_by("is_plan", "stage__checklist", "stage__order", "order", "pk"))


def planned_and_done(steps: list[Step]) -> list[dict[str, Any]]:
    """Each checklist with its steps: what was planned, by whom, for when; what was done, by whom, when."""
    plans: dict[int, dict[str, Any]] = {}
    for step in steps:
        checklist = step.stage.checklist
        plan = plans.setdefault(
            checklist.pk, {"title": checklist.title, "rows": [], "done": 0, "late": 0, "total": 0}
        )
        apart = difference(step.due_on, step.completed_on) if step.state == Step.State.DONE else ""
        plan["rows"].append(step_row(step, apart))
        plan["total"] += 1
        plan["done"] += step.state != Step.State.OPEN
        plan["late"] += apart.endswith("late")
    return list(plans.values())


def step_row(step: Step, apart: str) -> dict[str, str]:
    is_procedure = step.stage.checklist.kind == Checklist.Kind.PROCEDURE
    planned_for = str(step.designated_user or step.designated_person) or " or ".join(step.responsible)
    done = "Open" if step.state == Step.State.OPEN else f"{day(step.completed_on)}, {step.completed_by}"
    if step.state == Step.State.NOT_NEEDED:
        done = f"Not needed ({done}): {step.not_needed_reason}"
    return {
        "number": f"{step.stage.order}.{step.order}" if is_procedure else str(step.order),
        "action": step.action,
        "planned": "\n".join(part for part in (planned_for, day(step.due_on)) if part),
        "done": done,
        "difference": apart,
    }


def moments(event: FailureEvent, pack: Pack) -> dict[str, Moment]:
    """When the things happened that are measured; None for what has not. Four queries."""
    held = event.meetings.filter(state=Meeting.State.HELD, kind=Meeting.Kind.RESPONSE)
    first = held.order_by("held_on", "starts_at").first()
    people = TrackerEntry.objects.filter(event=event).aggregate(
        first_move=Min("moved_on"),
        last=Max("final_outcome_on"),
        unresolved=Count("pk", filter=Q(final_outcome="")),
        people=Count("pk"),
    )
    step = event.steps.filter(code__in=lifting_steps(pack), state=Step.State.DONE).first()
    early = event.early_tellings.order_by("told_on").first()
    told_days = [one for one in (step and step.completed_on, early and early.told_on) if one]
    is_settled = people["people"] and not people["unresolved"]
    today = timezone.localdate()
    return {
        "notified": event.notified_on,
        "invoked": event.invoked_at,
        "first_meeting": first.begins if first else None,
        "told": min(told_days, default=None),
        "first_move": people["first_move"],
        "everybody_settled": people["last"] if is_settled else None,
        "service_closed": event.closes_on if event.closes_on and event.closes_on <= today else None,
        "resolved": event.resolved_at,
        "closed": event.closed_at,
    }


def decisions(event: FailureEvent) -> list[tuple[str, str, str, str]]:
    """(when, what, by whom, why) of the decisions about the event, oldest first."""
    return [
        (moment_words(one.decided_at), one.get_kind_display(), one.decided_by, one.reason)
        for one in event.decisions.order_by("decided_at", "pk")
    ]


def meetings(event: FailureEvent) -> list[dict[str, Any]]:
    """Each meeting that was held: how many agencies came, what was agreed."""
    rows = event.meetings.filter(state=Meeting.State.HELD).order_by("held_on", "starts_at")
    came = Count("attendance", filter=Q(attendance__state__in=("present", "left_early")), distinct=True)
    rows = rows.annotate(came=came, asked=Count("attendance", distinct=True))
    rows = rows.annotate(agreed=Count("actions", distinct=True), decided=Count("decisions", distinct=True))
    return [
        {
            "name": str(one),
            "on": full_date(one.held_on),
            "came": f"{one.came} of {one.asked}" if one.asked else "Not taken",
            "agreed": one.agreed,
            "decided": one.decided,
        }
        for one in rows
    ]


def outcomes(event: FailureEvent) -> list[tuple[str, int]]:
    """How many people have which final outcome, with those who have none last; kinds that nobody has are left out."""
    counts = event.people_counts.values_list("final_outcome", "people")
    total = dict.fromkeys(Outcome.values, 0)
    for outcome, people in counts:
        total[outcome] = total.get(outcome, 0) + people
    order = [*(value for value in Outcome.values if value), ""]
    return [(Outcome(value).label, total[value]) for value in order if total[value]]


def people_facts(event: FailureEvent, user: User) -> list[tuple[str, str]]:
    """What became of people, by numbers. A constant number of queries."""
    entries = TrackerEntry.objects.visible_to(user).filter(event=event)
    rows = list(entries.values_list("moved_on", "safe_and_well_on"))
    moved = [(on, check) for on, check in rows if on]
    days = [(on - event.notified_on).days for on, _ in moved] if event.notified_on else []
    checked = [check for _, check in moved if check]
    soon = [1 for on, check in moved if check and check <= on + timedelta(days=1)]
    return [
        ("People on the tracker", str(len(rows))),
        ("Have moved, also without a final outcome yet", str(len(moved))),
        (
            "Days from the first notice to the move",
            f"{min(days)} to {max(days)}, half of them within {median(days):g}"
            if days
            else "Nobody has moved",
        ),
        (
            "Safe and well checks",
            f"{len(checked)} of {len(moved)} who moved; {len(soon)} on the day or the day after",
        ),
        *afterwards(event, user),
    ]


def afterwards(event: FailureEvent, user: User) -> list[tuple[str, str]]:
    """Reviews and concerns, by numbers."""
    reviews = Review.objects.visible_to(user).filter(event=event)
    states = dict(reviews.order_by().values_list("state").annotate(n=Count("pk")))
    done, due = states.get(Review.State.DONE, 0), states.get(Review.State.DUE, 0)
    concerns = Concern.objects.visible_to(user).filter(event=event)
    return [
        ("Six-week reviews", f"{done} done, {due} to do"),
        ("Concerns about people", f"{concerns.count()} raised, {concerns.open().count()} open"),
    ]


def told(event: FailureEvent, user: User) -> list[tuple[str, str, str, int]]:
    """(when, what, to which audience, how many recipients) of each message about the event."""
    rows = Communication.objects.visible_to(user).filter(event=event).annotate(to=Count("recipients"))
    return [
        (moment_words(one.sent_at), one.title or one.subject, one.get_audience_display(), one.to)
        for one in rows.order_by("sent_at", "pk")
    ]


def lessons(event: FailureEvent, user: User) -> list[dict[str, str]]:
    return [
        {
            "happened": one.happened,
            "change": one.change,
            "who": one.owner_name,
            "due": full_date(one.due_on),
            "state": f"Done {full_date(one.done_on)}" if one.done_on else "Open",
            "progress": one.progress,
        }
        for one in Finding.objects.visible_to(user).filter(event=event)
    ]
