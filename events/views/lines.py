"""A checklist as its page shows it: stages folded when finished, each step with who, when and what became of it."""

from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from events.models import Stage, Step
from events.procedure.pack import Pack
from events.rules.limits import hours_late, is_late
from govuk.words import clock_time, count_of, day_words, due_words

SHOWN = 3  # occurrences that a line tells one by one


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
    steps: list[Step], now: datetime, pack: Pack, *, shut: frozenset[int] = frozenset(), keep=None
) -> list[Section]:
    """Stages in order from their steps (with stage and completed_by). `shut`: keys of steps that cannot start yet."""
    found, has_now = [], False
    for _, group in groupby(steps, key=lambda step: step.stage_id):
        group = list(group)
        done = [step for step in group if step.state != Step.State.OPEN]
        is_finished = len(done) == len(group)
        state = "finished" if is_finished else "later" if has_now else "now"
        has_now = has_now or not is_finished
        lines = [line(step, now, pack, shut) for step in group if keep is None or step.pk in keep]
        last = (
            max((step.completed_on for step in done if step.completed_on), default=None)
            if is_finished
            else None
        )
        found.append(Section(group[0].stage, state, len(done), len(group), lines, last))
    return found


def line(step: Step, now: datetime, pack: Pack, shut: frozenset[int]) -> Line:
    said = next((one for one in pack.steps if one.id == step.code), None)
    status, mark = standing(step, now, shut)
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


def due_now(steps: list[Step], now: datetime, pack: Pack, shut: frozenset[int]) -> dict[str, list[Line]]:
    """Open steps that are late, and those due today."""
    due = [
        step for step in steps if step.state == Step.State.OPEN and step.due_on and step.due_on <= now.date()
    ]
    found = [line(step, now, pack, shut) for step in due]
    return {
        "late": [one for one in found if one.mark == "late"],
        "due_today": [one for one in found if one.mark == "today"],
    }


def standing(step: Step, now: datetime, shut: frozenset[int]) -> tuple[str, str]:
    """What the right-hand column says, and how it is drawn. On the day itself a limit in hours is told in hours."""
    if step.state != Step.State.OPEN:
        return step.get_state_display(), "done"
    if step.pk in shut:
        return "Cannot start yet", "shut"
    if step.due_on is None:
        return "To do", "plain"
    if step.due_at and step.due_on == now.date():
        if is_late(step.due_on, step.due_at, now):
            hours = hours_late(step.due_at, now)
            return (f"{count_of(hours, 'hour')} late" if hours else "Less than an hour late"), "late"
        return f"Due today at {clock_time(step.due_at)}", "today"
    words = due_words(step.due_on, now.date())
    if step.due_on < now.date():
        return words, "late"
    return (words, "today") if step.due_on == now.date() else (f"Due {words}", "plain")


def happened(step: Step) -> str:
    """Who did it and when, or why it is not needed; of one that repeats, the last times it was done."""
    if step.state == Step.State.OPEN:
        return repeated(step) if step.is_repeatable else ""
    by = f"{doer(step.completed_by.name, step.deputy_for)}, {day_words(step.completed_on)}."
    told = step.not_needed_reason if step.state == Step.State.NOT_NEEDED else step.notes
    return f"{by} {told} {repeated(step) if step.is_repeatable else ''}".strip()


def doer(name: str, deputy_for: str) -> str:
    """ "Priya Marlowe, deputy for Dele Winterbourne"; the name alone for somebody who holds the role."""
    return f"{name}, deputy for {deputy_for}" if deputy_for else name


def repeated(step: Step) -> str:
    """ "Done 2 times: 17 November, Priya Marlowe; 19 November, Owen Lathbury." Needs the step's occurrences."""
    times = list(step.occurrences.all())
    if not times:
        return "Not done yet."
    last = [
        f"{day_words(one.happened_on)}, {doer(one.done_by.name, one.deputy_for)}" for one in times[-SHOWN:]
    ]
    more = f"{len(times) - SHOWN} before that; " if len(times) > SHOWN else ""
    return f"Done {count_of(len(times), 'time')}: {more}{'; '.join(last)}."


def views(
    steps: list[Step], now: datetime, roles: set[str], asked: str
) -> tuple[list[dict], set[int] | None]:
    """The saved views with their counts, and the keys of the steps that the asked one keeps (None: all)."""
    is_open = [step for step in steps if step.state == Step.State.OPEN]
    kept = {
        "mine": [step for step in is_open if roles & set(step.responsible)],
        "overdue": [step for step in is_open if is_late(step.due_on, step.due_at, now)],
        "not-needed": [step for step in steps if step.state == Step.State.NOT_NEEDED],
        "local": [step for step in steps if step.is_local],
    }
    words = {
        "mine": "My steps",
        "overdue": "Overdue",
        "not-needed": "Marked not needed",
        "local": "Local steps",
    }
    items = [{"text": "All steps", "count": len(steps), "href": "?", "active": asked not in kept}]
    items += [
        {"text": words[name], "count": len(found), "href": f"?show={name}", "active": name == asked}
        for name, found in kept.items()
    ]
    return items, {step.pk for step in kept[asked]} if asked in kept else None
