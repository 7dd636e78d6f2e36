"""An action plan as pages, paper and spreadsheet show it. Blackpool policy App 4."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from govuk.sheets.write import write_csv, write_xlsx
from govuk.words import full_date
from risk.models import ActionPlan, ActionPlanRow
from risk.operations.instruments import pack_of
from risk.reading import packs_of
from risk.rules.plan_rows import Answer, Progress, completed, progress

USUAL = (
    "Concern No.", "Source", "Nature of Concern", "Action Required", "Providers response",
    "By Whom? (Person Responsible)", "By When? (Date)", "Completed By Due Date? (Y/N)",
    "Means by which compliance will be measured and Next Step",
)  # fmt: skip
BARS = (
    ("Met", "met", "dark"),
    ("Late", "late", "dots"),
    ("Open", "open", "lines"),
    ("No longer required", "dropped", "grey"),
)


class Line(NamedTuple):
    """A row with its answer and where it first stood."""

    row: ActionPlanRow
    answer: Answer
    origin: str


def rows_of(user, plan: ActionPlan) -> list[ActionPlanRow]:
    """The rows that this person may see, with the plan that each first stood in. One query."""
    rows = ActionPlanRow.objects.visible_to(user).filter(plan=plan)
    return list(rows.select_related("origin__plan", "changed_by").order_by("number"))


def answer_of(row: ActionPlanRow, today: date) -> Answer:
    return completed(
        row.due_on, row.met_on, today, otherwise=row.met_otherwise, otherwise_reason=row.met_reason
    )


def origin_of(user, row: ActionPlanRow) -> str:
    """ "From plan 1, concern 3, due Friday 4 December 2026 there"; empty where it began here.

    The provider's own people are not told of a plan that is not shown to them.
    """
    first = row.origin
    if first and user.is_partner and not first.plan.shown_at:
        return ""
    return (
        f"From plan {first.plan.number}, concern {first.number}, first due {full_date(first.due_on)}"
        if first
        else ""
    )


def plan_page(user, plan: ActionPlan, today: date) -> dict[str, Any]:
    """What any page of a plan shows. As of the day it was closed, where it is. Two queries."""
    on, rows = plan.closed_on or today, rows_of(user, plan)
    how_far = progress(rows, pack_of(plan), on)
    return {
        "plan": plan,
        "lines": [Line(row, answer_of(row, on), origin_of(user, row)) for row in rows],
        "progress": how_far,
        "bar": bar(how_far),
        "at_a_glance": at_a_glance(how_far),
        "today": today,
    }


def at_a_glance(how_far: Progress) -> str:
    """ "2 of 5 met, 1 late, 1 no longer required"."""
    if not how_far.total:
        return "No concern is in the plan yet"
    parts = [f"{how_far.met} of {how_far.total} met"]
    parts += [f"{how_far.late} late"] if how_far.late else []
    parts += [f"{how_far.dropped} no longer required"] if how_far.dropped else []
    return ", ".join(parts)


def bar(how_far: Progress) -> list[dict]:
    return [{"label": label, "count": getattr(how_far, name), "fill": fill} for label, name, fill in BARS]


def plan_list_of(user, plans: Iterable[ActionPlan], today: date) -> list[dict]:
    """Each plan with how far it is. Two queries for any number."""
    plans = list(plans)
    packs = packs_of(plans) if plans else {}
    rows: dict[int, list[ActionPlanRow]] = {plan.pk: [] for plan in plans}
    for row in ActionPlanRow.objects.visible_to(user).filter(plan__in=plans):
        rows[row.plan_id].append(row)
    found = []
    for plan in plans:
        how_far = progress(rows[plan.pk], packs[plan.procedure_id], plan.closed_on or today)
        found.append({"plan": plan, "progress": how_far, "words": at_a_glance(how_far), "bar": bar(how_far)})
    return found


def headings(plan: ActionPlan) -> list[str]:
    """The columns as the procedure's template prints them."""
    form = pack_of(plan).forms.get("action-plan")
    return [column.label for column in form.columns] if form and form.columns else list(USUAL)


def last_column(row: ActionPlanRow) -> str:
    """Measure, evidence and next step stand in one column of the template."""
    parts = [
        row.measure,
        f"Evidence: {row.evidence}" if row.evidence else "",
        row.next_step,
        row.next_step_note,
    ]
    return "\n".join(part for part in parts if part)


def source_of(row: ActionPlanRow, origin: str = "") -> str:
    parts = [row.get_source_display() + (f": {row.source_words}" if row.source_words else ""), origin]
    return ". ".join(part for part in parts if part)


def plan_sheet(user, plan: ActionPlan, kind: str, today: date) -> bytes:
    """The plan as a spreadsheet with the template's columns; kind is xlsx or csv."""
    lines = plan_page(user, plan, today)["lines"]
    rows = [
        [line.row.number, source_of(line.row, line.origin), line.row.nature, line.row.action, line.row.response,
         line.row.by_whom, line.row.due_on, line.answer.value, last_column(line.row)]
        for line in lines
    ]  # fmt: skip
    if kind == "csv":
        return write_csv(headings(plan), rows)
    return write_xlsx(headings(plan), rows, title=f"Action plan {plan.number}")
