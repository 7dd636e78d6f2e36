"""A press statement is drafted, approved by everybody who must, and issued. Blackpool policy App 5, App 6."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import operation
from accounts.models import User
from events.models import FailureEvent, Procedure
from events.operations.communications import Audience, To, record_communication
from events.operations.gates import residents_gate
from events.operations.leads import lock_open
from events.procedure.loader import from_content
from plans.models import PressApproval, PressStatement
from plans.operations.outline import CHANGE, refuse_draft
from plans.operations.press_notices import all_approved, ask_approvers
from plans.operations.sign_off import take_back

APPROVE, ISSUE = "plans.approve_pressstatement", "events.send_communication"
CHANGED_MEANWHILE = "The text was changed since you opened this page. Read it again."
Method = PressApproval.Method


class Occasion(NamedTuple):
    """An action of a plan that asks for a statement with approvals, and the version that says so."""

    procedure: Procedure
    action: str
    about: str
    section: str
    approvers: tuple[str, ...]


def occasions(event: FailureEvent) -> list[Occasion]:
    """What a press statement can be for: actions with approvals of the event's procedure, else of an active one."""
    for procedure in [event.procedure, *Procedure.objects.active().order_by("key")]:
        pack = from_content(procedure.content)
        found = [
            Occasion(
                procedure,
                action.id,
                action.action,
                pack.cite(action.section or plan.section),
                action.approvals,
            )
            for plan in pack.plans.values()
            for action in plan.actions
            if action.approvals
        ]
        if found:
            return found
    return []


@operation("press_statement.drafted", needs=CHANGE)
def draft_statement(*, by: User, event: FailureEvent, action: str, title: str, text: str) -> PressStatement:
    """The first text. Who must approve it is what the procedure says now. Blackpool policy App 5, 6.

    Raises ValidationError where no procedure says who approves.
    """
    event = lock_open(event)
    refuse_draft(event)
    found = next((one for one in occasions(event) if one.action == action), None)
    if found is None:
        raise ValidationError({"action": "Select what the statement is for"})
    row = PressStatement.objects.create(
        event=event, procedure=found.procedure, action=action, about=found.about, section=found.section,
        approvers=list(found.approvers), title=title.strip(), text=text.strip(), drafted_by=by, changed_by=by,
    )  # fmt: skip
    ask_approvers(row, by)
    return row


@operation("press_statement.changed", told="Text of a press statement changed", needs=CHANGE)
def change_statement(
    *, by: User, statement: PressStatement, title: str, text: str, version: int
) -> PressStatement:
    """Another text: approvals of the one before no longer count, and stay in the history.

    Raises ValidationError once it is issued or put away; Conflict.
    """
    _draft(statement)
    changing = {"title": title.strip(), "text": text.strip()}
    row = PressStatement.objects.lock_for_edit(statement.pk, since=version, changing=changing)
    if row.edited:
        row.text_version += 1
        row.save_version(by=by, update_fields=["text_version"])
        ask_approvers(row, by)
    return row


@operation("press_statement.approved", needs=APPROVE)
def approve_statement(
    *,
    by: User,
    statement: PressStatement,
    text_version: int,
    body: str,
    method: str,
    approved_on: date,
    name: str = "",
    note: str = "",
) -> PressApproval:
    """One of those who must approve did: a senior leader here in the own name, or somebody who said so another way.

    Raises ValidationError for another text, body or day than can be, and for who approved it already.
    """
    row, is_own = _draft(statement), by.role == User.Role.SENIOR_LEADER
    method, name = (Method.HERE, by.name) if is_own else (method, " ".join(name.split()))
    if text_version != row.text_version:
        raise ValidationError(CHANGED_MEANWHILE)
    if not is_own and method == Method.HERE:
        raise ValidationError(
            {"method": "Only a senior leader approves here. Select how the approval reached you"}
        )
    if not timezone.localdate(row.changed_at) <= approved_on <= timezone.localdate():
        raise ValidationError({"approved_on": "Day must be between the day of this text and today"})
    _refuse_approver(row, body, name)
    approval = PressApproval.objects.create(
        event=row.event, statement=row, text_version=text_version, body=body, name=name, approved_on=approved_on,
        method=method, note=note.strip(), recorded_by=by,
    )  # fmt: skip
    if not missing_approvals(row):
        all_approved(row, by)
    return approval


def _refuse_approver(statement: PressStatement, body: str, name: str) -> None:
    """Each of those who must approve does so once, and nobody for two of them."""
    if body not in statement.approvers:
        raise ValidationError({"body": "Select who approved"})
    if not name:
        raise ValidationError({"name": "Enter the name of who approved"})
    given = {one.body: one for one in standing_approvals(statement)}
    if body in given:
        raise ValidationError({"body": f"{given[body].name} approved this text already as {body}"})
    if other := next((one for one in given.values() if one.name.casefold() == name.casefold()), None):
        raise ValidationError(
            f"{name} approved this text already as {other.body}. Each approval is another person’s."
        )


@operation("press_approval.taken_back", told="Approval of a press statement taken back", needs=APPROVE)
def take_back_approval(*, by: User, approval: PressApproval, reason: str) -> PressApproval:
    """An approval is withdrawn, or was recorded wrongly. Raises ValidationError once the statement is issued, and for a
    senior leader who did not give it.
    """
    _draft(approval.statement)
    if by.role == User.Role.SENIOR_LEADER and approval.recorded_by_id != by.pk:
        raise ValidationError("You can take back only an approval of your own. Ask an officer to record it.")
    return take_back(by, approval, reason)


def standing_approvals(statement: PressStatement) -> list[PressApproval]:
    """Those of the present text that were not taken back."""
    return list(statement.approvals.filter(text_version=statement.text_version))


def missing_approvals(statement: PressStatement) -> list[str]:
    """Who has not approved the present text."""
    given = {one.body for one in standing_approvals(statement)}
    return [body for body in statement.approvers if body not in given]


@operation("press_statement.issued", needs=ISSUE)
def issue_statement(
    *, by: User, statement: PressStatement, text_version: int, recipients: Iterable[To]
) -> PressStatement:
    """It goes out, and stands among the communications with whom it was given to. Blackpool policy App 5, 6.

    The press tells residents and relatives too, so it waits for the same gate as telling them (Staffordshire SOP 11.5).
    Raises ValidationError before that, and while one approval of the present text is missing.
    """
    row = _draft(statement)
    if text_version != row.text_version:
        raise ValidationError(CHANGED_MEANWHILE)
    if missing := missing_approvals(row):
        raise ValidationError(f"It cannot be issued before this text is approved by {_listed(missing)}.")
    gate = residents_gate(row.event)
    if not gate.is_open:
        raise ValidationError(
            f"Residents and relatives would read it before they are told. {gate.reason} {gate.section}.",
            code="gate",
        )
    sent = record_communication(
        by=by, event=row.event, subject=f"Press statement: {row.title}", body=row.text, recipients=recipients,
        audience=Audience.OTHER,
    )  # fmt: skip
    row.issued_at, row.issued_by, row.communication = timezone.now(), by, sent
    row.save_version(by=by, update_fields=["issued_at", "issued_by", "communication"])
    return row


@operation("press_statement.put_away", needs=CHANGE)
def put_away_statement(*, by: User, statement: PressStatement, reason: str) -> PressStatement:
    """It is not going to be issued. Raises ValidationError without a reason."""
    row = _draft(statement)
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it is not issued"})
    row.put_away_at, row.put_away_reason = timezone.now(), reason.strip()
    row.save_version(by=by, update_fields=["put_away_at", "put_away_reason"])
    return row


def _draft(statement: PressStatement) -> PressStatement:
    """The statement, locked. Raises ValidationError once it is issued or put away."""
    event = lock_open(statement.event)
    row = PressStatement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    row.event = event
    if row.issued_at:
        raise ValidationError("This statement was issued already. Draft a new one.")
    if row.put_away_at:
        raise ValidationError("This statement was put away. Draft a new one.")
    return row


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
