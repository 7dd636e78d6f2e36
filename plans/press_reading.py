"""What the pages about press statements show: who approved which text."""

from typing import NamedTuple

from accounts.models import User
from events.models import FailureEvent
from events.procedure.loader import from_content
from events.procedure.pack import Pack
from plans.models import PressApproval, PressStatement


class Approver(NamedTuple):
    """One of those who must approve, and the approval of the present text, if there is one."""

    body: str
    said: str
    approval: PressApproval | None


def approvers_of(statement: PressStatement) -> tuple[list[Approver], list[PressApproval]]:
    """Who must approve the present text, and approvals of earlier texts. One query."""
    given = list(statement.approvals.select_related("recorded_by"))
    now = {one.body: one for one in given if one.text_version == statement.text_version}
    earlier = [one for one in given if one.text_version != statement.text_version]
    spelled = spelled_out(from_content(statement.procedure.content))
    return [Approver(body, spelled.get(body, ""), now.get(body)) for body in statement.approvers], earlier


def spelled_out(pack: Pack) -> dict[str, str]:
    """What the pack says a short name such as DASS stands for, before its colon."""
    found = pack.lists.get("responsible_areas")
    return (
        {item.label: (item.text or "").partition(":")[0] for item in found.items if ":" in (item.text or "")}
        if found
        else {}
    )


class Line(NamedTuple):
    statement: PressStatement
    approved: int


def statements_of(user: User, event: FailureEvent) -> list[Line]:
    """The statements of an event, the newest first, each with how many approved its present text. Two queries."""
    rows = PressStatement.objects.visible_to(user).filter(event=event).prefetch_related("approvals")
    found = []
    for row in rows:
        row.event = event
        present = [one for one in row.approvals.all() if one.text_version == row.text_version]
        found.append(Line(row, len(present)))
    return found
