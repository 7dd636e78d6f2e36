"""A press statement is held until three people approved its present text, and residents may be told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Notification
from accounts.versions import Conflict
from events.models import Communication
from events.operations.communications import To
from events.operations.gates import record_early_telling
from failure_response.papers.brief import brief
from plans.models import PressApproval, PressStatement
from plans.operations.press import (
    approve_statement,
    change_statement,
    draft_statement,
    issue_statement,
    missing_approvals,
    occasions,
    put_away_statement,
    take_back_approval,
)
from tests.factories.accounts import make_user
from tests.plans.outline_case import outlined

BODIES = ["DASS", "Portfolio Holder", "relevant CCG lead"]
PRESS = [To(name="News desk", organisation="Exampleton Post", address="news@post.example", method="email")]


@pytest.fixture
def event(officer):
    return outlined(officer)


@pytest.fixture
def statement(officer, event):
    return draft_statement(
        by=officer, event=event, action="BPL-CP07", title="Care home closes", text="Funding ends."
    )


def approve(by, statement, body="DASS", **facts) -> PressApproval:
    told = {
        "text_version": 1,
        "method": "email",
        "approved_on": timezone.localdate(),
        "name": f"Who is {body}",
    }
    return approve_statement(by=by, statement=statement, body=body, **told | facts)


def issue(by, statement, text_version=1) -> PressStatement:
    return issue_statement(by=by, statement=statement, text_version=text_version, recipients=PRESS)


def tell_residents(officer, event) -> None:
    record_early_telling(
        by=officer, event=event, told_on=timezone.localdate(), told_by="The manager", reason="Rumours"
    )


def test_closure_and_suspension_plan_name_who_approves(event):
    found = occasions(event)

    assert [(one.action, one.section) for one in found] == [
        ("BPL-CP07", "Blackpool policy App 5"),
        ("BPL-SP04", "Blackpool policy App 6"),
    ]
    assert all(list(one.approvers) == BODIES for one in found)


def test_statement_is_issued_with_all_three_only(officer, event, statement):
    tell_residents(officer, event)
    for place, body in enumerate(BODIES):
        with pytest.raises(ValidationError, match=f"approved by {BODIES[place]}"):
            issue(officer, statement)
        assert not Communication.objects.exists()
        approve(officer, statement, body)

    issued = issue(officer, statement)

    sent = issued.communication
    assert (sent.subject, sent.body) == ("Press statement: Care home closes", "Funding ends.")
    assert sent.recipients.get().organisation == "Exampleton Post"
    kept = issued.history().last()
    assert (kept.issued_by, kept.communication) == (officer, sent)
    with pytest.raises(ValidationError, match="issued already"):
        change_statement(by=officer, statement=statement, title="x", text="y", version=1)


def test_another_text_voids_approvals_and_keeps_them(officer, event, statement):
    tell_residents(officer, event)
    for body in BODIES:
        approve(officer, statement, body)

    row = change_statement(
        by=officer, statement=statement, title="Care home closes", text="It ends.", version=1
    )

    assert (row.text_version, missing_approvals(row)) == (2, BODIES)
    assert PressApproval.objects.filter(statement=row, text_version=1).count() == 3
    with pytest.raises(ValidationError, match="changed since you opened"):
        issue(officer, row)
    with pytest.raises(ValidationError, match="DASS, Portfolio Holder and relevant CCG lead"):
        issue(officer, row, text_version=2)
    with pytest.raises(ValidationError, match="changed since you opened"):
        approve(officer, row)


def test_saving_the_same_text_voids_nothing(officer, statement):
    approve(officer, statement)

    row = change_statement(
        by=officer, statement=statement, title=statement.title, text=statement.text, version=1
    )

    assert (row.text_version, missing_approvals(row)) == (1, BODIES[1:])


def test_two_writers_of_one_text_see_both(officer, contracts_officer, statement):
    change_statement(by=officer, statement=statement, title="x", text="One", version=1)

    with pytest.raises(Conflict):
        change_statement(by=contracts_officer, statement=statement, title="x", text="Two", version=1)


def test_gate_of_telling_residents_holds_it_too(officer, event, statement):
    for body in BODIES:
        approve(officer, statement, body)

    with pytest.raises(ValidationError, match="before they are told"):
        issue(officer, statement)

    tell_residents(officer, event)
    assert issue(officer, statement).issued_at


def test_senior_leader_approves_in_the_own_name_once(reader, statement):
    made = approve(reader, statement, name="Somebody else", method="phone")

    assert (made.name, made.method, made.recorded_by) == (reader.name, "here", reader)
    kept = made.pgh_event_model.objects.get(pgh_obj=made)
    assert kept.pgh_context.metadata["operation"] == "press_statement.approved"
    with pytest.raises(ValidationError, match="Each approval is another person’s"):
        approve(reader, statement, "Portfolio Holder")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"body": "Mayor"}, "Select who approved"),
        ({"method": "here"}, "Only a senior leader"),
        ({"name": "  "}, "Enter the name"),
        ({"days": 1}, "between the day of this text and today"),
        ({"days": -1}, "between the day of this text and today"),
    ],
)
def test_approval_is_refused_in_plain_words(officer, statement, facts, words):
    day = timezone.localdate() + timedelta(days=facts.pop("days", 0))
    with pytest.raises(ValidationError, match=words):
        approve(officer, statement, **{"approved_on": day} | facts)


def test_same_body_approves_once_and_may_take_it_back(officer, reader, statement):
    made = approve(officer, statement)
    with pytest.raises(ValidationError, match="approved this text already as DASS"):
        approve(officer, statement)
    with pytest.raises(ValidationError, match="only an approval of your own"):
        take_back_approval(by=reader, approval=made, reason="Not mine")

    take_back_approval(by=officer, approval=made, reason="Withdrawn by telephone")

    assert missing_approvals(statement) == BODIES
    approve(officer, statement)


def test_statement_that_is_not_needed_is_put_away(officer, statement):
    put_away_statement(by=officer, statement=statement, reason="The home stays open")

    assert not PressStatement.objects.drafts().exists()
    with pytest.raises(ValidationError, match="put away"):
        approve(officer, statement)


def test_who_may_do_what(officer, care_manager, contracts_officer, reader, partner, event, statement):
    for by in (care_manager, partner):
        with pytest.raises(PermissionDenied):
            approve(by, statement)
    with pytest.raises(PermissionDenied):
        draft_statement(by=reader, event=event, action="BPL-CP07", title="x", text="y")
    with pytest.raises(PermissionDenied):
        issue(contracts_officer, statement)
    assert not PressStatement.objects.visible_to(partner).exists()
    approve(make_user("senior_leader", name="Ruth Calder"), statement)


def waiting(*kinds) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind__in=kinds, state="waiting").order_by("pk")
    return [(one.kind, one.to.email) for one in rows.select_related("to")]


def test_leaders_are_asked_for_each_text_and_the_drafter_hears_when_all_approved(reader, event, officer):
    statement = draft_statement(
        by=officer, event=event, action="BPL-CP07", title="Care home closes", text="Funding ends."
    )
    assert waiting("press.waits") == [("press.waits", reader.email)]

    change_statement(by=officer, statement=statement, title="Care home closes", text="Other.", version=1)
    assert Notification.objects.get(kind="press.waits", state="waiting").dedupe.endswith(":2")

    other = make_user("commissioning_officer", name="Tom Ashgrove", email="tom@council.example")
    for body in BODIES:
        assert waiting("press.approved") == []
        approve(other, statement, body, text_version=2)
    assert waiting("press.approved") == [("press.approved", officer.email)]


def test_the_brief_asks_leaders_for_the_approvals_that_are_missing(event, statement, officer):
    approve(officer, statement)
    assert brief(event, officer).context["decisions"][-1].endswith("1 of 3 approvals given.")

    put_away_statement(by=officer, statement=statement, reason="Nobody asks")
    assert not any("press" in one for one in brief(event, officer).context["decisions"])
