"""Any plan of the written procedures as it is printed, with how far it is. Blackpool policy App 5, 6; Coventry outline
6, 7, App B.
"""

from collections.abc import Callable
from itertools import groupby
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.memo import once_in_request
from accounts.models import User
from events.document_kinds import About, Paper, Progress
from events.documents.head import head
from events.models import Checklist, FailureEvent, ReadinessDecision, Step
from events.plan_reading import plan_behind, plans_of
from events.procedure.plans import Action, Plan
from govuk.words import count_of, full_date, short_date

FEW = 6  # actions of a phase that stay on one page


class Worked(NamedTuple):
    """A plan in one event: as the procedure has it, and the actions as they are worked; none before it has begun."""

    plan: Plan
    source: str
    checklist: Checklist | None
    steps: list[Step]


class Column(NamedTuple):
    """How a printed column is filled: from the words of the procedure, and from the action as it is worked."""

    width: str  # its class in print.css
    written: Callable[[Action], str]
    worked: Callable[[Step, Plan], str]


def worked_plan(event: FailureEvent, user: User, kind: str) -> Worked:
    """Raises ValidationError where neither the event nor any procedure in use has such a plan."""
    checklist = event.checklists.filter(kind=kind).first()
    offered = plan_behind(checklist) if checklist else plans_of(event).get(kind)
    if offered is None:
        raise ValidationError("No procedure with this plan has been loaded. Ask an administrator to load it.")
    steps = Step.objects.visible_to(user).filter(event=event, stage__checklist__kind=kind)
    steps = steps.select_related("stage", "completed_by", "designated_user").prefetch_related("occurrences")
    return Worked(
        offered.plan, offered.source, checklist, list(steps.order_by("stage__order", "order", "pk"))
    )


def plan_paper(kind: str) -> Callable[..., Paper]:
    """The paper of one kind of plan."""

    def paper(
        event: FailureEvent, user: User, progress: Progress = lambda words: None, most_rows: int | None = None
    ) -> Paper:
        return _paper(event, user, kind)

    return paper


def any_plan_paper(
    event: FailureEvent, user: User, progress: Progress, most_rows: int | None = None, about: int = 0
) -> Paper:
    """The paper of a plan that was begun; `about` is the key of its checklist."""
    kind = event.checklists.filter(pk=about).values_list("kind", flat=True).first()
    if kind in (None, Checklist.Kind.PROCEDURE):
        raise ValidationError("This plan is not there any more. Open the plans of the event.")
    return _paper(event, user, kind)


def about_plan(user: User, event: FailureEvent, key: int) -> About | None:
    plans = event.checklists.exclude(kind=Checklist.Kind.PROCEDURE)
    found = None if user.is_partner else plans.filter(pk=key).first()
    if found is None:
        return None
    return About(found.title, reverse("events:plan-detail", args=[event.reference, found.kind]))


def fits(kind: str) -> Callable[[FailureEvent], bool]:
    """Whether an event has such a plan, or a procedure in use has it."""
    return lambda event: kind in once_in_request(("plans", event.pk), lambda: _kinds(event))


def _kinds(event: FailureEvent) -> set[str]:
    return {*plans_of(event), *event.checklists.values_list("kind", flat=True)}


def _paper(event: FailureEvent, user: User, kind: str) -> Paper:
    found = worked_plan(event, user, kind)
    columns = columns_of(found.plan)
    context = head(event, user) | {
        "plan_title": found.plan.called,
        "source": found.source,
        "columns": [(label, column.width) for label, column in columns],
        "phases": phases(found, [column for _, column in columns]),
        "facts": facts(event, found),
        "decisions": decisions(user, found.checklist),
        "marks": marks_words(found.plan),
        "few": FEW,
    }
    return Paper("events/pdf/plan.html", context, [])


def columns_of(plan: Plan) -> list[tuple[str, Column]]:
    """The printed columns. Areas are headings here, so what stands below "Area" is called Item (Coventry outline
    App B, whose own heading of that column did not survive); a form without a column for the day done says it.
    """
    printed = [(label, label.lower()) for label in plan.columns]
    has_day = any(key == "date completed" for _, key in printed)
    return [
        (
            "Item" if key == "area" else label,
            WITH_DAY if key == "progress" and not has_day else COLUMNS.get(key, BLANK),
        )
        for label, key in printed
    ]


def phases(found: Worked, columns: list[Column]) -> list[tuple[str, list[list[str]]]]:
    """Rows by phase: as worked, or before the plan has begun as written with the rest left to fill in."""
    if not found.checklist:
        return [
            (
                phase.label,
                [[c.written(action) for c in columns] for action in found.plan.actions_of(phase.code)],
            )
            for phase in found.plan.phases
        ]
    groups = groupby(found.steps, key=lambda step: step.stage)
    return [
        (stage.name, [[column.worked(step, found.plan) for column in columns] for step in steps])
        for stage, steps in groups
    ]


def facts(event: FailureEvent, found: Worked) -> list[tuple[str, str]]:
    done = sum(step.state != Step.State.OPEN for step in found.steps)
    total = len(found.steps) or len(found.plan.actions)
    standing = f"{done} of {count_of(total, 'action')} done or not needed"
    counts_from = found.checklist.counts_from if found.checklist else None
    said = [
        ("Service", f"{event.service}, {event.provider}"),
        ("Anticipated closing date", full_date(event.closes_on)),
        ("Due dates count from", full_date(counts_from)),
        ("Progress", standing if found.checklist else "Not begun: printed as the procedure has it"),
    ]
    return [(label, value) for label, value in said if value]


def decisions(user: User, checklist: Checklist | None) -> list[dict[str, Any]]:
    """What the readiness meeting decided, oldest first."""
    if checklist is None:
        return []
    rows = ReadinessDecision.objects.visible_to(user).filter(checklist=checklist)
    return [
        {
            "on": full_date(row.decided_on),
            "outcome": row.get_outcome_display(),
            "by": row.decided_by,
            "reason": row.reason,
            "open": count_of(row.still_open, "action"),
        }
        for row in rows
    ]


def marks_words(plan: Plan) -> str:
    """What the marks of the printed form mean."""
    if plan.marks is None:
        return ""
    return f"{plan.marks.done} done, {plan.marks.open} to do, {plan.marks.not_needed} not needed."


def _written_points(action: Action) -> str:
    return "\n".join([action.action, *(f"• {point}" for point in action.points)])


def _points(step: Step, plan: Plan) -> str:
    action = plan.action(step.code)
    return "\n".join([step.action, *(f"• {point}" for point in (action.points if action else ()))])


def area(action: Action | Step) -> str:
    return ", ".join(action.responsible)


def day(value) -> str:
    """'Fri 4 Dec 2026'; nothing for no day."""
    return f"{short_date(value)} {value.year}" if value else ""


def mark(step: Step, plan: Plan) -> str:
    words = {
        Step.State.DONE: ("done", "Done"),
        Step.State.OPEN: ("open", "To do"),
        Step.State.NOT_NEEDED: ("not_needed", "Not needed"),
    }
    name, said = words[step.state]
    return getattr(plan.marks, name) if plan.marks else said


def so_far(step: Step, plan: Plan) -> str:
    """'Overdue. Rang twice.': for a form with columns of their own for the mark and for the day."""
    return _sentences(_late(step), times(step), step.not_needed_reason, step.notes)


def progress_of(step: Step) -> str:
    """'Done Friday 4 December 2026, Priya Marlowe. Rang twice.', 'To do, overdue.'"""
    state = step.get_state_display()
    if step.state == Step.State.DONE:
        state = f"Done {full_date(step.completed_on)}, {step.completed_by}"
    if late := _late(step):
        state = f"{state}, {late.lower()}"
    return _sentences(state, step.not_needed_reason, step.notes)


def times(step: Step) -> str:
    """'Done 3 times, last Friday 4 December 2026', of an action that comes round. Needs the step's occurrences."""
    found = list(step.occurrences.all()) if step.is_repeatable else []
    if not found:
        return ""
    return f"Done {count_of(len(found), 'time')}, last {full_date(max(one.happened_on for one in found))}"


def _late(step: Step) -> str:
    is_late = step.state == Step.State.OPEN and step.due_on is not None and step.due_on < timezone.localdate()
    return "Overdue" if is_late else ""


def _sentences(*parts: str) -> str:
    return "".join(f"{part.rstrip('.')}. " for part in parts if part).strip()


WITH_DAY = Column(
    "col-notes",
    lambda action: "",
    lambda step, plan: _sentences(progress_of(step), times(step)),
)
BLANK = Column("col-notes", lambda action: "", lambda step, plan: "")
_DUE = Column("col-date", lambda action: "", lambda step, plan: day(step.due_on))
_ACTION = Column("col-action", _written_points, _points)
_WHOSE = Column("col-who", area, lambda step, plan: area(step))
# By the words that a form prints over its column.
COLUMNS = {
    "action number": Column(
        "col-number", lambda action: str(action.order), lambda step, plan: str(step.order)
    ),
    "action": _ACTION,
    "area": _ACTION,
    "√ or x": Column("col-mark", lambda action: "", mark),
    "due date": _DUE,
    "date planned": _DUE,
    "date completed": Column("col-date", lambda action: "", lambda step, plan: day(step.completed_on)),
    "responsible area": _WHOSE,
    "organisation": _WHOSE,
    "designated person": Column(
        "col-who", lambda action: "", lambda step, plan: str(step.designated_user or step.designated_person)
    ),
    "progress": Column("col-notes", lambda action: "", so_far),
    "progress & notes": Column("col-notes", lambda action: "", lambda step, plan: progress_of(step)),
}
