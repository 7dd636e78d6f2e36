"""Rows of an action plan: met or not, how far the plan is, what the next one takes over. Blackpool policy App 4."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from events.procedure.pack import Pack
from govuk.words import full_date
from risk.rules.instrument import items

YES, NO = "Y", "N"


class Answer(NamedTuple):
    """Y, N or nothing yet, and why."""

    value: str
    reason: str
    is_derived: bool = True


class Progress(NamedTuple):
    """How far a plan is: rows that are met, open, late, and no longer required."""

    total: int
    met: int
    late: int
    open: int
    dropped: int


def completed(
    due_on: date, met_on: date | None, today: date, *, otherwise: str = "", otherwise_reason: str = ""
) -> Answer:
    """Completed By Due Date? The due date itself still counts; a person's other answer stands with its reason."""
    if otherwise:
        return Answer(otherwise, otherwise_reason, is_derived=False)
    if met_on is not None:
        days = (met_on - due_on).days
        late = f"{days} day{'' if days == 1 else 's'} after the due date"
        return Answer(
            NO if days > 0 else YES, f"Completed {full_date(met_on)}{f', {late}' if days > 0 else ''}"
        )
    if due_on < today:
        return Answer(NO, f"Not completed; it was due {full_date(due_on)}")
    return Answer("", f"Due {full_date(due_on)}")


def progress(rows: Iterable, pack: Pack, today: date) -> Progress:
    """The rows of one plan, counted. A row is met when it was completed at all, also late."""
    rows, going_on = list(rows), carried(pack)
    met = [row for row in rows if is_met(row)]
    dropped = [row for row in rows if not is_met(row) and row.next_step and row.next_step not in going_on]
    waiting = [row for row in rows if row not in met and row not in dropped]
    late = sum(row.due_on < today for row in waiting)
    return Progress(len(rows), len(met), late, len(waiting) - late, len(dropped))


def is_met(row) -> bool:
    return row.met_on is not None or row.met_otherwise == YES


def next_steps(pack: Pack) -> tuple[str, ...]:
    """The three next steps in the words of the template."""
    return tuple(item.label for item in items(pack, "next_steps"))


def carried(pack: Pack) -> tuple[str, ...]:
    """Next steps with which a row goes on in the next plan."""
    return tuple(item.label for item in items(pack, "next_steps") if item.leads_to == "next_plan")
