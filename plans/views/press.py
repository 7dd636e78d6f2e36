"""Press statements of an event: drafted, approved by all who must, issued. Blackpool policy App 5, 6."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import needs
from accounts.drafts import typed
from accounts.models import User
from events.operations.gates import residents_gate
from events.views.pages import event_page, find_event
from plans.forms.approaches import TakeBackForm
from plans.forms.press import (
    ChangeStatement,
    DraftStatement,
    IssueStatement,
    OwnApproval,
    PutAwayForm,
    RecordApproval,
)
from plans.models import PressApproval, PressStatement
from plans.operations import press as operations
from plans.operations.outline import CHANGE
from plans.press_reading import approvers_of, statements_of
from plans.views.event_form import LOOK, TAB, find, one_form, page, take_back_words


@needs(LOOK)
@require_safe
def press_list(request, reference):
    event = find_event(request, reference)
    context = {
        "title": "Press statements",
        "statements": statements_of(request.user, event),
        "occasions": operations.occasions(event),
        "may": request.user.has_perm(CHANGE) and event.is_live,
    }
    return event_page(request, "plans/press_list.html", event, TAB, context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def press_new(request, reference):
    event = find_event(request, reference)
    found = operations.occasions(event)
    begun = {"action": request.GET.get("action", found[0].action if len(found) == 1 else "")}
    form = DraftStatement(typed(request), initial=begun, found=found)
    words = {
        "title": "Draft a press statement",
        "button": "Save the draft",
        "done": "Draft saved. It is held until everybody who must has approved it.",
        "back": page("press-list", event),
        "cited": "; ".join(dict.fromkeys(one.section for one in found)),
    }
    return one_form(request, event, form, operations.draft_statement, words=words, event=event)


@needs(LOOK)
@require_safe
def press_detail(request, reference, pk):
    """The text, who approved it and who has not, approvals of earlier texts, and what holds it."""
    event = find_event(request, reference)
    row = find(request, PressStatement, event, pk=pk)
    approvers, earlier = approvers_of(row)
    user, is_open = request.user, row.is_draft and event.is_live
    context = {
        "title": row.title,
        "statement": row,
        "approvers": approvers,
        "missing": [one.body for one in approvers if one.approval is None],
        "earlier": earlier,
        "gate": residents_gate(event) if is_open else None,
        "may_change": is_open and user.has_perm(CHANGE),
        "may_approve": is_open and user.has_perm(operations.APPROVE),
        "may_issue": is_open and user.has_perm(operations.ISSUE),
        "is_leader": user.role == User.Role.SENIOR_LEADER,
    }
    return event_page(request, "plans/press_detail.html", event, TAB, context)


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def press_change(request, reference, pk):
    event = find_event(request, reference)
    row = find(request, PressStatement, event, pk=pk)
    given = len(operations.standing_approvals(row))
    form = ChangeStatement(
        typed(request), initial={name: getattr(row, name) for name in ("title", "text", "version")}
    )
    words = said(row, "Change the text", "Save the text", "Text saved.")
    if given:
        words["intro"] = (
            f"Approvals of the present text: {given}. They no longer count once you save another text."
        )
    return one_form(request, event, form, operations.change_statement, words=words, to=row, statement=row)


@needs(operations.APPROVE)
@require_http_methods(["GET", "POST"])
def press_approve(request, reference, pk):
    """A senior leader approves here; others record an approval that reached them another way."""
    event = find_event(request, reference)
    row = find(request, PressStatement, event, pk=pk)
    is_leader = request.user.role == User.Role.SENIOR_LEADER
    kind = OwnApproval if is_leader else RecordApproval
    missing = operations.missing_approvals(row)
    if not missing:
        messages.warning(request, "Everybody who must has approved this text, so there is nothing to record.")
        return redirect(row)
    form = kind(typed(request), initial={"text_version": row.text_version}, missing=missing)
    title, button = (
        ("Approve the statement", "Approve this text") if is_leader else ("Record an approval", "Record it")
    )
    words = said(row, title, button, "Approval recorded.") | {"text": row}
    return one_form(
        request, event, form, operations.approve_statement, words=words, to=row, statement=row,
        template="plans/press_approve.html",
    )  # fmt: skip


@needs(operations.APPROVE)
@require_http_methods(["GET", "POST"])
def approval_take_back(request, reference, pk):
    event = find_event(request, reference)
    row = find(request, PressApproval, event, pk=pk)
    row.statement.event = event
    back = row.statement.get_absolute_url()
    form = TakeBackForm(typed(request))
    words = take_back_words(f"approval of {row.body}", back)
    return one_form(request, event, form, operations.take_back_approval, words=words, to=back, approval=row)


@needs(operations.ISSUE)
@require_http_methods(["GET", "POST"])
def press_issue(request, reference, pk):
    """To whom it is given; held while an approval is missing or residents may not be told yet."""
    event = find_event(request, reference)
    row = find(request, PressStatement, event, pk=pk)
    form = IssueStatement(
        typed(request), initial={"text_version": row.text_version, "people": [], "outsiders": []}, event=event
    )
    words = said(
        row,
        "Issue the statement",
        "Issue and record it",
        "Statement issued. It stands among the communications.",
    )
    words |= {"text": row, "missing": operations.missing_approvals(row), "gate": residents_gate(event)}
    return one_form(
        request, event, form, operations.issue_statement, words=words, to=row, statement=row,
        template="plans/press_issue.html",
    )  # fmt: skip


@needs(CHANGE)
@require_http_methods(["GET", "POST"])
def press_put_away(request, reference, pk):
    event = find_event(request, reference)
    row = find(request, PressStatement, event, pk=pk)
    words = said(row, "Put the statement away", "Put it away", "Statement put away.")
    form = PutAwayForm(typed(request))
    return one_form(request, event, form, operations.put_away_statement, words=words, to=row, statement=row)


def said(row: PressStatement, title: str, button: str, done: str) -> dict:
    return {
        "title": title,
        "button": button,
        "done": done,
        "back": row.get_absolute_url(),
        "cited": row.section,
    }
