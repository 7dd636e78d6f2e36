"""The checklist of the procedure on paper: what is still open, then each stage with who did what, when. SOP 11.3."""

from typing import Any, NamedTuple

from django.utils import timezone

from accounts.models import User
from events.document_kinds import Paper, Progress
from events.documents.head import head
from events.models import Checklist, FailureEvent, ProvisionalDate, Step
from events.operations.notices import pack_of
from events.operations.steps import unresolved_people
from events.views import lines
from events.views.checklist import DONE_TIMES, cannot_start, decision_box, gates
from events.views.lines import Line
from govuk.words import full_date, short_date


class Row(NamedTuple):
    """A step: its number, what is to be done and by whom, when it is due, and what became of it."""

    number: str
    action: str
    who: str
    due: str
    status: str
    is_late: bool
    happened: str


def checklist_paper(
    event: FailureEvent, user: User, progress: Progress = lambda words: None, most_rows: int | None = None
) -> Paper:
    """Open steps first, by due date; then every stage. The same words as the page."""
    now, pack = timezone.localtime(), pack_of(event)
    steps = steps_of(user, event)
    waiting, decisions = unresolved_people(event), list(event.decisions.all())
    shut = cannot_start(event, pack, steps, waiting, decisions)
    sections = lines.sections(steps, now, pack, shut=shut)
    still = [one for section in sections for one in section.lines if one.step.state == Step.State.OPEN]
    still.sort(key=lambda one: (one.step.due_on is None, one.step.due_on or now.date()))
    dates = ProvisionalDate.objects.visible_to(user).filter(event=event).current()
    context = head(event, user) | {
        "source": f"{pack.short_name}, version {pack.version}",
        "done": sum(step.state != Step.State.OPEN for step in steps),
        "total": len(steps),
        "open": [row(one) for one in still],
        "stages": [
            {"name": section.stage.name, "section": section.stage.section, "done": section.done}
            | {"total": section.total, "rows": [row(one) for one in section.lines]}
            for section in sections
        ],
        "gates": gate_lines(event, pack, steps, waiting, decisions, now.date()),
        "dates": [(one.what, full_date(one.on), one.agreed_by) for one in dates],
    }
    return Paper("failure_response/pdf/checklist.html", context, [])


def steps_of(user: User, event: FailureEvent) -> list[Step]:
    found = Step.objects.visible_to(user).filter(event=event, stage__checklist__kind=Checklist.Kind.PROCEDURE)
    found = found.select_related("stage", "completed_by", "added_by").prefetch_related(DONE_TIMES)
    return list(found.order_by("stage__order", "order", "pk"))


def row(one: Line) -> Row:
    step = one.step
    due = f"{short_date(step.due_on)} {step.due_on.year}" if step.due_on else one.due_hint
    action = f"{step.action} (added here)" if step.is_local else step.action
    if one.conditional:
        action = f"{action} {one.conditional}"
    return Row(one.number, action, one.who, due, one.status, one.mark == "late", one.happened)


def gate_lines(event, pack, steps, waiting: int, decisions, today) -> list[dict[str, Any]]:
    """What holds steps back, and what was decided at the decision point: words, whether it is open, the source."""
    found = gates(event, pack, steps, waiting)
    told = []
    if found["tell"].gate:
        name = f"Residents and relatives may be told, {found['tell'].section}"
        told.append({"name": name, "is_open": found["tell"].is_open, "words": found["tell_words"]})
    if found["waiting_source"]:
        words = found["waiting_words"] if waiting else "Everybody has a final outcome."
        told.append({"name": f"Everybody has moved, {found['waiting_source']}", "is_open": not waiting})
        told[-1]["words"] = words
    if point := decision_box(pack, steps, decisions, today):
        latest = point["latest"]
        decided = f"{point['label']}, {full_date(latest.decided_at)}, {latest.decided_by}" if latest else ""
        told.append({"name": f"Decision point, {point['source']}", "is_open": point["is_open"]})
        told[-1]["words"] = decided or "Nothing is decided yet."
    return told
