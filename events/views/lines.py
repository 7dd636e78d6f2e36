"""A checklist as its page shows it: stages folded when finished, each step with who, when and what became of it."""

from datetime import date
from itertools import groupby
from typing import NamedTuple

from events.models import Stage, Step
from events.procedure.pack import Pack
from govuk.words import day_words, due_words


class Line(NamedTuple):
    """One step. `status` is text; `mark` says how it is drawn: late, today, done, shut or plain."""

    step: Step
    number: str
    who: str
    happened: str
    status: str
    mark: str
    due_hint: str
    conditional: str


class Section(NamedTuple):
    """One stage: `state` is finished, now or later; of `lines` only those that were asked for."""

    stage: Stage
    state: str
    done: int
    total: int
    lines: list[Line]
    finished_on: date | None

    @property
    def is_finished(self) -> bool:
        return self.state == "finished"


def sections(
    steps: list[Step], today: date, pack: Pack, *, shut: frozenset[str] = frozenset(), keep=None
) -> list[Section]:
    """Stages in order from their steps (with stage and completed_by). `shut` are codes of steps behind a shut gate."""
    found, has_now = [], False
    for _, group in groupby(steps, key=lambda step: step.stage_id):
        group = list(group)
        done = [step for step in group if step.state != Step.State.OPEN]
        is_finished = len(done) == len(group)
        state = "finished" if is_finished else "later" if has_now else "now"
        has_now = has_now or not is_finished
        lines = [line(step, today, pack, shut) for step in group if keep is None or step.pk in keep]
        last = (
            max((step.completed_on for step in done if step.completed_on), default=None)
            if is_finished
            else None
        )
        found.append(Section(group[0].stage, state, len(done), len(group), lines, last))
    return found


def line(step: Step, today: date, pack: Pack, shut: frozenset[str]) -> Line:
    said = next((one for one in pack.steps if one.id == step.code), None)
    status, mark = standing(step, today, shut)
    return Line(
        step=step,
        number=f"{step.stage.order}.{step.order}",
        who=" or ".join(step.responsible),
        happened=happened(step),
        status=status,
        mark=mark,
        due_hint=(said.due_hint if said else "") if step.state == Step.State.OPEN else "",
        conditional=(said.conditional or "") if said and step.state == Step.State.OPEN else "",
    )


def due_now(steps: list[Step], today: date, pack: Pack, shut: frozenset[str]) -> dict[str, list[Line]]:
    """Open steps that are late, and those due today."""
    due = [step for step in steps if step.state == Step.State.OPEN and step.due_on and step.due_on <= today]
    found = [line(step, today, pack, shut) for step in due]
    return {
        "late": [one for one in found if one.mark == "late"],
        "due_today": [one for one in found if one.mark == "today"],
    }


def standing(step: Step, today: date, shut: frozenset[str]) -> tuple[str, str]:
    """What the right-hand column says, and how it is drawn."""
    if step.state != Step.State.OPEN:
        return step.get_state_display(), "done"
    if step.code in shut:
        return "Cannot start yet", "shut"
    if step.due_on is None:
        return "To do", "plain"
    words = due_words(step.due_on, today)
    if step.due_on < today:
        return words, "late"
    return (words, "today") if step.due_on == today else (f"Due {words}", "plain")


def happened(step: Step) -> str:
    """Who did it and when, or why it is not needed."""
    if step.state == Step.State.OPEN:
        return ""
    by = f"{step.completed_by.name}, {day_words(step.completed_on)}."
    told = step.not_needed_reason if step.state == Step.State.NOT_NEEDED else step.notes
    return f"{by} {told}".strip()


def views(steps: list[Step], today: date, roles: set[str], asked: str) -> tuple[list[dict], set[int] | None]:
    """The saved views with their counts, and the keys of the steps that the asked one keeps (None: all)."""
    is_open = [step for step in steps if step.state == Step.State.OPEN]
    kept = {
        "mine": [step for step in is_open if roles & set(step.responsible)],
        "overdue": [step for step in is_open if step.due_on and step.due_on < today],
        "not-needed": [step for step in steps if step.state == Step.State.NOT_NEEDED],
    }
    words = {"mine": "My steps", "overdue": "Overdue", "not-needed": "Marked not needed"}
    items = [{"text": "All steps", "count": len(steps), "href": "?", "active": asked not in kept}]
    items += [
        {"text": words[name], "count": len(found), "href": f"?show={name}", "active": name == asked}
        for name, found in kept.items()
    ]
    return items, {step.pk for step in kept[asked]} if asked in kept else None
